import { hashLeaf, rootOf, toUtf8 } from '@overt/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Edge, EMPTY_EDGE, extend, rootOfEdge } from '../src/edge.ts';

const entry = (i: number) => toUtf8(String(i));
const grow = (edge: Edge, count: number) => {
  const entries = Array.from({ length: count }, (_, i) => entry(edge.size + i));
  return extend(
    edge,
    entries,
    entries.map((bytes) => hashLeaf(bytes)),
  );
};

describe('the right edge', () => {
  test('has the root of the whole tree, however it grew', () => {
    const leaves = Array.from({ length: 1400 }, (_, i) => hashLeaf(entry(i)));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 4 }), (steps) => {
        let edge: Edge = EMPTY_EDGE;
        for (const step of steps) {
          edge = grow(edge, Math.min(step, leaves.length - edge.size)).edge;
          expect(rootOfEdge(edge)).toEqual(rootOf(leaves.slice(0, edge.size)));
        }
      }),
      { numRuns: 15 },
    );
  });

  // C2SP tlog-tiles: "a tree of size 70,000 will be represented by 273 full level 0 tiles, one partial level 0 tile of
  // width 112, one full level 1 tile, one partial level 1 tile of width 17, and one partial level 2 tile of width 1".
  test('writes the tiles that the C2SP text counts for 70,000 entries', () => {
    const paths = grow(EMPTY_EDGE, 70_000).files.map((file) => file.path);
    const at = (level: string) => paths.filter((path) => path.startsWith(`tile/${level}/`));
    const full = (list: string[]) => list.filter((path) => !path.includes('.p/')).length;
    const partial = (list: string[]) => list.filter((path) => path.includes('.p/'));
    expect(full(at('0'))).toBe(273);
    expect(partial(at('0'))).toEqual(['tile/0/273.p/112']);
    expect(full(at('1'))).toBe(1);
    expect(partial(at('1'))).toEqual(['tile/1/001.p/17']);
    expect(at('2')).toEqual(['tile/2/000.p/1']);
    expect(partial(at('entries'))).toEqual(['tile/entries/273.p/112']);
    expect(full(at('entries'))).toBe(273);
  });

  test('writes a full tile and a partial one above it for 256 entries', () => {
    const { files, replaced } = grow(EMPTY_EDGE, 256);
    expect(files.map((file) => file.path).sort()).toEqual([
      'tile/0/000',
      'tile/1/000.p/1',
      'tile/entries/000',
    ]);
    expect([...replaced].sort()).toEqual(['tile/0/000.p/', 'tile/entries/000.p/']);
  });

  test('is not changed by growing', () => {
    const before = grow(EMPTY_EDGE, 300).edge;
    const copy = structuredClone(before);
    grow(before, 500);
    expect(before).toEqual(copy);
  });
});
