import type { Step } from '@overt/trajectory';
import { normalise } from '../agentnet/encode.ts';
import { type EpisodeFile, parseEpisode } from '../episodes/export.ts';
import { FormatFault } from '../fault.ts';
import type { FileTree } from '../file-tree.ts';
import type { LintEpisode, LintStep } from './rules.ts';

/** Our own episode files. */
export async function readOwn(
  tree: FileTree,
  unreadable: (place: string, meaning: string) => void,
): Promise<LintEpisode[]> {
  const episodes: LintEpisode[] = [];
  for (const path of await tree.list('episodes/')) {
    if (!path.endsWith('.json')) continue;
    try {
      const file = parseEpisode((await tree.read(path))!, path);
      episodes.push({ id: file.id, place: path, steps: file.steps.map((step) => stepOf(step, file)) });
    } catch (cause) {
      if (!(cause instanceof FormatFault)) throw cause;
      unreadable(path, 'it is not an episode file of this version');
    }
  }
  return episodes;
}

function stepOf(step: Step, file: EpisodeFile): LintStep {
  const before = step.frame_before;
  const points = [normalise(step, step.x, step.y), normalise(step, step.x2, step.y2)].flatMap((place) => {
    if ('omitted' in place) return place.omitted === 'outside-frame' ? [{ x: -1, y: -1 }] : [];
    return [place];
  });
  return {
    index: step.index,
    id: step.id,
    type: step.type,
    tStart: step.t_start_us,
    points,
    image: 'none' in before ? null : (file.images[before.pixels] ?? null),
    frameAgeMs: 'none' in before ? null : before.age_ms,
    modifiers: step.modifiers,
    ...(step.text === null ? {} : { typed: step.text }),
    ...(step.keys === null ? {} : { keys: step.keys }),
    ...(step.count === null ? {} : { count: step.count }),
    refers: [step.corrects, step.paste_of].filter((id) => id !== null),
  };
}
