import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { maskPng } from '../../src/frame/node/index.ts';

const red = { create: { width: 40, height: 20, channels: 3 as const, background: { r: 200, g: 10, b: 10 } } };

describe('maskPng', () => {
  test('destroys the boxes and leaves every other pixel as it was', async () => {
    const png = await sharp(red).png().toBuffer();
    const masked = await maskPng(png, [{ x: 10, y: 6, width: 12, height: 8 }]);
    expect(masked).toMatchObject({ regions: 1, covered: (16 * 12) / (40 * 20) });
    const { data } = await sharp(masked.png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [...data.subarray((y * 40 + x) * 4, (y * 40 + x) * 4 + 4)];
    expect(at(8, 4)).toEqual([0, 0, 0, 255]);
    expect(at(23, 15)).toEqual([0, 0, 0, 255]);
    expect(at(7, 4)).toEqual([200, 10, 10, 255]);
    expect(at(24, 4)).toEqual([200, 10, 10, 255]);
  });

  test('bytes that are no picture are refused', async () => {
    await expect(maskPng(new Uint8Array([1, 2, 3]), [])).rejects.toMatchObject({
      name: 'BlankFault',
      code: 'FRAME_UNREADABLE',
    });
  });
});
