// The header of a blob: what a reader must know before it has a key. Normative: docs/spec/segment.md#header.
//
// magic (8) · version (1) · class (1) · reserved (2, zero) · track (16) · schema hash (32). It names neither person
// nor time; the track is random and stands in the manifest anyway.

import { concat, fromHex, toHex } from '../bytes.ts';
import { formatId, type TrackId } from '../ids.ts';
import { DATA_CLASSES, type DataClass } from '../schema/event.ts';
import { SCHEMA_HASH } from '../schema/table.ts';
import { SegmentFault } from '../segment-fault.ts';

export const HEADER_BYTES = 60;
/** The version written; a reader also reads the one before. */
export const BLOB_VERSION = 1;
export type BlobVersion = 0 | 1;
const MAGIC = Uint8Array.from([0x4f, 0x56, 0x45, 0x52, 0x54, 0x42, 0x0d, 0x0a]); // "OVERTB\r\n": a text-mode copy breaks it
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

export interface BlobHeader {
  readonly version: BlobVersion;
  readonly class: DataClass;
  readonly track: TrackId;
  /** Hex SHA-256 of the event schema. */
  readonly schema: string;
}

/** @throws {SegmentFault} `SEGMENT_MALFORMED` if the track id is not one. */
export function encodeHeader(header: BlobHeader): Uint8Array {
  const fixed = Uint8Array.of(header.version, DATA_CLASSES.indexOf(header.class), 0, 0);
  return concat(MAGIC, fixed, trackBytes(header.track), fromHex(header.schema));
}

/**
 * Reads the header alone: no key needed, so ingest can hold it against a manifest.
 *
 * @throws {SegmentFault} `SEGMENT_TRUNCATED`, `SEGMENT_MALFORMED`, `SEGMENT_VERSION_UNKNOWN`, `SEGMENT_SCHEMA_UNKNOWN`
 */
export function readHeader(bytes: Uint8Array): BlobHeader {
  if (bytes.length < HEADER_BYTES)
    throw fault('SEGMENT_TRUNCATED', `${bytes.length} bytes`, `at least ${HEADER_BYTES}`, bytes.length);
  if (MAGIC.some((byte, i) => bytes[i] !== byte))
    throw fault('SEGMENT_MALFORMED', 'no magic', 'a blob of Overt', 0);
  const version = bytes[8]!;
  if (version !== 0 && version !== 1)
    throw fault(
      'SEGMENT_VERSION_UNKNOWN',
      `version ${version}`,
      `0 or ${BLOB_VERSION}; update the reader`,
      8,
    );
  const dataClass = DATA_CLASSES[bytes[9]!];
  if (dataClass === undefined || bytes[10] !== 0 || bytes[11] !== 0)
    throw fault(
      'SEGMENT_MALFORMED',
      'an unknown class or reserved bytes in use',
      'class 0 to 2, then two zero bytes',
      9,
    );
  const schema = toHex(bytes.subarray(28, 60));
  if (schema !== SCHEMA_HASH)
    throw fault(
      'SEGMENT_SCHEMA_UNKNOWN',
      'another event schema',
      'a schema of docs/spec/event.md; update the reader',
      28,
    );
  return { version, class: dataClass, track: trackText(bytes.subarray(12, 28)), schema };
}

function trackBytes(track: TrackId): Uint8Array {
  const bytes = new Uint8Array(16);
  const letters = /^trk_[a-z2-7]{26}$/.test(track) ? track.slice(4) : undefined;
  if (letters === undefined)
    throw fault('SEGMENT_MALFORMED', 'another track id', '`trk_` and 26 base32 letters', 12);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of letters) {
    held = ((held << 5) | BASE32.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
    }
  }
  if (trackText(bytes) !== track)
    throw fault('SEGMENT_MALFORMED', 'a track id with stray bits', 'canonical base32 of 16 bytes', 12);
  return bytes;
}

function trackText(bytes: Uint8Array): TrackId {
  return formatId('trk', bytes) as TrackId;
}

function fault(
  code: 'SEGMENT_TRUNCATED' | 'SEGMENT_MALFORMED' | 'SEGMENT_VERSION_UNKNOWN' | 'SEGMENT_SCHEMA_UNKNOWN',
  found: string,
  expected: string,
  byteOffset: number,
): SegmentFault {
  return new SegmentFault(code, `blob header: found ${found}; expected ${expected}`, {
    where: 'header',
    byteOffset,
  });
}
