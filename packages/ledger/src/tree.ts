// The Merkle tree of RFC 6962 §2.1: hashes, roots, and the subtrees that a proof is made of.
//
// A proof is first a list of ranges of leaves (pure arithmetic), and only then a list of hashes: the same lists
// serve a tree in memory and a tree in tiles. Checking a proof is elsewhere (proofs.ts) and shares none of this.

import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from './encoding.ts';
import { fault } from './fault.ts';

/** The two hash functions of RFC 6962 §2.1; a host may bring faster ones that compute the same. */
export interface TreeHash {
  /** SHA-256(0x00 ‖ entry). */
  leaf(entry: Uint8Array): Uint8Array;
  /** SHA-256(0x01 ‖ left ‖ right). */
  children(left: Uint8Array, right: Uint8Array): Uint8Array;
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export function hashLeaf(entry: Uint8Array): Uint8Array {
  return sha256(concat(LEAF, entry));
}

export function hashChildren(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(NODE, left, right));
}

/** SHA-256 in plain TypeScript: runs in every host. */
export const portableHash: TreeHash = { leaf: hashLeaf, children: hashChildren };

/** MTH({}): the root of the tree without leaves. */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** Leaves `start` (inclusive) to `end` (exclusive). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The root of a complete subtree: it covers the leaves `index·2^level` to `(index + 1)·2^level`. */
export interface Node {
  readonly level: number;
  readonly index: number;
}

/**
 * The root over leaf hashes, in their order.
 *
 * @param leafHashes 32 bytes each; none gives {@link emptyRoot}.
 */
export function rootOf(leafHashes: readonly Uint8Array[], hash: TreeHash = portableHash): Uint8Array {
  if (leafHashes.length === 0) return emptyRoot();
  const stack: Uint8Array[] = []; // roots of complete subtrees, largest first
  for (const [i, leaf] of leafHashes.entries()) {
    let node = leaf;
    for (let n = i; n % 2 === 1; n = (n - 1) / 2) node = hash.children(stack.pop()!, node);
    stack.push(node);
  }
  return foldRight(stack, hash);
}

/** Joins complete subtrees, largest first, into the root over all of them. */
export function foldRight(subtrees: readonly Uint8Array[], hash: TreeHash): Uint8Array {
  let root = subtrees.at(-1)!;
  for (let i = subtrees.length - 2; i >= 0; i--) root = hash.children(subtrees[i]!, root);
  return root;
}

/**
 * The ranges whose roots are the audit path of RFC 6962 §2.1.1, from the leaf's sibling up.
 *
 * @throws {LedgerFault} `INDEX_OUTSIDE_TREE`.
 */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!isCount(index) || !isCount(size) || index >= size) {
    throw fault('INDEX_OUTSIDE_TREE', `tree: leaf ${index} is not in a tree of ${size} leaves`);
  }
  const path: Range[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const split = start + largestPowerBelow(end - start);
    if (index < split) {
      path.push({ start: split, end });
      end = split;
    } else {
      path.push({ start, end: split });
      start = split;
    }
  }
  return path.reverse();
}

/**
 * The ranges whose roots are the consistency proof of RFC 6962 §2.1.2 between the first `older` leaves and all `newer`.
 *
 * @returns nothing if the sizes are equal.
 * @throws {LedgerFault} `INDEX_OUTSIDE_TREE` unless 1 ≤ older ≤ newer.
 */
export function consistencyRanges(older: number, newer: number): Range[] {
  if (!isCount(older) || !isCount(newer) || older < 1 || older > newer) {
    throw fault(
      'INDEX_OUTSIDE_TREE',
      `tree: no consistency proof from ${older} to ${newer} leaves; expected 1 ≤ older ≤ newer`,
    );
  }
  const path: Range[] = [];
  let start = 0;
  let end = newer;
  while (older < end) {
    const split = start + largestPowerBelow(end - start);
    if (older <= split) {
      path.push({ start: split, end });
      end = split;
    } else {
      path.push({ start, end: split });
      start = split;
    }
  }
  if (start > 0) path.push({ start, end });
  return path.reverse();
}

/** The complete subtrees a range of a tree is made of, largest first. `range.start` is a multiple of the largest. */
export function nodesOf(range: Range): Node[] {
  const nodes: Node[] = [];
  let start = range.start;
  let left = range.end - range.start;
  let level = 0;
  while (2 ** (level + 1) <= left) level += 1;
  for (; left > 0; level -= 1) {
    const width = 2 ** level;
    if (width > left) continue;
    nodes.push({ level, index: start / width });
    start += width;
    left -= width;
  }
  return nodes;
}

/** The audit path of leaf `index` in the tree over `leafHashes`. @throws {LedgerFault} `INDEX_OUTSIDE_TREE`. */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  return inclusionRanges(index, leafHashes.length).map(({ start, end }) =>
    rootOf(leafHashes.slice(start, end)),
  );
}

/** The proof that the tree over `leafHashes` begins with its first `older` leaves. @throws {LedgerFault} `INDEX_OUTSIDE_TREE`. */
export function consistencyProof(leafHashes: readonly Uint8Array[], older: number): Uint8Array[] {
  return consistencyRanges(older, leafHashes.length).map(({ start, end }) =>
    rootOf(leafHashes.slice(start, end)),
  );
}

/** The largest power of two smaller than `n`, for n ≥ 2. */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** A whole number that a tree can have as a size or an index. */
export function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}
