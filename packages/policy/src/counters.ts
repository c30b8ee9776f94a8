// What a device counted, by day and kind, never by content: for its participant, for the comparison with the notice, and
// for the dry run of a proposed policy. Counters never leave the device.

import { type Fidelity, isAtLeast } from './fidelity.ts';
import { COUNTER_DAYS, NOTICE_CHECK_DAYS } from './limits.ts';
import type { CaptureClass } from './notice/classes.ts';

/**
 * One kind of observation at one place on one day. `needs` is the fidelity at which it would be kept: an action needs
 * `structure`, interface text `workflow`, redacted text `content`; what is always withheld is not in the table.
 */
export interface CounterRow {
  /** Local day, `YYYY-MM-DD`. */
  readonly day: string;
  /** Catalogue id; `unknown` for all that have none. */
  readonly place: string;
  readonly kind: CaptureClass;
  readonly needs: Exclude<Fidelity, 'none'>;
  readonly seen: number;
  readonly kept: number;
}

export type Counters = readonly CounterRow[];

/** The counters with one observation more, and without days that are over. Rows are few: places × kinds × days. */
export function count(
  counters: Counters,
  seen: Omit<CounterRow, 'seen' | 'kept'> & { readonly isKept: boolean; readonly times?: number },
): Counters {
  const { day, place, kind, needs, isKept, times = 1 } = seen;
  const at = counters.findIndex(
    (row) => row.day === day && row.place === place && row.kind === kind && row.needs === needs,
  );
  const before = counters[at] ?? { day, place, kind, needs, seen: 0, kept: 0 };
  const row = { ...before, seen: before.seen + times, kept: before.kept + (isKept ? times : 0) };
  return at === -1 ? [...counters, row] : counters.with(at, row);
}

/** Rows of the last `days` days up to and with `today`. */
export function recent(counters: Counters, today: string, days = COUNTER_DAYS): Counters {
  const first = dayBefore(today, days - 1);
  return counters.filter(({ day }) => day >= first && day <= today);
}

/** What was kept in the days that are compared with the notice, by class. */
export function keptClasses(counters: Counters, today: string): Partial<Record<CaptureClass, number>> {
  const kept: Partial<Record<CaptureClass, number>> = {};
  for (const row of recent(counters, today, NOTICE_CHECK_DAYS))
    if (row.kept > 0) kept[row.kind] = (kept[row.kind] ?? 0) + row.kept;
  return kept;
}

/** Sums by the fidelity that holds at each place: what would be kept of what was seen. */
export function keptAt(counters: Counters, fidelityOf: (place: string) => Fidelity): number {
  return counters.reduce((sum, row) => sum + (isAtLeast(fidelityOf(row.place), row.needs) ? row.seen : 0), 0);
}

function dayBefore(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}
