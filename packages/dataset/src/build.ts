// Builds a dataset: choose, split, export, list, attest. Deterministic: the same episodes, recipe, mandate and day give
// the same bytes (signature included, Ed25519 is deterministic; a log's proof is not).

import {
  createSurrogates,
  EXPORTERS,
  type ExportEpisode,
  type ExportReport,
  type FileTree,
  type Split,
  subtree,
} from '@overt/formats';
import type { Signer } from '@overt/ledger';
import type { Clock } from '@overt/store';
import { RULE_VERSION } from '@overt/trajectory';
import { attest, type RecordBuilt, statementOf } from './attest.ts';
import { cardOf } from './card.ts';
import { canonicalJson, fraction, salted, sha256 } from './digest.ts';
import { DatasetFault } from './fault.ts';
import {
  ATTESTATION_FILE,
  CARD_FILE,
  LINEAGE_FILE,
  type LineageFile,
  MANIFEST_FILE,
  type Manifest,
  RECIPE_FILE,
} from './manifest.ts';
import type { CitedMandate, EpisodeSource, NoTrain, SourcedEpisode } from './ports.ts';
import type { Recipe } from './recipe.ts';
import { refusalOf, type SelectionContext } from './select.ts';

export interface BuildOptions {
  readonly recipe: Recipe;
  readonly mandate: CitedMandate;
  readonly source: EpisodeSource;
  /** Empty; everything is written below its root. */
  readonly tree: FileTree;
  readonly signer: Signer;
  readonly noTrain: NoTrain;
  readonly clock: Clock;
  /** Version of Overt that builds. */
  readonly code: string;
  /** Catalogue category of a place, for mandates that name categories. */
  readonly categoryOf?: (place: string) => string | undefined;
  readonly zstd?: (bytes: Uint8Array) => Uint8Array;
  /** Records the attestation in the ledger before it is written: `recordInLog`, or a server's own. */
  readonly record?: RecordBuilt;
}

export interface BuildReport {
  readonly manifest: Manifest;
  readonly attestation: string;
  readonly refused: Readonly<Record<string, number>>;
}

/** An episode that goes in, with what the manifest says of it. */
interface Chosen {
  readonly source: SourcedEpisode;
  readonly split: Split;
  readonly digest: string;
  readonly participant: string;
}

/**
 * @throws {DatasetFault} `MANDATE_MISMATCH` if the recipe cites another mandate; `MANDATE_NOT_IN_FORCE` before or after
 *   its term; `MANDATE_DOES_NOT_COVER` if it allows other purposes or end uses only; `TREE_NOT_EMPTY`; `DATASET_EMPTY` if every episode was refused (the message counts the reasons).
 * @throws {TrajectoryFault} `FRAME_AFTER_ACTION`; {FormatFault} `PLACEHOLDER_LEFT`: nothing of the tree may be used.
 */
export async function buildDataset(options: BuildOptions): Promise<BuildReport> {
  const { recipe, tree } = options;
  const now = options.clock.now();
  requireMandate(options, now);
  if ((await tree.list('')).length > 0)
    throw new DatasetFault(
      'TREE_NOT_EMPTY',
      `dataset ${recipe.name}: the target already holds files; a dataset is built into an empty folder, so that every file in it is in its manifest`,
      {},
    );
  const recipeText = canonicalJson(recipe);
  const { chosen, refused } = await choose(options, sha256(recipeText));
  if (chosen.length === 0)
    throw new DatasetFault(
      'DATASET_EMPTY',
      `dataset ${recipe.name}: no episode may go in (${describe(refused)}); nothing was built`,
      { found: describe(refused) },
    );
  const exports = await writeExports(options, chosen);
  const lineage = lineageOf(chosen);
  const body: Omit<Manifest, 'files'> = {
    format: 'overt-dataset',
    version: 1,
    name: recipe.name,
    purpose: recipe.purpose,
    endUse: recipe.endUse,
    built: dayOf(now),
    expires: dayOf(earlier(daysAfter(now, recipe.keepDays), new Date(options.mandate.terms.notAfter))),
    recipe: sha256(recipeText),
    mandate: { id: options.mandate.terms.id, digest: options.mandate.digest },
    code: { overt: options.code, rules: RULE_VERSION },
    noTrain: options.noTrain.digest,
    taskTypes: countBy(chosen, ({ source }) => source.episode.type),
    splits: countBy(chosen, ({ split }) => split),
    refused,
    episodes: chosen.map(({ source: { episode }, split, digest, participant }) => {
      return { id: episode.id, split, steps: episode.steps.length, digest, participant };
    }),
    exports,
  };
  await tree.write(RECIPE_FILE, toBytes(`${recipeText}\n`));
  await tree.write(LINEAGE_FILE, toBytes(`${canonicalJson(lineage)}\n`));
  await tree.write(CARD_FILE, toBytes(cardOf(body, recipe)));
  const manifest: Manifest = { ...body, files: await listFiles(tree) };
  const manifestBytes = toBytes(`${canonicalJson(manifest)}\n`);
  await tree.write(MANIFEST_FILE, manifestBytes);
  const envelope = await attest(statementOf(manifest, manifestBytes, lineage), manifest, {
    signer: options.signer,
    record: options.record,
  });
  const attestation = `${JSON.stringify(envelope)}\n`;
  await tree.write(ATTESTATION_FILE, toBytes(attestation));
  return { manifest, attestation, refused };
}

function requireMandate({ recipe, mandate }: BuildOptions, now: Date): void {
  const { id, effective, notAfter } = mandate.terms;
  if (recipe.mandate !== id)
    throw new DatasetFault(
      'MANDATE_MISMATCH',
      `dataset ${recipe.name}: the recipe cites mandate ${recipe.mandate}, given was ${id}; a build uses the mandate its recipe names`,
      { found: id, expected: recipe.mandate },
    );
  if (now < new Date(effective) || now >= new Date(notAfter))
    throw new DatasetFault(
      'MANDATE_NOT_IN_FORCE',
      `dataset ${recipe.name}: mandate ${id} runs from ${effective} to ${notAfter}; today is ${dayOf(now)}. Have it renewed`,
      { found: dayOf(now), expected: `${effective}..${notAfter}` },
    );
  if (!mandate.terms.purposes.includes(recipe.purpose) || !mandate.terms.endUses.includes(recipe.endUse))
    throw new DatasetFault(
      'MANDATE_DOES_NOT_COVER',
      `dataset ${recipe.name}: mandate ${id} does not allow ${recipe.purpose} to ${recipe.endUse}; a wider scope needs a new mandate with notice`,
      { found: `${recipe.purpose}/${recipe.endUse}` },
    );
}

async function choose(options: BuildOptions, recipeDigest: string) {
  const { recipe } = options;
  const context: SelectionContext = { ...options, categoryOf: options.categoryOf ?? (() => undefined) };
  const refused: Record<string, number> = {};
  const chosen: Chosen[] = [];
  for await (const source of options.source.episodes()) {
    const reason = refusalOf(source, context);
    if (reason !== null) {
      refused[reason] = (refused[reason] ?? 0) + 1;
      continue;
    }
    const { episode, lineage } = source;
    const participant = salted(lineage.salt, `participant ${recipeDigest}`, lineage.participant);
    chosen.push({
      source,
      participant,
      digest: salted(lineage.salt, 'episode', canonicalJson(episode)),
      split: splitOf(recipe, recipe.splitBy === 'participant' ? participant : episode.id),
    });
  }
  return { chosen, refused };
}

/** Depends on the seed and the id alone: an episode stays in its split when others come or go. */
export function splitOf({ seed, split }: Pick<Recipe, 'seed' | 'split'>, id: string): Split {
  const at = fraction(seed, id);
  if (at < split.train) return 'train';
  return at < split.train + split.validation ? 'validation' : 'test';
}

async function writeExports(options: BuildOptions, chosen: readonly Chosen[]): Promise<ExportReport[]> {
  const { recipe, tree, zstd } = options;
  const reports: ExportReport[] = [];
  for (const format of [...new Set(recipe.formats)].sort()) {
    const surrogate = createSurrogates(recipe.seed);
    const write = EXPORTERS[format].write(
      exportable(recipe, chosen),
      subtree(tree, format),
      zstd ? { surrogate, zstd } : { surrogate },
    );
    reports.push(await write);
  }
  return reports;
}

async function* exportable(recipe: Recipe, chosen: readonly Chosen[]): AsyncGenerator<ExportEpisode> {
  for (const { source, split } of chosen) {
    // A placeholder means the same thing within a recording only; so does its stand-in.
    const surrogate = createSurrogates(sha256(`${recipe.name}\n${recipe.seed}\n${source.lineage.recording}`));
    yield { episode: source.episode, split, surrogate, frame: (pixels) => source.frame(pixels) };
  }
}

function lineageOf(chosen: readonly Chosen[]): LineageFile {
  const episodes: LineageFile['episodes'] = {};
  for (const { source } of chosen) {
    const { segments, receipts, policies, redactor } = source.lineage;
    episodes[source.episode.id] = {
      segments: [...segments],
      receipts: [...receipts],
      policies: [...policies],
      redactor,
    };
  }
  return { format: 'overt-lineage', version: 1, episodes };
}

async function listFiles(tree: FileTree): Promise<Manifest['files']> {
  const files: Manifest['files'] = [];
  for (const path of await tree.list('')) {
    const bytes = (await tree.read(path))!;
    files.push({ path, bytes: bytes.length, sha256: sha256(bytes) });
  }
  return files;
}

function countBy(chosen: readonly Chosen[], key: (one: Chosen) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of chosen) counts[key(one)] = (counts[key(one)] ?? 0) + 1;
  return counts;
}

function describe(refused: Readonly<Record<string, number>>): string {
  const reasons = Object.entries(refused).map(([reason, n]) => `${reason}: ${n}`);
  return reasons.length === 0 ? 'the source has none' : reasons.join(', ');
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function daysAfter(at: Date, days: number): Date {
  return new Date(at.getTime() + days * 86_400_000);
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
