// Our own format: one JSON per episode with goal, slots, steps and outlines, and the frames as PNG.

import type { Episode } from '@overt/trajectory';
import type {
  DeclaredLoss,
  ExportEpisode,
  Exporter,
  ExportOptions,
  ExportReport,
  Split,
} from '../exporter.ts';
import { FormatFault } from '../fault.ts';
import type { FileTree } from '../file-tree.ts';
import { FrameFiles, imagePath } from '../frame-files.ts';
import { projectEpisode } from '../redact-out.ts';

export const EPISODE_FORMAT = 'overt-episode';
export const EPISODE_VERSION = 1;

/** The file's content: the episode record of docs/spec/step.md and where its frames lie. */
export interface EpisodeFile extends Episode {
  readonly format: typeof EPISODE_FORMAT;
  readonly version: typeof EPISODE_VERSION;
  readonly split: Split | null;
  /** `pixels` id of a frame → path; `null` if its pixels were gone when this was written. */
  readonly images: Readonly<Record<string, string | null>>;
}

export const episodesLoss: DeclaredLoss = {
  format: 'episodes',
  omits: {},
  approximates: {},
  keeps: { '*': ['*'] },
  precision: [
    'placeholders are replaced by surrogates in every text; a typed value is a reference such as {customer} or {copy:3} where its source is known',
  ],
};

export const episodes: Exporter = { format: 'episodes', loss: episodesLoss, write };

async function write(
  sources: AsyncIterable<ExportEpisode>,
  tree: FileTree,
  options: ExportOptions,
): Promise<ExportReport> {
  const frames = new FrameFiles(tree);
  let count = 0;
  let steps = 0;
  for await (const source of sources) {
    const episode = projectEpisode(source.episode, source.surrogate ?? options.surrogate);
    const images: Record<string, string | null> = {};
    for (const step of episode.steps) {
      for (const ref of [step.frame_before, step.frame_after])
        if (!('none' in ref)) images[ref.pixels] = await frames.write(ref.pixels, source);
      await frames.before(step, source);
    }
    const { format, version } = { format: EPISODE_FORMAT, version: EPISODE_VERSION } as const;
    const file: EpisodeFile = { format, version, ...episode, split: source.split ?? null, images };
    await tree.write(episodePath(episode.id), new TextEncoder().encode(`${JSON.stringify(file)}\n`));
    count += 1;
    steps += episode.steps.length;
  }
  return {
    format: 'episodes',
    episodes: count,
    steps,
    images: frames.images,
    omitted: {},
    missingImages: frames.missing,
  };
}

export function episodePath(id: string): string {
  return `episodes/${imagePath(id).slice('images/'.length, -'.png'.length)}.json`;
}

/** Every episode of an export, in order of file name. @throws {FormatFault} `RECORD_MALFORMED` */
export async function readEpisodes(tree: FileTree): Promise<EpisodeFile[]> {
  const files: EpisodeFile[] = [];
  for (const path of await tree.list('episodes/')) {
    if (!path.endsWith('.json')) continue;
    files.push(parseEpisode((await tree.read(path))!, path));
  }
  return files;
}

/** @throws {FormatFault} `RECORD_MALFORMED` if the bytes are not an episode file of this version. */
export function parseEpisode(bytes: Uint8Array, path: string): EpisodeFile {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof TypeError)) throw cause;
    throw malformed(path, 'it is not JSON', cause);
  }
  const file = value as Partial<EpisodeFile> | null;
  if (file?.format !== EPISODE_FORMAT || file.version !== EPISODE_VERSION)
    throw malformed(path, `it does not say format ${EPISODE_FORMAT}, version ${EPISODE_VERSION}`);
  if (!Array.isArray(file.steps) || !Array.isArray(file.outlines))
    throw malformed(path, 'steps or outlines are missing');
  return file as EpisodeFile;
}

function malformed(path: string, what: string, cause?: unknown): FormatFault {
  return new FormatFault(
    'RECORD_MALFORMED',
    `${path}: ${what}; expected an episode file written by this version. It is left out`,
    { path },
    { cause },
  );
}
