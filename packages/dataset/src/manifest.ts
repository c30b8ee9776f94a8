// The manifest: what is in a dataset, down to the byte, and where it comes from. Normative: docs/spec/dataset.md#manifest.

import { FORMATS } from '@overt/formats';
import { z } from 'zod';
import { DatasetFault } from './fault.ts';

export const MANIFEST_FILE = 'manifest.json';
export const LINEAGE_FILE = 'lineage.json';
export const RECIPE_FILE = 'recipe.json';
export const CARD_FILE = 'card.md';
export const ATTESTATION_FILE = 'attestation.json';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const counts = z.record(z.string(), z.int().min(0));

export const manifestSchema = z.strictObject({
  format: z.literal('overt-dataset'),
  version: z.literal(1),
  name: z.string(),
  purpose: z.enum(['train-cua', 'eval-cua']),
  endUse: z.enum(['assist', 'automate']),
  built: day,
  /** Must be deleted by then. */
  expires: day,
  recipe: digest,
  mandate: z.strictObject({ id: z.string(), digest }),
  /** What built it: version of the code, of the step rules. */
  code: z.strictObject({ overt: z.string(), rules: z.int() }),
  noTrain: digest,
  taskTypes: counts,
  splits: counts,
  /** Episodes refused, by reason. */
  refused: counts,
  /** In order of the source. `digest` is over the episode's canonical text, `participant` over her name; both salted. */
  episodes: z.array(
    z.strictObject({
      id: z.string(),
      split: z.enum(['train', 'validation', 'test']),
      steps: z.int(),
      digest,
      participant: digest,
    }),
  ),
  exports: z.array(
    z.strictObject({
      format: z.enum(FORMATS),
      episodes: z.int(),
      steps: z.int(),
      images: z.int(),
      missingImages: z.int(),
      omitted: counts,
    }),
  ),
  /** Every file but this one and the attestation, sorted by path. */
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int().min(0), sha256: digest })),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const lineageSchema = z.strictObject({
  format: z.literal('overt-lineage'),
  version: z.literal(1),
  episodes: z.record(
    z.string(),
    z.strictObject({
      segments: z.array(z.string()),
      receipts: z.array(digest),
      policies: z.array(digest),
      redactor: z.string(),
    }),
  ),
});
export type LineageFile = z.infer<typeof lineageSchema>;

/** @throws {DatasetFault} `DATASET_MALFORMED` */
export function parseFile<T>(schema: z.ZodType<T>, bytes: Uint8Array | undefined, path: string): T {
  let value: unknown;
  try {
    value =
      bytes === undefined ? undefined : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof TypeError)) throw cause;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') || 'top level';
  const found = bytes === undefined ? 'missing' : `not of its form at ${where}`;
  throw new DatasetFault(
    'DATASET_MALFORMED',
    `${path}: ${found}; expected a file as docs/spec/dataset.md describes it. This folder is no dataset, or was changed`,
    { where: path },
  );
}
