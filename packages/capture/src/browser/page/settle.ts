// Says when the page has come to rest: the moment to look at it. Inputs and changes restart the wait.

import { CHANGE_INTERVAL_MS, SETTLE_MAX_MS, SETTLE_MS } from '../limits.ts';
import type { SettleCause } from '../protocol.ts';

export class Settler {
  /** Grows with every input: equal epochs had none between them. */
  epoch = 0;
  readonly #settled: (cause: SettleCause, stable: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;
  #last = 0;
  #cause: SettleCause | undefined;
  #stopped = false;

  constructor(settled: (cause: SettleCause, stable: boolean) => void) {
    this.#settled = settled;
  }

  stir(cause: SettleCause): void {
    if (cause !== 'change') this.epoch++;
    if (this.#stopped) return;
    const now = performance.now();
    if (!this.#cause) this.#since = now;
    if (!this.#cause || cause !== 'change') this.#cause = cause;
    clearTimeout(this.#timer);
    const left = SETTLE_MAX_MS - (now - this.#since);
    if (left <= 0) {
      this.#rest(false);
      return;
    }
    const calm =
      this.#cause === 'change' ? Math.max(SETTLE_MS, this.#last + CHANGE_INTERVAL_MS - now) : SETTLE_MS;
    this.#timer = setTimeout(() => this.#rest(true), Math.min(calm, Math.max(left, 0) || calm));
  }

  #rest(stable: boolean): void {
    const cause = this.#cause;
    this.#cause = undefined;
    this.#last = performance.now();
    if (cause && !this.#stopped) this.#settled(cause, stable);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
