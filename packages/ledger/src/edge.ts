// The right edge of a tiled log: everything that the next append needs, and nothing older.
//
// Pure. `extend` returns the new edge and the files to write; the old edge stays as it was, so a failed write costs nothing.

import { TILE_WIDTH } from './limits.ts';
import { encodeBundle, encodeTile, partialPrefix, type TileFile, tilePath } from './tiles.ts';
import { emptyRoot, foldRight, portableHash, rootOf, type TreeHash } from './tree.ts';

export interface Edge {
  readonly size: number;
  /** Per level the hashes of the rightmost, not yet full tile: 0 to 255 each. */
  readonly levels: readonly (readonly Uint8Array[])[];
  /** The entries of the not yet full bundle. */
  readonly bundle: readonly Uint8Array[];
}

export const EMPTY_EDGE: Edge = { size: 0, levels: [], bundle: [] };

export interface Extension {
  readonly edge: Edge;
  /** All new or changed tiles and bundles. */
  readonly files: readonly TileFile[];
  /** Where partial tiles lie that a full one now replaces; to be removed only after the checkpoint is out. */
  readonly replaced: readonly string[];
}

/** The edge and the files of a log that grows by `entries`, whose leaf hashes are `hashes`. */
export function extend(
  edge: Edge,
  entries: readonly Uint8Array[],
  hashes: readonly Uint8Array[],
  hash: TreeHash = portableHash,
): Extension {
  const files: TileFile[] = [];
  const replaced: string[] = [];
  const size = edge.size + entries.length;

  const bundles = [...edge.bundle, ...entries];
  const kept = split('entries', firstIndex(edge.size, 0), bundles, encodeBundle, files, replaced);

  const levels: Uint8Array[][] = [];
  let grown: readonly Uint8Array[] = hashes;
  for (let level = 0; grown.length > 0 || level < edge.levels.length; level++) {
    const old = edge.levels[level] ?? [];
    if (grown.length === 0) {
      levels.push([...old]);
      continue;
    }
    const all = [...old, ...grown];
    const above: Uint8Array[] = [];
    for (let at = 0; at + TILE_WIDTH <= all.length; at += TILE_WIDTH)
      above.push(rootOf(all.slice(at, at + TILE_WIDTH), hash));
    levels.push([...split(level, firstIndex(edge.size, level), all, encodeTile, files, replaced)]);
    grown = above;
  }
  return { edge: { size, levels, bundle: kept }, files, replaced };
}

/** The Merkle root of the whole log, from its edge alone. */
export function rootOfEdge(edge: Edge, hash: TreeHash = portableHash): Uint8Array {
  const subtrees: Uint8Array[] = []; // complete subtrees, smallest first
  for (const level of edge.levels) {
    let end = level.length;
    for (let width = 1; width < TILE_WIDTH; width *= 2) {
      if ((level.length & width) === 0) continue;
      subtrees.push(rootOf(level.slice(end - width, end), hash));
      end -= width;
    }
  }
  return subtrees.length === 0 ? emptyRoot() : foldRight(subtrees.reverse(), hash);
}

/** The width of the partial tile at `level` in a tree of `size` leaves: floor(size / 256^level) mod 256. */
export function partialWidth(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level) % TILE_WIDTH;
}

/** How many levels of tiles a tree of `size` leaves has. */
export function levelCount(size: number): number {
  let levels = 0;
  for (let hashes = size; hashes > 0; hashes = Math.floor(hashes / TILE_WIDTH)) levels += 1;
  return levels;
}

function firstIndex(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** (level + 1));
}

/** Cuts `all` into full tiles and a rest, adds a file for each, and returns the rest. */
function split(
  level: number | 'entries',
  first: number,
  all: readonly Uint8Array[],
  encode: (parts: readonly Uint8Array[]) => Uint8Array,
  files: TileFile[],
  replaced: string[],
): readonly Uint8Array[] {
  let index = first;
  let at = 0;
  for (; at + TILE_WIDTH <= all.length; at += TILE_WIDTH, index++) {
    const path = tilePath({ level, index, width: TILE_WIDTH });
    files.push({ path, bytes: encode(all.slice(at, at + TILE_WIDTH)) });
    if (index === first) replaced.push(partialPrefix({ level, index }));
  }
  const rest = all.slice(at);
  if (rest.length > 0)
    files.push({ path: tilePath({ level, index, width: rest.length }), bytes: encode(rest) });
  return rest;
}
