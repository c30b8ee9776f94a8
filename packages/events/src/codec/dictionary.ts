// The dictionary of a block: strings and side rows, each once, written as one JSON array.

import { fromUtf8, toUtf8 } from '../bytes.ts';
import { LIMITS } from '../limits.ts';
import type { ByteSink, ByteSource } from './bytes-io.ts';

/** Entry 0 of a column means "absent"; entry n is the dictionary's n-1. */
export class Dictionary {
  #rows = new Map<string, number>();
  #strings = new Map<string, number>();
  #json: string[] = [];
  units = 0;

  get length(): number {
    return this.#json.length;
  }

  /** Number of a plain string. */
  string(text: string): number {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    const entry = this.row(JSON.stringify(text));
    this.#strings.set(text, entry);
    return entry;
  }

  /** Number of a side row, given as JSON. */
  row(json: string): number {
    const known = this.#rows.get(json);
    if (known !== undefined) return known;
    this.#json.push(json);
    this.units += json.length;
    this.#rows.set(json, this.#json.length);
    return this.#json.length;
  }

  /** Appends the dictionary to `sink` and empties it. */
  write(sink: ByteSink): void {
    const bytes = toUtf8(this.#json.length === 0 ? '' : `[${this.#json.join(',')}]`);
    sink.varint(bytes.length);
    sink.raw(bytes);
    this.clear();
  }

  clear(): void {
    this.#rows.clear();
    this.#strings.clear();
    this.#json = [];
    this.units = 0;
  }
}

/** @throws {SegmentFault} `BLOCK_MALFORMED` */
export function readDictionary(source: ByteSource): readonly unknown[] {
  const bytes = source.raw(source.varint(LIMITS.blockBytes));
  if (bytes.length === 0) return [];
  let entries: unknown;
  try {
    entries = JSON.parse(fromUtf8(bytes));
  } catch {
    throw source.malformed('a dictionary that is not JSON', 'a JSON array in UTF-8');
  }
  if (!Array.isArray(entries) || entries.length > LIMITS.stringsPerBlock)
    throw source.malformed('another dictionary', `a JSON array of at most ${LIMITS.stringsPerBlock} entries`);
  return entries;
}
