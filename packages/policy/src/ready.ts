// Policies that are ready to use: for solo recordings and for the demo. Dates are parameters; nothing here reads a clock.

import { activeOf } from './jurisdiction/active.ts';
import type { Policy } from './schema.ts';

/**
 * Solo recording on one's own machine: nothing leaves, so there is no hold; `workflow` at most, unknown places stay structure.
 * Whoever records herself is her own administrator: all packs are active, and the strictest that may apply holds.
 */
export function soloPolicy(now: Date): Policy {
  return {
    format: 'overt-policy',
    version: 2,
    id: 'solo',
    programme: 'Solo recording',
    controller: 'You, on your own machine',
    contact: 'nobody else',
    serial: Math.floor(now.getTime() / 1000),
    issued: now.toISOString(),
    notAfter: monthsAfter(now, 12),
    ttl_h: 168,
    halt: false,
    hold_h: 0,
    retention: { action_months: 24, text_days: 90, pixels_days: 90 },
    embargo_days: 0,
    purposes: ['train-cua', 'eval-cua', 'rights'],
    maxFidelity: 'workflow',
    classes: ['action', 'text', 'pixels'],
    places: [],
    personal: 'tighten-only',
    noTrain: { domains: [], names: [], accounts: [], urls: [], markers: [] },
    tasks: [],
    jurisdictions: activeOf(),
    hours: [],
    ends: { calls: true, sharing: true, idle_min: 5 },
    budgets: { mb_per_day: 2_000, cpu_percent: 100, metered: false, battery_percent: 10 },
    languages: ['en', 'de', 'fr'],
  };
}

/** The demo's organisation: the office site at `workflow`, a no-train customer given by the caller, the defaults of the specification. */
export function demoPolicy(
  now: Date,
  options: { noTrain?: Partial<Policy['noTrain']>; tasks?: readonly string[] } = {},
): Policy {
  const solo = soloPolicy(now);
  return {
    ...solo,
    id: 'demo',
    programme: 'Overt demonstration',
    controller: 'The office of the demonstration',
    contact: 'whoever runs this demonstration',
    ttl_h: 24,
    hold_h: 24,
    embargo_days: 14,
    purposes: ['train-cua', 'eval-cua', 'redaction-qa', 'rights', 'store-incident'],
    noTrain: { ...solo.noTrain, ...options.noTrain },
    tasks: [...(options.tasks ?? [])],
  };
}

function monthsAfter(now: Date, months: number): string {
  const end = new Date(now);
  end.setUTCMonth(end.getUTCMonth() + months);
  return end.toISOString();
}
