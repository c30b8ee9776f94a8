// Release: from sealed pieces to a signed, chained segment with an envelope for the broker.
//
// Everything is signed here and not before: a segment deleted in the hold leaves no number behind.

import {
  type BlobId,
  blobIdOf,
  bytes,
  type DataClass,
  type DeviceId,
  type Envelope,
  encodeManifest,
  expiryOf,
  type IsoWeek,
  isoWeek,
  MANIFEST_TYPE,
  type Manifest,
  type Primitives,
  type RecordingId,
  type SegmentId,
  type SubjectId,
  sealEnvelope,
  segmentId,
  type TrackId,
} from '@overt/events';
import { type DsseEnvelope, type Signer, signDsse } from '@overt/ledger';
import { type JurisdictionTerms, type Policy, retentionOf } from '@overt/policy';

/** Where a track's chain stands. */
export interface ChainHead {
  readonly n: number;
  readonly previous: SegmentId | null;
}

export interface SealedSegment {
  readonly recording: RecordingId;
  readonly track: TrackId;
  readonly source: 'browser' | 'desktop';
  /** When it began; only its week leaves the device. */
  readonly startedAt: Date;
  /** Whole blobs, footers included; classes without content are left out. */
  readonly blobs: readonly {
    readonly class: DataClass;
    readonly bytes: Uint8Array;
    readonly dek: Uint8Array;
  }[];
  /** SHA-256 hex of the receipt and the policy in force when it was recorded. */
  readonly receipt: string;
  readonly policyHash: string;
  readonly policy: Policy;
  /** What the law asks where it was recorded, unless the policy's terms are those already; the shorter holds. */
  readonly terms?: JurisdictionTerms;
  readonly schema: string;
  readonly redactor: string;
}

export interface Releaser {
  readonly device: DeviceId;
  readonly signer: Signer;
  readonly broker: { readonly id: string; readonly publicKey: Uint8Array };
  subjectOf(week: IsoWeek): SubjectId;
  readonly primitives: Primitives;
}

export interface ReleasedSegment {
  readonly segment: SegmentId;
  readonly manifest: DsseEnvelope;
  readonly envelope: Envelope;
  readonly blobs: readonly { readonly id: BlobId; readonly bytes: Uint8Array }[];
  readonly head: ChainHead;
}

/** Signs and chains a segment. Pure: the same input has the same manifest (the envelope is fresh each time). */
export function releaseSegment(sealed: SealedSegment, head: ChainHead, by: Releaser): ReleasedSegment {
  const week = isoWeek(sealed.startedAt);
  const retention = sealed.terms ? retentionOf(sealed.policy, sealed.terms) : sealed.policy.retention;
  const named = sealed.blobs.map((blob) => ({ ...blob, id: blobIdOf(blob.bytes, by.primitives) }));
  const manifest: Manifest = {
    format: 'overt-segment',
    version: 1,
    recording: sealed.recording,
    track: sealed.track,
    device: by.device,
    subject: by.subjectOf(week),
    week,
    source: sealed.source,
    n: head.n,
    previous: head.previous,
    receipt: sealed.receipt,
    policy: sealed.policyHash,
    schema: sealed.schema,
    redactor: sealed.redactor,
    blobs: named.map((blob) => ({
      class: blob.class,
      id: blob.id,
      bytes: blob.bytes.length,
      expires: expiryOf(week, termOf(blob.class, retention)),
    })),
  };
  const encoded = encodeManifest(manifest);
  const segment = segmentId(encoded, by.primitives);
  return {
    segment,
    manifest: signDsse(MANIFEST_TYPE, encoded, by.signer),
    envelope: sealEnvelope(
      segment,
      named.map((blob) => ({ class: blob.class, blob: blob.id, dek: blob.dek })),
      by.broker,
      by.primitives,
    ),
    blobs: named.map(({ id, bytes: content }) => ({ id, bytes: content })),
    head: { n: head.n + 1, previous: segment },
  };
}

function termOf(dataClass: DataClass, retention: Policy['retention']): { days: number } | { months: number } {
  switch (dataClass) {
    case 'action':
      return { months: retention.action_months };
    case 'text':
      return { days: retention.text_days };
    case 'pixels':
      return { days: retention.pixels_days };
  }
}

/** The pieces of a blob joined, in order. */
export function joinPieces(pieces: readonly Uint8Array[]): Uint8Array {
  return bytes.concat(...pieces);
}
