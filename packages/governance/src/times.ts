// Calendar arithmetic in UTC. Rows and entries carry minutes for facts of consent, weeks for everything else.

import { type IsoWeek, isoWeek } from '@overt/events';

const DAY_MS = 86_400_000;

export function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}

export function daysAfter(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MS);
}

/** The same day `months` later; the last of the month where that day does not exist. */
export function monthsAfter(at: Date, months: number): Date {
  const end = new Date(at);
  end.setUTCMonth(end.getUTCMonth() + months);
  if (end.getUTCDate() !== at.getUTCDate()) end.setUTCDate(0);
  return end;
}

/** `YYYY-MM-DD`. */
export function dateOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Monday 00:00 UTC of `week`. */
export function mondayOf(week: IsoWeek): Date {
  const [year, number] = week.split('-W').map(Number) as [number, number];
  const fourth = new Date(Date.UTC(year, 0, 4)); // January 4 is always in week 1
  const weekday = (fourth.getUTCDay() + 6) % 7;
  return daysAfter(fourth, (number - 1) * 7 - weekday);
}

/** Every ISO week from `first` to `last`, both included; none if `first` is later. */
export function weeksBetween(first: IsoWeek, last: IsoWeek): IsoWeek[] {
  const weeks: IsoWeek[] = [];
  for (let at = mondayOf(first); isoWeek(at) <= last; at = daysAfter(at, 7)) weeks.push(isoWeek(at));
  return weeks;
}

/** The end of the `days`-th working day after `at`'s day: Monday to Friday, UTC, holidays not known. */
export function workingDaysAfter(at: Date, days: number): Date {
  let end = new Date(`${dateOf(at)}T00:00:00Z`);
  for (let left = days; left > 0; ) {
    end = daysAfter(end, 1);
    const weekday = end.getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return daysAfter(end, 1);
}
