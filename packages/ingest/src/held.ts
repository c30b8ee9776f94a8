// What is held of a person, read by her own pseudonyms, and taking one segment back.
// Every query here is keyed by a list of subjects that the caller derived from the signed-in person herself.

import type { Broker } from '@overt/broker';
import type { BlobId, DataClass, IsoWeek, RecordingId, SegmentId, SubjectId, TrackId } from '@overt/events';
import type { BlobStore, Jobs, Sql } from '@overt/store';
import type { KnownBlobs } from './put-blob.ts';

export interface HeldBlob {
  readonly blob: BlobId;
  readonly class: DataClass;
  /** `YYYY-MM-DD`: the first day on which it is no longer kept. */
  readonly expires: string;
  readonly state: 'held' | 'expired' | 'deleted';
}

export interface HeldSegment {
  readonly segment: SegmentId;
  readonly recording: RecordingId;
  readonly track: TrackId;
  readonly n: number;
  readonly source: 'browser' | 'desktop';
  readonly subject: SubjectId;
  readonly week: IsoWeek;
  /** The segment has at most 2^sizeLog2 bytes. */
  readonly sizeLog2: number;
  readonly deleted: boolean;
  readonly blobs: readonly HeldBlob[];
}

type Row = Omit<HeldSegment, 'blobs'> & { readonly blobs: HeldBlob[] | null };

const SELECT = `
  select s.segment, s.recording, s.track, s.n, s.source, s.subject, s.week, s.size_log2 as "sizeLog2", s.deleted,
    (select json_agg(json_build_object('blob', b.blob, 'class', b.class, 'expires', to_char(b.expires, 'YYYY-MM-DD'), 'state', b.state)
       order by b.class) from ingest_blob b where b.segment = s.segment) as blobs
  from ingest_segment s`;

/** Segments of these pseudonyms, newest week first, then by track and number. */
export async function segmentsOf(sql: Sql, subjects: readonly SubjectId[]): Promise<HeldSegment[]> {
  const rows = await sql.query<Row>(
    `${SELECT} where s.subject = any($1) order by s.week desc, s.recording, s.track, s.n`,
    [subjects],
  );
  return rows.map((row) => ({ ...row, blobs: row.blobs ?? [] }));
}

/** Segments of one recording that were not deleted, by track and number: what a worker builds steps from. */
export async function segmentsOfRecording(sql: Sql, recording: RecordingId): Promise<HeldSegment[]> {
  const rows = await sql.query<Row>(
    `${SELECT} where s.recording = $1 and not s.deleted order by s.track, s.n`,
    [recording],
  );
  return rows.map((row) => ({ ...row, blobs: row.blobs ?? [] }));
}

/** The sealed signed manifest and the name of its key; undefined once the segment is deleted. */
export async function sealedManifestOf(
  sql: Sql,
  segment: SegmentId,
): Promise<{ bytes: Uint8Array; blob: BlobId } | undefined> {
  const rows = await sql.query<{ bytes: Uint8Array | null; blob: BlobId }>(
    'select manifest as bytes, manifest_blob as blob from ingest_segment where segment = $1',
    [segment],
  );
  const row = rows[0];
  return row?.bytes ? { bytes: row.bytes, blob: row.blob } : undefined;
}

/**
 * Marks a segment of one of these pseudonyms as deleted and queues the destruction, in the caller's transaction.
 * From the commit on no view and no worker sees it; `destroySegment` then ends its keys and bytes.
 */
export async function deleteSegment(
  tx: Sql,
  jobs: Pick<Jobs, 'enqueue'>,
  request: { readonly subjects: readonly SubjectId[]; readonly segment: SegmentId },
): Promise<{ recording: RecordingId } | undefined> {
  const rows = await tx.query<{ recording: RecordingId }>(
    'update ingest_segment set deleted = true where segment = $1 and subject = any($2) returning recording',
    [request.segment, request.subjects],
  );
  const row = rows[0];
  if (!row) return undefined;
  await jobs.enqueue(
    tx,
    'destroy-segment',
    { segment: request.segment },
    `destroy-segment:${request.segment}`,
  );
  await jobs.enqueue(tx, 'steps', { recording: row.recording }, `steps:${row.recording}`);
  return row;
}

/** Marks every segment of these pseudonyms as deleted and queues their destruction: after an erasure. */
export async function deleteSegmentsOf(
  tx: Sql,
  jobs: Pick<Jobs, 'enqueue'>,
  subjects: readonly SubjectId[],
): Promise<number> {
  const rows = await tx.query<{ segment: SegmentId }>(
    'select segment from ingest_segment where subject = any($1) and not deleted order by segment',
    [subjects],
  );
  for (const { segment } of rows) await deleteSegment(tx, jobs, { subjects, segment });
  return rows.length;
}

/** Ends keys, then bytes, then the sealed manifest of a deleted segment. Safe to repeat at any point. */
export async function destroySegment(
  context: {
    readonly sql: Sql;
    readonly blobs: BlobStore;
    readonly broker: Pick<Broker, 'destroy'>;
    readonly known: KnownBlobs;
  },
  segment: SegmentId,
): Promise<void> {
  const { sql, blobs, broker, known } = context;
  const rows = await sql.query<{ manifest_blob: BlobId; deleted: boolean }>(
    'select manifest_blob, deleted from ingest_segment where segment = $1',
    [segment],
  );
  const row = rows[0];
  if (!row?.deleted) return;
  const held = await sql.query<{ blob: BlobId }>(
    `select blob from ingest_blob where segment = $1 and state = 'held' order by blob`,
    [segment],
  );
  await broker.destroy({ blobs: [...held.map((one) => one.blob), row.manifest_blob] });
  for (const { blob } of held) {
    await blobs.delete(blob);
    known.forget(blob);
    await sql.query(`update ingest_blob set state = 'deleted' where blob = $1`, [blob]);
  }
  await sql.query('update ingest_segment set manifest = null where segment = $1', [segment]);
}
