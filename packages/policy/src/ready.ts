// Policies that are ready to use: for solo recordings and for the demo. Dates are parameters; nothing here reads a clock.

import type { Policy } from './schema.ts';

/** Solo recording on one's own machine: nothing leaves, so there is no hold; `workflow` at most, unknown places stay structure. */
export function soloPolicy(now: Date): Policy {
  return {
    format: 'overt-policy',
    version: 1,
    id: 'solo',
    programme: 'Solo recording',
    issued: now.toISOString(),
    notAfter: monthsAfter(now, 12),
    ttl_h: 168,
    halt: false,
    hold_h: 0,
    retention: { action_months: 24, text_days: 90, pixels_days: 90 },
    embargo_days: 0,
    purposes: ['train-cua', 'eval-cua', 'rights'],
    maxFidelity: 'workflow',
    places: [],
    personal: 'tighten-only',
    noTrain: { domains: [], names: [] },
    tasks: [],
  };
}

/** The demo's organisation: the office site at `workflow`, a no-train customer given by the caller, the defaults of the specification. */
export function demoPolicy(
  now: Date,
  options: { noTrain?: Partial<Policy['noTrain']>; tasks?: readonly string[] } = {},
): Policy {
  return {
    ...soloPolicy(now),
    id: 'demo',
    programme: 'Overt demonstration',
    ttl_h: 24,
    hold_h: 24,
    embargo_days: 14,
    purposes: ['train-cua', 'eval-cua', 'redaction-qa', 'rights', 'store-incident'],
    noTrain: { domains: options.noTrain?.domains ?? [], names: options.noTrain?.names ?? [] },
    tasks: [...(options.tasks ?? [])],
  };
}

function monthsAfter(now: Date, months: number): string {
  const end = new Date(now);
  end.setUTCMonth(end.getUTCMonth() + months);
  return end.toISOString();
}
