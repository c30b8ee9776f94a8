// Says when the page has come to rest: the moment to look at it. Inputs and changes restart the wait.
//
// A page at rest is looked at again while the person may be reading it: otherwise the last frame before an action would
// be as old as the thought that went before it. Equal pixels are stored once, so looking again keeps nothing new.

import { CHANGE_INTERVAL_MS, SETTLE_MAX_MS, SETTLE_MS, STILL_FOR_MS, STILL_MS } from '../limits.ts';
import type { SettleCause } from '../protocol.ts';

export class Settler {
  /** Grows with every input: equal epochs had none between them. */
  epoch = 0;
  readonly #settled: (cause: SettleCause, stable: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stillTimer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;
  /** When the page last came to rest, and when it was last looked at. */
  #rested = 0;
  #looked = Number.NEGATIVE_INFINITY;
  /** When the person was last known to be here. */
  #presentAt = Number.NEGATIVE_INFINITY;
  #cause: SettleCause | undefined;
  #stopped = false;

  constructor(settled: (cause: SettleCause, stable: boolean) => void) {
    this.#settled = settled;
  }

  stir(cause: SettleCause): void {
    if (cause !== 'change') {
      this.epoch++;
      this.#presentAt = performance.now();
    }
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
      this.#cause === 'change' ? Math.max(SETTLE_MS, this.#rested + CHANGE_INTERVAL_MS - now) : SETTLE_MS;
    this.#timer = setTimeout(() => this.#rest(calm <= left), Math.min(calm, left));
  }

  /** The person is here without acting yet: the pointer moved, the page came to the front. */
  present(): void {
    if (this.#stopped) return;
    this.#presentAt = performance.now();
    if (this.#stillTimer === undefined && !this.#cause) this.#lookAgain();
  }

  #rest(stable: boolean): void {
    const cause = this.#cause;
    this.#cause = undefined;
    this.#rested = performance.now();
    if (!cause || this.#stopped) return;
    this.#look(cause, stable);
    this.#lookAgain();
  }

  #look(cause: SettleCause, stable: boolean): void {
    this.#looked = performance.now();
    this.#settled(cause, stable);
  }

  /** Looks when the last look is getting old, as long as the person is here. A page that stirs will look by itself. */
  #lookAgain(): void {
    clearTimeout(this.#stillTimer);
    const wait = Math.max(0, this.#looked + STILL_MS - performance.now());
    this.#stillTimer = setTimeout(() => {
      this.#stillTimer = undefined;
      if (this.#stopped || this.#cause || performance.now() - this.#presentAt > STILL_FOR_MS) return;
      this.#look('still', true);
      this.#lookAgain();
    }, wait);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#stillTimer);
  }
}
