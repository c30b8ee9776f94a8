// What was withheld, by reason: counters for the participant, and gap markers for the track. Never by content.

import type { GapEvent, GapReason } from '@overt/events';
import { STOP_REASONS, type StopReason } from '@overt/policy';
import type { WithheldCounts } from './api.ts';
import { bucketOf } from './vocabulary.ts';

const STOPS: ReadonlySet<string> = new Set(STOP_REASONS);

interface Pending {
  count: number;
  t: number;
}

export class Withheld {
  readonly #counts: Record<string, number>;
  readonly #pending = new Map<GapReason, Pending>();

  constructor(state?: unknown) {
    const saved = (state ?? {}) as {
      counts?: Record<string, number>;
      pending?: [GapReason, number, number][];
    };
    this.#counts = { ...saved.counts };
    for (const [reason, count, t] of saved.pending ?? []) this.#pending.set(reason, { count, t });
  }

  state(): unknown {
    return {
      counts: this.#counts,
      pending: [...this.#pending].map(([reason, { count, t }]) => [reason, count, t]),
    };
  }

  get counts(): WithheldCounts {
    return { ...this.#counts };
  }

  /** A text was replaced or left out. */
  text(reason: GapReason | StopReason): void {
    this.#counts[reason] = (this.#counts[reason] ?? 0) + 1;
  }

  /** An observation was dropped. A stop leaves no marker: pausing and stopping look alike (P5). */
  dropped(reason: GapReason | StopReason, t: number, count = 1): void {
    this.#counts[reason] = (this.#counts[reason] ?? 0) + count;
    if (isStop(reason)) return;
    const pending = this.#pending.get(reason);
    if (pending) {
      pending.count += count;
      pending.t = Math.max(pending.t, t);
    } else this.#pending.set(reason, { count, t });
  }

  /** Markers not yet written, none later than `until`. Counts are power-of-two buckets: how busy someone was elsewhere is not ours. */
  gaps(until: number): Omit<GapEvent, 'seq'>[] {
    const gaps = [...this.#pending].map(([reason, { count, t }]) => ({
      kind: 'gap' as const,
      t: Math.min(t, until),
      reason,
      count: bucketOf(count),
    }));
    this.#pending.clear();
    return gaps.sort((a, b) => a.t - b.t);
  }
}

function isStop(reason: GapReason | StopReason): reason is StopReason {
  return STOPS.has(reason);
}
