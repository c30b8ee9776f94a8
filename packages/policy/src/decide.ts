// The decision: one pure, total function, asked for every event and every text of it, before anything is kept.
//
// Rules run in a fixed order (docs/spec/policy.md §3). A rule can lower what is kept, never raise it. A decision is a
// value: refusing is normal, counted, and shown to the person it concerns.

import type { GapReason } from '@overt/events';
import { type Context, ceilingOf, type Moment } from './context.ts';
import { type Fidelity, meet } from './fidelity.ts';
import { type FieldFacts, isSecretField } from './field.ts';
import type { Place } from './place.ts';

/** Kind of thing a text stands on. `content` is the default for whatever is not known to be something else. */
export type Surface = 'interface' | 'person' | 'message' | 'secret' | 'content';

export interface Facts {
  readonly place: Place;
  /** Host the place was seen at, lower case; empty for windows. */
  readonly host: string;
  readonly incognito: boolean;
  readonly field?: FieldFacts;
  readonly surface: Surface;
  /** The observation names a customer of the no-train register. */
  readonly noTrain: boolean;
}

/** Why nothing at all is recorded now. No gap is written for it: stopping leaves no trace in the recording (P5). */
export type StopReason = 'indicator-dead' | 'no-receipt' | 'policy-expired' | 'policy-stale' | 'halted';

export const RULES = [
  'R1-indicator',
  'R2-receipt',
  'R3-expired',
  'R4-stale',
  'R5-halt',
  'R6-private-window',
  'R7-no-train',
  'R8-place',
  'R9-personal',
  'R10-unknown-place',
  'R11-secret-field',
  'R12-structure',
  'R13-bystander',
  'R14-substance',
  'R15-permitted',
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
  if (facts.incognito) return drop('R6-private-window', 'private-window');
  if (facts.noTrain) return drop('R7-no-train', 'no-train');
  const byPolicy = meet(
    meet(facts.place.fidelity, context.policy.maxFidelity),
    ceilingOf(context.rules, facts.place, facts.host),
  );
  if (byPolicy === 'none') return drop('R8-place', 'place-none');
  const fidelity = meet(byPolicy, ceilingOf(context.personal, facts.place, facts.host));
  if (fidelity === 'none') return drop('R9-personal', 'place-none');
  return decideText(facts, fidelity);
}

/** The stop that holds now, whatever is observed; undefined while capture may run. */
export function stopOf(context: Context, moment: Moment): Decision | undefined {
  if (!moment.indicatorVisible) return drop('R1-indicator', 'indicator-dead');
  const { receipt, policy } = context;
  // Written as `!(a < b)`: a date that cannot be read is NaN, and NaN stops.
  if (!receipt || receipt.policy !== context.policyHash || !(moment.now_ms < context.receiptNotAfter_ms))
    return drop('R2-receipt', 'no-receipt');
  if (!(moment.now_ms < context.notAfter_ms)) return drop('R3-expired', 'policy-expired');
  if (!(moment.now_ms - context.confirmedAt_ms < policy.ttl_h * 3_600_000))
    return drop('R4-stale', 'policy-stale');
  if (policy.halt) return drop('R5-halt', 'halted');
  return undefined;
}

function decideText(facts: Facts, fidelity: Fidelity): Decision {
  const binding = fidelity !== 'structure';
  if (facts.surface === 'secret' || (facts.field && isSecretField(facts.field)))
    return {
      fidelity: 'structure',
      rule: 'R11-secret-field',
      reason: 'secret-field',
      text: 'absent',
      binding: false,
    };
  if (!facts.place.known && fidelity === 'structure')
    return { fidelity, rule: 'R10-unknown-place', reason: 'unknown-place', text: 'absent', binding };
  if (fidelity === 'structure')
    return { fidelity, rule: 'R12-structure', reason: 'substance', text: 'absent', binding };
  if (facts.surface === 'message')
    return { fidelity, rule: 'R13-bystander', reason: 'bystander', text: 'placeholder', binding };
  if (fidelity === 'content')
    return { fidelity, rule: 'R15-permitted', reason: 'permitted', text: 'redacted', binding };
  if (facts.surface === 'interface')
    return { fidelity, rule: 'R15-permitted', reason: 'permitted', text: 'interface', binding };
  return { fidelity, rule: 'R14-substance', reason: 'substance', text: 'placeholder', binding };
}

function drop(rule: RuleId, reason: GapReason | StopReason): Decision {
  return { fidelity: 'none', rule, reason, text: 'absent', binding: false };
}
