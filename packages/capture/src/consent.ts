// Consent on the device: the notice made from the policy, the receipt, and the check before every start.
//
// Normative: docs/spec/capture.md#consent. The notice is rendered from the policy alone, so that what was read can be
// made again, word by word, from what was signed.

import type { DeviceId, ParticipantId, Primitives } from '@overt/events';
import { bytes } from '@overt/events';
import { type DsseEnvelope, parseVkey, type Signer, signDsse, verifyDsse } from '@overt/ledger';
import {
  type Fidelity,
  type Policy,
  parsePolicy,
  policyHash,
  purposeInWords,
  type ReceiptFact,
} from '@overt/policy';
import { CaptureFault } from './fault.ts';

export const POLICY_TYPE = 'application/vnd.overt.policy.v1+json';
export const WITHDRAWAL_TYPE = 'application/vnd.overt.withdrawal.v1+json';
export const RECEIPT_TYPE = 'application/vnd.overt.receipt.v1+json';

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

/** What the highest fidelity of a policy means for the person. */
const KEPT: Readonly<Record<Fidelity, string>> = {
  none: 'No text and no pictures.',
  structure: 'No text and no pictures.',
  workflow:
    'Of texts only those of the application itself, such as the names of buttons; of pictures everything else is covered.',
  content:
    'Texts and what you typed, and pictures, after names, addresses, numbers and other personal data in them were replaced or covered.',
};

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** The notice a participant reads, as paragraphs; made from the policy and nothing else. */
export function noticeOf(policy: Policy): readonly { readonly heading: string; readonly text: string }[] {
  const { action_months, text_days, pixels_days } = policy.retention;
  return [
    {
      heading: 'Taking part is your choice',
      text: `“${policy.programme}” records how you work so that software agents can learn from it. You may decline or stop at any time, without a reason and without a disadvantage. Whether you take part is not shown to your managers.`,
    },
    {
      heading: 'What is recorded',
      text: `Clicks, keys by kind (never which letter), where edits happened and how long they were, choices, scrolling, links between copies and pastes, navigation. ${KEPT[policy.maxFidelity]} Places can be set to keep less, never more.`,
    },
    {
      heading: 'What is never recorded',
      text: 'Passwords, payment fields, private windows, excluded places, and the text of messages. This is decided on your device before anything is stored.',
    },
    {
      heading: 'You see it first',
      text:
        policy.hold_h === 0
          ? 'Recordings may be released at once; you can still look at and delete what is held.'
          : `Recordings stay on this device for ${policy.hold_h} hours of your presence. You can look at them as they are stored, delete any of them, or release them earlier.`,
    },
    {
      heading: 'How long it is kept',
      text: `Pictures ${pixels_days} days, redacted text ${text_days} days, actions ${action_months} months. Training may begin ${policy.embargo_days} days after upload at the earliest.`,
    },
    {
      heading: 'What for',
      text: `Only ${listed(policy.purposes.map(purposeInWords))}. Nothing measures or compares people.`,
    },
    {
      heading: 'How to stop',
      text: 'Pause or stop from the toolbar of this browser at any moment. Withdraw there or in the portal; it takes no more steps than taking part.',
    },
  ];
}

/** The notice as the text that is hashed. */
export function noticeText(policy: Policy): string {
  return noticeOf(policy)
    .map(({ heading, text }) => `${heading}\n${text}\n`)
    .join('\n');
}

export function noticeHash(policy: Policy, primitives: Primitives): string {
  return bytes.toHex(primitives.sha256(bytes.toUtf8(noticeText(policy))));
}

/** The device's half of a receipt. */
export function signReceipt(receipt: Receipt, signer: Signer): DsseEnvelope {
  return signDsse(RECEIPT_TYPE, bytes.toUtf8(JSON.stringify(receipt)), signer);
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

/**
 * What may be recorded on the strength of a receipt; throws if it is not signed by both sides, or of another device.
 *
 * @throws {CaptureFault} `NO_RECEIPT`; {LedgerFault} `DSSE_UNVERIFIED`
 */
export function requireReceipt(
  envelope: DsseEnvelope,
  expected: {
    readonly device: DeviceId;
    readonly participant: ParticipantId;
    readonly policy: VerifiedPolicy;
    readonly devicePublicKey: Uint8Array;
    readonly serverKey: string;
    readonly now: Date;
  },
  primitives: Primitives,
): ReceiptFact {
  const keys = [
    { publicKey: expected.devicePublicKey },
    { publicKey: parseVkey(expected.serverKey).publicKey },
  ];
  const { payload } = verifyDsse(envelope, keys, 2);
  const receipt = JSON.parse(bytes.fromUtf8(payload)) as Receipt; // both keys signed these bytes
  const fits =
    receipt.device === expected.device &&
    receipt.participant === expected.participant &&
    receipt.policy === expected.policy.hash &&
    receipt.notice === noticeHash(expected.policy.policy, primitives) &&
    Date.parse(receipt.notAfter) > expected.now.getTime();
  if (!fits)
    throw new CaptureFault(
      'NO_RECEIPT',
      'receipt: it is not for this device, notice and policy, or it ended; read the notice and consent again',
      {},
    );
  return {
    hash: bytes.toHex(primitives.sha256(payload)),
    policy: receipt.policy,
    notAfter: receipt.notAfter,
  };
}
