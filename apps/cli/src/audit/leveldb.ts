// Opens the sorted-table files (.ldb) that Chromium keeps its storage in, so that the leak search sees through their
// snappy compression. Reads only; unknown or torn tables yield what could be read.
//
// Format: github.com/google/leveldb, doc/table_format.md. The log files (.log) beside them are not compressed.

import { snappyUncompress } from 'hyparquet';

const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
const FOOTER_BYTES = 48;
const TRAILER_BYTES = 5;
const MAX_BLOCK_BYTES = 64 * 1024 * 1024;
const SNAPPY = 1;

interface Handle {
  readonly offset: number;
  readonly size: number;
}

class Cursor {
  readonly #bytes: Uint8Array;
  at: number;
  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }
  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined || scale > 2 ** 49) return Number.NaN;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }
  handle(): Handle {
    return { offset: this.varint(), size: this.varint() };
  }
}

function blockAt(table: Uint8Array, handle: Handle): Uint8Array | undefined {
  const end = handle.offset + handle.size;
  if (!(end + TRAILER_BYTES <= table.length)) return undefined;
  const stored = table.subarray(handle.offset, end);
  if (table[end] !== SNAPPY) return stored;
  const size = new Cursor(stored).varint();
  if (!(size <= MAX_BLOCK_BYTES)) return undefined;
  const plain = new Uint8Array(size);
  const header = new Cursor(stored);
  header.varint();
  try {
    snappyUncompress(stored, plain);
  } catch (error) {
    if (error instanceof Error) return undefined; // a torn block: its raw bytes are searched anyway
    throw error;
  }
  return plain;
}

/** Handles of the data blocks, read from the index block's entries (shared prefix lengths, then a handle as value). */
function dataBlocks(index: Uint8Array): Handle[] {
  const restarts =
    index.length >= 4
      ? new DataView(index.buffer, index.byteOffset + index.length - 4, 4).getUint32(0, true)
      : 0;
  const end = index.length - 4 - restarts * 4;
  const handles: Handle[] = [];
  const cursor = new Cursor(index);
  while (cursor.at < end) {
    cursor.varint();
    const unshared = cursor.varint();
    const valueBytes = cursor.varint();
    if (!(unshared + valueBytes <= end - cursor.at)) break;
    const value = cursor.at + unshared;
    handles.push(new Cursor(index, value).handle());
    cursor.at = value + valueBytes;
  }
  return handles;
}

/** True if `bytes` end like a table file. */
export function isTable(bytes: Uint8Array): boolean {
  return (
    bytes.length >= FOOTER_BYTES &&
    MAGIC.every((byte, index) => bytes[bytes.length - MAGIC.length + index] === byte)
  );
}

/** The decompressed data blocks of a table, in order. */
export function* tableBlocks(table: Uint8Array): Iterable<Uint8Array> {
  const footer = new Cursor(table, table.length - FOOTER_BYTES);
  footer.handle(); // the filter index
  const index = blockAt(table, footer.handle());
  if (!index) return;
  for (const handle of dataBlocks(index)) {
    const block = blockAt(table, handle);
    if (block) yield block;
  }
}
