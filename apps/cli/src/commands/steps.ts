// overt cat, steps, view: what a recording holds, for people and for pipes.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { CliFault, type CommonOptions, conclude, type Outcome, print } from '../output.ts';
import { type OpenedRecording, openSteps, soloKeys } from '../recording.ts';
import { renderView } from '../view/page.ts';
import { common } from './command.ts';

async function cat(dir: string): Promise<Outcome> {
  const { recording } = await openSteps(dir, await soloKeys());
  let events = 0;
  for await (const segment of recording.segments())
    for (const event of segment.events) {
      print(JSON.stringify({ track: segment.manifest.track, ...event }));
      events += 1;
    }
  return { json: { events, segments: recording.manifests.length } };
}

async function steps(dir: string): Promise<Outcome> {
  const { episodes } = await openSteps(dir, await soloKeys());
  const all = episodes.flatMap((episode) => episode.steps);
  for (const step of all) print(JSON.stringify(step));
  return { json: { steps: all.length, episodes: episodes.length } };
}

/** The self-contained page of an opened recording. */
export async function viewPage(
  opened: OpenedRecording,
  title: string,
  facts: readonly (readonly [string, string])[] = [],
): Promise<string> {
  const frames = new Map<string, Uint8Array>();
  const all = opened.episodes.flatMap((episode) => episode.steps);
  for (const step of all) {
    const before = step.frame_before;
    if ('none' in before || frames.has(before.pixels)) continue;
    const png = await opened.frame(before.pixels);
    if (png) frames.set(before.pixels, png);
  }
  const counted: (readonly [string, string])[] = [
    ['Episodes', String(opened.episodes.length)],
    ['Steps', String(all.length)],
    ['Frames', String(frames.size)],
  ];
  return renderView({
    title,
    episodes: opened.episodes,
    facts: [...counted, ...facts],
    frame: (pixels) => frames.get(pixels),
  });
}

interface ViewOptions extends CommonOptions {
  readonly out?: string;
}

async function view(dir: string, options: ViewOptions): Promise<Outcome> {
  const opened = await openSteps(dir, await soloKeys());
  if (opened.episodes.length === 0)
    throw new CliFault('CLI_NOT_FOUND', `view: ${dir} holds no steps; record something first`, { dir });
  const out = options.out ?? join(dir, 'view.html');
  await mkdir(join(out, '..'), { recursive: true });
  await writeFile(out, await viewPage(opened, 'Recorded steps'));
  return { text: `Open ${out} in a browser: it is one file and loads nothing.`, json: { page: out } };
}

/** Adds `cat`, `steps` and `view`. */
export function stepsCommands(program: Command): void {
  common(
    program.command('cat <dir>').description('the events of a recording as NDJSON'),
    'overt cat my-recording',
  ).action((dir: string, options: CommonOptions) => conclude(options, () => cat(dir)));
  common(
    program.command('steps <dir>').description('the steps of a recording as NDJSON'),
    'overt steps my-recording',
  ).action((dir: string, options: CommonOptions) => conclude(options, () => steps(dir)));
  common(
    program.command('view <dir>').description('one self-contained HTML page of the steps with their frames'),
    'overt view my-recording',
  )
    .option('--out <file>', 'where to write it (default: view.html in the recording)')
    .action((dir: string, options: ViewOptions) => conclude(options, () => view(dir, options)));
}
