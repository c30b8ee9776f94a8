// How much of one core the recorder uses: the time its own work took in the last minute.
//
// An upper bound, since encoding a picture counts for as long as it takes, whichever thread does it. What page scripts
// use is not in it: no browser tells an extension.

const WINDOW_MS = 60_000;

export class Meter {
  readonly #spans: { readonly at: number; readonly ms: number }[] = [];

  /** Runs `work` and counts how long it took. */
  sync<T>(work: () => T): T {
    const from = performance.now();
    try {
      return work();
    } finally {
      this.#note(from);
    }
  }

  async async<T>(work: () => Promise<T>): Promise<T> {
    const from = performance.now();
    try {
      return await work();
    } finally {
      this.#note(from);
    }
  }

  /** Percent of one core, averaged over the last minute. */
  percent(now = performance.now()): number {
    while (this.#spans[0] && this.#spans[0].at < now - WINDOW_MS) this.#spans.shift();
    return (100 * this.#spans.reduce((sum, { ms }) => sum + ms, 0)) / WINDOW_MS;
  }

  #note(from: number): void {
    const at = performance.now();
    const last = this.#spans.at(-1);
    // One entry a second is precise enough for a minute.
    if (last && at - last.at < 1_000)
      this.#spans[this.#spans.length - 1] = { at: last.at, ms: last.ms + at - from };
    else this.#spans.push({ at, ms: at - from });
  }
}
