// overt dataset init | build | show, export, lint: from one's own recordings to something a model can be trained on.

import { readFile, writeFile } from 'node:fs/promises';
import {
  ATTESTATION_FILE,
  buildDataset,
  parseRecipe,
  type Recipe,
  showDataset,
  verifyDataset,
} from '@overt/dataset';
import { nodePrimitives } from '@overt/events/node';
import { createSurrogates, EXPORTERS, type ExportEpisode, FORMATS, type Format, lint } from '@overt/formats';
import { diskTree } from '@overt/formats/node';
import { registerHash } from '@overt/governance';
import { parseVkey, vkey } from '@overt/ledger';
import { CATALOGUE, createNoTrain } from '@overt/policy';
import type { Command } from 'commander';
import { signSoloMandate, soloMandate, soloSource } from '../dataset/solo-source.ts';
import { CliFault, type CommonOptions, conclude, EXIT, type Outcome } from '../output.ts';
import { openSteps, soloKeys } from '../recording.ts';
import { common } from './command.ts';

/** Solo recordings are screened by the person herself; her register is empty unless the recipe's programme says otherwise. */
const NO_REGISTER = { domains: [], names: [], accounts: [], urls: [], markers: [] };

interface BuildOptions extends CommonOptions {
  readonly out: string;
  readonly from: readonly string[];
}
interface InitOptions extends CommonOptions {
  readonly from: readonly string[];
}
interface ExportOptions extends CommonOptions {
  readonly format: string;
  readonly out: string;
}
interface LintOptions extends CommonOptions {
  readonly format?: string;
}
interface ShowOptions extends CommonOptions {
  readonly key?: string;
}

async function readRecipe(path: string): Promise<Recipe> {
  let content: Buffer;
  try {
    content = await readFile(path);
  } catch (cause) {
    throw new CliFault(
      'CLI_NOT_FOUND',
      `dataset: ${path} cannot be read; write one with: overt dataset init ${path} --from RECORDING`,
      { path, cause: String(cause) },
    );
  }
  return parseRecipe(new Uint8Array(content));
}

async function init(path: string, options: InitOptions): Promise<Outcome> {
  const keys = await soloKeys();
  const tasks = new Set<string>();
  const places = new Set<string>();
  for (const dir of options.from)
    for (const episode of (await openSteps(dir, keys)).episodes) {
      tasks.add(episode.type);
      for (const place of episode.places) places.add(place);
    }
  const mandate = await signSoloMandate(
    keys,
    { tasks: [...tasks].sort(), places: [...places].sort() },
    new Date(),
  );
  const recipe = {
    format: 'overt-recipe',
    version: 1,
    name: 'my-dataset',
    purpose: 'train-cua',
    endUse: 'assist',
    mandate: mandate.id,
    formats: ['episodes', 'agentnet', 'parquet'],
  };
  await writeFile(path, `${JSON.stringify(recipe, null, 2)}\n`, { flag: 'wx' });
  return {
    text: `Wrote ${path}. It cites your mandate ${mandate.id} over ${tasks.size} task types and ${places.size} places, until ${mandate.notAfter.slice(0, 10)}.`,
    json: { recipe: path, mandate: mandate.id },
  };
}

async function build(path: string, options: BuildOptions): Promise<Outcome> {
  const keys = await soloKeys();
  const recipe = await readRecipe(path);
  const report = await buildDataset({
    recipe,
    mandate: await soloMandate(keys, recipe),
    source: soloSource(options.from, keys),
    tree: diskTree(options.out),
    signer: keys.signer,
    noTrain: {
      digest: registerHash(NO_REGISTER).replace(/^sha256:/, ''),
      hitsText: createNoTrain(NO_REGISTER).hitsText,
    },
    clock: { now: () => new Date() },
    code: '0.1.0',
    categoryOf: (place) => CATALOGUE.find((entry) => entry.id === place)?.category,
    zstd: (plain) => nodePrimitives().compress(plain),
  });
  const { episodes, files } = report.manifest;
  const refused = Object.entries(report.refused).map(([reason, n]) => `${n} ${reason}`);
  return {
    text: `${episodes.length} episodes in ${files.length} files${refused.length ? `; left out: ${refused.join(', ')}` : ''}. Signed by ${vkey(keys.signer)}: ${ATTESTATION_FILE}`,
    json: {
      dataset: options.out,
      episodes: episodes.length,
      files: files.length,
      refused: report.refused,
      key: vkey(keys.signer),
    },
  };
}

async function show(dir: string, options: ShowOptions): Promise<Outcome> {
  const tree = diskTree(dir);
  const summary = await showDataset(tree);
  if (!options.key) return { text: summary.card, json: summary };
  const report = await verifyDataset(tree, {
    keys: [{ publicKey: parseVkey(options.key).publicKey }],
    now: new Date(),
  });
  const lines = report.checks.map((check) => `${check.ok ? 'ok' : 'NO'}  ${check.name}: ${check.says}`);
  return {
    text: `${summary.card}\n${lines.join('\n')}`,
    json: { ...summary, verified: report },
    code: report.ok ? EXIT.ok : EXIT.problems,
  };
}

function requireFormat(name: string): Format {
  const found = FORMATS.find((format) => format === name);
  if (found) return found;
  throw new CliFault(
    'CLI_USE',
    `export: unknown format "${name.slice(0, 20)}"; there are ${FORMATS.join(', ')}`,
    {},
  );
}

async function exportTo(dir: string, options: ExportOptions): Promise<Outcome> {
  const format = requireFormat(options.format);
  const opened = await openSteps(dir, await soloKeys());
  const episodes = async function* (): AsyncIterable<ExportEpisode> {
    for (const episode of opened.episodes) yield { episode, frame: opened.frame };
  };
  const report = await EXPORTERS[format].write(episodes(), diskTree(options.out), {
    surrogate: createSurrogates(options.out),
    zstd: (plain) => nodePrimitives().compress(plain),
  });
  return {
    text: `${report.steps} steps and ${report.images} images of ${report.episodes} episodes in ${options.out}`,
    json: report,
  };
}

async function lintPath(path: string, options: LintOptions): Promise<Outcome> {
  const known = options.format === 'agentnet' || options.format === 'episodes' ? options.format : undefined;
  if (options.format && !known)
    throw new CliFault('CLI_USE', 'lint: it reads the formats agentnet and episodes', {});
  const report = await lint(diskTree(path), known);
  const lines = report.problems.map(
    (problem) =>
      `${problem.level} ${problem.code} at ${problem.place}: ${problem.meaning}. ${problem.remedy}`,
  );
  return {
    text: [
      ...lines,
      `${report.episodes} episodes, ${report.steps} steps, ${report.problems.length} problems`,
    ].join('\n'),
    json: report,
    code: report.problems.some((problem) => problem.level === 'error') ? EXIT.problems : EXIT.ok,
  };
}

/** Adds `dataset init`, `dataset build`, `dataset show`, `export` and `lint`. */
export function datasetCommands(program: Command): void {
  const dataset = program
    .command('dataset')
    .description('from recordings to a dataset with manifest, lineage and attestation');
  common(
    dataset
      .command('init <recipe>')
      .description('write a recipe and sign your own mandate for what the recordings hold'),
    'overt dataset init recipe.json --from my-recording',
  )
    .requiredOption('--from <dir...>', 'solo recordings')
    .action((path: string, options: InitOptions) => conclude(options, () => init(path, options)));
  common(
    dataset.command('build <recipe>').description('build what the recipe says and the mandate covers'),
    'overt dataset build recipe.json --from my-recording --out my-dataset',
  )
    .requiredOption('--out <dir>', 'an empty directory')
    .requiredOption('--from <dir...>', 'solo recordings')
    .action((path: string, options: BuildOptions) => conclude(options, () => build(path, options)));
  common(
    dataset
      .command('show <dir>')
      .description('the card of a dataset; with --key, everything is recomputed and checked'),
    'overt dataset show my-dataset --key KEY',
  )
    .option('--key <vkey>', 'who must have signed it')
    .action((dir: string, options: ShowOptions) => conclude(options, () => show(dir, options)));
  common(
    program.command('export <recording>').description(`a recording in another format: ${FORMATS.join(', ')}`),
    'overt export my-recording --format agentnet --out out',
  )
    .requiredOption('--format <name>', 'target format')
    .requiredOption('--out <dir>', 'target directory')
    .action((dir: string, options: ExportOptions) => conclude(options, () => exportTo(dir, options)));
  common(
    program.command('lint <path>').description('what is wrong with a dataset: code, place, meaning, remedy'),
    'overt lint my-dataset/agentnet',
  )
    .option('--format <name>', 'agentnet or episodes; recognised if not given')
    .action((path: string, options: LintOptions) => conclude(options, () => lintPath(path, options)));
}
