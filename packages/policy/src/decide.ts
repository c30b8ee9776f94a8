// The decision: one pure, total function, asked for every event and every text of it, before anything is kept.
//
// Rules run in a fixed order (docs/spec/policy.md §3). A rule can lower what is kept, never raise it. A decision is a
// value: refusing is normal, counted, and shown to the person it concerns.

import type { GapReason } from '@overt/events';
import { breachOf } from './budget.ts';
import { type Context, ceilingOf, type Moment } from './context.ts';
import { type Fidelity, isAtLeast, meet } from './fidelity.ts';
import { type FieldFacts, isSecretField } from './field.ts';
import type { Place } from './place.ts';
import { isSuspended } from './scoped.ts';
import { isAlwaysWithheld, type Surface } from './substance.ts';
import { covers } from './week.ts';

export interface Facts {
  readonly place: Place;
  /** Host the place was seen at, lower case; empty for windows. */
  readonly host: string;
  readonly incognito: boolean;
  readonly field?: FieldFacts;
  readonly surface: Surface;
  /** The observation names a customer of the no-train register. */
  readonly noTrain: boolean;
  /** The document is marked as confidential or strategic (`isConfidential`). */
  readonly confidential: boolean;
}

/** Why nothing at all is recorded now. No gap is written for it: stopping leaves no trace in the recording (P5). */
export const STOP_REASONS = [
  'indicator-dead',
  'no-receipt',
  'policy-expired',
  'policy-stale',
  'halted',
  'notice',
  'jurisdiction',
  'paused',
  'hours',
  'call',
  'budget',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

export const RULES = [
  'indicator',
  'receipt',
  'expired',
  'stale',
  'halt',
  'notice',
  'jurisdiction',
  'paused',
  'hours',
  'call',
  'budget',
  'private-window',
  'no-train',
  'place',
  'veto',
  'exemption',
  'personal',
  'secret-field',
  'unknown-place',
  'structure',
  'confidential',
  'text-class',
  'bystander',
  'substance',
  'permitted',
] as const;
export type RuleId = (typeof RULES)[number];

export interface Decision {
  /** `none`: the observation is dropped. */
  readonly fidelity: Fidelity;
  /** The first rule that lowered it. */
  readonly rule: RuleId;
  readonly reason: GapReason | StopReason | 'permitted';
  /** What may stay of a text on this surface: nothing, a typed placeholder, interface text, or redacted text. */
  readonly text: 'absent' | 'placeholder' | 'interface' | 'redacted';
  /** Whether a value may be named by where it came from (a goal slot, a copy, a visible place). */
  readonly binding: boolean;
}

/** Decides one text, or one event if it has none. Total: every input has a decision; no I/O, no clock, no randomness. */
export function decide(facts: Facts, context: Context, moment: Moment): Decision {
  const stop = stopOf(context, moment);
  if (stop) return stop;
  if (facts.incognito) return DROPS['private-window'];
  if (facts.noTrain) return DROPS['no-train'];
  const { place, host } = facts;
  const byPolicy = meet(meet(place.fidelity, context.maxFidelity), ceilingOf(context.rules, place, host));
  if (byPolicy === 'none' || !context.keeps.action) return DROPS.place;
  const byVeto = meet(byPolicy, context.veto(place, host));
  if (byVeto === 'none') return DROPS.veto;
  if (isSuspended(context.exempt, place, host, moment.now_ms)) return DROPS.exemption;
  if (isSuspended(context.paused, place, host, moment.now_ms)) return DROPS.personal;
  const fidelity = meet(byVeto, ceilingOf(context.personal, place, host));
  if (fidelity === 'none') return DROPS.personal;
  return decideText(facts, fidelity, context);
}

/** The stop that holds now, whatever is observed; undefined while capture may run. */
export function stopOf(context: Context, moment: Moment): Decision | undefined {
  if (!moment.indicatorVisible) return DROPS.indicator;
  const { receipt, policy } = context;
  // Written as `!(a < b)`: a date that cannot be read is NaN, and NaN stops.
  if (!receipt || receipt.policy !== context.policyHash || !(moment.now_ms < context.receiptNotAfter_ms))
    return DROPS.receipt;
  if (!(moment.now_ms < context.notAfter_ms)) return DROPS.expired;
  if (!(moment.now_ms - context.confirmedAt_ms < policy.ttl_h * 3_600_000)) return DROPS.stale;
  if (policy.halt) return DROPS.halt;
  if (context.noticeBroken || !(moment.now_ms >= context.noticedFrom_ms)) return DROPS.notice;
  if (context.terms.notice.form === 'daily' && !moment.device.noticeShownToday) return DROPS.notice;
  if (context.inactive.length > 0) return DROPS.jurisdiction;
  return stopOfDevice(context, moment);
}

function stopOfDevice(context: Context, { minuteOfWeek, device }: Moment): Decision | undefined {
  const { ends } = context.policy;
  if (device.paused || !(device.idle_min < ends.idle_min)) return DROPS.paused;
  if (context.hours && !covers(context.hours, minuteOfWeek)) return DROPS.hours;
  // A minute that is none of the week cannot be shown to be outside the participant's quiet hours.
  if (context.quiet && (covers(context.quiet, minuteOfWeek) || !(minuteOfWeek >= 0))) return DROPS.hours;
  if ((device.inCall && ends.calls) || (device.sharing && ends.sharing)) return DROPS.call;
  if (breachOf(device.usage, context.budgets)) return DROPS.budget;
  return undefined;
}

function decideText(facts: Facts, kept: Fidelity, context: Context): Decision {
  const { surface, place } = facts;
  if (surface === 'secret' || (facts.field && isSecretField(facts.field))) return SECRET;
  const fidelity = facts.confidential ? meet(kept, 'structure') : kept;
  const binding = isAtLeast(fidelity, 'workflow');
  if (!binding) {
    if (!place.known) return absent('unknown-place', 'unknown-place');
    return absent(isAtLeast(kept, 'workflow') ? 'confidential' : 'structure', 'substance');
  }
  if (!context.keeps.text)
    return { fidelity, rule: 'text-class', reason: 'substance', text: 'absent', binding };
  if (surface === 'message')
    return { fidelity, rule: 'bystander', reason: 'bystander', text: 'placeholder', binding };
  if (isAlwaysWithheld(surface))
    return { fidelity, rule: 'substance', reason: 'substance', text: 'placeholder', binding };
  if (fidelity === 'content')
    return { fidelity, rule: 'permitted', reason: 'permitted', text: 'redacted', binding };
  if (surface === 'interface')
    return { fidelity, rule: 'permitted', reason: 'permitted', text: 'interface', binding };
  return { fidelity, rule: 'substance', reason: 'substance', text: 'placeholder', binding };
}

const SECRET: Decision = {
  fidelity: 'structure',
  rule: 'secret-field',
  reason: 'secret-field',
  text: 'absent',
  binding: false,
};

function absent(rule: RuleId, reason: GapReason): Decision {
  return { fidelity: 'structure', rule, reason, text: 'absent', binding: false };
}

function drop(rule: RuleId, reason: GapReason | StopReason): Decision {
  return { fidelity: 'none', rule, reason, text: 'absent', binding: false };
}

// A place that is exempt, paused or vetoed looks in the recording like any place of which nothing is kept: which of them
// it was is not the reader's to know.
const DROPS = {
  indicator: drop('indicator', 'indicator-dead'),
  receipt: drop('receipt', 'no-receipt'),
  expired: drop('expired', 'policy-expired'),
  stale: drop('stale', 'policy-stale'),
  halt: drop('halt', 'halted'),
  notice: drop('notice', 'notice'),
  jurisdiction: drop('jurisdiction', 'jurisdiction'),
  paused: drop('paused', 'paused'),
  hours: drop('hours', 'hours'),
  call: drop('call', 'call'),
  budget: drop('budget', 'budget'),
  'private-window': drop('private-window', 'private-window'),
  'no-train': drop('no-train', 'no-train'),
  place: drop('place', 'place-none'),
  veto: drop('veto', 'place-none'),
  exemption: drop('exemption', 'place-none'),
  personal: drop('personal', 'place-none'),
} as const;
