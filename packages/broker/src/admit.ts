// Takes keys in: those of an envelope as a device sealed it, and those of artefacts made under a lease. Both are wrapped under
// the subject's own key in the caller's transaction; the envelope itself is never stored.
import {
  type BlobId,
  type DataClass,
  type Envelope,
  type IsoWeek,
  openEnvelope,
  type SegmentId,
  type SubjectId,
} from '@overt/events';
import type { Sql } from '@overt/store';
import { BrokerFault, LeaseFault } from './fault.ts';
import { type Lease, verifyLease } from './lease.ts';
import type { BrokerParts } from './parts.ts';
import { sealingSecret } from './sealing-keys.ts';
import { ensureSubjectKeys, lockSubjectKeys, sizeBucket, wrapDek } from './subject-keys.ts';

export interface Admission {
  readonly subject: SubjectId;
  readonly week: IsoWeek;
  readonly segment: SegmentId;
  readonly envelope: Envelope;
  /** Bytes of each blob. One without a size costs nothing of a lease's byte budget. */
  readonly sizes?: ReadonlyMap<BlobId, number>;
}

/**
 * Opens the envelope and keeps each key under key(subject, week, class). Again is harmless.
 *
 * @throws {BrokerFault} `ENVELOPE_KEY_UNKNOWN`, `ENVELOPE_MISMATCH`, `BLOB_OF_ANOTHER`; {SegmentFault} `SEAL_BROKEN`, `KEY_INVALID`.
 */
export async function admitEnvelope(parts: BrokerParts, tx: Sql, a: Admission): Promise<void> {
  requireNames(a);
  if (a.envelope.segment !== a.segment) {
    throw new BrokerFault(
      'ENVELOPE_MISMATCH',
      'envelope: it names another segment than the manifest it came with',
      { segment: a.segment },
    );
  }
  const secret = await sealingSecret(parts, tx, a.envelope.broker);
  const deks = openEnvelope(a.envelope, secret, parts.primitives);
  secret.fill(0);
  const classes = [...new Set(a.envelope.wraps.map((w) => w.class))];
  const keys = await ensureSubjectKeys(parts, tx, {
    subject: a.subject,
    week: a.week,
    classes: [...classes, 'audit'],
  });
  for (const { blob, class: name } of a.envelope.wraps) {
    const dek = deks.get(blob)!;
    await keepDek(parts, tx, {
      key: keys.get(name)!,
      dek,
      blob,
      subject: a.subject,
      week: a.week,
      class: name,
      bytes: a.sizes?.get(blob),
    });
    dek.fill(0);
  }
}

export interface Derived {
  readonly subject: SubjectId;
  readonly week: IsoWeek;
  readonly class: DataClass;
  readonly blob: BlobId;
  /** 32 bytes. */
  readonly dek: Uint8Array;
  /** Bytes of the blob. */
  readonly bytes?: number;
}

/**
 * Keeps the key of an artefact made under `lease`, under the same person's key: it dies with what it was made from.
 *
 * @throws {LeaseFault} `SUBJECT_OUTSIDE` if the lease neither names the subject nor has opened anything of hers, `LEASE_*`;
 *   {BrokerFault} `KEY_DESTROYED` if her key of that class is gone: nothing may outlive its source.
 */
export async function wrapDerived(
  parts: BrokerParts,
  lease: Pick<Lease, 'token'>,
  tx: Sql,
  d: Derived,
): Promise<void> {
  requireNames(d);
  const claims = verifyLease(parts, lease);
  if (!claims.terms.derives) {
    throw new LeaseFault(
      'LEASE_REFUSED',
      `lease ${claims.id}: nothing may be made from what is read for ${claims.purpose}`,
      { reason: 'DERIVES', lease: claims.id },
    );
  }
  const within = claims.subjects
    ? claims.subjects.includes(d.subject)
    : await hasOpened(tx, claims.id, d.subject);
  if (!within) {
    throw new LeaseFault(
      'SUBJECT_OUTSIDE',
      `lease ${claims.id}: it has read nothing of this subject, so nothing can be sealed with her keys`,
      { lease: claims.id },
    );
  }
  const keys = await lockSubjectKeys(parts, tx, { subject: d.subject, week: d.week, classes: [d.class] });
  const key = keys.get(d.class);
  if (!key) {
    throw new BrokerFault(
      'KEY_DESTROYED',
      `derived ${d.class}: the subject has no key of this class for ${d.week} (any more); drop the artefact`,
      { class: d.class, week: d.week },
    );
  }
  await keepDek(parts, tx, { ...d, key });
}

async function hasOpened(tx: Sql, lease: string, subject: SubjectId): Promise<boolean> {
  return (
    (
      await tx.query('select 1 from broker_access where lease = $1 and subject = $2 limit 1', [
        lease,
        subject,
      ])
    ).length > 0
  );
}

interface KeptDek extends Omit<Derived, 'bytes'> {
  readonly key: Uint8Array;
  readonly bytes?: number | undefined;
}

async function keepDek(parts: BrokerParts, tx: Sql, d: KeptDek): Promise<void> {
  const kept = await tx.query(
    'insert into broker_blob (blob, subject, week, class, wrapped, size_log2) values ($1, $2, $3, $4, $5, $6) on conflict (blob) do nothing returning blob',
    [d.blob, d.subject, d.week, d.class, wrapDek(parts, d.key, d.dek, d), sizeBucket(d.bytes)],
  );
  if (kept.length > 0) return;
  const [there] = await tx.query<{ subject: string; week: string; class: string }>(
    'select subject, week, class from broker_blob where blob = $1',
    [d.blob],
  );
  if (there?.subject === d.subject && there.week === d.week && there.class === d.class) return;
  throw new BrokerFault(
    'BLOB_OF_ANOTHER',
    `blob ${d.blob}: its key is already kept for someone or something else`,
    { blob: d.blob },
  );
}

function requireNames(named: { readonly subject: string; readonly week: string }): void {
  if (/^sub_[0-9a-f]{32}$/.test(named.subject) && /^\d{4}-W\d{2}$/.test(named.week)) return;
  throw new BrokerFault('ID_MALFORMED', 'subject or week: expected sub_ and 32 hex, and YYYY-Www', {});
}
