// Releases keys against a lease. The order is the promise (P7): check everything, append to the ledger, commit, and only then
// does a key leave this function. If the ledger does not take the entry, none does.
import { type BlobId, bytes as codec, type SubjectId } from '@overt/events';
import { encodeEntry } from '@overt/ledger';
import type { Sql } from '@overt/store';
import { type Commitment, commit } from './access-commitment.ts';
import { LeaseFault } from './fault.ts';
import { type Lease, type LeaseClaims, spend, verifyLease } from './lease.ts';
import { OPEN_BLOBS } from './limits.ts';
import { append } from './outbox.ts';
import type { BrokerParts } from './parts.ts';
import { type BlobName, type KeyName, type KeyRow, keyContext, unwrapDek } from './subject-keys.ts';
import { unwrapDay, wrap } from './wrap.ts';

/** Why a blob's key is not released. `no-key`: destroyed, expired, or never admitted. */
export type KeyRefusal = 'no-key' | 'restricted' | 'subject-outside';

interface BlobRow extends BlobName {
  readonly blob: BlobId;
  readonly wrapped: Uint8Array;
  readonly size_log2: number | null;
  readonly restricted: boolean;
}

/**
 * The keys of `blobs`, all or none.
 *
 * @throws {LeaseFault} `LEASE_*`, `BUDGET_SPENT`, `KEYS_REFUSED` with `detail.refused`; {BrokerFault} `LOG_REFUSED`.
 */
export async function openKeys(
  parts: BrokerParts,
  lease: Pick<Lease, 'token'>,
  blobs: readonly BlobId[],
): Promise<Map<BlobId, Uint8Array>> {
  const claims = verifyLease(parts, lease);
  const wanted = [...new Set(blobs)];
  if (wanted.length === 0) return new Map();
  if (wanted.length > OPEN_BLOBS) {
    throw new LeaseFault(
      'LEASE_MALFORMED',
      `open: ${wanted.length} blobs at once, at most ${OPEN_BLOBS}; ask in parts`,
      { field: 'blobs' },
    );
  }
  return parts.sql.transaction(async (tx) => {
    const keys = await lockKeys(tx, wanted);
    const locked = new Set(keys.map(nameOf));
    // A blob admitted between the two statements is one that came too late.
    const rows = (await findBlobs(tx, wanted)).filter((row) => locked.has(nameOf(row)));
    requireOpenable(claims, wanted, rows);
    await spend(tx, claims.id, {
      items: rows.length,
      bytes: rows.reduce((sum, row) => sum + atLeast(row.size_log2), 0),
    });
    const opened = await unwrapKeys(parts, keys);
    const deks = new Map(
      rows.map((row) => [row.blob, unwrapDek(parts, opened.get(nameOf(row))!, row.wrapped, row)]),
    );
    await logAccess(parts, tx, { claims, rows, auditKeys: auditKeysOf(keys, opened) });
    return deks;
  });
}

// Locked first, in one order, the audit keys too: whoever destroys a key meanwhile comes before or after.
function lockKeys(tx: Sql, wanted: readonly BlobId[]): Promise<KeyRow[]> {
  return tx.query<KeyRow>(
    `with named as (select distinct subject, week, class from broker_blob where blob = any($1::text[]))
      select k.subject, k.week, k.class, k.day, k.wrapped from broker_key k
      where (k.subject, k.week, k.class) in (select subject, week, class from named union select subject, week, 'audit' from named)
      order by k.subject, k.week, k.class for share of k`,
    [wanted],
  );
}

function findBlobs(tx: Sql, wanted: readonly BlobId[]): Promise<BlobRow[]> {
  return tx.query<BlobRow>(
    `select b.blob, b.subject, b.week, b.class, b.wrapped, b.size_log2,
        exists (select from broker_restriction r where r.subject = b.subject) as restricted
      from broker_blob b where b.blob = any($1::text[])
        and exists (select from broker_key k where k.subject = b.subject and k.week = b.week and k.class = 'audit') for share of b`,
    [wanted],
  );
}

const nameOf = (key: KeyName): string => `${key.subject} ${key.week} ${key.class}`;

async function unwrapKeys(parts: BrokerParts, rows: readonly KeyRow[]): Promise<Map<string, Uint8Array>> {
  const keys = new Map<string, Uint8Array>();
  for (const row of rows) keys.set(nameOf(row), await unwrapDay(parts, row, keyContext(row)));
  return keys;
}

function auditKeysOf(
  rows: readonly KeyRow[],
  opened: ReadonlyMap<string, Uint8Array>,
): Map<SubjectId, Uint8Array> {
  const audit = rows.filter((row) => row.class === 'audit');
  return new Map(audit.map((row) => [row.subject, opened.get(nameOf(row))!]));
}

function requireOpenable(claims: LeaseClaims, wanted: readonly BlobId[], rows: readonly BlobRow[]): void {
  const found = new Map(rows.map((row) => [row.blob, row]));
  const allowed = claims.subjects && new Set<string>(claims.subjects);
  const refused: Record<string, KeyRefusal> = {};
  for (const blob of wanted) {
    const row = found.get(blob);
    if (!row) refused[blob] = 'no-key';
    else if (allowed && !allowed.has(row.subject)) refused[blob] = 'subject-outside';
    else if (row.restricted && claims.purpose !== 'rights') refused[blob] = 'restricted';
  }
  const count = Object.keys(refused).length;
  if (count === 0) return;
  throw new LeaseFault(
    'KEYS_REFUSED',
    `open: ${count} of ${wanted.length} keys are refused (see detail.refused), so none was opened; ask again without them`,
    { lease: claims.id, refused },
  );
}

/** What a blob of a size bucket has at least: a budget counted in true sizes is never too small. */
function atLeast(sizeLog2: number | null): number {
  return sizeLog2 === null || sizeLog2 === 0 ? 1 : 2 ** (sizeLog2 - 1);
}

interface Released {
  readonly claims: LeaseClaims;
  readonly rows: readonly BlobRow[];
  readonly auditKeys: ReadonlyMap<SubjectId, Uint8Array>;
}

async function logAccess(parts: BrokerParts, tx: Sql, { claims, rows, auditKeys }: Released): Promise<void> {
  const items = new Map<SubjectId, number>();
  for (const { subject } of rows) items.set(subject, (items.get(subject) ?? 0) + 1);
  const concerned = [...items].map(([subject, count]) => ({
    subject,
    items: count,
    auditKey: auditKeys.get(subject)!,
  }));
  const nonce = codec.toHex(parts.primitives.random(16));
  const commitment = commit(parts.primitives, nonce, concerned);
  const index = await append(
    parts,
    encodeEntry('key.release', parts.clock.now(), {
      lease: claims.id,
      actor: claims.role === 'participant' ? 'self' : claims.actor,
      role: claims.role,
      purpose: claims.purpose,
      policy: claims.policy,
      mandate: claims.mandate,
      blobs: rows.length,
      nonce,
      subjects: { root: commitment.root, size: items.size },
    }),
  );
  await indexAccess(parts, tx, { lease: claims.id, index, commitment, auditKeys });
}

interface IndexedAccess {
  readonly lease: string;
  readonly index: number;
  readonly commitment: Commitment;
  readonly auditKeys: ReadonlyMap<SubjectId, Uint8Array>;
}

async function indexAccess(
  parts: BrokerParts,
  tx: Sql,
  { lease, index, commitment, auditKeys }: IndexedAccess,
): Promise<void> {
  const subjects = [...commitment.leaves.keys()];
  const sealed = subjects.map((subject) =>
    wrap(
      parts.primitives,
      auditKeys.get(subject)!,
      codec.toUtf8(JSON.stringify(commitment.leaves.get(subject))),
      ['access', subject, String(index)],
    ),
  );
  await tx.query(
    'insert into broker_access (subject, entry, lease, sealed) select s, $2, $3, w from unnest($1::text[], $4::bytea[]) as a(s, w)',
    [subjects, index, lease, sealed.map((bytes) => Buffer.from(bytes))],
  );
}
