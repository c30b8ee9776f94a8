// The steps table as Parquet, in files of bounded size, with the frames beside it.

import { ByteWriter, parquetWrite } from 'hyparquet-writer/src/index.js';
import type { DeclaredLoss, ExportEpisode, Exporter, ExportOptions, ExportReport } from '../exporter.ts';
import type { FileTree } from '../file-tree.ts';
import { FrameFiles } from '../frame-files.ts';
import { projectEpisode } from '../redact-out.ts';
import { COLUMNS, type Row } from './columns.ts';

/** Rows per file: a shard is 10 to 100 MB of typical steps, the size readers like. */
const ROWS_PER_FILE = 100_000;

export const parquetLoss: DeclaredLoss = {
  format: 'parquet',
  omits: {},
  approximates: {},
  keeps: { '*': ['*'] },
  precision: [
    'placeholders are replaced by surrogates in every text; a typed value is a reference such as {customer} or {copy:3} where its source is known',
    'the nodes of outlines are in the episodes format only',
  ],
};

export const parquet: Exporter = { format: 'parquet', loss: parquetLoss, write };

async function write(
  episodes: AsyncIterable<ExportEpisode>,
  tree: FileTree,
  options: ExportOptions,
): Promise<ExportReport> {
  const frames = new FrameFiles(tree);
  let rows: Row[] = [];
  let files = 0;
  let count = 0;
  let steps = 0;
  const flush = async (): Promise<void> => {
    await tree.write(`steps/steps-${String(files).padStart(5, '0')}.parquet`, encodeRows(rows, options.zstd));
    files += 1;
    rows = [];
  };
  for await (const source of episodes) {
    const episode = projectEpisode(source.episode, source.surrogate ?? options.surrogate);
    for (const step of episode.steps) {
      rows.push({ episode, step, split: source.split, image: await frames.before(step, source) });
      steps += 1;
    }
    count += 1;
    if (rows.length >= ROWS_PER_FILE) await flush();
  }
  if (rows.length > 0) await flush();
  return {
    format: 'parquet',
    episodes: count,
    steps,
    images: frames.images,
    omitted: {},
    missingImages: frames.missing,
  };
}

/** @returns a Parquet file; the same rows give the same bytes. */
export function encodeRows(rows: readonly Row[], zstd: ExportOptions['zstd']): Uint8Array {
  const writer = new ByteWriter();
  parquetWrite({
    writer,
    columnData: COLUMNS.map(({ name, type, value }) => ({
      name,
      type,
      nullable: true,
      data: rows.map(value),
    })),
    rowGroupSize: 10_000,
    kvMetadata: [{ key: 'overt', value: JSON.stringify({ table: 'steps', version: 1 }) }],
    createdBy: 'overt steps 1',
    ...(zstd === undefined
      ? { codec: 'SNAPPY' as const }
      : { codec: 'ZSTD' as const, compressors: { ZSTD: zstd } }),
  });
  return new Uint8Array(writer.getBuffer());
}
