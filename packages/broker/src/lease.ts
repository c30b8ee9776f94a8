// Leases: time-boxed, budgeted permission to read for one purpose, as a signed token. Normative: docs/spec/keys.md#leases.
//
// The fields beside the token are for people; whoever changes them gains nothing, for only the token is believed.
import { bytes as codec, formatId, type SubjectId } from '@overt/events';
import { LedgerFault, signDsse, verifyDsse } from '@overt/ledger';
import type { Sql } from '@overt/store';
import { LeaseFault } from './fault.ts';
import { LEASE_MS } from './limits.ts';
import type { BrokerParts } from './parts.ts';
import { decideLease, PURPOSES, type Purpose, ROLES, type Role, type Terms } from './purposes.ts';

export const LEASE_TYPE = 'application/vnd.overt.lease.v1+json';

export interface LeaseRequest {
  /** Who asks: a name for the ledger. For the role `participant` the ledger says `self` instead. */
  readonly actor: string;
  readonly role: Role;
  readonly purpose: Purpose;
  /** Hash of the policy it is asked under. */
  readonly policy: string;
  readonly mandate?: string;
  /** Blobs, over the whole life of the lease. */
  readonly items: number;
  /** Bytes of ciphertext, counted by size bucket. */
  readonly bytes: number;
  readonly ttl_ms: number;
  readonly subjects?: readonly SubjectId[];
}

export interface LeaseClaims extends Omit<LeaseRequest, 'ttl_ms'> {
  readonly id: string;
  /** ISO time. */
  readonly expires: string;
}

export interface Lease extends LeaseClaims {
  readonly token: string;
}

/**
 * Gives a lease, or refuses.
 *
 * @throws {LeaseFault} `LEASE_REFUSED` with `detail.reason`, `LEASE_MALFORMED`.
 */
export async function giveLease(parts: BrokerParts, request: LeaseRequest): Promise<Lease> {
  requireForm(request);
  requireAllowed(request);
  const { ttl_ms, ...asked } = request;
  const expires = new Date(parts.clock.now().getTime() + ttl_ms);
  const claims: LeaseClaims = {
    ...asked,
    id: formatId('lea', parts.primitives.random(16)),
    expires: expires.toISOString(),
  };
  const envelope = signDsse(LEASE_TYPE, codec.toUtf8(JSON.stringify(claims)), parts.signer);
  await parts.sql.query(
    'insert into broker_lease (id, expires, items_left, bytes_left) values ($1, $2, $3, $4)',
    [claims.id, expires, request.items, request.bytes],
  );
  return { ...claims, token: codec.toBase64(codec.toUtf8(JSON.stringify(envelope))) };
}

function requireForm(r: LeaseRequest): void {
  const isCount = (n: number): boolean => Number.isSafeInteger(n) && n > 0;
  const wrong =
    !r.actor || r.actor.length > 200
      ? 'actor'
      : !ROLES.includes(r.role)
        ? 'role'
        : !PURPOSES.includes(r.purpose)
          ? 'purpose'
          : !r.policy
            ? 'policy'
            : !isCount(r.items)
              ? 'items'
              : !isCount(r.bytes)
                ? 'bytes'
                : !isCount(r.ttl_ms) || r.ttl_ms > LEASE_MS
                  ? 'ttl_ms'
                  : undefined;
  if (wrong)
    throw new LeaseFault(
      'LEASE_MALFORMED',
      `lease request: '${wrong}' is missing or out of range (a lease lives at most ${LEASE_MS / 3_600_000} hours)`,
      { field: wrong },
    );
}

function requireAllowed(request: Parameters<typeof decideLease>[0]): Terms {
  const decision = decideLease(request);
  if (decision.allow) return decision.terms;
  throw new LeaseFault(
    'LEASE_REFUSED',
    `lease: role ${request.role} for purpose ${request.purpose} is refused by rule ${decision.reason} (docs/spec/keys.md#purposes)`,
    {
      reason: decision.reason,
      role: request.role,
      purpose: request.purpose,
    },
  );
}

/**
 * The claims of a token, if it is ours, still valid and still allowed.
 *
 * @throws {LeaseFault} `LEASE_FORGED`, `LEASE_EXPIRED`, `LEASE_REFUSED`.
 */
export function verifyLease(
  parts: BrokerParts,
  lease: Pick<Lease, 'token'>,
): LeaseClaims & { readonly terms: Terms } {
  const claims = readToken(parts, lease.token);
  if (Date.parse(claims.expires) <= parts.clock.now().getTime()) {
    throw new LeaseFault(
      'LEASE_EXPIRED',
      `lease ${claims.id}: it ended at ${claims.expires}; ask for a new one`,
      { lease: claims.id },
    );
  }
  return { ...claims, terms: requireAllowed(claims) };
}

function readToken(parts: BrokerParts, token: string): LeaseClaims {
  try {
    const { payload, payloadType } = verifyDsse(JSON.parse(codec.fromUtf8(codec.fromBase64(token))), [
      { publicKey: parts.signer.publicKey },
    ]);
    if (payloadType === LEASE_TYPE) return JSON.parse(codec.fromUtf8(payload)) as LeaseClaims;
  } catch (error) {
    // Whatever a parser says of a foreign token, the answer is the same.
    if (
      !(
        error instanceof LedgerFault ||
        error instanceof SyntaxError ||
        (error instanceof Error && 'code' in error)
      )
    )
      throw error;
  }
  throw new LeaseFault('LEASE_FORGED', 'lease: the token was not signed by this broker, or was changed', {});
}

/** Takes `spent` from the lease's budgets in `tx`; the lease stays locked until it ends. @throws {LeaseFault} `LEASE_REVOKED`, `BUDGET_SPENT` */
export async function spend(
  tx: Sql,
  id: string,
  spent: { readonly items: number; readonly bytes: number },
): Promise<void> {
  const [row] = await tx.query<{ items_left: string; bytes_left: string; revoked: boolean }>(
    'select items_left, bytes_left, revoked from broker_lease where id = $1 for update',
    [id],
  );
  if (!row || row.revoked)
    throw new LeaseFault('LEASE_REVOKED', `lease ${id}: it was revoked`, { lease: id });
  for (const [budget, left, need] of [
    ['items', Number(row.items_left), spent.items],
    ['bytes', Number(row.bytes_left), spent.bytes],
  ] as const) {
    if (need > left)
      throw new LeaseFault(
        'BUDGET_SPENT',
        `lease ${id}: ${need} ${budget} asked for, ${left} left; ask for a new lease`,
        { lease: id, budget, need, left },
      );
  }
  await tx.query(
    'update broker_lease set items_left = items_left - $2, bytes_left = bytes_left - $3 where id = $1',
    [id, spent.items, spent.bytes],
  );
}
