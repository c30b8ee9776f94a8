// Node adapter: decodes a PNG, blanks it, encodes it again. Only for Node; browsers use OffscreenCanvas.

import type { Box } from '@overt/events';
import sharp from 'sharp';
import { BlankFault, blank, type Frame } from '../blank.ts';
import { quantise } from '../regions.ts';

/**
 * A PNG with every box (CSS pixels at `scale`) overwritten with opaque black; other pixels are unchanged.
 *
 * @throws {BlankFault} `FRAME_UNREADABLE` if the bytes are no picture that can be decoded.
 */
export async function maskPng(
  png: Uint8Array,
  boxes: readonly Box[],
  scale = 1,
): Promise<{ png: Uint8Array; covered: number; regions: number }> {
  const decoded = await decode(png);
  const frame = { pixels: decoded.data, width: decoded.info.width, height: decoded.info.height };
  const regions = quantise(boxes, frame, scale);
  const covered = blank(frame, regions);
  return { png: await encode(frame), covered, regions: regions.length };
}

/** The same without masking: what masking costs is measured against it. */
export async function recodePng(png: Uint8Array): Promise<Uint8Array> {
  const { data, info } = await decode(png);
  return encode({ pixels: data, width: info.width, height: info.height });
}

function encode({ pixels, width, height }: Frame): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 2 })
    .toBuffer();
}

async function decode(png: Uint8Array) {
  try {
    return await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  } catch (cause) {
    throw new BlankFault(
      'FRAME_UNREADABLE',
      `picture of ${png.length} bytes: it cannot be decoded; the frame must be dropped`,
      {},
      { cause },
    );
  }
}
