// Chunks: sealed, numbered and chained. Normative: docs/spec/segment.md#chunks.
//
// chunk = length (u32 LE of what follows) · nonce (12) · AES-256-GCM(plain).
// AAD   = SHA-256(header) · number (u32 LE) · SHA-256 of the previous chunk as stored (of the header for chunk 0).
// plain = type (u8) · count · first · last · payload.
//
// The nonce is random and stored. A counter would be enough while a writer lives, but one that was killed between
// sealing and persisting seals the same number again with other events, and that must not be the same nonce.

import { concat } from '../bytes.ts';
import { ByteSink, ByteSource } from '../codec/bytes-io.ts';
import { LIMITS } from '../limits.ts';
import type { Primitives } from '../primitives.ts';
import { SegmentFault } from '../segment-fault.ts';
import { type BlobVersion, HEADER_BYTES } from './header.ts';

export const CHUNK = { columns: 1, frames: 2, clock: 3, footer: 4 } as const;
const LENGTH_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The trailer: length of the footer chunk (u32 LE), then "OVERTEND". */
export const TRAILER_BYTES = 12;
const END = Uint8Array.from([0x4f, 0x56, 0x45, 0x52, 0x54, 0x45, 0x4e, 0x44]);

/** What a chunk says about itself, and the footer repeats. */
export interface ChunkIndex {
  readonly type: number;
  /** Events, or frames. */
  readonly count: number;
  /** Time of the first and last event in µs, or number of the first and last frame. */
  readonly first: number;
  readonly last: number;
}

export interface OpenChunk extends ChunkIndex {
  readonly number: number;
  readonly payload: Uint8Array;
  /** Where the chunk begins in the blob, and its length as stored. */
  readonly offset: number;
  readonly length: number;
  /** SHA-256 of the chunk as stored: what the next chunk is bound to. */
  readonly hash: Uint8Array;
}

const scratch = new ByteSink();

/** Seals one chunk. `previous` is the hash the chunk is bound to. */
export function sealChunk(
  chunk: ChunkIndex & { readonly number: number; readonly payload: readonly Uint8Array[] },
  chain: { readonly headerHash: Uint8Array; readonly previous: Uint8Array },
  seal: { readonly dek: Uint8Array; readonly primitives: Primitives },
): Uint8Array {
  scratch.reset();
  scratch.u8(chunk.type);
  scratch.varint(chunk.count);
  scratch.zigzag(chunk.first);
  scratch.zigzag(chunk.last);
  for (const part of chunk.payload) scratch.raw(part);
  const nonce = seal.primitives.random(NONCE_BYTES);
  const sealed = seal.primitives.seal(seal.dek, nonce, scratch.view(), aadOf(1, chain, chunk.number));
  const length = NONCE_BYTES + sealed.length;
  if (length + LENGTH_BYTES > LIMITS.chunkBytes || chunk.number >= LIMITS.chunks)
    throw new SegmentFault(
      'LIMIT_EXCEEDED',
      `chunk ${chunk.number}: too large or too many; begin a new segment`,
      { where: `chunk ${chunk.number}` },
    );
  const stored = new Uint8Array(LENGTH_BYTES + length);
  new DataView(stored.buffer).setUint32(0, length, true);
  stored.set(nonce, LENGTH_BYTES);
  stored.set(sealed, LENGTH_BYTES + NONCE_BYTES);
  return stored;
}

function aadOf(
  version: BlobVersion,
  chain: { headerHash: Uint8Array; previous: Uint8Array },
  number: number,
): Uint8Array {
  const aad = new Uint8Array(version === 0 ? 36 : 68);
  aad.set(chain.headerHash);
  new DataView(aad.buffer).setUint32(32, number, true);
  if (version !== 0) aad.set(chain.previous, 36);
  return aad;
}

/** Version 0 had no stored nonce: it was the chunk's number. */
function counterNonce(number: number): Uint8Array {
  const nonce = new Uint8Array(NONCE_BYTES);
  new DataView(nonce.buffer).setUint32(0, number, true);
  return nonce;
}

/**
 * Opens chunks in order from the first, footer included, until the bytes or the chunks end.
 *
 * @throws {SegmentFault} `SEGMENT_TRUNCATED`, `LIMIT_EXCEEDED`, `SEAL_BROKEN`, `BLOCK_MALFORMED`; everything yielded before is intact.
 */
export function* openChunks(
  bytes: Uint8Array,
  version: BlobVersion,
  key: { dek: Uint8Array; primitives: Primitives },
): Generator<OpenChunk> {
  const { dek, primitives } = key;
  const headerHash = primitives.sha256(bytes.subarray(0, HEADER_BYTES));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let previous = headerHash;
  let offset = HEADER_BYTES;
  for (let number = 0; ; number++) {
    const where = `chunk ${number}`;
    if (offset + LENGTH_BYTES > bytes.length) throw truncated(where, offset);
    const length = LENGTH_BYTES + view.getUint32(offset, true);
    const nonceBytes = version === 0 ? 0 : NONCE_BYTES;
    if (
      length > LIMITS.chunkBytes ||
      number > LIMITS.chunks ||
      length < LENGTH_BYTES + nonceBytes + TAG_BYTES + 4
    )
      throw new SegmentFault(
        'LIMIT_EXCEEDED',
        `${where}: found ${length} bytes; expected 36 to ${LIMITS.chunkBytes}`,
        { where, byteOffset: offset },
      );
    if (offset + length > bytes.length) throw truncated(where, offset);
    const stored = bytes.subarray(offset, offset + length);
    const nonce =
      version === 0 ? counterNonce(number) : stored.subarray(LENGTH_BYTES, LENGTH_BYTES + NONCE_BYTES);
    const plain = openSeal(where, offset, () =>
      primitives.open(
        dek,
        nonce,
        stored.subarray(LENGTH_BYTES + nonceBytes),
        aadOf(version, { headerHash, previous }, number),
      ),
    );
    const hash = primitives.sha256(stored);
    const source = new ByteSource(plain);
    const type = source.u8();
    const count = source.varint(LIMITS.integer);
    const first = source.zigzag(LIMITS.integer);
    const last = source.zigzag(LIMITS.integer);
    yield { number, type, count, first, last, payload: source.raw(source.left), offset, length, hash };
    if (type === CHUNK.footer) return;
    previous = hash;
    offset += length;
  }
}

function openSeal(where: string, byteOffset: number, open: () => Uint8Array): Uint8Array {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof SegmentFault)) throw error;
    throw new SegmentFault(
      error.code,
      `${where} at byte ${byteOffset}: ${error.message}`,
      { where, byteOffset },
      { cause: error },
    );
  }
}

function truncated(where: string, byteOffset: number): SegmentFault {
  const message = `${where}: the bytes end inside it; everything before byte ${byteOffset} is intact, recoverBlob keeps it`;
  return new SegmentFault('SEGMENT_TRUNCATED', message, { where, byteOffset });
}

/** The footer's payload: for each chunk before it its stored length, type, count, first and last. */
export function encodeFooter(chunks: readonly (ChunkIndex & { readonly length: number })[]): Uint8Array {
  const sink = new ByteSink();
  for (const chunk of chunks) {
    sink.varint(chunk.length);
    sink.u8(chunk.type);
    sink.varint(chunk.count);
    sink.zigzag(chunk.first);
    sink.zigzag(chunk.last);
  }
  return sink.view().slice();
}

export function trailer(footerLength: number): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, footerLength, true);
  return concat(length, END);
}

/** True if `bytes` from `at` are exactly the trailer of a footer of that length. */
export function isTrailer(bytes: Uint8Array, at: number, footerLength: number): boolean {
  const expected = trailer(footerLength);
  return bytes.length === at + TRAILER_BYTES && expected.every((byte, i) => bytes[at + i] === byte);
}
