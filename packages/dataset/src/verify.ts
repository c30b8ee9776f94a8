// Checks a dataset by recomputing everything that can be: files, recipe, splits, lineage, statement, signature.

import { type FileTree, readEpisodes, subtree } from '@overt/formats';
import { type DsseKey, LedgerFault, parseDsse, payloadOf, verifyDsse } from '@overt/ledger';
import { PAYLOAD_TYPE, statementOf } from './attest.ts';
import { splitOf } from './build.ts';
import { canonicalJson, sha256 } from './digest.ts';
import { DatasetFault } from './fault.ts';
import {
  ATTESTATION_FILE,
  LINEAGE_FILE,
  lineageSchema,
  MANIFEST_FILE,
  type Manifest,
  manifestSchema,
  parseFile,
  RECIPE_FILE,
} from './manifest.ts';
import { parseRecipe } from './recipe.ts';

export interface DatasetCheck {
  readonly name:
    | 'form'
    | 'files'
    | 'recipe'
    | 'splits'
    | 'lineage'
    | 'episodes'
    | 'statement'
    | 'signature'
    | 'term';
  readonly ok: boolean;
  /** For people: what was found. */
  readonly says: string;
}

export interface DatasetReport {
  readonly ok: boolean;
  readonly checks: readonly DatasetCheck[];
}

export interface VerifyOptions {
  /** Keys the person who asks trusts. Without one, the signature is reported as unchecked and the result is not ok. */
  readonly keys: readonly DsseKey[];
  /** If given, a dataset past its term is not ok. */
  readonly now?: Date;
}

/** Never throws for what is in the tree: a broken dataset is a report. */
export async function verifyDataset(tree: FileTree, options: VerifyOptions): Promise<DatasetReport> {
  const checks: DatasetCheck[] = [];
  const check = (name: DatasetCheck['name'], ok: boolean, says: string): void => {
    checks.push({ name, ok, says });
  };
  try {
    await verify(tree, options, check);
  } catch (cause) {
    if (!(cause instanceof DatasetFault)) throw cause;
    check('form', false, cause.message);
  }
  return { ok: checks.length > 0 && checks.every(({ ok }) => ok), checks };
}

type Check = (name: DatasetCheck['name'], ok: boolean, says: string) => void;

async function verify(tree: FileTree, options: VerifyOptions, check: Check): Promise<void> {
  const manifestBytes = await tree.read(MANIFEST_FILE);
  const manifest = parseFile(manifestSchema, manifestBytes, MANIFEST_FILE);
  const lineage = parseFile(lineageSchema, await tree.read(LINEAGE_FILE), LINEAGE_FILE);
  check(
    'form',
    true,
    `${manifest.name}: ${manifest.episodes.length} episodes, ${manifest.files.length} files`,
  );
  await checkFiles(tree, manifest, check);
  await checkRecipe(tree, manifest, check);
  const orphans = manifest.episodes.filter(({ id }) => {
    const origin = lineage.episodes[id];
    return origin === undefined || origin.segments.length === 0 || origin.receipts.length === 0;
  });
  const extra = Object.keys(lineage.episodes).length - (manifest.episodes.length - orphans.length);
  check(
    'lineage',
    orphans.length === 0 && extra === 0,
    orphans.length === 0
      ? 'every episode names its segments and receipts'
      : `${orphans.length} episodes name no segment or no receipt`,
  );
  if (manifest.exports.some(({ format }) => format === 'episodes'))
    await checkEpisodes(tree, manifest, check);
  const expected = JSON.stringify(statementOf(manifest, manifestBytes!, lineage));
  checkAttestation(await tree.read(ATTESTATION_FILE), expected, options, check);
  if (options.now !== undefined) {
    const ok = options.now.toISOString().slice(0, 10) <= manifest.expires;
    check(
      'term',
      ok,
      ok ? `may be kept until ${manifest.expires}` : `had to be deleted by ${manifest.expires}`,
    );
  }
}

async function checkFiles(tree: FileTree, manifest: Manifest, check: Check): Promise<void> {
  const listed = new Set(manifest.files.map(({ path }) => path));
  const changed: string[] = [];
  for (const { path, bytes, sha256: digest } of manifest.files) {
    const found = await tree.read(path);
    if (found === undefined || found.length !== bytes || sha256(found) !== digest) changed.push(path);
  }
  const unlisted = (await tree.list('')).filter(
    (path) => !listed.has(path) && path !== MANIFEST_FILE && path !== ATTESTATION_FILE,
  );
  const wrong = [
    ...changed.map((path) => `${path} is missing or changed`),
    ...unlisted.map((path) => `${path} is not in the manifest`),
  ];
  check(
    'files',
    wrong.length === 0,
    wrong.length === 0
      ? `${manifest.files.length} files are as listed, and no other is there`
      : wrong.slice(0, 5).join('; '),
  );
}

async function checkRecipe(tree: FileTree, manifest: Manifest, check: Check): Promise<void> {
  const recipe = parseRecipe((await tree.read(RECIPE_FILE)) ?? '');
  const same = sha256(canonicalJson(recipe)) === manifest.recipe && recipe.mandate === manifest.mandate.id;
  check(
    'recipe',
    same,
    same
      ? 'the recipe is the one the manifest names'
      : 'the recipe or its mandate is not the one the manifest names',
  );
  const moved = manifest.episodes.filter(
    (episode) =>
      splitOf(recipe, recipe.splitBy === 'participant' ? episode.participant : episode.id) !== episode.split,
  );
  check(
    'splits',
    moved.length === 0,
    moved.length === 0
      ? 'splits follow from the seed'
      : `${moved.length} episodes are in another split than the seed says`,
  );
}

async function checkEpisodes(tree: FileTree, manifest: Manifest, check: Check): Promise<void> {
  const files = await readEpisodes(subtree(tree, 'episodes'));
  const found = canonicalJson(files.map(({ id, split, steps }) => [id, split, steps.length]).sort());
  const expected = canonicalJson(manifest.episodes.map(({ id, split, steps }) => [id, split, steps]).sort());
  check(
    'episodes',
    found === expected,
    found === expected
      ? 'the episode files are those of the manifest'
      : 'the episode files are not those of the manifest',
  );
}

function checkAttestation(
  bytes: Uint8Array | undefined,
  expected: string,
  { keys }: VerifyOptions,
  check: Check,
): void {
  try {
    const envelope = parseDsse(bytes ?? new Uint8Array());
    const same =
      envelope.payloadType === PAYLOAD_TYPE && new TextDecoder().decode(payloadOf(envelope)) === expected;
    check(
      'statement',
      same,
      same
        ? 'the attestation says of these files exactly what the manifest does'
        : 'the attestation is about other files or another manifest',
    );
    if (keys.length === 0) {
      check('signature', false, 'no key was given to check the signature against');
      return;
    }
    verifyDsse(envelope, keys);
    check('signature', true, 'signed by a key you trust');
  } catch (cause) {
    if (!(cause instanceof LedgerFault)) throw cause;
    check('signature', false, cause.message);
  }
}
