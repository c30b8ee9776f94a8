// Consent on the device: the policy as its server signed it, the receipt, and the check before every start.
//
// Normative: docs/spec/capture.md#consent. A receipt is checked against the policy that was agreed to, and permits
// capture under a later one only if that is nowhere wider.

import type { DeviceId, ParticipantId, Primitives } from '@overt/events';
import { bytes } from '@overt/events';
import { type DsseEnvelope, parseVkey, type Signer, signDsse, verifyDsse } from '@overt/ledger';
import {
  type Exemption,
  type ExemptionScope,
  type ExemptionState,
  exemptionScope,
  noticeHash as hashOfNotice,
  isNoWider,
  type JurisdictionId,
  type Language,
  type Policy,
  parsePolicy,
  policyHash,
  type ReceiptFact,
  readPolicy,
  renderNotice,
} from '@overt/policy';
import { CaptureFault } from './fault.ts';

export const POLICY_TYPE = 'application/vnd.overt.policy.v1+json';
export const WITHDRAWAL_TYPE = 'application/vnd.overt.withdrawal.v1+json';
export const RECEIPT_TYPE = 'application/vnd.overt.receipt.v1+json';
/** Another type than a policy's: a proposal can never be replayed as the policy in force. */
export const PROPOSAL_TYPE = 'application/vnd.overt.proposal.v1+json';
export const EXEMPTION_TYPE = 'application/vnd.overt.exemption.v1+json';
export const EXEMPTIONS_TYPE = 'application/vnd.overt.exemptions.v1+json';

export interface Receipt {
  readonly format: 'overt-receipt';
  readonly version: 1;
  readonly participant: ParticipantId;
  readonly device: DeviceId;
  /** SHA-256 hex of the notice's text. */
  readonly notice: string;
  /** SHA-256 hex of the policy's bytes. */
  readonly policy: string;
  /** ISO date-time, to the minute. */
  readonly given: string;
  readonly notAfter: string;
  /** Language of the notice that was read; English if absent. */
  readonly language?: Language;
  /** Where she usually works, if she said so; absent means unknown, and the strictest law holds. */
  readonly jurisdiction?: JurisdictionId;
}

export interface VerifiedPolicy {
  readonly policy: Policy;
  readonly hash: string;
}

/** The policy in an envelope that the server signed. @throws {LedgerFault} `DSSE_UNVERIFIED`, {PolicyFault} */
export function openPolicy(
  envelope: DsseEnvelope,
  serverKey: string,
  primitives: Primitives,
): VerifiedPolicy {
  const { payload, payloadType } = verifyDsse(envelope, [{ publicKey: parseVkey(serverKey).publicKey }]);
  if (payloadType !== POLICY_TYPE)
    throw new CaptureFault(
      'ANSWER_MALFORMED',
      `policy: the server signed another kind of thing; expected ${POLICY_TYPE}`,
      {},
    );
  return { policy: parsePolicy(payload), hash: policyHash(payload, primitives) };
}

export interface Proposal {
  readonly policy: Policy;
  /** When it would take effect, ISO date-time. */
  readonly effective: string;
}

/** A policy that is proposed, as the server signed it. @throws {LedgerFault}, {PolicyFault}, {CaptureFault} `ANSWER_MALFORMED` */
export function openProposal(envelope: DsseEnvelope, serverKey: string): Proposal {
  const { payload, payloadType } = verifyDsse(envelope, [{ publicKey: parseVkey(serverKey).publicKey }]);
  const body = JSON.parse(bytes.fromUtf8(payload)) as { effective?: unknown; policy?: unknown }; // signed by the server
  if (payloadType !== PROPOSAL_TYPE || typeof body.effective !== 'string')
    throw new CaptureFault(
      'ANSWER_MALFORMED',
      `proposal: the server signed another kind of thing; expected ${PROPOSAL_TYPE}`,
      {},
    );
  return { policy: readPolicy(body.policy), effective: body.effective };
}

/** SHA-256 hex of the notice a participant reads: made from the policy and nothing else, in one of its languages. */
export function noticeHash(policy: Policy, primitives: Primitives, language: Language = 'en'): string {
  return hashOfNotice(renderNotice(policy, language), primitives);
}

/** The device's half of a receipt. */
export function signReceipt(receipt: Receipt, signer: Signer): DsseEnvelope {
  return signDsse(RECEIPT_TYPE, bytes.toUtf8(JSON.stringify(receipt)), signer);
}

/** Closed, so that nothing about a person is written in words. */
export const EXEMPTION_REASONS = [
  'none-given',
  'confidential-work',
  'other-people',
  'protected-role',
  'private-life',
  'device',
] as const;
export type ExemptionReason = (typeof EXEMPTION_REASONS)[number];

interface AboutExemption {
  readonly version: 1;
  /** `exm_` and 26 letters and digits, random. */
  readonly id: string;
  readonly participant: ParticipantId;
  readonly device: DeviceId;
  /** ISO date-time, to the minute. */
  readonly asked: string;
}

/** What a participant says about an exemption: that she asks for it, that another shall decide, that she takes it back. */
export type ExemptionStatement =
  | (AboutExemption & {
      readonly format: 'overt-exemption';
      readonly scope: ExemptionScope;
      readonly reason: ExemptionReason;
    })
  | (AboutExemption & { readonly format: 'overt-exemption-appeal' | 'overt-exemption-withdrawal' });

export function signExemption(statement: ExemptionStatement, signer: Signer): DsseEnvelope {
  return signDsse(EXEMPTION_TYPE, bytes.toUtf8(JSON.stringify(statement)), signer);
}

/** The server's signed answers to this participant's requests. @throws {LedgerFault}, {CaptureFault} `ANSWER_MALFORMED` */
export function openExemptions(
  envelope: DsseEnvelope,
  expected: { readonly participant: ParticipantId; readonly serverKey: string },
): readonly Exemption[] {
  const { payload, payloadType } = verifyDsse(envelope, [
    { publicKey: parseVkey(expected.serverKey).publicKey },
  ]);
  const list = payloadType === EXEMPTIONS_TYPE ? parseExemptions(payload) : undefined;
  if (list?.participant === expected.participant) return list.list;
  throw new CaptureFault(
    'ANSWER_MALFORMED',
    `exemptions: the server signed something else; expected this participant's list as ${EXEMPTIONS_TYPE}`,
    {},
  );
}

const EXEMPTION_STATES: readonly ExemptionState[] = ['pending', 'granted', 'refused', 'withdrawn', 'ended'];

function parseExemptions(payload: Uint8Array): { participant: string; list: Exemption[] } | undefined {
  const value = JSON.parse(bytes.fromUtf8(payload)) as { participant?: unknown; list?: unknown }; // signed by the server
  if (typeof value.participant !== 'string' || !Array.isArray(value.list)) return undefined;
  const list: Exemption[] = [];
  for (const entry of value.list as Partial<Exemption>[]) {
    const scope = exemptionScope.safeParse(entry.scope);
    // What cannot be read is not skipped: a request of one's own stays suspended without it.
    if (typeof entry.id !== 'string' || !scope.success || !EXEMPTION_STATES.includes(entry.state ?? 'ended'))
      return undefined;
    const until = typeof entry.until === 'string' ? { until: entry.until } : {};
    list.push({ id: entry.id, scope: scope.data, state: entry.state ?? 'ended', ...until });
  }
  return { participant: value.participant, list };
}

/** The device's word that consent ended; `erase` asks for what is held elsewhere to be destroyed, too. */
export function signWithdrawal(
  withdrawal: {
    readonly participant: ParticipantId;
    readonly device: DeviceId;
    readonly withdrawn: string;
    readonly erase: boolean;
  },
  signer: Signer,
): DsseEnvelope {
  const statement = { format: 'overt-withdrawal', version: 1, ...withdrawal };
  return signDsse(WITHDRAWAL_TYPE, bytes.toUtf8(JSON.stringify(statement)), signer);
}

/** A receipt as verified: the fact that decisions are made on, and what she said with it. */
export interface VerifiedReceipt {
  readonly fact: ReceiptFact;
  readonly language: Language;
  readonly jurisdiction: JurisdictionId | undefined;
}

/**
 * What may be recorded on the strength of a receipt; throws if it is not signed by both sides, of another device, or for
 * a notice that `agreed` does not give, and if the policy now in force is wider than `agreed`.
 *
 * @throws {CaptureFault} `NO_RECEIPT`; {LedgerFault} `DSSE_UNVERIFIED`
 */
export function requireReceipt(
  envelope: DsseEnvelope,
  expected: {
    readonly device: DeviceId;
    readonly participant: ParticipantId;
    /** The policy now in force. */
    readonly policy: VerifiedPolicy;
    /** The one that was agreed to; default: the same. */
    readonly agreed?: VerifiedPolicy;
    readonly devicePublicKey: Uint8Array;
    readonly serverKey: string;
    readonly now: Date;
  },
  primitives: Primitives,
): VerifiedReceipt {
  const { policy, agreed = policy } = expected;
  const keys = [
    { publicKey: expected.devicePublicKey },
    { publicKey: parseVkey(expected.serverKey).publicKey },
  ];
  const { payload } = verifyDsse(envelope, keys, 2);
  const receipt = JSON.parse(bytes.fromUtf8(payload)) as Receipt; // both keys signed these bytes
  const language = receipt.language ?? 'en';
  const fits =
    receipt.device === expected.device &&
    receipt.participant === expected.participant &&
    receipt.policy === agreed.hash &&
    agreed.policy.languages.includes(language) &&
    receipt.notice === noticeHash(agreed.policy, primitives, language) &&
    Date.parse(receipt.notAfter) > expected.now.getTime();
  if (!fits)
    throw new CaptureFault(
      'NO_RECEIPT',
      'receipt: it is not for this device, notice and policy, or it ended; read the notice and consent again',
      {},
    );
  if (policy.hash !== agreed.hash && !isNoWider(policy.policy, agreed.policy))
    throw new CaptureFault(
      'NO_RECEIPT',
      'receipt: the policy in force allows more than the one that was agreed to; read the notice and decide again',
      {},
    );
  const hash = bytes.toHex(primitives.sha256(payload));
  const { notAfter, given, jurisdiction } = receipt;
  return { fact: { hash, policy: policy.hash, notAfter, given }, language, jurisdiction };
}
