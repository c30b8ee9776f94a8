// What recording may cost the device. A breach stops capture, not only upload: a promise about resources is a promise.

import type { Policy } from './schema.ts';

export type Budgets = Policy['budgets'];

/** What the device measures of itself. */
export interface Usage {
  /** Megabytes (10⁶ bytes) sealed since local midnight, by all recordings of this device. */
  readonly mb_today: number;
  /** Share of one core the recorder used in the last minute, in percent. */
  readonly cpu_percent: number;
  /** The connection is paid by volume, or its user asked to save data. */
  readonly metered: boolean;
  /** Charge in percent while running on battery; `undefined` on mains or where there is none. */
  readonly battery_percent: number | undefined;
}

export const NO_USAGE: Usage = { mb_today: 0, cpu_percent: 0, metered: false, battery_percent: undefined };

export type BudgetName = keyof Budgets;

/** The first budget that is used up; a measure that is not a number counts as used up. */
export function breachOf(usage: Usage, budgets: Budgets): BudgetName | undefined {
  if (!(usage.mb_today < budgets.mb_per_day)) return 'mb_per_day';
  if (!(usage.cpu_percent <= budgets.cpu_percent)) return 'cpu_percent';
  if (usage.metered && !budgets.metered) return 'metered';
  if (usage.battery_percent !== undefined && !(usage.battery_percent >= budgets.battery_percent))
    return 'battery_percent';
  return undefined;
}

/** The stricter of both in every measure. */
export function meetBudgets(
  a: Budgets,
  b: { readonly [Name in BudgetName]?: Budgets[Name] | undefined },
): Budgets {
  return {
    mb_per_day: Math.min(a.mb_per_day, b.mb_per_day ?? a.mb_per_day),
    cpu_percent: Math.min(a.cpu_percent, b.cpu_percent ?? a.cpu_percent),
    metered: a.metered && (b.metered ?? true),
    battery_percent: Math.max(a.battery_percent, b.battery_percent ?? a.battery_percent),
  };
}
