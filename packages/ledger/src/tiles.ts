// Tiles and entry bundles (C2SP tlog-tiles): paths and bytes. Nothing here reads or writes.

import { concat } from './encoding.ts';
import { fault, type LedgerFault } from './fault.ts';
import { MAX_ENTRY_BYTES, TILE_WIDTH } from './limits.ts';

/** Where tiles and the checkpoint lie: a directory, a bucket. Paths are relative, with `/`. */
export interface TileStore {
  /** The bytes last written under `path`, whole, or `undefined`. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Replaces `path` in one step. When it resolves, the bytes outlive a crash. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Writes in any order, durable together when it resolves; for stores where that is cheaper than one by one. */
  writeAll?(files: readonly TileFile[]): Promise<void>;
  /** Removes everything below `prefix`; best effort, for partial tiles that a full one has replaced. */
  removeBelow?(prefix: string): Promise<void>;
}

export interface TileFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface TileName {
  /** 0 to 63; `entries` for an entry bundle. */
  readonly level: number | 'entries';
  readonly index: number;
  /** Hashes or entries, 1 to 256; 256 is a full one. */
  readonly width: number;
}

/** `tile/0/x001/x234/067`, and `….p/5` if it is partial. */
export function tilePath(tile: TileName): string {
  const partial = tile.width === TILE_WIDTH ? '' : `.p/${tile.width}`;
  return `tile/${tile.level}/${indexPath(tile.index)}${partial}`;
}

/** The prefix under which all partial versions of a tile lie. */
export function partialPrefix(tile: Pick<TileName, 'level' | 'index'>): string {
  return `tile/${tile.level}/${indexPath(tile.index)}.p/`;
}

/** @throws {LedgerFault} `TILE_PATH_INVALID` unless `path` is exactly what {@link tilePath} writes. */
export function parseTilePath(path: string): TileName {
  const match =
    /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(path);
  if (match) {
    const level = match[1] === 'entries' ? 'entries' : Number(match[1]);
    const index = Number(match[2]!.replace(/[x/]/g, ''));
    const width = match[3] === undefined ? TILE_WIDTH : Number(match[3]);
    const tile = { level, index, width } as const;
    const inRange = (level === 'entries' || level <= 63) && (match[3] === undefined || width < TILE_WIDTH);
    if (inRange && Number.isSafeInteger(index) && tilePath(tile) === path) return tile;
  }
  throw fault(
    'TILE_PATH_INVALID',
    'tile path: expected tile/<level>/<index>[.p/<width>] as in C2SP tlog-tiles',
  );
}

function indexPath(index: number): string {
  let path = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  }
  return path;
}

/** @throws {LedgerFault} `TILE_MALFORMED` unless it holds exactly `width` hashes. */
export function parseTile(bytes: Uint8Array, width: number, path: string): Uint8Array[] {
  if (bytes.length !== width * 32) {
    throw fault('TILE_MALFORMED', `tile ${path}: ${bytes.length} bytes, expected ${width * 32}`, {
      where: path,
    });
  }
  return Array.from({ length: width }, (_, i) => bytes.slice(i * 32, (i + 1) * 32));
}

export function encodeTile(hashes: readonly Uint8Array[]): Uint8Array {
  return concat(...hashes);
}

/** Each entry behind its length as a big-endian uint16. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const entry of entries) length += 2 + entry.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const entry of entries) {
    bytes[at] = entry.length >> 8;
    bytes[at + 1] = entry.length & 255;
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** @throws {LedgerFault} `BUNDLE_MALFORMED` unless it holds at least `width` whole entries and nothing torn. */
export function parseBundle(bytes: Uint8Array, width: number, path: string): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + 2 + ((bytes[at]! << 8) | (bytes[at + 1] ?? 0));
    if (at + 2 > bytes.length || end > bytes.length || entries.length === TILE_WIDTH)
      throw malformedBundle(path);
    entries.push(bytes.slice(at + 2, end));
    at = end;
  }
  if (entries.length !== width) throw malformedBundle(path);
  return entries;
}

/** @throws {LedgerFault} `ENTRY_TOO_LARGE` */
export function requireEntrySize(entry: Uint8Array): void {
  if (entry.length > MAX_ENTRY_BYTES) {
    throw fault(
      'ENTRY_TOO_LARGE',
      `entry: ${entry.length} bytes, at most ${MAX_ENTRY_BYTES}; log a digest instead`,
      {
        found: entry.length,
        expected: MAX_ENTRY_BYTES,
      },
    );
  }
}

function malformedBundle(path: string): LedgerFault {
  return fault('BUNDLE_MALFORMED', `entry bundle ${path}: its lengths do not add up to its entries`, {
    where: path,
  });
}
