// What a file holds beneath its surface: compressed streams, archives, tables, and the text a picture shows.
//
// The search reads every layer and the surface as well. A layer that cannot be opened is counted, never skipped in silence.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { nodePrimitives } from '@overt/events/node';
import { parquetReadObjects } from 'hyparquet';
import { isTable, tableBlocks } from './leveldb.ts';

const MAX_LAYER_BYTES = 512 * 1024 * 1024;
const MAX_DEPTH = 4;
const run = promisify(execFile);
const { decompress } = nodePrimitives();

export interface Layer {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);
const PNG = [0x89, 0x50, 0x4e, 0x47];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
const GZIP = [0x1f, 0x8b, 0x08];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const PARQUET = [0x50, 0x41, 0x52, 0x31];

export const isPng = (bytes: Uint8Array): boolean => startsWith(bytes, PNG);

/** Entries of a zip archive by its local headers; entries of unknown size or method stay unopened. */
function* zipEntries(bytes: Uint8Array): Iterable<Layer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + 30 <= bytes.length && startsWith(bytes.subarray(at), ZIP)) {
    const method = view.getUint16(at + 8, true);
    const size = view.getUint32(at + 18, true);
    const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    const body = bytes.subarray(start, start + size);
    if (size === 0 || start + size > bytes.length) return;
    if (method === 0) yield { name: 'zip', bytes: body };
    if (method === 8)
      yield { name: 'zip', bytes: inflateRawSync(body, { maxOutputLength: MAX_LAYER_BYTES }) };
    at = start + size;
  }
}

/** Text chunks of a PNG, inflated where they are compressed. */
function* pngTexts(bytes: Uint8Array): Iterable<Layer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  while (at + 12 <= bytes.length) {
    const size = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, at + 8 + size);
    if (type === 'tEXt' || type === 'iTXt') yield { name: type, bytes: body };
    if (type === 'zTXt')
      yield {
        name: type,
        bytes: inflateSync(body.subarray(body.indexOf(0) + 2), { maxOutputLength: MAX_LAYER_BYTES }),
      };
    at += 12 + size;
  }
}

async function parquetRows(bytes: Uint8Array): Promise<Layer> {
  const file = {
    byteLength: bytes.length,
    slice: (from: number, to?: number) => bytes.slice(from, to).buffer,
  };
  const zstd = (input: Uint8Array, size: number): Uint8Array => decompress(input, size);
  const rows = await parquetReadObjects({
    file,
    compressors: {
      ZSTD: zstd,
      GZIP: (input) => gunzipSync(input),
      BROTLI: (input) => brotliDecompressSync(input),
    },
  });
  const text = JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
  return { name: 'parquet', bytes: new TextEncoder().encode(text) };
}

async function direct(bytes: Uint8Array): Promise<Layer[]> {
  if (startsWith(bytes, GZIP))
    return [{ name: 'gzip', bytes: gunzipSync(bytes, { maxOutputLength: MAX_LAYER_BYTES }) }];
  if (startsWith(bytes, ZSTD)) return [{ name: 'zstd', bytes: decompress(bytes, MAX_LAYER_BYTES) }];
  if (startsWith(bytes, ZIP)) return [...zipEntries(bytes)];
  if (startsWith(bytes, PARQUET)) return [await parquetRows(bytes)];
  if (isPng(bytes)) return [...pngTexts(bytes)];
  if (isTable(bytes)) return [...tableBlocks(bytes)].map((block) => ({ name: 'leveldb', bytes: block }));
  return [];
}

/** Every layer beneath `bytes`, nested ones included; `unopened` is told for each that could not be opened. */
export async function layersOf(bytes: Uint8Array, unopened: () => void, depth = 0): Promise<Layer[]> {
  if (depth >= MAX_DEPTH) return [];
  let layers: Layer[];
  try {
    layers = await direct(bytes);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    unopened();
    return [];
  }
  const nested = await Promise.all(layers.map((layer) => layersOf(layer.bytes, unopened, depth + 1)));
  return [...layers, ...nested.flat()];
}

/** The words Debian's tesseract reads in the picture at `path`; single-threaded, so that callers may run several. */
export async function readPicture(path: string): Promise<string> {
  const { stdout } = await run('tesseract', [path, '-', '--psm', '11', '-l', 'eng'], {
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}
