import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moved, Ordinals, placeFrames } from '../../src/browser/worker/places.ts';

const box = (x: number, y: number) => ({ x, y, width: 100, height: 50 });

describe('placeFrames', () => {
  const frames = [
    { frameId: 0, parentFrameId: -1, url: 'https://a.example/' },
    { frameId: 7, parentFrameId: 0, url: 'https://b.example/in' },
    { frameId: 9, parentFrameId: 7, url: 'about:srcdoc' },
  ];
  const said = new Map([
    [0, { index: -1, frames: [{ index: 1, box: box(10, 20) }] }],
    [7, { index: 1, frames: [{ index: 0, box: box(5, 6) }] }],
    [9, { index: 0, frames: [] }],
  ]);

  test('adds the offsets of all frames above', () => {
    expect(placeFrames(frames, said).get(9)).toMatchObject({ path: [1, 0], x: 15, y: 26 });
  });

  test('gives an inherited document the addresses of its parent', () => {
    expect(placeFrames(frames, said).get(9)?.urls).toEqual(['https://a.example/', 'https://b.example/in']);
  });

  test('does not depend on the order in which the browser lists frames', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(frames, { minLength: 3 }), (shuffled) => {
        expect(placeFrames(shuffled, said).get(9)).toEqual(placeFrames(frames, said).get(9));
      }),
    );
  });

  test('keeps a frame whose parent is silent, without inventing where it lies', () => {
    const silent = new Map([[9, { index: 0, frames: [] }]]);
    expect(placeFrames(frames, silent).get(9)).toMatchObject({ path: [-1, 0], x: 0, y: 0 });
  });

  test('ends on frames that name each other as parents', () => {
    const loop = [
      { frameId: 1, parentFrameId: 2, url: 'https://a.example/' },
      { frameId: 2, parentFrameId: 1, url: 'https://b.example/' },
    ];
    expect(placeFrames(loop, new Map()).size).toBe(2);
  });
});

describe('Ordinals', () => {
  test('count from 1 in the order of first sight and survive their state', () => {
    const tabs = new Ordinals();
    expect([tabs.of(5012).ordinal, tabs.of(77).ordinal, tabs.of(5012).ordinal]).toEqual([1, 2, 1]);
    expect(new Ordinals(tabs.state()).of(77)).toEqual({ ordinal: 2, isNew: false });
  });
});

test('moving by nothing is the same box', () => {
  const here = box(1, 2);
  expect(moved(here, { x: 0, y: 0 })).toBe(here);
});
