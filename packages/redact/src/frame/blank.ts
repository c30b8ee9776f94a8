// Blanks regions of a screenshot on the device, before anything is written to disk.
//
// Regions are overwritten, never blurred: a blurred word can be read back. What counts as a region is decided
// elsewhere (policy.decideFrame); this file only destroys pixels.

import { Fault } from '@overt/events';

/** Decoded pixels: height × width × 4 bytes, RGBA, rows from the top. */
export interface Frame {
  readonly pixels: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Half-open rectangle in device pixels: covers x ≤ column < x + width. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type BlankFaultCode = 'FRAME_SIZE_MISMATCH' | 'REGION_OUTSIDE_FRAME' | 'FRAME_UNREADABLE';

/** A frame could not be blanked; nothing of it may be kept. */
export class BlankFault extends Fault<BlankFaultCode, { readonly region?: number }> {
  override readonly name = 'BlankFault';
}

/**
 * Overwrites every region of `frame` with opaque black, in place.
 *
 * All regions are checked before the first byte changes, so a fault leaves the frame as it was.
 *
 * @param frame   height × width × 4 bytes, RGBA; it is the caller's, and is changed.
 * @param regions device pixels, half-open; they may overlap; none means no change.
 * @returns the share of the frame now covered, 0 to 1, overlaps counted once.
 * @throws {BlankFault} `FRAME_SIZE_MISMATCH` if `pixels` is not height × width × 4 long;
 *   `REGION_OUTSIDE_FRAME` if a region is empty, fractional or leaves the frame.
 * @see docs/spec/redaction.md#6-pixels
 */
export function blank(frame: Frame, regions: readonly Region[]): number {
  requireSize(frame);
  for (const [index, region] of regions.entries()) requireInside(frame, region, index);
  const covered = coverage(frame, regions);
  const words = pixelWords(frame.pixels);
  for (const { x, y, width, height } of regions) {
    for (let row = y; row < y + height; row++) {
      const start = row * frame.width + x;
      if (words) words.fill(OPAQUE_BLACK, start, start + width);
      else fillBytes(frame.pixels, start * 4, (start + width) * 4);
    }
  }
  return covered;
}

/** The share of the frame that `regions` cover, 0 to 1, overlaps counted once. Regions must lie inside the frame. */
export function coverage(frame: Pick<Frame, 'width' | 'height'>, regions: readonly Region[]): number {
  const area = frame.width * frame.height;
  if (area === 0 || regions.length === 0) return 0;
  const edges = [...new Set(regions.flatMap((r) => [r.y, r.y + r.height]))].sort((a, b) => a - b);
  let covered = 0;
  for (let band = 0; band + 1 < edges.length; band++) {
    const top = edges[band]!;
    const bottom = edges[band + 1]!;
    const spans = regions.filter((r) => r.y <= top && r.y + r.height >= bottom).sort((a, b) => a.x - b.x);
    let reach = 0;
    for (const span of spans) {
      const from = Math.max(span.x, reach);
      const to = span.x + span.width;
      if (to > from) covered += (to - from) * (bottom - top);
      reach = Math.max(reach, to);
    }
  }
  return covered / area;
}

/** 0,0,0,255 read as a little-endian word. */
const OPAQUE_BLACK = 0xff000000;
const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

function pixelWords(pixels: Uint8Array | Uint8ClampedArray): Uint32Array | undefined {
  if (!LITTLE_ENDIAN || pixels.byteOffset % 4 !== 0) return undefined;
  return new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
}

function fillBytes(pixels: Uint8Array | Uint8ClampedArray, from: number, to: number): void {
  pixels.fill(0, from, to);
  for (let alpha = from + 3; alpha < to; alpha += 4) pixels[alpha] = 255;
}

function requireSize(frame: Frame): void {
  const expected = frame.width * frame.height * 4;
  if (Number.isInteger(frame.width) && Number.isInteger(frame.height) && frame.pixels.length === expected)
    return;
  throw new BlankFault(
    'FRAME_SIZE_MISMATCH',
    `frame of ${frame.width} × ${frame.height}: found ${frame.pixels.length} bytes, expected ${expected} (RGBA); the frame must be dropped`,
    {},
  );
}

function requireInside(frame: Frame, region: Region, index: number): void {
  const { x, y, width, height } = region;
  const whole = [x, y, width, height].every(Number.isInteger);
  const inside =
    x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= frame.width && y + height <= frame.height;
  if (whole && inside) return;
  throw new BlankFault(
    'REGION_OUTSIDE_FRAME',
    `region ${index}: found ${width} × ${height} at ${x},${y}, expected whole pixels inside ${frame.width} × ${frame.height}; quantise it first, nothing was changed`,
    { region: index },
  );
}
