import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BlankFault, blank, coverage, quantise, type Region } from '../../src/frame/index.ts';

const WIDTH = 24;
const HEIGHT = 16;
const white = () => ({ pixels: new Uint8Array(WIDTH * HEIGHT * 4).fill(255), width: WIDTH, height: HEIGHT });
const region = fc
  .tuple(
    fc.nat(WIDTH - 1),
    fc.nat(HEIGHT - 1),
    fc.integer({ min: 1, max: WIDTH }),
    fc.integer({ min: 1, max: HEIGHT }),
  )
  .map(
    ([x, y, width, height]): Region => ({
      x,
      y,
      width: Math.min(width, WIDTH - x),
      height: Math.min(height, HEIGHT - y),
    }),
  );

describe('blank', () => {
  test('overwrites exactly the regions with opaque black and counts overlaps once', () => {
    fc.assert(
      fc.property(fc.array(region, { maxLength: 6 }), fc.boolean(), (regions, unaligned) => {
        const frame = unaligned
          ? { ...white(), pixels: new Uint8Array(WIDTH * HEIGHT * 4 + 1).fill(255).subarray(1) }
          : white();
        const share = blank(frame, regions);
        let covered = 0;
        for (let y = 0; y < HEIGHT; y++)
          for (let x = 0; x < WIDTH; x++) {
            const inside = regions.some(
              (r) => x >= r.x && x < r.x + r.width && y >= r.y && y < r.y + r.height,
            );
            const at = (y * WIDTH + x) * 4;
            expect([...frame.pixels.subarray(at, at + 4)]).toEqual(
              inside ? [0, 0, 0, 255] : [255, 255, 255, 255],
            );
            if (inside) covered++;
          }
        expect(share).toBeCloseTo(covered / (WIDTH * HEIGHT), 10);
        expect(coverage(frame, regions)).toBe(share);
      }),
    );
  });

  test.each([
    ['empty', { x: 0, y: 0, width: 0, height: 4 }],
    ['fractional', { x: 0.5, y: 0, width: 4, height: 4 }],
    ['negative', { x: -1, y: 0, width: 4, height: 4 }],
    ['outlying', { x: 20, y: 0, width: 5, height: 4 }],
    ['unreal', { x: Number.NaN, y: 0, width: 4, height: 4 }],
  ])('refuses a %s region and leaves the frame untouched', (_name, bad) => {
    const frame = white();
    expect(() => blank(frame, [{ x: 0, y: 0, width: 4, height: 4 }, bad])).toThrow(
      expect.objectContaining({ code: 'REGION_OUTSIDE_FRAME', detail: { region: 1 } }),
    );
    expect(frame.pixels.every((byte) => byte === 255)).toBe(true);
  });

  test('refuses a buffer of another size', () => {
    expect(() => blank({ ...white(), width: WIDTH + 1 }, [])).toThrow(BlankFault);
  });
});

describe('quantise', () => {
  const frame = { width: 200, height: 100 };

  test('dilates by 2 px and widens to steps of 8, inside the frame', () => {
    expect(quantise([{ x: 10, y: 10, width: 30, height: 12 }], frame)).toEqual([
      { x: 8, y: 8, width: 40, height: 16 },
    ]);
    expect(quantise([{ x: 10, y: 10, width: 29.2, height: 12 }], frame)).toEqual([
      { x: 8, y: 8, width: 40, height: 16 },
    ]);
    expect(quantise([{ x: -5, y: 95, width: 500, height: 20 }], frame)).toEqual([
      { x: 0, y: 93, width: 200, height: 7 },
    ]);
  });

  test('words of different length in one step leave boxes of one width', () => {
    const widths = [21, 22, 25, 28].map(
      (width) => quantise([{ x: 10, y: 10, width, height: 10 }], frame)[0]!.width,
    );
    expect(new Set(widths).size).toBe(1);
  });

  test('always covers the box, whatever the scale, and never leaves the frame', () => {
    const number = fc.double({ min: -50, max: 250, noNaN: true });
    const size = fc.double({ min: 0.01, max: 250, noNaN: true });
    fc.assert(
      fc.property(
        number,
        number,
        size,
        size,
        fc.constantFrom(1, 1.25, 1.5, 2, 3),
        (x, y, width, height, scale) => {
          for (const r of quantise([{ x, y, width, height }], frame, scale)) {
            expect(r.x).toBeLessThanOrEqual(Math.max(0, Math.floor(x * scale)));
            expect(r.x + r.width).toBeGreaterThanOrEqual(
              Math.min(frame.width, Math.ceil((x + width) * scale)),
            );
            expect(r.y + r.height).toBeGreaterThanOrEqual(
              Math.min(frame.height, Math.ceil((y + height) * scale)),
            );
            expect(() =>
              blank({ ...frame, pixels: new Uint8Array(frame.width * frame.height * 4) }, [r]),
            ).not.toThrow();
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('a box that is no number covers everything; one outside or without size covers nothing', () => {
    expect(quantise([{ x: Number.NaN, y: 0, width: 1, height: 1 }], frame)).toEqual([
      { x: 0, y: 0, width: 200, height: 100 },
    ]);
    expect(
      quantise(
        [
          { x: 500, y: 0, width: 10, height: 10 },
          { x: 5, y: 5, width: 0, height: 10 },
        ],
        frame,
      ),
    ).toEqual([]);
  });
});
