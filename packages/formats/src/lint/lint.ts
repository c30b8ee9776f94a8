// Reads a dataset of a known format and applies every rule; problems are values, not faults.

import { AGENTNET_FILE } from '../agentnet/export.ts';
import type { FileTree } from '../file-tree.ts';
import { readAgentnet } from './read-agentnet.ts';
import { readOwn } from './read-own.ts';
import { LINT_RULES, type LintEpisode, type LintRule } from './rules.ts';

export interface LintProblem {
  readonly code: string;
  readonly level: 'error' | 'warning';
  /** File, line, step. */
  readonly place: string;
  readonly meaning: string;
  readonly remedy: string;
}

export interface LintReport {
  readonly format: 'agentnet' | 'episodes' | 'unknown';
  readonly episodes: number;
  readonly steps: number;
  readonly problems: readonly LintProblem[];
}

/** Finds what is wrong with the dataset at the root of `tree`. `format` is recognised by its files if not given. */
export async function lint(
  tree: FileTree,
  format?: 'agentnet' | 'episodes',
  rules: readonly LintRule[] = LINT_RULES,
): Promise<LintReport> {
  const found = format ?? (await recognise(tree));
  const problems: LintProblem[] = [];
  const unreadable = (place: string, meaning: string): void => {
    problems.push({
      code: 'unreadable',
      level: 'error',
      place,
      meaning,
      remedy: 'restore the file or leave it out',
    });
  };
  let episodes: LintEpisode[] = [];
  if (found === 'agentnet') episodes = await readAgentnet(tree, unreadable);
  else if (found === 'episodes') episodes = await readOwn(tree, unreadable);
  else unreadable('.', `neither ${AGENTNET_FILE} nor episodes/*.json is here`);
  const scope = { episodes, images: new Set(await tree.list('images/')) };
  for (const { code, level, meaning, remedy, check } of rules)
    for (const place of check(scope)) problems.push({ code, level, place, meaning, remedy });
  const steps = episodes.reduce((sum, episode) => sum + episode.steps.length, 0);
  return { format: found, episodes: episodes.length, steps, problems };
}

async function recognise(tree: FileTree): Promise<LintReport['format']> {
  if ((await tree.list(AGENTNET_FILE)).includes(AGENTNET_FILE)) return 'agentnet';
  return (await tree.list('episodes/')).some((path) => path.endsWith('.json')) ? 'episodes' : 'unknown';
}
