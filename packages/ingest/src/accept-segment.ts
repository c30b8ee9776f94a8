// Takes a signed manifest and its key envelope: verifies, then writes row, keys and job in one transaction, then acknowledges.
//
// `acceptSegment` is total over its input: whatever the bytes, they end as accepted, duplicate or quarantined with a code. It throws
// only when the world behind it is broken (database, disk), and then nothing was written.
// The envelope is never stored: the broker opens it and re-wraps each key inside the same transaction.

import { type Broker, BrokerFault } from '@overt/broker';
import {
  type DataClass,
  type Envelope,
  MANIFEST_TYPE,
  type Manifest,
  type Primitives,
  parseEnvelope,
  parseManifest,
  SegmentFault,
  type SegmentId,
  segmentId,
} from '@overt/events';
import { type DsseEnvelope, parseDsse, verifyDsse } from '@overt/ledger';
import { type BlobStore, type Clock, type Jobs, type Sql, StoreFault } from '@overt/store';
import { checkManifest, sizeBucket } from './check-manifest.ts';
import { MAX_SEGMENT_BODY_BYTES, TRANSACTION_TRIES } from './limits.ts';
import type { Authority, Device } from './ports.ts';
import { durableBlob, type KnownBlobs } from './put-blob.ts';
import { quarantine } from './quarantine.ts';
import { type RefusalCode, Refused, type Remedy, remedyOf } from './refusal.ts';
import { sealManifest } from './sealed-manifest.ts';

export type Outcome =
  | { readonly status: 'accepted' | 'duplicate'; readonly segment: SegmentId }
  | { readonly status: 'quarantined'; readonly code: RefusalCode; readonly remedy: Remedy };

export interface IngestContext {
  readonly sql: Sql;
  readonly blobs: BlobStore;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly broker: Pick<Broker, 'admit' | 'sealingKey'>;
  readonly authority: Authority;
  readonly primitives: Primitives;
  readonly clock: Clock;
  readonly known: KnownBlobs;
}

interface Submission {
  readonly dsse: DsseEnvelope;
  readonly manifest: Manifest;
  readonly segment: SegmentId;
  readonly envelope: Envelope;
}

/** Decides one upload. @see docs/spec/ingest.md#segments */
export async function acceptSegment(
  context: IngestContext,
  device: Device,
  body: Uint8Array,
): Promise<Outcome> {
  try {
    const submission = await readSubmission(context, device, body);
    const sealed = await sealManifest(context, submission.dsse, submission.segment);
    const work = { device, sealed, ...submission };
    const status = await repeatable(() => context.sql.transaction((tx) => admit(context, tx, work)));
    return { status, segment: submission.segment };
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    await quarantine(context, device, body, fault.code);
    return { status: 'quarantined', code: fault.code, remedy: remedyOf(fault.code) };
  }
}

async function readSubmission(context: IngestContext, device: Device, body: Uint8Array): Promise<Submission> {
  const { dsse, envelope: rawEnvelope } = readBody(body);
  const payload = readPayload(dsse, device);
  const manifest = refuseOn('MANIFEST_UNREADABLE', () => parseManifest(payload));
  const segment = segmentId(payload, context.primitives);
  const terms = await context.authority.terms(manifest);
  if (!terms) throw new Refused('POLICY_UNKNOWN');
  const subject = await context.authority.subjectOf(device.participant, manifest.week);
  const broken = checkManifest(manifest, { device, subject, terms }, context.clock.now());
  if (broken) throw new Refused(broken);
  const envelope = refuseOn('ENVELOPE_UNREADABLE', () => parseEnvelope(rawEnvelope));
  if (!matches(envelope, manifest, segment)) throw new Refused('ENVELOPE_MISMATCH');
  return { dsse, manifest, segment, envelope };
}

function readBody(body: Uint8Array): { dsse: DsseEnvelope; envelope: unknown } {
  if (body.length > MAX_SEGMENT_BODY_BYTES) throw new Refused('BODY_TOO_LARGE');
  return refuseOn('BODY_UNREADABLE', () => {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      throw new Refused('BODY_UNREADABLE');
    const { manifest, envelope } = parsed as { manifest?: unknown; envelope?: unknown };
    return { dsse: parseDsse(manifest), envelope };
  });
}

function readPayload(dsse: DsseEnvelope, device: Device): Uint8Array {
  return refuseOn('SIGNATURE_INVALID', () => {
    const { payload, payloadType } = verifyDsse(dsse, [{ publicKey: device.publicKey }]);
    if (payloadType !== MANIFEST_TYPE) throw new Refused('SIGNATURE_INVALID');
    return payload;
  });
}

/** Runs a parser of hostile input: whatever it throws means the input is refused with `code`. */
function refuseOn<T>(code: RefusalCode, parse: () => T): T {
  try {
    return parse();
  } catch (fault) {
    throw fault instanceof Refused ? fault : new Refused(code);
  }
}

/** Exactly one wrapped key for each of the manifest's blobs, bound to this segment. */
function matches(envelope: Envelope, manifest: Manifest, segment: SegmentId): boolean {
  if (envelope.segment !== segment || envelope.wraps.length !== manifest.blobs.length) return false;
  const classes = new Map<string, DataClass>(manifest.blobs.map((blob) => [blob.id, blob.class]));
  return envelope.wraps.every((wrap) => classes.get(wrap.blob) === wrap.class && classes.delete(wrap.blob));
}

type Work = Submission & {
  readonly device: Device;
  readonly sealed: Awaited<ReturnType<typeof sealManifest>>;
};

/** The transaction. Lock order: the track, then the blobs in the order of their names. */
async function admit(context: IngestContext, tx: Sql, work: Work): Promise<'accepted' | 'duplicate'> {
  const { manifest, segment, device, sealed } = work;
  const head = await lockTrack(tx, manifest);
  const known = await tx.query<{ segment: string }>('select segment from ingest_segment where segment = $1', [
    segment,
  ]);
  if (known.length > 0) return 'duplicate';
  await requireNextInChain(context, device, manifest, head);
  await requireReceipt(context, tx, device, manifest);
  await tx.query(
    `insert into ingest_segment (segment, recording, track, n, source, subject, week, size_log2, manifest, manifest_blob)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      segment,
      manifest.recording,
      manifest.track,
      manifest.n,
      manifest.source,
      manifest.subject,
      manifest.week,
      sizeBucket(manifest),
      sealed.bytes,
      sealed.blob,
    ],
  );
  await claimBlobs(context, tx, manifest, segment);
  await admitKeys(context, tx, { manifest, segment, envelopes: [work.envelope, sealed.envelope] });
  await tx.query('update ingest_track set n = $2, head = $3, subject = $4, week = $5 where track = $1', [
    manifest.track,
    manifest.n,
    segment,
    manifest.subject,
    manifest.week,
  ]);
  await context.jobs.enqueue(tx, 'steps', { recording: manifest.recording }, `steps:${manifest.recording}`);
  return 'accepted';
}

interface TrackHead {
  readonly recording: string;
  readonly subject: string;
  readonly week: string;
  readonly n: number;
  readonly head: string | null;
}

async function lockTrack(tx: Sql, manifest: Manifest): Promise<TrackHead> {
  await tx.query(
    `insert into ingest_track (track, recording, subject, week, n, head) values ($1, $2, $3, $4, -1, null) on conflict (track) do nothing`,
    [manifest.track, manifest.recording, manifest.subject, manifest.week],
  );
  const rows = await tx.query<TrackHead>(
    'select recording, subject, week, n, head from ingest_track where track = $1 for update',
    [manifest.track],
  );
  return rows[0]!;
}

/** A track belongs to one participant and recording; its numbers run from 0 without a hole, each naming the one before. */
async function requireNextInChain(
  context: IngestContext,
  device: Device,
  manifest: Manifest,
  head: TrackHead,
): Promise<void> {
  const owner =
    head.week === manifest.week
      ? manifest.subject
      : await context.authority.subjectOf(device.participant, head.week as Manifest['week']);
  if (head.subject !== owner || head.recording !== manifest.recording) throw new Refused('TRACK_MISMATCH');
  if (manifest.n > head.n + 1) throw new Refused('CHAIN_GAP');
  if (manifest.n <= head.n || manifest.previous !== head.head) throw new Refused('CHAIN_FORK');
}

async function requireReceipt(
  context: IngestContext,
  tx: Sql,
  device: Device,
  manifest: Manifest,
): Promise<void> {
  const state = await context.authority.receiptState(tx, {
    device,
    receipt: manifest.receipt,
    policy: manifest.policy,
  });
  if (state === 'unknown') throw new Refused('RECEIPT_UNKNOWN');
  if (state === 'withdrawn') throw new Refused('RECEIPT_WITHDRAWN');
  if (state === 'expired') throw new Refused('RECEIPT_EXPIRED');
  if (state === 'other-policy') throw new Refused('POLICY_MISMATCH');
}

/**
 * Ties the blobs to the segment. Taking the orphan rows first waits for a sweep that is just deleting one of them
 * (see sweep.ts), so a blob seen here stays.
 */
async function claimBlobs(
  context: IngestContext,
  tx: Sql,
  manifest: Manifest,
  segment: SegmentId,
): Promise<void> {
  const blobs = [...manifest.blobs].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ids = blobs.map((blob) => blob.id);
  await tx.query('delete from ingest_orphan where blob = any($1)', [ids]);
  for (const blob of blobs) {
    const facts = await durableBlob(context, blob.id);
    if (!facts) throw new Refused('BLOB_MISSING');
    if (facts.bytes !== blob.bytes) throw new Refused('BLOB_SIZE_MISMATCH');
    const { header } = facts;
    const misplaced =
      header?.class !== blob.class || header.track !== manifest.track || header.schema !== manifest.schema;
    if (misplaced) throw new Refused('BLOB_MISPLACED');
  }
  const claimed = await tx.query<{ blob: string }>(
    `insert into ingest_blob (blob, segment, class, expires)
     select blob, $2, class, expires::date from unnest($1::text[], $3::text[], $4::text[]) as b(blob, class, expires)
     on conflict (blob) do nothing returning blob`,
    [ids, segment, blobs.map((blob) => blob.class), blobs.map((blob) => blob.expires)],
  );
  if (claimed.length !== blobs.length) throw new Refused('BLOB_TAKEN');
}

async function admitKeys(
  context: IngestContext,
  tx: Sql,
  of: { readonly manifest: Manifest; readonly segment: SegmentId; readonly envelopes: readonly Envelope[] },
): Promise<void> {
  const { manifest, segment } = of;
  const sizes = new Map(manifest.blobs.map((blob) => [blob.id, blob.bytes]));
  for (const envelope of of.envelopes) {
    try {
      await context.broker.admit(tx, {
        subject: manifest.subject,
        week: manifest.week,
        segment,
        envelope,
        sizes,
      });
    } catch (fault) {
      const code = refusalOf(fault);
      throw code ? new Refused(code) : fault;
    }
  }
}

/** The broker could not take the keys as they are. Anything else is the server's own trouble, and is thrown on. */
function refusalOf(fault: unknown): RefusalCode | undefined {
  if (fault instanceof SegmentFault) return 'ENVELOPE_REFUSED';
  if (!(fault instanceof BrokerFault)) return undefined;
  switch (fault.code) {
    case 'ENVELOPE_KEY_UNKNOWN':
    case 'ENVELOPE_MISMATCH':
      return 'ENVELOPE_REFUSED';
    case 'BLOB_OF_ANOTHER':
      return 'BLOB_TAKEN';
    case 'KEY_DESTROYED':
      return 'KEYS_DESTROYED';
    default:
      return undefined;
  }
}

/** Repeats a transaction PostgreSQL gave up only because another one was in the way. */
async function repeatable<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (fault) {
      const conflict = fault instanceof StoreFault && fault.code === 'SQL_CONFLICT';
      if (!conflict || attempt >= TRANSACTION_TRIES) throw fault;
    }
  }
}
