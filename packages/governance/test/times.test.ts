import { isoWeek } from '@overt/events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mondayOf, monthsAfter, weeksBetween, workingDaysAfter } from '../src/times.ts';

const dates = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });

test('a week begins on its own Monday', () => {
  fc.assert(
    fc.property(dates, (at) => {
      const monday = mondayOf(isoWeek(at));
      expect(isoWeek(monday)).toBe(isoWeek(at));
      expect(monday.getUTCDay()).toBe(1);
      expect(at.getTime() - monday.getTime()).toBeLessThan(7 * 86_400_000);
    }),
  );
});

test('weeks between two days are all of them, in order, across years of 53 weeks', () => {
  expect(weeksBetween(isoWeek(new Date('2020-12-20')), isoWeek(new Date('2021-01-12')))).toEqual([
    '2020-W51',
    '2020-W52',
    '2020-W53',
    '2021-W01',
    '2021-W02',
  ]);
  expect(weeksBetween(isoWeek(new Date('2026-11-23')), isoWeek(new Date('2026-11-16')))).toEqual([]);
});

test('months end on the last day where the same day does not exist', () => {
  expect(monthsAfter(new Date('2026-01-31T10:00:00Z'), 1).toISOString()).toBe('2026-02-28T10:00:00.000Z');
  expect(monthsAfter(new Date('2026-11-23T09:00:00Z'), 12).toISOString()).toBe('2027-11-23T09:00:00.000Z');
});

test.each([
  ['2026-11-23T09:00Z', '2026-12-01T00:00:00.000Z'], // Monday: Tuesday to Friday, and the Monday after
  ['2026-11-27T23:59Z', '2026-12-05T00:00:00.000Z'], // Friday: the week after
  ['2026-11-28T12:00Z', '2026-12-05T00:00:00.000Z'], // Saturday counts as Friday
])('five working days after %s end at %s', (asked, end) => {
  expect(workingDaysAfter(new Date(asked), 5).toISOString()).toBe(end);
});
