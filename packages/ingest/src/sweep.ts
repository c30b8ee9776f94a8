// The daily clean-up: blobs past their date, blobs no segment ever claimed, refused bodies past their date.
//
// Order for an expired blob: keys first, then the row, then the bytes. If the process dies between, the next sweep
// finishes; until then the bytes are ciphertext without a key.

import type { Broker } from '@overt/broker';
import type { BlobId } from '@overt/events';
import type { BlobStore, Clock, Sql } from '@overt/store';
import { dateAfter } from './check-manifest.ts';
import type { KnownBlobs } from './put-blob.ts';

/** Rows handled in one transaction. */
const BATCH = 200;

export interface SweepContext {
  readonly sql: Sql;
  readonly blobs: BlobStore;
  readonly broker: Pick<Broker, 'destroy'>;
  readonly clock: Clock;
  readonly known: KnownBlobs;
  /** True for blobs other packages own (episodes), which this sweep must leave alone. */
  readonly isClaimedElsewhere: (blobs: readonly BlobId[]) => Promise<ReadonlySet<BlobId>>;
}

export interface Swept {
  readonly expired: number;
  readonly orphans: number;
}

export async function sweep(context: SweepContext): Promise<Swept> {
  const today = dateAfter(context.clock.now(), 0);
  const expired = await sweepExpired(context, today);
  const orphans = await sweepOrphans(context, today);
  await context.sql.query('delete from ingest_quarantine where expires <= $1', [today]);
  return { expired, orphans };
}

async function sweepExpired(context: SweepContext, today: string): Promise<number> {
  let count = 0;
  for (;;) {
    const due = await context.sql.query<{ blob: BlobId }>(
      `select blob from ingest_blob where state = 'held' and expires <= $1 order by blob limit ${BATCH}`,
      [today],
    );
    if (due.length === 0) return count;
    await context.broker.destroy({ blobs: due.map((row) => row.blob) });
    for (const { blob } of due) {
      await context.blobs.delete(blob);
      context.known.forget(blob);
      await context.sql.query(`update ingest_blob set state = 'expired' where blob = $1`, [blob]);
      count += 1;
    }
  }
}

/**
 * A blob without a segment is noted on the first sweep and deleted on the first sweep of a later day, so an upload
 * in flight has at least a day. The row is deleted and the bytes removed in one transaction: a segment that claims
 * the blob meanwhile waits for the row, then finds the blob gone and asks for it again.
 */
async function sweepOrphans(context: SweepContext, today: string): Promise<number> {
  let count = 0;
  let batch: BlobId[] = [];
  const note = async () => {
    const claimed = await context.sql.query<{ blob: BlobId }>(
      'select blob from ingest_blob where blob = any($1)',
      [batch],
    );
    const elsewhere = await context.isClaimedElsewhere(batch);
    const taken = new Set(claimed.map((row) => row.blob));
    const free = batch.filter((blob) => !taken.has(blob) && !elsewhere.has(blob));
    await context.sql.query(
      'insert into ingest_orphan (blob, since) select unnest($1::text[]), $2 on conflict (blob) do nothing',
      [free, today],
    );
    batch = [];
  };
  for await (const blob of context.blobs.list()) {
    batch.push(blob);
    if (batch.length >= BATCH) await note();
  }
  if (batch.length > 0) await note();
  const due = await context.sql.query<{ blob: BlobId }>(
    'select blob from ingest_orphan where since < $1 order by blob',
    [today],
  );
  for (const { blob } of due) count += await dropOrphan(context, blob);
  return count;
}

async function dropOrphan(context: SweepContext, blob: BlobId): Promise<number> {
  const elsewhere = await context.isClaimedElsewhere([blob]);
  return context.sql.transaction(async (tx) => {
    const taken = await tx.query<{ blob: string }>(
      'delete from ingest_orphan where blob = $1 returning blob',
      [blob],
    );
    if (taken.length === 0) return 0;
    const claimed = await tx.query<{ blob: string }>('select blob from ingest_blob where blob = $1', [blob]);
    if (claimed.length > 0 || elsewhere.has(blob)) return 0;
    await context.blobs.delete(blob);
    context.known.forget(blob);
    return 1;
  });
}
