// Accepts segments: authenticates, verifies, deduplicates, quarantines. No HTTP in here: apps/server carries it.
// Normative wire protocol: docs/spec/ingest.md.

import type { BlobId, SegmentId } from '@overt/events';
import { acceptSegment, type IngestContext, type Outcome } from './accept-segment.ts';
import { destroySegment } from './held.ts';
import type { Device } from './ports.ts';
import { KnownBlobs, putBlob } from './put-blob.ts';
import { type SweepContext, type Swept, sweep } from './sweep.ts';

export type { Outcome } from './accept-segment.ts';
export * from './fault.ts';
export {
  deleteSegment,
  deleteSegmentsOf,
  type HeldBlob,
  type HeldSegment,
  sealedManifestOf,
  segmentsOf,
  segmentsOfRecording,
} from './held.ts';
export { MAX_BLOB_BYTES, MAX_SEGMENT_BODY_BYTES } from './limits.ts';
export { migrations } from './migrations.ts';
export type { Authority, Device, ReceiptState, Terms } from './ports.ts';
export { type Quarantined, quarantined } from './quarantine.ts';
export { REFUSAL_CODES, type RefusalCode, type Remedy } from './refusal.ts';
export { openManifest } from './sealed-manifest.ts';
export type { Swept } from './sweep.ts';

export interface Ingest {
  /** Stores ciphertext under its hash, fsynced when it resolves. @throws {IngestFault} the bytes are not the blob named. */
  putBlob(name: string, bytes: Uint8Array): Promise<'stored' | 'present'>;
  /** Decides one upload; total over `body`. Rejects only if database or disk are broken; then nothing was written. */
  acceptSegment(device: Device, body: Uint8Array): Promise<Outcome>;
  /** Ends keys and bytes of a segment its owner deleted. */
  destroySegment(segment: SegmentId): Promise<void>;
  /** Daily: expired blobs, unclaimed blobs, old refused bodies. */
  sweep(): Promise<Swept>;
}

export function createIngest(
  ports: Omit<IngestContext, 'known'> & {
    readonly broker: SweepContext['broker'];
    /** Blobs that belong to other packages (sealed episodes); the sweep leaves them alone. */
    readonly isClaimedElsewhere?: (blobs: readonly BlobId[]) => Promise<ReadonlySet<BlobId>>;
  },
): Ingest {
  const known = new KnownBlobs();
  const isClaimedElsewhere = ports.isClaimedElsewhere ?? (async () => new Set<BlobId>());
  const context = { ...ports, isClaimedElsewhere, known };
  return {
    putBlob: (name, bytes) => putBlob(context, name, bytes),
    acceptSegment: (device, body) => acceptSegment(context, device, body),
    destroySegment: (segment) => destroySegment(context, segment),
    sweep: () => sweep(context),
  };
}
