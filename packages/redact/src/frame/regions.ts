// From boxes on the page to pixels to destroy. The width of a box gives away the length of the word in it, so widths
// are rounded up to steps; anti-aliasing bleeds over the edge, so boxes are dilated.

import type { Box } from '@overt/events';
import type { Frame, Region } from './blank.ts';

/** Device pixels added on every side: glyphs and focus rings bleed over their box. */
const DILATE_PX = 2;
/** Widths are rounded up to this many device pixels. */
const WIDTH_STEP_PX = 8;

/**
 * Boxes in CSS pixels as regions of a screenshot taken at `scale` pixels per CSS pixel: dilated by 2 px, widened to
 * steps of 8 px, clipped to the frame. Boxes that do not touch the frame vanish; one that is not finite covers it all.
 */
export function quantise(boxes: readonly Box[], frame: Pick<Frame, 'width' | 'height'>, scale = 1): Region[] {
  const regions: Region[] = [];
  for (const box of boxes) {
    const region = toRegion(box, frame, scale);
    if (region) regions.push(region);
  }
  return regions;
}

function toRegion(box: Box, frame: Pick<Frame, 'width' | 'height'>, scale: number): Region | undefined {
  const numbers = [box.x, box.y, box.width, box.height, scale];
  if (!numbers.every(Number.isFinite)) return { x: 0, y: 0, width: frame.width, height: frame.height };
  if (box.width <= 0 || box.height <= 0) return undefined;
  const left = Math.floor(box.x * scale) - DILATE_PX;
  const top = Math.floor(box.y * scale) - DILATE_PX;
  const right = Math.ceil((box.x + box.width) * scale) + DILATE_PX;
  const bottom = Math.ceil((box.y + box.height) * scale) + DILATE_PX;
  const stepped = left + Math.ceil((right - left) / WIDTH_STEP_PX) * WIDTH_STEP_PX;
  const x = Math.max(0, left);
  const y = Math.max(0, top);
  const width = Math.min(frame.width, stepped) - x;
  const height = Math.min(frame.height, bottom) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}
