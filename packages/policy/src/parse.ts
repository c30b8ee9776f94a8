import { PolicyFault } from './fault.ts';
import { POLICY_MAX_BYTES, POLICY_MAX_MONTHS } from './limits.ts';
import { type Policy, policySchema } from './schema.ts';

/**
 * Reads a policy from its bytes (UTF-8 JSON).
 *
 * Whether it is signed, and whether it is in force now, are other questions: the signature is checked by the caller,
 * the date by `decide`.
 *
 * @throws {PolicyFault} with where it failed, what was found and what was expected.
 * @see docs/spec/policy.md#1-the-policy-object
 */
export function parsePolicy(bytes: Uint8Array): Policy {
  if (bytes.length > POLICY_MAX_BYTES)
    throw new PolicyFault(
      'POLICY_TOO_LARGE',
      `policy: found ${bytes.length} bytes, expected at most ${POLICY_MAX_BYTES}; the previous policy stays in force until its TTL`,
      {},
    );
  return readPolicy(parseJson(bytes));
}

/** Like {@link parsePolicy}, for an object that is already parsed JSON. Version 1 is read as the version 2 that means the same. */
export function readPolicy(value: unknown): Policy {
  requireVersion(value);
  const parsed = policySchema.safeParse(upgrade(value));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue ? pathOf(issue.path) : 'policy';
    throw new PolicyFault(
      'POLICY_SHAPE',
      `policy at ${where}: ${issue?.message ?? 'not a policy'}; see docs/spec/policy.md §1, nothing of it is in force`,
      { where },
    );
  }
  requireTerm(parsed.data);
  return parsed.data;
}

/**
 * What a device asks before it follows `next` after `followed`; the caller has verified the signature.
 *
 * @throws {PolicyFault} `POLICY_FOREIGN`: of another programme; `POLICY_DOWNGRADED`: older than one that was followed,
 *   or another text under the same number; `POLICY_ENDED`: its term is over. The one before stays in force until its TTL.
 */
export function requireSuccessor(
  next: { readonly policy: Policy; readonly hash: string },
  followed: { readonly policy: Policy; readonly hash: string } | undefined,
  now_ms: number,
): void {
  const refuse = (code: 'POLICY_FOREIGN' | 'POLICY_DOWNGRADED' | 'POLICY_ENDED', what: string) =>
    new PolicyFault(
      code,
      `policy ${what}; the one before stays in force until its TTL, then capture stops`,
      {},
    );
  if (!(now_ms < Date.parse(next.policy.notAfter)))
    throw refuse('POLICY_ENDED', `at notAfter: found ${next.policy.notAfter}, which is over`);
  if (!followed || followed.hash === next.hash) return;
  if (followed.policy.id !== next.policy.id)
    throw refuse(
      'POLICY_FOREIGN',
      `at id: found ${next.policy.id}, expected ${followed.policy.id}, the programme this device takes part in`,
    );
  if (next.policy.serial > followed.policy.serial) return;
  throw refuse(
    'POLICY_DOWNGRADED',
    `at serial: found ${next.policy.serial}, expected more than ${followed.policy.serial}, which was followed before`,
  );
}

/** SHA-256 of the policy's bytes as signed, in hex: what a receipt and every manifest cite. */
export function policyHash(bytes: Uint8Array, hash: { sha256(bytes: Uint8Array): Uint8Array }): string {
  return Array.from(hash.sha256(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes to sign and hash when a policy is made here; a received policy keeps the bytes it came with. */
export function encodePolicy(policy: Policy): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(policy));
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof TypeError)) throw cause;
    throw new PolicyFault(
      'POLICY_NOT_JSON',
      `policy: found ${bytes.length} bytes that are no UTF-8 JSON, expected one object; the previous policy stays in force until its TTL`,
      {},
    );
  }
}

function requireVersion(value: unknown): void {
  if (typeof value !== 'object' || value === null || !('version' in value)) return;
  if (value.version === 1 || value.version === 2) return;
  throw new PolicyFault(
    'POLICY_VERSION_UNKNOWN',
    `policy at version: found ${JSON.stringify(value.version)?.slice(0, 20)}, expected 2 or 1; this device must be updated before it can follow that policy`,
    { where: 'version' },
  );
}

/** What version 1 did not have. It names no jurisdiction, so nothing is captured under it any more; its terms stay readable. */
function upgrade(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1)
    return value;
  const programme = 'programme' in value ? value.programme : undefined;
  return { controller: programme, contact: programme, serial: 0, ...value, version: 2 };
}

function requireTerm(policy: Policy): void {
  const latest = new Date(policy.issued);
  latest.setUTCMonth(latest.getUTCMonth() + POLICY_MAX_MONTHS);
  const end = Date.parse(policy.notAfter);
  if (end > Date.parse(policy.issued) && end <= latest.getTime()) return;
  throw new PolicyFault(
    'POLICY_LASTS_TOO_LONG',
    `policy at notAfter: found ${policy.notAfter}, expected after ${policy.issued} and not after ${latest.toISOString()} (${POLICY_MAX_MONTHS} months from issued)`,
    { where: 'notAfter' },
  );
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'top level' : path.map(String).join('.');
}
