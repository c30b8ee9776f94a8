// Reads a whole log as a stranger would: every entry must hash into the tree that the checkpoint signs.

import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { equalBytes } from './encoding.ts';
import { fault } from './fault.ts';
import { TILE_WIDTH } from './limits.ts';
import { tileReader } from './reader.ts';
import type { Verifier } from './signer.ts';
import type { TileStore } from './tiles.ts';
import { emptyRoot, foldRight, portableHash, type TreeHash } from './tree.ts';

export interface Audit {
  readonly checkpoint: Checkpoint;
  /** Sizes of the earlier checkpoints that were shown to be prefixes. */
  readonly consistentWith: readonly number[];
}

/**
 * Recomputes the tree from the entry bundles alone and compares it with the signed root; then does the same for
 * earlier checkpoints that the auditor kept.
 *
 * @param visit called with every entry, in order.
 * @throws {LedgerFault} `TILE_MISSING`, `BUNDLE_MALFORMED`, `NOTE_*`, `CHECKPOINT_*`; `STORE_INCONSISTENT` if the
 *   entries lead to another root than was signed, now or earlier.
 */
export async function auditLog(
  source: { readonly store: Pick<TileStore, 'read'>; readonly log: Verifier; readonly hash?: TreeHash },
  earlier: readonly (string | Uint8Array)[] = [],
  visit: (index: number, entry: Uint8Array) => void = () => undefined,
): Promise<Audit> {
  const hash = source.hash ?? portableHash;
  const note = await source.store.read('checkpoint');
  if (!note) throw fault('TILE_MISSING', 'log: there is no checkpoint in the store', { where: 'checkpoint' });
  const checkpoint = openCheckpoint(note, source.log);
  const older = earlier.map((text) => openCheckpoint(text, source.log)).sort((a, b) => a.size - b.size);
  const newer = older.find((head) => head.size > checkpoint.size);
  if (newer) {
    throw fault(
      'STORE_INCONSISTENT',
      `log ${checkpoint.origin}: it has ${checkpoint.size} entries, but once signed ${newer.size}`,
    );
  }
  const tree = new GrowingTree(hash);
  const reader = tileReader({ read: (path) => source.store.read(path), write: neverWrites }, hash);
  const heads = [...older, checkpoint];
  for (let index = 0; index < checkpoint.size; index += TILE_WIDTH) {
    for (const [i, entry] of (await reader.bundle(index, checkpoint.size)).entries()) {
      while (heads[0]!.size === index + i) requireRoot(heads.shift()!, tree.root());
      tree.add(hash.leaf(entry));
      visit(index + i, entry);
    }
  }
  for (const head of heads) requireRoot(head, tree.root());
  return { checkpoint, consistentWith: older.map((head) => head.size) };
}

function requireRoot(head: Checkpoint, root: Uint8Array): void {
  if (!equalBytes(head.root, root)) {
    throw fault(
      'STORE_INCONSISTENT',
      `log ${head.origin}: its first ${head.size} entries do not lead to the root that was signed for them`,
    );
  }
}

const neverWrites = () => Promise.reject(fault('STORE_WRITE_FAILED', 'log: an audit does not write'));

/** A compact range: the roots of complete subtrees, largest first. */
class GrowingTree {
  readonly #hash: TreeHash;
  readonly #subtrees: Uint8Array[] = [];
  #size = 0;

  constructor(hash: TreeHash) {
    this.#hash = hash;
  }

  add(leafHash: Uint8Array): void {
    let node = leafHash;
    for (let n = this.#size; n % 2 === 1; n = (n - 1) / 2)
      node = this.#hash.children(this.#subtrees.pop()!, node);
    this.#subtrees.push(node);
    this.#size += 1;
  }

  root(): Uint8Array {
    return this.#size === 0 ? emptyRoot() : foldRight(this.#subtrees, this.#hash);
  }
}
