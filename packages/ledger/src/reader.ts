// Reads a tiled log: single hashes, single entries, proofs. It trusts no tile; what leaves here was checked against a root.

import { type Edge, levelCount, partialWidth } from './edge.ts';
import { fault } from './fault.ts';
import { CACHED_TILES, TILE_WIDTH } from './limits.ts';
import { verifyConsistency, verifyInclusion } from './proofs.ts';
import { parseBundle, parseTile, type TileName, type TileStore, tilePath } from './tiles.ts';
import {
  consistencyRanges,
  foldRight,
  inclusionRanges,
  type Node,
  nodesOf,
  type Range,
  rootOf,
  type TreeHash,
} from './tree.ts';

export interface TileReader {
  /** The entry at `index` of the first `size`, not yet checked against the tree. */
  entry(index: number, size: number): Promise<Uint8Array>;
  /** All entries of the bundle that `index` lies in, as far as `size` goes. */
  bundle(index: number, size: number): Promise<readonly Uint8Array[]>;
  /** The audit path of `index` in the tree of `size` leaves, checked against `root`. */
  inclusion(
    index: number,
    head: { size: number; root: Uint8Array },
    leafHash: Uint8Array,
  ): Promise<Uint8Array[]>;
  /** The proof between two trees, checked against both roots. */
  consistency(
    older: { size: number; root: Uint8Array },
    newer: { size: number; root: Uint8Array },
  ): Promise<Uint8Array[]>;
  /** The root of the first `size` leaves. */
  root(size: number): Promise<Uint8Array>;
}

/** @throws {LedgerFault} from every method: `TILE_MISSING`, `TILE_MALFORMED`, `BUNDLE_MALFORMED`, `STORE_INCONSISTENT`, `INDEX_OUTSIDE_TREE`. */
export function tileReader(store: TileStore, hash: TreeHash): TileReader {
  const tiles = new Cache<readonly Uint8Array[]>();
  const hashesOf = (tile: TileName) => tiles.get(tilePath(tile), tile.width, () => readHashes(store, tile));
  const entriesOf = (tile: TileName) => tiles.get(tilePath(tile), tile.width, () => readEntries(store, tile));

  const nodeHash = async (node: Node, size: number): Promise<Uint8Array> => {
    const level = Math.floor(node.level / 8);
    const span = 2 ** (node.level % 8); // hashes of this tile level below the node
    const first = node.index * span;
    const tile = tileAt(level, first, size);
    const hashes = await hashesOf(tile);
    const at = first % TILE_WIDTH;
    return rootOf(hashes.slice(at, at + span), hash);
  };
  const rangeRoot = async (range: Range, size: number): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    for (const node of nodesOf(range)) parts.push(await nodeHash(node, size));
    return foldRight(parts, hash);
  };
  const bundle = (index: number, size: number) => {
    requireInside(index, size);
    return entriesOf({ ...tileAt(0, index, size), level: 'entries' });
  };

  return {
    bundle,
    entry: async (index, size) => (await bundle(index, size))[index % TILE_WIDTH]!,
    inclusion: async (index, head, leafHash) => {
      const proof: Uint8Array[] = [];
      for (const range of inclusionRanges(index, head.size)) proof.push(await rangeRoot(range, head.size));
      verifyInclusion({ index, size: head.size, leafHash, root: head.root, proof });
      return proof;
    },
    consistency: async (older, newer) => {
      const proof: Uint8Array[] = [];
      for (const range of consistencyRanges(older.size, newer.size))
        proof.push(await rangeRoot(range, newer.size));
      verifyConsistency({
        olderSize: older.size,
        newerSize: newer.size,
        olderRoot: older.root,
        newerRoot: newer.root,
        proof,
      });
      return proof;
    },
    root: (size) =>
      size === 0 ? Promise.resolve(rootOf([], hash)) : rangeRoot({ start: 0, end: size }, size),
  };
}

/**
 * Loads the right edge that a checkpoint of `size` entries needs. Whatever lies beyond it in the store is ignored.
 *
 * @throws {LedgerFault} `TILE_MISSING`, `TILE_MALFORMED`, `BUNDLE_MALFORMED`; `STORE_INCONSISTENT` if the entries of
 *   the last bundle do not hash to the last tile.
 */
export async function loadEdge(store: TileStore, size: number, hash: TreeHash): Promise<Edge> {
  const levels: Uint8Array[][] = [];
  for (let level = 0; level < levelCount(size); level++) {
    const width = partialWidth(size, level);
    const index = Math.floor(size / TILE_WIDTH ** (level + 1));
    levels.push(width === 0 ? [] : await readHashes(store, { level, index, width }));
  }
  const width = partialWidth(size, 0);
  const index = Math.floor(size / TILE_WIDTH);
  const bundle = width === 0 ? [] : await readEntries(store, { level: 'entries', index, width });
  for (const [i, entry] of bundle.entries()) {
    if (!sameHash(hash.leaf(entry), levels[0]![i]!)) {
      throw fault(
        'STORE_INCONSISTENT',
        `log: entry ${index * TILE_WIDTH + i} does not hash to its leaf; its bundle was changed`,
      );
    }
  }
  return { size, levels, bundle };
}

function tileAt(level: number, firstHash: number, size: number): TileName & { readonly level: number } {
  const index = Math.floor(firstHash / TILE_WIDTH);
  const last = Math.floor(size / TILE_WIDTH ** (level + 1));
  return { level, index, width: index < last ? TILE_WIDTH : partialWidth(size, level) };
}

async function readHashes(store: TileStore, tile: TileName): Promise<Uint8Array[]> {
  const { bytes, path } = await readTile(store, tile, 32 * tile.width);
  return parseTile(bytes, tile.width, path);
}

async function readEntries(store: TileStore, tile: TileName): Promise<Uint8Array[]> {
  const path = tilePath(tile);
  const exact = await store.read(path);
  if (exact) return parseBundle(exact, tile.width, path);
  const full = tilePath({ ...tile, width: TILE_WIDTH });
  const bytes = tile.width === TILE_WIDTH ? undefined : await store.read(full);
  if (!bytes) throw missing(path);
  return parseBundle(bytes, TILE_WIDTH, full).slice(0, tile.width);
}

/** A partial tile may have been replaced by the full one, which begins with the same hashes. */
async function readTile(
  store: TileStore,
  tile: TileName,
  bytes: number,
): Promise<{ bytes: Uint8Array; path: string }> {
  const path = tilePath(tile);
  const exact = await store.read(path);
  if (exact) return { bytes: exact, path };
  const full = tilePath({ ...tile, width: TILE_WIDTH });
  const found = tile.width === TILE_WIDTH ? undefined : await store.read(full);
  if (!found) throw missing(path);
  return { bytes: found.subarray(0, bytes), path: full };
}

function missing(path: string) {
  return fault('TILE_MISSING', `log: ${path} is not in the store, though the checkpoint covers it`, {
    where: path,
  });
}

function requireInside(index: number, size: number): void {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw fault('INDEX_OUTSIDE_TREE', `log: entry ${index} is not among its ${size} entries`);
  }
}

function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, i) => byte === b[i]);
}

/** Keeps full tiles: they never change once a checkpoint covers them. Oldest use goes first. */
class Cache<T> {
  readonly #kept = new Map<string, T>();

  async get(path: string, width: number, read: () => Promise<T>): Promise<T> {
    const hit = this.#kept.get(path);
    if (hit !== undefined) {
      this.#kept.delete(path);
      this.#kept.set(path, hit);
      return hit;
    }
    const value = await read();
    if (width === TILE_WIDTH) {
      this.#kept.set(path, value);
      if (this.#kept.size > CACHED_TILES * 2) this.#kept.delete(this.#kept.keys().next().value!);
    }
    return value;
  }
}
