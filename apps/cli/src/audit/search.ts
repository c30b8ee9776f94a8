// The leak search: every byte of the given folders and every layer beneath them, for planted values in any disguise.

import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Canary, createLeakScanner, type LeakScanner } from '@overt/redact';
import { isPng, layersOf, readPicture } from './layers.ts';

export interface Leak {
  readonly canary: string;
  readonly file: string;
  /** `file` itself, or the kind of layer it was found in: gzip, zstd, parquet, leveldb, ocr, … */
  readonly layer: string;
  readonly transform: string;
  readonly offset: number;
}

export interface SearchReport {
  readonly files: number;
  readonly bytes: number;
  readonly layers: number;
  /** Layers that could not be opened; their surface was searched. */
  readonly unopened: number;
  readonly pictures: number;
  readonly leaks: readonly Leak[];
}

export interface SearchOptions {
  /** Pictures to read by OCR, evenly chosen; each takes about a second. */
  readonly pictures: number;
  /** Files for which this is false are left alone. */
  readonly wanted?: (path: string) => boolean;
}

/** Above this a file is searched as it is, in chunks, and not opened. */
const OPENED_BYTES = 128 * 1024 * 1024;
const PICTURES_AT_ONCE = 2;

async function filesBelow(path: string): Promise<string[]> {
  const about = await stat(path);
  if (!about.isDirectory()) return about.isFile() ? [path] : [];
  const entries = await readdir(path, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() || entry.isFile())
      .map((entry) => (entry.isFile() ? [join(path, entry.name)] : filesBelow(join(path, entry.name)))),
  );
  return nested.flat().sort();
}

class Search {
  readonly #scanner: LeakScanner;
  readonly leaks: Leak[] = [];
  readonly pngs: string[] = [];
  bytes = 0;
  layers = 0;
  unopened = 0;

  constructor(scanner: LeakScanner) {
    this.#scanner = scanner;
  }

  add(file: string, layer: string, bytes: Uint8Array): void {
    for (const { canary, transform, offset } of this.#scanner.scan(bytes))
      this.leaks.push({ canary, file, layer, transform, offset });
  }

  async file(path: string): Promise<void> {
    const { size } = await stat(path);
    this.bytes += size;
    if (size > OPENED_BYTES) return this.#streamed(path);
    const bytes = await readFile(path);
    this.add(path, 'file', bytes);
    if (isPng(bytes)) this.pngs.push(path);
    for (const layer of await layersOf(bytes, () => this.unopened++)) {
      this.layers += 1;
      this.add(path, layer.name, layer.bytes);
    }
  }

  async #streamed(path: string): Promise<void> {
    const stream = this.#scanner.open();
    this.unopened += 1;
    for await (const chunk of createReadStream(path))
      for (const { canary, transform, offset } of stream.push(chunk as Uint8Array))
        this.leaks.push({ canary, file: path, layer: 'file', transform, offset });
  }

  /** Text in pictures, as read and without the white space that OCR puts where it likes. */
  async picture(path: string): Promise<void> {
    const text = await readPicture(path);
    this.add(path, 'ocr', new TextEncoder().encode(text));
    this.add(path, 'ocr', new TextEncoder().encode(text.replace(/\s+/g, '')));
  }
}

function evenly<T>(from: readonly T[], most: number): T[] {
  if (from.length <= most) return [...from];
  return Array.from({ length: most }, (_, index) => from[Math.floor((index * from.length) / most)]!);
}

/** Searches `paths` for `canaries`. A file that vanishes meanwhile ends the search: it could not be looked at. */
export async function searchLeaks(
  paths: readonly string[],
  canaries: readonly Canary[],
  options: SearchOptions,
): Promise<SearchReport> {
  const search = new Search(createLeakScanner(canaries));
  const found = (await Promise.all(paths.map(filesBelow))).flat();
  const files = options.wanted ? found.filter(options.wanted) : found;
  for (const file of files) await search.file(file);
  const pictures = evenly(search.pngs, options.pictures);
  for (let at = 0; at < pictures.length; at += PICTURES_AT_ONCE)
    await Promise.all(pictures.slice(at, at + PICTURES_AT_ONCE).map((path) => search.picture(path)));
  const { bytes, layers, unopened, leaks } = search;
  return { files: files.length, bytes, layers, unopened, pictures: pictures.length, leaks };
}
