// Walks a zstd frame's headers before any decoder sees it, so that a bomb is refused instead of inflated.
//
// Decoders check a frame's announced size only when they reach its end; a 3-byte RLE block grows to 128 KiB, so
// 16 KiB could cost 0.5 GiB first. RFC 8878 §3.1.1.

import { LIMITS } from './limits.ts';
import { SegmentFault } from './segment-fault.ts';

const MAGIC = 0xfd2fb528;
const BLOCK_MAX = 128 * 1024;
/** Encoders may split a block into smaller ones; a whole block's growth is charged to each. */
const SPLIT_ALLOWANCE = 8;

/**
 * Requires `bytes` to be exactly one zstd frame without dictionary whose blocks cannot grow far beyond `maxBytes`.
 *
 * @throws {SegmentFault} `COMPRESSION_BROKEN`
 */
export function requireBoundedFrame(bytes: Uint8Array, maxBytes: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 9 || view.getUint32(0, true) !== MAGIC) throw broken('not a zstd frame', 0);
  const descriptor = bytes[4]!;
  const singleSegment = (descriptor & 0x20) !== 0;
  if ((descriptor & 0x1b) !== 0) throw broken('a reserved bit or a dictionary, which segments do not use', 4);
  let at = 5;
  let window = 0;
  if (!singleSegment) {
    const exponent = bytes[at]! >> 3;
    const mantissa = bytes[at]! & 7;
    window = 2 ** (10 + exponent) * (1 + mantissa / 8);
    at += 1;
  }
  const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  if (at + sizeBytes + 3 > bytes.length) throw broken('a frame header cut short', at);
  if (sizeBytes > 0) {
    const size = contentSize(view, at, sizeBytes);
    if (size > maxBytes) throw broken(`a content of ${size} bytes`, at, maxBytes);
    if (singleSegment) window = size;
  }
  if (window > LIMITS.zstdWindowBytes && window > maxBytes)
    throw broken(`a window of ${window} bytes`, at, LIMITS.zstdWindowBytes);
  const end = requireBoundedBlocks(bytes, at + sizeBytes, maxBytes);
  const checksum = (descriptor & 4) !== 0 ? 4 : 0;
  if (end + checksum !== bytes.length) throw broken('bytes after the frame, or a checksum cut short', end);
}

function contentSize(view: DataView, at: number, bytes: number): number {
  if (bytes === 1) return view.getUint8(at);
  if (bytes === 2) return view.getUint16(at, true) + 256;
  if (bytes === 4) return view.getUint32(at, true);
  return Number(view.getBigUint64(at, true));
}

function requireBoundedBlocks(bytes: Uint8Array, start: number, maxBytes: number): number {
  let at = start;
  let growth = 0;
  const bound = (maxBytes + BLOCK_MAX) * SPLIT_ALLOWANCE;
  for (;;) {
    if (at + 3 > bytes.length) throw broken('a block header cut short', at);
    const header = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
    const type = (header >> 1) & 3;
    const size = header >> 3;
    if (type === 3 || size > BLOCK_MAX) throw broken('a block of a reserved type or size', at);
    growth += type === 2 ? BLOCK_MAX : size;
    if (growth > bound) throw broken('blocks that would grow beyond the limit', at, maxBytes);
    at += 3 + (type === 1 ? 1 : size);
    if (at > bytes.length) throw broken('a block cut short', at);
    if ((header & 1) !== 0) return at;
  }
}

function broken(found: string, byteOffset: number, limit?: number): SegmentFault {
  const expected = limit === undefined ? 'one complete zstd frame' : `at most ${limit} bytes`;
  return new SegmentFault('COMPRESSION_BROKEN', `zstd: found ${found}; expected ${expected}`, {
    where: 'zstd',
    byteOffset,
  });
}

/** For adapters: the fault for bytes their zstd refused, or that came out longer than allowed. */
export function zstdRefused(cause: unknown): SegmentFault {
  return new SegmentFault(
    'COMPRESSION_BROKEN',
    'zstd: the frame does not decompress',
    { where: 'zstd' },
    { cause },
  );
}
