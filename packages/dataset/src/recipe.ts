// What a dataset is to contain. Normative text: docs/spec/dataset.md#recipe.

import { FORMATS } from '@overt/formats';
import { z } from 'zod';
import { DatasetFault } from './fault.ts';

const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);
const share = z.number().min(0).max(1);

export const recipeSchema = z.strictObject({
  format: z.literal('overt-recipe'),
  version: z.literal(1),
  name,
  purpose: z.enum(['train-cua', 'eval-cua']),
  /** What the model may do: help a person at her work, or do the work in her place. */
  endUse: z.enum(['assist', 'automate']),
  /** Id of the mandate this build cites; it refuses what the mandate does not cover. */
  mandate: z.string().regex(/^mdt_[a-z2-7]{26}$/),
  /** Task types wanted; none means all that the mandate covers. */
  tasks: z.array(name).default([]),
  /** Places an episode may visit; none means all that the mandate covers. */
  places: z.array(name).default([]),
  formats: z.array(z.enum(FORMATS)).min(1),
  /** Decides splits and surrogates. */
  seed: z.string().max(64).default(''),
  split: z
    .strictObject({ train: share, validation: share, test: share })
    .default({ train: 0.8, validation: 0.1, test: 0.1 })
    .refine(
      ({ train, validation, test }) => Math.abs(train + validation + test - 1) < 1e-9,
      'the shares must add up to 1',
    ),
  /** `participant` keeps everything of one person in one split. */
  splitBy: z.enum(['episode', 'participant']).default('episode'),
  quality: z
    .strictObject({
      minSteps: z.int().min(1).default(1),
      /** Least share of steps that have a frame before them. */
      minFramed: share.default(0),
      /** Least share of steps on an element whose element has a name. */
      minNamed: share.default(0),
      outcomes: z
        .array(z.enum(['success', 'failure', 'unknown']))
        .min(1)
        .default(['success', 'failure', 'unknown']),
    })
    .default({ minSteps: 1, minFramed: 0, minNamed: 0, outcomes: ['success', 'failure', 'unknown'] }),
  /** Days until the dataset must be deleted; never longer than the mandate runs. */
  keepDays: z.int().min(1).max(366).default(90),
});
export type Recipe = z.infer<typeof recipeSchema>;

/** Reads a recipe from bytes, text or a parsed value. @throws {DatasetFault} `RECIPE_MALFORMED` */
export function parseRecipe(input: unknown): Recipe {
  const parsed = recipeSchema.safeParse(readJson(input));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') || 'top level';
  throw new DatasetFault(
    'RECIPE_MALFORMED',
    `recipe at ${where}: ${issue?.message ?? 'not JSON'}; expected the form in docs/spec/dataset.md#recipe. Nothing was built`,
    { where },
  );
}

function readJson(input: unknown): unknown {
  if (typeof input !== 'string' && !(input instanceof Uint8Array)) return input;
  try {
    return JSON.parse(
      typeof input === 'string' ? input : new TextDecoder('utf-8', { fatal: true }).decode(input),
    );
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError) return undefined;
    throw cause;
  }
}
