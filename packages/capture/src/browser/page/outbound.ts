// Hands observations to the worker in numbered batches and keeps each until the worker has sealed it.
//
// A batch is sent again when the worker died over it; the worker keeps one copy by document and number. The page never
// stores anything: what is unacknowledged when the document goes is gone, and nobody was told otherwise.

import type { DocumentMarks } from '../../gate/observation.ts';
import { FLUSH_MS, RING } from '../limits.ts';
import type { PageAnswer, PageBatch, PageEvent, PageMessage, PageObservation } from '../protocol.ts';

export interface Port {
  send(message: PageMessage): Promise<PageAnswer>;
}

export interface OutboundOptions {
  readonly document: string;
  readonly port: Port;
  readonly onStop: () => void;
  readonly now: () => number;
  /** What the document says of itself now. */
  readonly marks: () => DocumentMarks;
}

const RETRY_MS = [50, 250, 1_000, 4_000];

export class Outbound {
  readonly #options: OutboundOptions;
  #waiting: PageObservation[] = [];
  #unacknowledged = 0;
  #number = 0;
  #shed = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: OutboundOptions) {
    this.#options = options;
  }

  /** Queues an observation. `urgent` ones leave right after this task: a navigation may follow. */
  put(event: PageEvent, at: number, how: { urgent?: boolean; clipboard?: string } = {}): void {
    if (
      this.#waiting.length + this.#unacknowledged >= RING &&
      !(event.kind === 'text' && event.op === 'commit')
    ) {
      this.#shed++;
      return;
    }
    this.#waiting.push({ at, event, ...(how.clipboard === undefined ? {} : { clipboard: how.clipboard }) });
    if (how.urgent) this.#schedule(0);
    else this.#schedule(FLUSH_MS);
  }

  #urgent = false;
  /** Not a microtask: `mousedown` follows `pointerdown` in the same task and adds the click count. */
  #schedule(delay: number): void {
    if (this.#timer !== undefined && (this.#urgent || delay > 0)) return;
    clearTimeout(this.#timer);
    this.#urgent = delay === 0;
    this.#timer = setTimeout(() => this.flush(), delay);
  }

  /** Sends what waits, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#urgent = false;
    if (this.#waiting.length === 0 && this.#shed === 0) return;
    const batch: PageBatch = {
      say: 'batch',
      document: this.#options.document,
      batch: this.#number++,
      sentAt: this.#options.now(),
      observations: this.#waiting,
      marks: this.#options.marks(),
      shed: this.#shed,
    };
    this.#unacknowledged += this.#waiting.length;
    this.#waiting = [];
    this.#shed = 0;
    void this.#deliver(batch, 0);
  }

  async #deliver(batch: PageBatch, attempt: number): Promise<void> {
    try {
      const { answer } = await this.#options.port.send(
        attempt === 0 ? batch : { ...batch, sentAt: this.#options.now() },
      );
      this.#unacknowledged -= batch.observations.length;
      if (answer === 'stop') this.#options.onStop();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const wait = RETRY_MS[attempt];
      if (wait === undefined || /context invalidated/i.test(error.message)) {
        this.#options.onStop();
        return;
      }
      setTimeout(() => void this.#deliver(batch, attempt + 1), wait);
    }
  }

  /** Forgets everything that was not sent. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }
}
