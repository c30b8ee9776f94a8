// Checks inclusion and consistency proofs, step for step as RFC 9162 §2.1.3.2 and §2.1.4.2 write it.
//
// Every function returns nothing or throws: a caller who forgets to look at the result is still safe.

import { equalBytes } from './encoding.ts';
import { fault } from './fault.ts';
import { MAX_PROOF_HASHES } from './limits.ts';
import { hashChildren, isCount } from './tree.ts';

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  /** 32 bytes: SHA-256(0x00 ‖ entry). */
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
  /** From the leaf's sibling up. */
  readonly proof: readonly Uint8Array[];
}

export interface ConsistencyClaim {
  readonly olderSize: number;
  readonly newerSize: number;
  readonly olderRoot: Uint8Array;
  readonly newerRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Returns if the leaf is at `index` of the tree with `root`.
 *
 * @throws {LedgerFault} `INDEX_OUTSIDE_TREE`, `PROOF_MALFORMED` (wrong number or length of hashes), `PROOF_MISMATCH`.
 * @see RFC 9162 §2.1.3.2
 */
export function verifyInclusion(claim: InclusionClaim): void {
  const { index, size, leafHash, root, proof } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) {
    throw fault('INDEX_OUTSIDE_TREE', `inclusion proof: leaf ${index} is not in a tree of ${size} leaves`);
  }
  checkHashes('inclusion proof', [leafHash, root, ...proof]);
  let at = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) throw tooLong('inclusion proof');
    if (isOdd(at) || at === last) {
      hash = hashChildren(sibling, hash);
      while (!isOdd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      hash = hashChildren(hash, sibling);
    }
    at = half(at);
    last = half(last);
  }
  if (last !== 0) throw tooShort('inclusion proof');
  if (!equalBytes(hash, root)) throw mismatch('inclusion proof');
}

/**
 * Returns if the tree with `olderRoot` is a prefix of the tree with `newerRoot`.
 *
 * An empty older tree is refused: every tree begins with it, so a proof of that says nothing.
 *
 * @throws {LedgerFault} `INDEX_OUTSIDE_TREE`, `PROOF_MALFORMED`, `PROOF_MISMATCH`.
 * @see RFC 9162 §2.1.4.2
 */
export function verifyConsistency(claim: ConsistencyClaim): void {
  const { olderSize, newerSize, olderRoot, newerRoot, proof } = claim;
  if (!isCount(olderSize) || !isCount(newerSize) || olderSize < 1 || olderSize > newerSize) {
    throw fault(
      'INDEX_OUTSIDE_TREE',
      `consistency proof: ${olderSize} to ${newerSize} leaves; expected 1 ≤ older ≤ newer`,
    );
  }
  checkHashes('consistency proof', proof);
  if (olderSize === newerSize) {
    if (proof.length > 0) throw tooLong('consistency proof');
    if (!equalBytes(olderRoot, newerRoot)) throw mismatch('consistency proof');
    return;
  }
  checkHashes('consistency proof', [olderRoot, newerRoot]);
  if (proof.length === 0) throw tooShort('consistency proof');
  const path = isPowerOfTwo(olderSize) ? [olderRoot, ...proof] : proof;
  let at = olderSize - 1;
  let last = newerSize - 1;
  while (isOdd(at)) {
    at = half(at);
    last = half(last);
  }
  let older = path[0]!;
  let newer = path[0]!;
  for (const hash of path.slice(1)) {
    if (last === 0) throw tooLong('consistency proof');
    if (isOdd(at) || at === last) {
      older = hashChildren(hash, older);
      newer = hashChildren(hash, newer);
      while (!isOdd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      newer = hashChildren(newer, hash);
    }
    at = half(at);
    last = half(last);
  }
  if (last !== 0) throw tooShort('consistency proof');
  if (!equalBytes(older, olderRoot) || !equalBytes(newer, newerRoot)) throw mismatch('consistency proof');
}

function checkHashes(what: string, hashes: readonly Uint8Array[]): void {
  if (hashes.length > MAX_PROOF_HASHES + 2) throw tooLong(what);
  for (const hash of hashes) {
    if (hash.length !== 32) {
      throw fault('PROOF_MALFORMED', `${what}: a hash has ${hash.length} bytes, expected 32`, {
        found: hash.length,
        expected: 32,
      });
    }
  }
}

const tooLong = (what: string) =>
  fault('PROOF_MALFORMED', `${what}: more hashes than a tree of this size has levels`);
const tooShort = (what: string) => fault('PROOF_MALFORMED', `${what}: it ends before the root is reached`);
const mismatch = (what: string) =>
  fault(
    'PROOF_MISMATCH',
    `${what}: the hashes do not lead to the stated root; the entry or the tree is another one`,
  );

// Sizes go up to 2^53 − 1, beyond what JavaScript's bit operators hold.
const isOdd = (n: number) => n % 2 === 1;
const half = (n: number) => Math.floor(n / 2);

function isPowerOfTwo(n: number): boolean {
  while (n > 1 && !isOdd(n)) n = half(n);
  return n === 1;
}
