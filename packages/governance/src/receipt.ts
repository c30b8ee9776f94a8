// What a receipt and a withdrawal say. Pure: no clock, no database. Normative: docs/spec/governance.md#receipt.
//
// The device signs the smallest statement that settles everything: who, which device, which notice, which policy, until
// when. The consent record of ISO/IEC TS 27560 follows from it and the signed policy, so the two can never disagree.

import type { DeviceId, ParticipantId } from '@overt/events';
import { bytes } from '@overt/events';
import type { DsseEnvelope } from '@overt/ledger';
import { JURISDICTION_IDS, LANGUAGES, type Policy, retentionOf, termsOf } from '@overt/policy';
import { z } from 'zod';
import { fault } from './fault.ts';
import { STATEMENT_MAX_BYTES } from './limits.ts';

const DAY_MS = 86_400_000;
export const RECEIPT_TYPE = 'application/vnd.overt.receipt.v1+json';
export const WITHDRAWAL_TYPE = 'application/vnd.overt.withdrawal.v1+json';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const participant = z.templateLiteral(['prn_', z.string().regex(/^[a-z2-7]{26}$/)]);
const device = z.templateLiteral(['dev_', z.string().regex(/^[a-z2-7]{26}$/)]);
const minute = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);

// Unknown members are refused: one might be a condition that this server would not honour.
export const receiptSchema = z.strictObject({
  format: z.literal('overt-receipt'),
  version: z.literal(1),
  participant,
  device,
  /** SHA-256 hex of the notice's text. */
  notice: hash,
  /** SHA-256 hex of the policy's signed bytes. */
  policy: hash,
  /** When consent was given: UTC, to the minute. */
  given: minute,
  notAfter: z.iso.datetime(),
  /** Random; tells two receipts of one minute apart. */
  nonce: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/)
    .optional(),
  /** In which language the notice was read; absent means English. */
  language: z.enum(LANGUAGES).optional(),
  /** Where she usually works; absent means unknown, for which the strictest law holds. */
  jurisdiction: z.enum(JURISDICTION_IDS).optional(),
});

export const withdrawalSchema = z.strictObject({
  format: z.literal('overt-withdrawal'),
  version: z.literal(1),
  participant,
  /** The device it was signed on; absent if it came through the portal. */
  device: device.optional(),
  withdrawn: minute,
  /** Erase what is held, too. */
  erase: z.boolean(),
});

export interface Receipt extends Omit<z.infer<typeof receiptSchema>, 'participant' | 'device'> {
  readonly participant: ParticipantId;
  readonly device: DeviceId;
}
export interface Withdrawal extends Omit<z.infer<typeof withdrawalSchema>, 'participant' | 'device'> {
  readonly participant: ParticipantId;
  readonly device?: DeviceId | undefined;
}

/** @throws {GovernanceFault} `RECEIPT_MALFORMED` with the path of the first wrong member, never its value. */
export function parseReceipt(payload: Uint8Array): Receipt {
  return parseStatement(receiptSchema, payload, 'receipt') as Receipt;
}

/** @throws {GovernanceFault} `RECEIPT_MALFORMED`. */
export function parseWithdrawal(payload: Uint8Array): Withdrawal {
  return parseStatement(withdrawalSchema, payload, 'withdrawal') as Withdrawal;
}

export function encodeStatement(statement: Receipt | Withdrawal): Uint8Array {
  return bytes.toUtf8(JSON.stringify(statement));
}

function parseStatement<T>(schema: z.ZodType<T>, payload: Uint8Array, name: string): T {
  if (payload.length > STATEMENT_MAX_BYTES) {
    throw fault(
      'RECEIPT_MALFORMED',
      `${name}: ${payload.length} bytes, expected at most ${STATEMENT_MAX_BYTES}`,
    );
  }
  const parsed = schema.safeParse(readJson(payload, name));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') || 'top level';
  throw fault(
    'RECEIPT_MALFORMED',
    `${name} at ${where}: not of the form in docs/spec/governance.md#receipt`,
    { where },
  );
}

function readJson(payload: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof TypeError)) throw cause;
    throw fault('RECEIPT_MALFORMED', `${name}: it is not UTF-8 JSON`);
  }
}

export interface ConsentRecordFacts {
  readonly receipt: Receipt;
  /** SHA-256 hex of the receipt's payload. */
  readonly hash: string;
  readonly policy: Policy;
  readonly withdrawn?: string;
  readonly envelope: DsseEnvelope;
  readonly logProof: string;
}

/**
 * The consent record under the member names of ISO/IEC TS 27560:2023 (as the W3C DPV guide "consent-27560" uses them),
 * with everything of ours in `overt`. A view: what counts is the signed receipt inside.
 */
export function consentRecord(facts: ConsentRecordFacts): object {
  const { receipt, policy } = facts;
  const { action_months, text_days, pixels_days } = retentionOf(policy, termsOf(receipt.jurisdiction));
  const given = {
    event_time: receipt.given,
    event_type: 'given',
    event_state: facts.withdrawn ? 'superseded' : 'active',
    validity_duration: durationOf(receipt.given, receipt.notAfter),
  };
  const withdrawn = facts.withdrawn && {
    event_time: facts.withdrawn,
    event_type: 'withdrawn',
    event_state: 'active',
  };
  return {
    schema_version: '27560:2023',
    record_id: `rcp_${facts.hash}`,
    pii_principal_id: receipt.participant,
    processing: {
      privacy_notice: `sha256:${receipt.notice}`,
      language: receipt.language ?? 'en',
      purposes: policy.purposes.map((purpose) => ({
        purpose: `overt:${purpose}`,
        lawful_basis: 'dpv:Consent',
        pii_controllers: [policy.controller],
        pii_information: [
          { pii_type: 'overt:action', retention_period: `P${action_months}M` },
          { pii_type: 'overt:text.redacted', retention_period: `P${text_days}D` },
          { pii_type: 'overt:pixels.masked', retention_period: `P${pixels_days}D` },
        ],
        collection_method: 'overt recorder',
        withdrawal_method: 'one step on the device or in the portal',
        privacy_rights: ['access', 'erasure', 'object', 'withdraw'],
        jurisdiction: receipt.jurisdiction ?? 'unknown',
      })),
    },
    event: [given, ...(withdrawn ? [withdrawn] : [])].map((event) => ({
      ...event,
      entity_id: receipt.participant,
    })),
    overt: {
      kind: 'consent',
      noDetriment: true,
      withdrawal: 'no more presses than consent',
      policy: `sha256:${receipt.policy}`,
      programme: policy.programme,
      jurisdictionPacks: policy.jurisdictions.map(({ pack, version }) => `${pack}@${version}`),
      device: receipt.device,
      notAfter: receipt.notAfter,
      embargoDays: policy.embargo_days,
      holdHours: policy.hold_h,
      receipt: { ...facts.envelope, logProof: facts.logProof },
    },
  };
}

/** ISO 8601, in whole days: `P365D`. A term shorter than a day is one of no days. */
function durationOf(given: string, notAfter: string): string {
  return `P${Math.floor((Date.parse(notAfter) - Date.parse(given)) / DAY_MS)}D`;
}
