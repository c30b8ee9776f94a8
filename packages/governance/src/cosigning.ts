// Who has to sign a policy besides the server, and who has. Pure.
//
// The packs a policy names say which roles; the server's configuration says whose keys those are. A role nobody is
// configured for can never have signed, so a policy that needs it can never be in force.

import {
  type DsseEnvelope,
  LedgerFault,
  parseVkey,
  payloadOf,
  type Signer,
  signDsse,
  verifyDsse,
} from '@overt/ledger';
import { COSIGNERS, type CosignerRole, type Policy, termsOf } from '@overt/policy';

/** A key that may sign for a role: the works council's, the privacy officer's. */
export interface Cosigner {
  readonly role: CosignerRole;
  readonly vkey: string;
}

/** Roles that the policy's packs ask for, each once. */
export function rolesOf({ jurisdictions }: Policy): readonly CosignerRole[] {
  const asked = new Set(jurisdictions.flatMap(({ pack }) => termsOf(pack).cosigners));
  return COSIGNERS.filter((role) => asked.has(role));
}

/** Roles that are asked for and of which no key has signed the envelope. */
export function missingRoles(
  envelope: DsseEnvelope,
  policy: Policy,
  cosigners: readonly Cosigner[],
): readonly CosignerRole[] {
  return rolesOf(policy).filter(
    (role) => !cosigners.some((key) => key.role === role && hasSigned(envelope, key.vkey)),
  );
}

/** Days between notice and effect of a material change: the longest that a pack of either policy asks for. */
export function changeDaysOf(before: Policy, after: Policy): number {
  const packs = [...before.jurisdictions, ...after.jurisdictions];
  return Math.max(0, ...packs.map(({ pack }) => termsOf(pack).notice.changeDays));
}

/**
 * The same bytes with the server's signature and those of configured cosigners, found in any of `envelopes`. What else
 * stood in them was verified by nobody and is not carried on.
 */
export function countersigned(
  envelopes: readonly DsseEnvelope[],
  signer: Signer,
  cosigners: readonly Cosigner[],
): DsseEnvelope {
  const [first] = envelopes;
  const own = signDsse(first!.payloadType, payloadOf(first!), signer);
  const theirs = cosigners.flatMap(({ vkey }) => {
    for (const envelope of envelopes)
      for (const signature of envelope.signatures)
        if (hasSigned({ ...first!, signatures: [signature] }, vkey)) return [signature];
    return [];
  });
  return { ...own, signatures: [...own.signatures, ...theirs] };
}

export function hasSigned(envelope: DsseEnvelope, vkey: string): boolean {
  try {
    verifyDsse(envelope, [{ publicKey: parseVkey(vkey).publicKey }]);
    return true;
  } catch (cause) {
    if (cause instanceof LedgerFault) return false;
    throw cause;
  }
}
