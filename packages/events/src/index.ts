export * as bytes from './bytes.ts';
export * from './fault.ts';
export * from './ids.ts';
export { LIMITS } from './limits.ts';
export { createPrimitives, type Primitives, type Zstd } from './primitives.ts';
export * from './schema/event.ts';
export {
  EVENT_KINDS,
  EVENT_TABLE,
  FIELDS,
  type Field,
  SCHEMA_HASH,
  schemaBytes,
  TARGET_TABLE,
} from './schema/table.ts';
export type { TrackClock } from './segment/clock.ts';
export {
  type Envelope,
  type EnvelopeWrap,
  openEnvelope,
  parseEnvelope,
  sealEnvelope,
} from './segment/envelope.ts';
export { BLOB_VERSION, type BlobHeader, HEADER_BYTES, readHeader } from './segment/header.ts';
export {
  type BlobVerdict,
  blobIdOf,
  encodeManifest,
  expiryOf,
  MANIFEST_TYPE,
  type Manifest,
  type ManifestBlob,
  parseManifest,
  segmentId,
  verifyBlobs,
} from './segment/manifest.ts';
export { type KeyedBlob, readSegment, type Segment } from './segment/reader.ts';
export { type Recovered, recoverBlob } from './segment/recover.ts';
export {
  beginSegment,
  resumeSegment,
  type SealedChunk,
  type SegmentCounts,
  type SegmentOptions,
  type SegmentWriter,
  type WriterState,
} from './segment/writer.ts';
export { SegmentFault, type SegmentFaultCode, type SegmentFaultDetail } from './segment-fault.ts';
