// What is asked of a statement before it is a receipt or a withdrawal: whose it is, what it is about, and when.

import { type DsseEnvelope, LedgerFault, parseDsse, verifyDsse } from '@overt/ledger';
import type { Policy } from '@overt/policy';
import type { Device } from './devices.ts';
import { fault } from './fault.ts';
import { CLOCK_AHEAD_MINUTES, RECEIPT_ARRIVAL_HOURS } from './limits.ts';
import { noticesOf } from './notices.ts';
import type { Policies } from './policies.ts';
import type { Receipt, Withdrawal } from './receipt.ts';
import { minutesAfter } from './times.ts';

/** Verifies that the device itself signed a statement of this type. */
export function openStatement(
  input: unknown,
  device: Device,
  type: string,
): { payload: Uint8Array; envelope: DsseEnvelope } {
  try {
    const { payload, payloadType } = verifyDsse(input, [{ publicKey: device.publicKey }]);
    if (payloadType === type) return { payload, envelope: keepFirstSignature(parseDsse(input), device) };
  } catch (cause) {
    if (!(cause instanceof LedgerFault)) throw cause;
    throw fault('RECEIPT_UNSIGNED', `receipt: this device has not signed it as ${type} (${cause.code})`);
  }
  throw fault('RECEIPT_UNSIGNED', `receipt: this device signed something else; expected ${type}`);
}

/** Nothing but the device's own signature is carried on: what else was in the envelope was verified by nobody. */
function keepFirstSignature(envelope: DsseEnvelope, device: Device): DsseEnvelope {
  const own = envelope.signatures.find((signature) => {
    try {
      verifyDsse({ ...envelope, signatures: [signature] }, [{ publicKey: device.publicKey }]);
      return true;
    } catch (cause) {
      if (cause instanceof LedgerFault) return false;
      throw cause;
    }
  });
  return { ...envelope, signatures: [own!] };
}

export function requireOwner(statement: Receipt | Withdrawal, device: Device): void {
  if (statement.participant === device.participant && statement.device === device.device) return;
  throw fault(
    'RECEIPT_OF_ANOTHER',
    'receipt: it names another participant or device than the one that sent it',
  );
}

export async function requireBasis(receipt: Receipt, policies: Policies, now: Date): Promise<void> {
  const { hash, policy, notices } = await policies.current();
  if (receipt.policy !== hash) {
    throw fault(
      'RECEIPT_OTHER_POLICY',
      'receipt: it is not for the policy in force; fetch that and read its notice',
      {
        found: receipt.policy,
        expected: hash,
      },
    );
  }
  requireNotice(receipt, policy, notices);
  const end = Date.parse(receipt.notAfter);
  if (end <= now.getTime() || end > Date.parse(policy.notAfter)) {
    throw fault('RECEIPT_TERM', 'receipt: it ends before now, or after its policy does', {
      found: receipt.notAfter,
      expected: policy.notAfter,
    });
  }
  const given = new Date(receipt.given);
  const early = given > minutesAfter(now, CLOCK_AHEAD_MINUTES);
  if (early || given < minutesAfter(now, -RECEIPT_ARRIVAL_HOURS * 60)) {
    throw fault(
      'RECEIPT_CLOCK',
      'receipt: the minute it was given is far from now; set the device’s clock and consent again',
    );
  }
}

/** One of the policy's notices, and in no other language than the receipt says. */
function requireNotice(receipt: Receipt, policy: Policy, notices: readonly string[]): void {
  const rendered = noticesOf(policy);
  const language = receipt.language ?? 'en';
  const readHere = [...rendered].find(([, hash]) => hash === receipt.notice)?.[0];
  const offered = policy.languages.includes(language);
  if (offered && (readHere === language || (!readHere && notices.includes(receipt.notice)))) return;
  throw fault(
    'RECEIPT_OTHER_NOTICE',
    'receipt: the notice that was read is not one of this policy’s in that language; update the recorder',
    { found: receipt.notice },
  );
}
