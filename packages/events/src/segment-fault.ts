import { Fault } from './fault.ts';

export type SegmentFaultCode =
  /** The bytes end before the structure they announce. */
  | 'SEGMENT_TRUNCATED'
  /** A blob header, manifest or envelope is not one, or a field of it is out of range. */
  | 'SEGMENT_MALFORMED'
  /** Written by a version this reader does not know. */
  | 'SEGMENT_VERSION_UNKNOWN'
  /** Written with an event schema this reader does not know. */
  | 'SEGMENT_SCHEMA_UNKNOWN'
  /** A seal does not open: other key, or changed, reordered or replaced bytes. */
  | 'SEAL_BROKEN'
  /** zstd refused the bytes, or they would grow beyond the limit. */
  | 'COMPRESSION_BROKEN'
  /** A chunk opened but its content breaks the format. */
  | 'BLOCK_MALFORMED'
  /** A normative limit (limits.ts) is exceeded. */
  | 'LIMIT_EXCEEDED'
  /** An event handed to the writer is not one of the schema. */
  | 'EVENT_INVALID'
  /** Blobs, keys or states that do not belong together. */
  | 'SEGMENT_MISMATCH'
  /** The writer was used after `close`, or resumed from something that is not its state. */
  | 'WRITER_MISUSED'
  /** Key material or a public key of a wrong form. */
  | 'KEY_INVALID';

export interface SegmentFaultDetail {
  /** What was being read or written: `header`, `chunk 3`, `manifest.blobs[1].id`, `pointer.x`. */
  readonly where: string;
  /** Offset into the bytes given, if there is one; everything before it is intact. */
  readonly byteOffset?: number;
}

/** A segment's bytes are not what a writer of this format seals, or an event is not one that may be sealed. */
export class SegmentFault extends Fault<SegmentFaultCode, SegmentFaultDetail> {
  override readonly name = 'SegmentFault';
}
