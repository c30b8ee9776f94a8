import type { FileTree } from '@overt/formats';
import { CARD_FILE, MANIFEST_FILE, type Manifest, manifestSchema, parseFile } from './manifest.ts';

/** What a person or a model registry needs to know of a dataset; nothing about participants. */
export interface DatasetSummary
  extends Pick<
    Manifest,
    | 'name'
    | 'purpose'
    | 'endUse'
    | 'built'
    | 'expires'
    | 'mandate'
    | 'taskTypes'
    | 'splits'
    | 'refused'
    | 'exports'
  > {
  readonly episodes: number;
  readonly steps: number;
  readonly files: number;
  readonly bytes: number;
  readonly card: string;
}

/** @throws {DatasetFault} `DATASET_MALFORMED` if the folder is no dataset. Nothing is verified here. */
export async function showDataset(tree: FileTree): Promise<DatasetSummary> {
  const manifest = parseFile(manifestSchema, await tree.read(MANIFEST_FILE), MANIFEST_FILE);
  const { name, purpose, endUse, built, expires, mandate, taskTypes, splits, refused, exports } = manifest;
  return {
    ...{ name, purpose, endUse, built, expires, mandate, taskTypes, splits, refused, exports },
    episodes: manifest.episodes.length,
    steps: manifest.episodes.reduce((sum, episode) => sum + episode.steps, 0),
    files: manifest.files.length,
    bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0),
    card: new TextDecoder().decode((await tree.read(CARD_FILE)) ?? new Uint8Array()),
  };
}
