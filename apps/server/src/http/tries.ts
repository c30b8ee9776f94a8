// Slows the guessing of one-time codes: a token bucket per address. Only failures cost a token.

import { CODE_TRIES_PER_MINUTE, REMEMBERED_ADDRESSES } from '../limits.ts';

interface Bucket {
  left: number;
  at: number;
}

export class Tries {
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => number;

  /** @param now milliseconds, monotonic. */
  constructor(now: () => number) {
    this.#now = now;
  }

  may(address: string): boolean {
    return this.#bucket(address).left >= 1;
  }

  failed(address: string): void {
    this.#bucket(address).left -= 1;
  }

  #bucket(address: string): Bucket {
    const now = this.#now();
    const known = this.#buckets.get(address) ?? { left: CODE_TRIES_PER_MINUTE, at: now };
    const bucket = {
      left: Math.min(CODE_TRIES_PER_MINUTE, known.left + ((now - known.at) / 60_000) * CODE_TRIES_PER_MINUTE),
      at: now,
    };
    this.#buckets.delete(address);
    this.#buckets.set(address, bucket);
    const oldest = this.#buckets.keys().next();
    if (this.#buckets.size > REMEMBERED_ADDRESSES && !oldest.done) this.#buckets.delete(oldest.value);
    return bucket;
  }
}
