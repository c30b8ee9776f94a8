// Who looked: each release of a key that concerned a person, from the index that only her audit keys open, with its proofs.
import { bytes as codec, type SubjectId } from '@overt/events';
import { parseEntry } from '@overt/ledger';
import { type AccessEvidence, type AccessLeaf, openingOf } from './access-commitment.ts';
import type { BrokerParts } from './parts.ts';
import { type KeyRow, keyContext } from './subject-keys.ts';
import { unwrap, unwrapDay } from './wrap.ts';

export interface Access {
  /** In the ledger. */
  readonly index: number;
  /** UTC minute. */
  readonly t: string;
  readonly role: string;
  /** `self` for her own. */
  readonly actor: string;
  readonly purpose: string;
  /** Blobs of hers whose keys were released. */
  readonly items: number;
  /** c2sp.org/tlog-proof: the entry is in the ledger. */
  readonly proof: string;
  /** The entry concerns her: one per weekly pseudonym (`verifyAccess`). */
  readonly evidence: readonly AccessEvidence[];
}

/** All accesses to `subjects`, newest first. */
export async function listAccesses(parts: BrokerParts, subjects: readonly SubjectId[]): Promise<Access[]> {
  const rows = await parts.sql.query<KeyRow & { entry: string; sealed: Uint8Array }>(
    `select a.entry, a.sealed, k.subject, k.week, k.class, k.day, k.wrapped from broker_access a
      join broker_key k on k.subject = a.subject and k.class = 'audit' where a.subject = any($1::text[]) order by a.entry desc`,
    [subjects],
  );
  const byEntry = new Map<number, AccessEvidenceSource[]>();
  for (const row of rows) {
    const auditKey = await unwrapDay(parts, row, keyContext(row));
    const leaf = JSON.parse(
      codec.fromUtf8(unwrap(parts.primitives, auditKey, row.sealed, ['access', row.subject, row.entry])),
    ) as AccessLeaf;
    const index = Number(row.entry);
    byEntry.set(index, [...(byEntry.get(index) ?? []), { subject: row.subject, auditKey, leaf }]);
  }
  return Promise.all([...byEntry].map(([index, sources]) => describe(parts, index, sources)));
}

interface AccessEvidenceSource {
  readonly subject: SubjectId;
  readonly auditKey: Uint8Array;
  readonly leaf: AccessLeaf;
}

async function describe(
  parts: BrokerParts,
  index: number,
  sources: readonly AccessEvidenceSource[],
): Promise<Access> {
  const entry = parseEntry(await parts.log.entry(index));
  const nonce = String(entry.nonce);
  return {
    index,
    t: entry.t,
    role: String(entry.role),
    actor: String(entry.actor),
    purpose: String(entry.purpose),
    items: sources.reduce((sum, { leaf }) => sum + leaf.items, 0),
    proof: await parts.log.prove(index),
    evidence: sources.map(({ subject, auditKey, leaf }) => ({
      ...leaf,
      subject,
      opening: codec.toHex(openingOf(parts.primitives, auditKey, nonce)),
    })),
  };
}
