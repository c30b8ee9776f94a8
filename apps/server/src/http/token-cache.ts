// Remembers for a few seconds which device a token belongs to, so that a burst of uploads asks the database once.
// Keyed by the token's hash: a memory dump of the map yields no token.

import { createHash } from 'node:crypto';
import type { Device } from '@overt/ingest';
import { REMEMBERED_TOKENS, TOKEN_TRUST_MS } from '../limits.ts';

export class TokenCache {
  readonly #known = new Map<string, { readonly device: Device; readonly until: number }>();
  readonly #lookUp: (token: string) => Promise<Device | undefined>;
  readonly #now: () => number;

  /** @param now milliseconds, monotonic. */
  constructor(lookUp: (token: string) => Promise<Device | undefined>, now: () => number) {
    this.#lookUp = lookUp;
    this.#now = now;
  }

  async deviceOf(token: string): Promise<Device | undefined> {
    const key = createHash('sha256').update(token).digest('base64');
    const known = this.#known.get(key);
    if (known && known.until > this.#now()) return known.device;
    this.#known.delete(key);
    const device = await this.#lookUp(token);
    if (!device) return undefined;
    const oldest = this.#known.keys().next();
    if (this.#known.size >= REMEMBERED_TOKENS && !oldest.done) this.#known.delete(oldest.value);
    this.#known.set(key, { device, until: this.#now() + TOKEN_TRUST_MS });
    return device;
  }

  /** After a withdrawal: nothing is taken on trust any more. */
  forget(): void {
    this.#known.clear();
  }
}
