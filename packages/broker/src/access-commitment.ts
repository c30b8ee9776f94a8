// How a ledger entry commits to the people it concerns without naming them. Normative: docs/spec/keys.md#who-looked.
//
// One leaf per subject, bound to the entry by a nonce and to her by her audit key; the entry carries only the tree's root and
// size. She can open her own leaf and prove that it is in; once her audit key is destroyed nobody can find her there.
import { bytes as codec, type Primitives, type SubjectId } from '@overt/events';
import { hashChildren, hashLeaf, LedgerFault, parseEntry, verifyInclusion } from '@overt/ledger';
import { BrokerFault } from './fault.ts';

export interface Concerned {
  readonly subject: SubjectId;
  readonly items: number;
  readonly auditKey: Uint8Array;
}

/** One subject's leaf in one entry, and the way to its root. */
export interface AccessLeaf {
  readonly items: number;
  readonly at: number;
  readonly size: number;
  /** 64 hex each. */
  readonly path: readonly string[];
}

export interface Commitment {
  /** 64 hex. */
  readonly root: string;
  readonly leaves: ReadonlyMap<SubjectId, AccessLeaf>;
}

/** Commits to everyone concerned, in the order of the leaves' own hashes: the order tells nothing about people. */
export function commit(primitives: Primitives, nonce: string, concerned: readonly Concerned[]): Commitment {
  const leaves = concerned
    .map((c) => ({ ...c, hash: hashLeaf(leafOf(primitives, openingOf(primitives, c.auditKey, nonce), c)) }))
    .sort((a, b) => (codec.toHex(a.hash) < codec.toHex(b.hash) ? -1 : 1));
  const tree = provenTree(leaves.map((leaf) => leaf.hash));
  const placed = leaves.map((leaf, at): [SubjectId, AccessLeaf] => [
    leaf.subject,
    { items: leaf.items, at, size: leaves.length, path: tree.paths[at]!.map(codec.toHex) },
  ]);
  return { root: codec.toHex(tree.root), leaves: new Map(placed) };
}

/** The RFC 6962 tree over at least one hash, with every leaf's path at once: one by one they would cost the whole tree each. */
function provenTree(hashes: readonly Uint8Array[]): { root: Uint8Array; paths: Uint8Array[][] } {
  if (hashes.length === 1) return { root: hashes[0]!, paths: [[]] };
  const split = 2 ** (Math.ceil(Math.log2(hashes.length)) - 1);
  const left = provenTree(hashes.slice(0, split));
  const right = provenTree(hashes.slice(split));
  for (const path of left.paths) path.push(right.root);
  for (const path of right.paths) path.push(left.root);
  return { root: hashChildren(left.root, right.root), paths: [...left.paths, ...right.paths] };
}

/** What opens a subject's leaf in one entry and in no other. */
export function openingOf(primitives: Primitives, auditKey: Uint8Array, nonce: string): Uint8Array {
  return primitives.hmac(auditKey, codec.toUtf8(`overt access opening v1\n${nonce}`));
}

function leafOf(
  primitives: Primitives,
  opening: Uint8Array,
  c: { readonly subject: SubjectId; readonly items: number },
): Uint8Array {
  return primitives.hmac(opening, codec.toUtf8(`overt access leaf v1\n${c.subject}\n${c.items}`));
}

/** All that someone needs, beside the ledger's proof of the entry, to see that an access concerned a subject. */
export interface AccessEvidence extends AccessLeaf {
  readonly subject: SubjectId;
  /** 64 hex. */
  readonly opening: string;
}

/**
 * Checks that `entry` (bytes of a ledger entry, proven by its own proof file) commits to the access in `evidence`.
 *
 * @throws {BrokerFault} `PROOF_MISMATCH`.
 */
export function verifyAccess(primitives: Primitives, entry: Uint8Array, evidence: AccessEvidence): void {
  const { subjects } = parseEntry(entry) as { subjects?: { root?: unknown; size?: unknown } };
  try {
    if (typeof subjects?.root !== 'string' || subjects.size !== evidence.size) throw mismatch();
    verifyInclusion({
      leafHash: hashLeaf(leafOf(primitives, codec.fromHex(evidence.opening), evidence)),
      index: evidence.at,
      size: evidence.size,
      proof: evidence.path.map(codec.fromHex),
      root: codec.fromHex(subjects.root),
    });
  } catch (error) {
    if (error instanceof LedgerFault) throw mismatch();
    throw error;
  }
}

function mismatch(): BrokerFault {
  return new BrokerFault(
    'PROOF_MISMATCH',
    'access: the ledger entry does not commit to this subject and count',
    {},
  );
}
