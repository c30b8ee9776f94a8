// overt learn, eval: a model from a dataset, and whether it can do the work on seeds it has not seen.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEpisodes, subtree } from '@overt/formats';
import { diskTree } from '@overt/formats/node';
import { type Model, parseModel, trainModel } from '@overt/learn';
import type { Command } from 'commander';
import { evaluateInOffice } from '../evaluation/evaluate-in-office.ts';
import { CliFault, type CommonOptions, conclude, EXIT, type Outcome } from '../output.ts';
import { common, seedRange, wholeNumber } from './command.ts';

interface LearnOptions extends CommonOptions {
  readonly out: string;
  readonly seed: number;
}
interface EvalOptions extends CommonOptions {
  readonly env: string;
  readonly seeds: readonly number[];
  readonly task?: readonly string[];
  readonly control?: 'shuffled' | 'random';
}

async function learn(dataset: string, options: LearnOptions): Promise<Outcome> {
  const episodes = await readEpisodes(subtree(diskTree(dataset), 'episodes'));
  if (episodes.length === 0)
    throw new CliFault(
      'CLI_NOT_FOUND',
      `learn: ${dataset} holds no episodes; build the dataset with the format "episodes"`,
      { dataset },
    );
  const model = trainModel(
    episodes.filter((episode) => episode.split === null || episode.split === 'train'),
    { seed: options.seed },
  );
  await rm(options.out, { force: true });
  await writeFile(options.out, `${JSON.stringify(model, null, 1)}\n`);
  const lines = model.programmes.map(
    (one) => `${one.task}: ${one.instructions.length} instructions from ${one.demonstrations} demonstrations`,
  );
  return {
    text: lines.join('\n'),
    json: {
      model: options.out,
      episodes: model.episodes.length,
      programmes: model.programmes.map(({ task, demonstrations, instructions }) => ({
        task,
        demonstrations,
        instructions: instructions.length,
      })),
    },
  };
}

async function readModel(path: string): Promise<Model> {
  try {
    return parseModel(await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      throw new CliFault(
        'CLI_NOT_FOUND',
        `eval: ${path} is not there; make a model with: overt learn DATASET --out ${path}`,
        { path },
      );
    throw cause;
  }
}

async function evaluateModel(path: string, options: EvalOptions): Promise<Outcome> {
  if (options.env !== 'office')
    throw new CliFault(
      'CLI_USE',
      `eval: unknown environment "${options.env.slice(0, 40)}"; there is "office"`,
      {},
    );
  const model = await readModel(path);
  const tasks = options.task ?? model.programmes.map((one) => one.task);
  const { learned, attempts } = await evaluateInOffice(model, {
    tasks,
    seeds: options.seeds,
    control: options.control ?? 'none',
  });
  const rows = Object.entries(learned).map(([task, { ok, of }]) => `${task}: ${ok} of ${of}`);
  const failed = attempts
    .filter((one) => !one.ok)
    .map((one) => `  ${one.task} seed ${one.seed}: ${one.reason}`);
  return { text: [...rows, ...failed].join('\n'), json: { learned, attempts }, code: EXIT.ok };
}

/** Adds `learn` and `eval`. */
export function learnCommands(program: Command): void {
  common(
    program.command('learn <dataset>').description('learn one programme per task type from a dataset'),
    `overt learn my-dataset --out ${join('my-dataset', 'model.json')}`,
  )
    .requiredOption('--out <model>', 'where to write the model')
    .option('--seed <n>', 'for learners that draw numbers', wholeNumber(), 1)
    .action((dataset: string, options: LearnOptions) => conclude(options, () => learn(dataset, options)));
  common(
    program
      .command('eval <model>')
      .description('let a model do the tasks in a real browser, judged by program'),
    'overt eval model.json --env office --seeds 101..105',
  )
    .requiredOption('--env <name>', 'office')
    .requiredOption('--seeds <range>', 'A..B, unseen in training', seedRange)
    .option('--task <id...>', 'only these')
    .option('--control <name>', 'shuffled or random, to compare with')
    .action((path: string, options: EvalOptions) => conclude(options, () => evaluateModel(path, options)));
}
