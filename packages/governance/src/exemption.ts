// What a participant asks to be left out, and what becomes of it. Pure. Normative: docs/spec/governance.md#exemptions.
//
// Time decides for her: a request that nobody answers in five working days is granted.

import type { DeviceId, ParticipantId } from '@overt/events';
import { bytes } from '@overt/events';
import { type ExemptionState, exemptionScope } from '@overt/policy';
import { z } from 'zod';
import { fault } from './fault.ts';
import { EXEMPTION_WORKING_DAYS, STATEMENT_MAX_BYTES } from './limits.ts';
import { workingDaysAfter } from './times.ts';

export const EXEMPTION_TYPE = 'application/vnd.overt.exemption.v1+json';
export const EXEMPTIONS_TYPE = 'application/vnd.overt.exemptions.v1+json';

/** Why, in a closed list: a free text would be read by people it is not for. None is needed. */
export const EXEMPTION_REASONS = [
  'none-given',
  'confidential-work',
  'other-people',
  'protected-role',
  'private-life',
  'device',
] as const;
export type ExemptionReason = (typeof EXEMPTION_REASONS)[number];

const owner = {
  version: z.literal(1),
  id: z.string().regex(/^exm_[a-z2-7]{26}$/),
  participant: z.templateLiteral(['prn_', z.string().regex(/^[a-z2-7]{26}$/)]),
  device: z.templateLiteral(['dev_', z.string().regex(/^[a-z2-7]{26}$/)]),
  /** UTC, to the minute. */
  asked: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/),
};

// Unknown members are refused, as in a receipt.
export const exemptionStatement = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('overt-exemption'),
    ...owner,
    scope: exemptionScope,
    reason: z.enum(EXEMPTION_REASONS),
  }),
  /** After a refusal: somebody else decides. */
  z.strictObject({ format: z.literal('overt-exemption-appeal'), ...owner }),
  z.strictObject({ format: z.literal('overt-exemption-withdrawal'), ...owner }),
]);

type Parsed = z.infer<typeof exemptionStatement>;
export type ExemptionStatement = Parsed & {
  readonly participant: ParticipantId;
  readonly device: DeviceId;
};

/** One decision, by a reviewer or by the clock. */
export interface ExemptionDecision {
  readonly grant: boolean;
  /** Who decided; absent when time did. */
  readonly reviewer?: string | undefined;
  readonly until?: string | undefined;
}

/** Everything about one exemption; at rest it is ciphertext. */
export interface ExemptionCase {
  readonly scope: z.infer<typeof exemptionScope>;
  readonly reason: ExemptionReason;
  /** When the days began to run: the arrival of the request, or of the appeal. */
  readonly since: string;
  readonly decisions: readonly ExemptionDecision[];
  readonly appealed: boolean;
  readonly withdrawn: boolean;
  /** DSSE envelopes of everything the device said, oldest first. */
  readonly statements: readonly object[];
}

/** @throws {GovernanceFault} `EXEMPTION_MALFORMED` with the path of the first wrong member, never its value. */
export function parseExemption(payload: Uint8Array): ExemptionStatement {
  const parsed =
    payload.length > STATEMENT_MAX_BYTES ? undefined : exemptionStatement.safeParse(readJson(payload));
  if (parsed?.success) return parsed.data as ExemptionStatement;
  const where = parsed?.error.issues[0]?.path.join('.') || 'top level';
  throw fault(
    'EXEMPTION_MALFORMED',
    `exemption at ${where}: not of the form in docs/spec/governance.md#exemptions`,
    { where },
  );
}

export function encodeExemption(statement: ExemptionStatement): Uint8Array {
  return bytes.toUtf8(JSON.stringify(statement));
}

/** From when on silence is consent to the request. */
export function deadlineOf({ since }: Pick<ExemptionCase, 'since'>): Date {
  return workingDaysAfter(new Date(since), EXEMPTION_WORKING_DAYS);
}

/** True while somebody has to decide: nobody did yet, or the last decision was appealed. */
export function isOpen({ decisions, appealed, withdrawn }: ExemptionCase): boolean {
  return !withdrawn && decisions.length < (appealed ? 2 : 1);
}

/** The state at `now`, whether or not anybody has looked since the deadline passed. */
export function stateAt(
  exemption: ExemptionCase,
  now: Date,
): { readonly state: ExemptionState; readonly until?: string } {
  if (exemption.withdrawn) return { state: 'withdrawn' };
  if (isOpen(exemption)) return { state: now < deadlineOf(exemption) ? 'pending' : 'granted' };
  const { grant, until } = exemption.decisions.at(-1)!;
  if (!grant) return { state: 'refused' };
  if (until === undefined) return { state: 'granted' };
  return { state: Date.parse(until) > now.getTime() ? 'granted' : 'ended', until };
}

function readJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof TypeError)) throw cause;
    return undefined;
  }
}
