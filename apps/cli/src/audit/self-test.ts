// The search proves itself: copies of the very values, planted in every layer it claims to open, must all be found.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { nodePrimitives } from '@overt/events/node';
import type { Canary } from '@overt/redact';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { searchLeaks } from './search.ts';

const PLANTINGS: Readonly<Record<string, (value: string) => Uint8Array>> = {
  'plain.txt': (value) => Buffer.from(`before ${value} after`),
  'utf16.bin': (value) => Buffer.from(value, 'utf16le'),
  'base64.txt': (value) => Buffer.from(Buffer.from(`x${value}`).toString('base64')),
  'json.gz': (value) => gzipSync(JSON.stringify({ value })),
  'json.zst': (value) => nodePrimitives().compress(Buffer.from(JSON.stringify({ value }))),
  'rows.parquet': (value) =>
    new Uint8Array(
      parquetWriteBuffer({ columnData: [{ name: 'value', data: [value, 'other'], type: 'STRING' }] }),
    ),
};

export interface Proof {
  readonly planted: number;
  readonly found: number;
}

/** Plants every canary in every kind of file and searches them. */
export async function proveSearch(canaries: readonly Canary[]): Promise<Proof> {
  const dir = await mkdtemp(join(tmpdir(), 'overt-planted-'));
  try {
    for (const [index, { value }] of canaries.entries())
      for (const [name, plant] of Object.entries(PLANTINGS))
        await writeFile(join(dir, `${index}-${name}`), plant(value));
    const { leaks } = await searchLeaks([dir], canaries, { pictures: 0 });
    const hit = (index: number, name: string, id: string) =>
      leaks.some((leak) => leak.canary === id && leak.file === join(dir, `${index}-${name}`));
    const names = Object.keys(PLANTINGS);
    const found = canaries.flatMap(({ id }, index) => names.filter((name) => hit(index, name, id))).length;
    return { planted: canaries.length * names.length, found };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
