import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  breachOf,
  FIDELITIES,
  isAtLeast,
  managedProvider,
  meetBudgets,
  minuteOfWeek,
  NO_USAGE,
  NOT_MANAGED,
  PolicyFault,
  readManaged,
  readPersonal,
} from '../src/index.ts';
import { covers, WEEK_MIN, weekOf } from '../src/week.ts';

const LIMITS = { mb_per_day: 10, cpu_percent: 20, metered: false, battery_percent: 30 };

describe('budgets', () => {
  test.each([
    [{}, undefined],
    [{ mb_today: 9.99 }, undefined],
    [{ mb_today: 10 }, 'mb_per_day'],
    [{ mb_today: Number.NaN }, 'mb_per_day'],
    [{ cpu_percent: 20 }, undefined],
    [{ cpu_percent: 20.1 }, 'cpu_percent'],
    [{ metered: true }, 'metered'],
    [{ battery_percent: 30 }, undefined],
    [{ battery_percent: 29 }, 'battery_percent'],
  ])('%j: %s', (usage, breach) => {
    expect(breachOf({ ...NO_USAGE, ...usage }, LIMITS)).toBe(breach);
  });

  test('a person’s own budgets only tighten', () => {
    const own = fc.record(
      {
        mb_per_day: fc.integer({ min: 1, max: 100 }),
        cpu_percent: fc.integer({ min: 1, max: 100 }),
        metered: fc.boolean(),
        battery_percent: fc.integer({ min: 0, max: 100 }),
      },
      { requiredKeys: [] },
    );
    const usage = fc.record({
      mb_today: fc.integer({ min: 0, max: 100 }),
      cpu_percent: fc.integer({ min: 0, max: 100 }),
      metered: fc.boolean(),
      battery_percent: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(own, usage, (hers, used) => {
        if (breachOf(used, LIMITS)) expect(breachOf(used, meetBudgets(LIMITS, hers))).toBeDefined();
      }),
    );
  });
});

describe('the week', () => {
  test('minute 0 is Monday 00:00, by the local clock', () => {
    expect(minuteOfWeek(Date.parse('2026-11-23T00:00:00Z'), 0)).toBe(0);
    expect(minuteOfWeek(Date.parse('2026-11-22T23:59:59Z'), 0)).toBe(WEEK_MIN - 1);
    expect(minuteOfWeek(Date.parse('2026-11-22T23:30:00Z'), 60)).toBe(30);
    expect(minuteOfWeek(0, 0)).toBe(3 * 24 * 60);
  });

  test('a window past midnight runs into the next day, and from Sunday into Monday', () => {
    const late = weekOf([{ days: [7], from: '22:00', to: '06:00' }]);
    expect(covers(late, WEEK_MIN - 1)).toBe(true);
    expect(covers(late, 5 * 60 + 59)).toBe(true);
    expect(covers(late, 6 * 60)).toBe(false);
  });

  test('agrees with the calendar for any time and offset', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2060-01-01') }),
        (date) => {
          const day = (date.getUTCDay() + 6) % 7;
          expect(minuteOfWeek(date.getTime(), 0)).toBe(
            (day * 24 + date.getUTCHours()) * 60 + date.getUTCMinutes(),
          );
        },
      ),
    );
  });
});

describe('settings and managed configuration', () => {
  test.each([
    [{ rules: [{ host: 'a.example', fidelity: 'all' }] }, /rules\.0/],
    [{ rules: [], extra: 1 }, /top level/],
    [{ quiet: [{ days: [8], from: '09:00', to: '10:00' }] }, /quiet\.0\.days\.0/],
    [{ quiet: [{ days: [1], from: '9', to: '10:00' }] }, /quiet\.0\.from/],
    ['nothing', /top level/],
  ])('settings %j are refused with where', (value, where) => {
    expect(() => readPersonal(value)).toThrow(PolicyFault);
    expect(() => readPersonal(value)).toThrow(where);
  });

  test('a managed configuration that is not understood is refused; none at all is none', () => {
    expect(readManaged(undefined)).toEqual(NOT_MANAGED);
    expect(() => readManaged({ rules: 'all' })).toThrow(/rules/);
    expect(() => readManaged({ allowEverything: true })).toThrow(PolicyFault);
  });

  test('a managed configuration narrows by place, category, host and its subdomains', () => {
    const ceiling = (host: string, place = 'x') =>
      managedProvider(
        readManaged({
          maxFidelity: 'workflow',
          rules: [
            { host: 'bank.example', fidelity: 'none' },
            { place: 'category:mail', fidelity: 'structure' },
          ],
        }),
      ).ceilingOf({ place, category: 'mail', host });
    expect(ceiling('pay.bank.example')).toBe('none');
    expect(ceiling('notbank.example')).toBe('structure');
    expect(managedProvider(NOT_MANAGED).ceilingOf({ place: 'x', category: 'crm', host: '' })).toBe('content');
    for (const fidelity of FIDELITIES) {
      const answer = managedProvider(readManaged({ maxFidelity: fidelity })).ceilingOf({
        place: 'x',
        category: 'crm',
        host: '',
      });
      expect(isAtLeast(fidelity, answer)).toBe(true);
    }
  });
});
