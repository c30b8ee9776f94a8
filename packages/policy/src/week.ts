// Windows of the week: working hours of a policy, quiet hours of a participant. Minutes of the device's local week.

import type { WeekWindow } from './schema.ts';

/** Minutes of a week; minute 0 is Monday 00:00. */
export const WEEK_MIN = 7 * 24 * 60;
const DAY_MIN = 24 * 60;

/** One byte per minute of the week: looking a minute up must cost nothing, for it happens in every decision. */
export type Week = Uint8Array;

/** The minutes that any of the windows covers. A window whose end is not after its start runs past midnight. */
export function weekOf(windows: readonly WeekWindow[]): Week {
  const week = new Uint8Array(WEEK_MIN);
  for (const { days, from, to } of windows) {
    const start = minuteOf(from);
    const end = minuteOf(to) > start ? minuteOf(to) : minuteOf(to) + DAY_MIN;
    for (const day of days)
      for (let minute = start; minute < end; minute++) week[((day - 1) * DAY_MIN + minute) % WEEK_MIN] = 1;
  }
  return week;
}

/** False for anything that is no minute of the week. */
export function covers(week: Week, minuteOfWeek: number): boolean {
  return week[minuteOfWeek] === 1;
}

/** Minute of the local week; the caller says how far local time is from UTC (`-date.getTimezoneOffset()`). */
export function minuteOfWeek(now_ms: number, offset_min: number): number {
  const minute = Math.floor(now_ms / 60_000) + offset_min;
  // 1970-01-01 was a Thursday.
  return (((minute + 3 * DAY_MIN) % WEEK_MIN) + WEEK_MIN) % WEEK_MIN;
}

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
