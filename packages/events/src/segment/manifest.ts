// The manifest of a segment: what the server may know about it. Normative: docs/spec/segment.md#manifest.
//
// It is read by people who must not learn when somebody worked, so nothing in it is finer than a week; expiry dates
// are Mondays that follow from the week alone. It is signed as a DSSE envelope elsewhere (package ledger).

import { toHex, toUtf8 } from '../bytes.ts';
import type { BlobId, DeviceId, IsoWeek, RecordingId, SegmentId, SubjectId, TrackId } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import type { Primitives } from '../primitives.ts';
import { DATA_CLASSES, type DataClass } from '../schema/event.ts';
import { SegmentFault } from '../segment-fault.ts';
import { readHeader } from './header.ts';
import { exactly, listOf, malformed, matching, parseJson, whole } from './strict-json.ts';

/** `payloadType` of the DSSE envelope a manifest travels in. */
export const MANIFEST_TYPE = 'application/vnd.overt.segment.v1+json';

export interface ManifestBlob {
  readonly class: DataClass;
  readonly id: BlobId;
  readonly bytes: number;
  /** `YYYY-MM-DD`, a Monday: from then on the blob may be gone. */
  readonly expires: string;
}

export interface Manifest {
  readonly format: 'overt-segment';
  readonly version: 1;
  readonly recording: RecordingId;
  readonly track: TrackId;
  readonly device: DeviceId;
  readonly subject: SubjectId;
  readonly week: IsoWeek;
  readonly source: 'browser' | 'desktop';
  /** From 0: counts the released segments of the track. */
  readonly n: number;
  /** The track's released segment before this one; null exactly if `n` is 0. */
  readonly previous: SegmentId | null;
  /** Hex SHA-256 of the receipt, and of the policy, under which it was captured. */
  readonly receipt: string;
  readonly policy: string;
  /** Hex SHA-256 of the event schema. */
  readonly schema: string;
  /** Name and version of the redactor, e.g. `overt-redact/1`. */
  readonly redactor: string;
  /** At most one per class, in the order action, text, pixels. */
  readonly blobs: readonly ManifestBlob[];
}

const KEYS = [
  'format',
  'version',
  'recording',
  'track',
  'device',
  'subject',
  'week',
  'source',
  'n',
  'previous',
  'receipt',
  'policy',
  'schema',
  'redactor',
  'blobs',
] as const;
const BLOB_KEYS = ['class', 'id', 'bytes', 'expires'] as const;
const HASH = /^[0-9a-f]{64}$/;
const ID_TAIL = '_[a-z2-7]{26}$';

/** Canonical bytes: JSON, fields in the order of the spec, no white space. @throws {SegmentFault} `SEGMENT_MALFORMED` */
export function encodeManifest(manifest: Manifest): Uint8Array {
  return toUtf8(JSON.stringify(checkManifest(manifest)));
}

/** @throws {SegmentFault} `SEGMENT_MALFORMED`, `SEGMENT_VERSION_UNKNOWN`, `LIMIT_EXCEEDED`; also if the bytes are not the canonical ones. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const manifest = checkManifest(parseJson(bytes, LIMITS.manifestBytes, 'manifest'));
  const canonical = encodeManifest(manifest);
  if (canonical.length !== bytes.length || canonical.some((byte, i) => bytes[i] !== byte))
    throw malformed('manifest', 'its canonical form: fields in order, no white space');
  return manifest;
}

/** The name of a segment: hex SHA-256 of its manifest's canonical bytes. */
export function segmentId(manifestBytes: Uint8Array, primitives: Pick<Primitives, 'sha256'>): SegmentId {
  return toHex(primitives.sha256(manifestBytes)) as SegmentId;
}

/** The name of a blob: hex SHA-256 of its bytes as stored, which are ciphertext. */
export function blobIdOf(bytes: Uint8Array, primitives: Pick<Primitives, 'sha256'>): BlobId {
  return toHex(primitives.sha256(bytes)) as BlobId;
}

function checkManifest(value: unknown): Manifest {
  const version = (value as { readonly version?: unknown } | null)?.version;
  if (typeof version === 'number' && version !== 1)
    throw new SegmentFault('SEGMENT_VERSION_UNKNOWN', `manifest: found version ${version}; expected 1`, {
      where: 'manifest.version',
    });
  const m = exactly(value, KEYS, 'manifest');
  if (m.format !== 'overt-segment' || m.version !== 1)
    throw malformed('manifest.format', 'overt-segment, version 1');
  const n = whole(m.n, 2 ** 32, 'manifest.n');
  const previous =
    m.previous === null ? null : (matching(m.previous, HASH, 'manifest.previous') as SegmentId);
  if ((n === 0) !== (previous === null))
    throw malformed(
      'manifest.previous',
      'null for the first segment of a track and a segment id for every other',
    );
  if (m.source !== 'browser' && m.source !== 'desktop')
    throw malformed('manifest.source', 'browser or desktop');
  return {
    format: 'overt-segment',
    version: 1,
    recording: matching(m.recording, new RegExp(`^rec${ID_TAIL}`), 'manifest.recording') as RecordingId,
    track: matching(m.track, new RegExp(`^trk${ID_TAIL}`), 'manifest.track') as TrackId,
    device: matching(m.device, new RegExp(`^dev${ID_TAIL}`), 'manifest.device') as DeviceId,
    subject: matching(m.subject, /^sub_[0-9a-f]{32}$/, 'manifest.subject') as SubjectId,
    week: matching(m.week, /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, 'manifest.week') as IsoWeek,
    source: m.source,
    n,
    previous,
    receipt: matching(m.receipt, HASH, 'manifest.receipt'),
    policy: matching(m.policy, HASH, 'manifest.policy'),
    schema: matching(m.schema, HASH, 'manifest.schema'),
    redactor: matching(m.redactor, /^[A-Za-z0-9@._/+-]{1,64}$/, 'manifest.redactor'),
    blobs: checkBlobs(m.blobs),
  };
}

function checkBlobs(value: unknown): ManifestBlob[] {
  let last = -1;
  return listOf(value, DATA_CLASSES.length, 'manifest.blobs').map((entry, index) => {
    const where = `manifest.blobs[${index}]`;
    const blob = exactly(entry, BLOB_KEYS, where);
    const at = DATA_CLASSES.indexOf(blob.class as DataClass);
    if (at <= last)
      throw malformed(`${where}.class`, 'each class at most once, in the order action, text, pixels');
    last = at;
    return {
      class: DATA_CLASSES[at]!,
      id: matching(blob.id, HASH, `${where}.id`) as BlobId,
      bytes: whole(blob.bytes, LIMITS.blobBytes, `${where}.bytes`),
      expires: monday(blob.expires, `${where}.expires`),
    };
  });
}

function monday(value: unknown, where: string): string {
  const date = matching(value, /^\d{4}-\d{2}-\d{2}$/, where);
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date || at.getUTCDay() !== 1)
    throw malformed(where, 'a Monday, as expiryOf gives it: a finer date would tell the day of the work');
  return date;
}

/**
 * The date a blob of `week` expires at: the Monday after the week ended and the term has passed. It depends on nothing
 * finer than the week.
 */
export function expiryOf(
  week: IsoWeek,
  term: { readonly days: number } | { readonly months: number },
): string {
  const at = new Date(weekStart(week) + 7 * DAY_MS);
  if ('days' in term) at.setUTCDate(at.getUTCDate() + term.days);
  else at.setUTCMonth(at.getUTCMonth() + term.months);
  while (at.getUTCDay() !== 1) at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;

function weekStart(week: IsoWeek): number {
  const [year, number] = week.split('-W').map(Number) as [number, number];
  const fourth = Date.UTC(year, 0, 4); // January 4 is always in week 1
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth + ((number - 1) * 7 - weekday) * DAY_MS;
}

export type BlobVerdict = 'intact' | 'expired' | 'missing' | 'altered' | 'misplaced';

/**
 * Holds blobs against their manifest, without a key. A blob that is gone after its date is `expired`, which is how it
 * should be; `misplaced` has the right hash but a header of another class, track or schema.
 *
 * @param today `YYYY-MM-DD` in UTC.
 */
export function verifyBlobs(
  manifest: Manifest,
  blobs: ReadonlyMap<BlobId, Uint8Array>,
  { today, primitives }: { readonly today: string; readonly primitives: Pick<Primitives, 'sha256'> },
): {
  readonly class: DataClass;
  readonly id: BlobId;
  readonly verdict: BlobVerdict;
  readonly expires: string;
}[] {
  return manifest.blobs.map((entry) => {
    const bytes = blobs.get(entry.id);
    const verdict =
      bytes === undefined
        ? today >= entry.expires
          ? 'expired'
          : 'missing'
        : verdictOf(entry, manifest, bytes, primitives);
    return { class: entry.class, id: entry.id, verdict, expires: entry.expires };
  });
}

function verdictOf(
  entry: ManifestBlob,
  manifest: Manifest,
  bytes: Uint8Array,
  primitives: Pick<Primitives, 'sha256'>,
): BlobVerdict {
  if (bytes.length !== entry.bytes || blobIdOf(bytes, primitives) !== entry.id) return 'altered';
  try {
    const header = readHeader(bytes);
    return header.class === entry.class &&
      header.track === manifest.track &&
      header.schema === manifest.schema
      ? 'intact'
      : 'misplaced';
  } catch (error) {
    if (!(error instanceof SegmentFault)) throw error;
    return 'misplaced';
  }
}
