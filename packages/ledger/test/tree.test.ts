import {
  consistencyProof,
  consistencyRanges,
  emptyRoot,
  fromHex,
  hashChildren,
  hashLeaf,
  inclusionProof,
  inclusionRanges,
  nodesOf,
  rootOf,
  toHex,
  toUtf8,
} from '@overt/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

// github.com/transparency-dev/merkle@417fb0c testonly/constants.go (Apache-2.0): the well-known tree of
// Certificate Transparency, with its leaf inputs, the hashes of all complete subtrees, and the root at every size.
const LEAF_INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(fromHex);
const NODE_HASHES = [
  [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7',
    '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7',
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    '4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658',
    'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
    '46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1',
  ],
  [
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  ],
  [
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ],
  ['5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
];
const ROOT_HASHES = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const LEAVES = LEAF_INPUTS.map((input) => hashLeaf(input));

describe('the published Merkle tree of Certificate Transparency', () => {
  test('has the published root at every size', () => {
    expect(ROOT_HASHES.map((_, size) => toHex(rootOf(LEAVES.slice(0, size))))).toEqual(ROOT_HASHES);
    expect(toHex(emptyRoot())).toBe(ROOT_HASHES[0]);
  });

  test('has the published hash in every complete subtree', () => {
    for (const [level, hashes] of NODE_HASHES.entries()) {
      const width = 2 ** level;
      const found = hashes.map((_, i) => toHex(rootOf(LEAVES.slice(i * width, (i + 1) * width))));
      expect(found).toEqual(hashes);
    }
  });

  // transparency-dev/merkle rfc6962/rfc6962_test.go
  test('hashes leaves and nodes in separate domains', () => {
    expect(toHex(hashLeaf(toUtf8('L123456')))).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
    expect(toHex(hashChildren(toUtf8('N123'), toUtf8('N456')))).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    );
  });
});

// RFC 6962 §2.1.3 draws a tree of seven leaves and names its nodes; a..j are subtrees, as [start, end).
describe('the example of RFC 6962 §2.1.3', () => {
  const NAMES: Record<string, string> = {
    '0-1': 'a',
    '1-2': 'b',
    '2-3': 'c',
    '3-4': 'd',
    '4-5': 'e',
    '5-6': 'f',
    '6-7': 'j',
    '0-2': 'g',
    '2-4': 'h',
    '4-6': 'i',
    '0-4': 'k',
    '4-7': 'l',
  };
  const names = (ranges: { start: number; end: number }[]) => ranges.map((r) => NAMES[`${r.start}-${r.end}`]);

  test.each([
    [0, ['b', 'h', 'l']],
    [3, ['c', 'g', 'l']],
    [4, ['f', 'j', 'k']],
    [6, ['i', 'k']],
  ])('gives the audit path of d%i', (index, path) => {
    expect(names(inclusionRanges(index, 7))).toEqual(path);
  });

  test.each([
    [3, ['c', 'd', 'g', 'l']],
    [4, ['l']],
    [6, ['i', 'j', 'k']],
  ])('gives the consistency proof from %i leaves', (older, path) => {
    expect(names(consistencyRanges(older, 7))).toEqual(path);
  });
});

describe('proofs as lists of ranges', () => {
  const sizes = fc.integer({ min: 1, max: 2 ** 53 - 1 });

  test('cover every leaf but the proven one, once, at any size a number can hold', () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (size, share) => {
        const index = Math.min(size - 1, Math.floor(size * share));
        const ranges = inclusionRanges(index, size);
        const covered = ranges.reduce((sum, r) => sum + (r.end - r.start), 0);
        expect(covered).toBe(size - 1);
        expect(ranges.length).toBeLessThanOrEqual(53);
        for (const r of ranges) expect(index < r.start || index >= r.end).toBe(true);
      }),
    );
  });

  test('are made of complete, aligned subtrees', () => {
    fc.assert(
      fc.property(sizes, sizes, (a, b) => {
        const [older, newer] = a < b ? [a, b] : [b, a];
        for (const range of consistencyRanges(older, newer)) {
          const nodes = nodesOf(range);
          let at = range.start;
          for (const node of nodes) {
            expect(Number.isInteger(node.index)).toBe(true);
            expect(node.index * 2 ** node.level).toBe(at);
            at += 2 ** node.level;
          }
          expect(at).toBe(range.end);
        }
      }),
    );
  });

  test.each([
    [0, 0],
    [1, 1],
    [-1, 4],
    [0.5, 4],
    [Number.NaN, 4],
    [0, Number.POSITIVE_INFINITY],
    [2 ** 53, 2 ** 53 + 2],
  ])('refuse leaf %d of %d', (index, size) => {
    expect(() => inclusionRanges(index, size)).toThrow(
      expect.objectContaining({ code: 'INDEX_OUTSIDE_TREE' }),
    );
  });

  test('refuse a consistency proof that would say nothing', () => {
    expect(() => consistencyProof(LEAVES, 0)).toThrow(
      expect.objectContaining({ code: 'INDEX_OUTSIDE_TREE' }),
    );
    expect(() => consistencyProof(LEAVES, 9)).toThrow(
      expect.objectContaining({ code: 'INDEX_OUTSIDE_TREE' }),
    );
    expect(() => inclusionProof(LEAVES, 8)).toThrow(expect.objectContaining({ code: 'INDEX_OUTSIDE_TREE' }));
  });
});
