// Makes a whole blob of one whose writer died: keeps every intact chunk, drops the torn tail, writes a new footer.

import { concat } from '../bytes.ts';
import type { Primitives } from '../primitives.ts';
import { SegmentFault } from '../segment-fault.ts';
import { CHUNK, encodeFooter, isTrailer, type OpenChunk, openChunks, sealChunk, trailer } from './chunk.ts';
import { HEADER_BYTES, readHeader } from './header.ts';

export interface Recovered {
  /** A whole blob; the bytes given, if they were one. */
  readonly bytes: Uint8Array;
  /** Chunks kept, without the footer. */
  readonly chunks: number;
  /** Bytes after the last intact chunk that were not a footer. */
  readonly droppedBytes: number;
}

/**
 * Keeps what is intact from the front. The device does this before release; afterwards the blob's hash is its name.
 *
 * @throws {SegmentFault} as {@link readHeader} if not even the header is whole; `SEAL_BROKEN` if
 *   the first chunk is complete but does not open; `SEGMENT_VERSION_UNKNOWN` for version 0, whose counter nonces
 *   forbid sealing a new footer under the old key.
 */
export function recoverBlob(bytes: Uint8Array, dek: Uint8Array, primitives: Primitives): Recovered {
  const header = readHeader(bytes);
  if (header.version !== 1)
    throw new SegmentFault(
      'SEGMENT_VERSION_UNKNOWN',
      `blob header: found version ${header.version}; expected 1, the only version that can be recovered`,
      { where: 'header', byteOffset: 8 },
    );
  const { kept, footer } = intactChunks(bytes, { dek, primitives });
  const last = kept[kept.length - 1];
  const end = last === undefined ? HEADER_BYTES : last.offset + last.length;
  if (footer !== undefined && isTrailer(bytes, end + footer.length, footer.length))
    return { bytes, chunks: kept.length, droppedBytes: 0 };
  const headerHash = primitives.sha256(bytes.subarray(0, HEADER_BYTES));
  const sealed = sealChunk(
    {
      type: CHUNK.footer,
      count: kept.length,
      first: 0,
      last: 0,
      number: kept.length,
      payload: [encodeFooter(kept)],
    },
    { headerHash, previous: last?.hash ?? headerHash },
    { dek, primitives },
  );
  return {
    bytes: concat(bytes.subarray(0, end), sealed, trailer(sealed.length)),
    chunks: kept.length,
    droppedBytes: footer === undefined ? bytes.length - end : 0,
  };
}

function intactChunks(
  bytes: Uint8Array,
  key: { dek: Uint8Array; primitives: Primitives },
): { kept: OpenChunk[]; footer: OpenChunk | undefined } {
  const kept: OpenChunk[] = [];
  try {
    for (const chunk of openChunks(bytes, 1, key)) {
      if (chunk.type === CHUNK.footer) return { kept, footer: chunk };
      kept.push({ ...chunk, payload: new Uint8Array(0) });
    }
  } catch (error) {
    if (!(error instanceof SegmentFault)) throw error;
    // A first chunk that is all there and does not open means a wrong key, not a torn tail: dropping it would lose all.
    if (kept.length === 0 && error.code === 'SEAL_BROKEN') throw error;
  }
  return { kept, footer: undefined };
}
