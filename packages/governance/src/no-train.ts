// The no-train register at build: the last of three gates (device, ingest, build), and the one that attests.
//
// It says what was looked for, in how many texts, and how often it was found. What it cannot say is in `limits`: redaction
// has replaced names before, so a hit here means that the first gate failed.

import { bytes } from '@overt/events';
import { createNoTrain, type Policy } from '@overt/policy';
import { fault } from './fault.ts';
import { sha256Hex } from './secrets.ts';

/** Changes whenever the matching in `createNoTrain` does. */
export const NO_TRAIN_RULE = 'overt-no-train-words@2';

export interface Screening {
  readonly rule: typeof NO_TRAIN_RULE;
  /** `sha256:` + hex over the register: its lists, sorted, as JSON. */
  readonly register: string;
  readonly entries: number;
  readonly textsChecked: number;
  readonly hits: number;
  /** What a clean result does not show, in words that belong into the attestation. */
  readonly limits: readonly string[];
}

const LIMITS = [
  'Text only: pixels are masked on the device and not searched here.',
  'Whole words after folding case, width and punctuation: a misspelt or abbreviated name is not found.',
  'Addresses are in the data as host and path, without query: what only a query names is not found.',
  'A customer who is in the data under a placeholder cannot be recognised, and cannot be learned either.',
] as const;

const LISTS = [
  'accounts',
  'domains',
  'markers',
  'names',
  'urls',
] as const satisfies readonly (keyof Policy['noTrain'])[];

/**
 * Whether a text of a dataset names a registered customer. Which of an episode's texts was a title, or an address, is no
 * longer known here: every text is held to all lists, so a marker counts wherever it stands.
 */
export function hitsIn(register: Policy['noTrain']): (text: string) => boolean {
  const compiled = createNoTrain(register);
  return (text) => compiled.hitsTitle(text) || compiled.hitsUrl(text);
}

/**
 * Counts the texts that name a registered customer.
 *
 * @param texts every string of the dataset that a model would read: names, labels, values, addresses.
 */
export async function screen(
  register: Policy['noTrain'],
  texts: AsyncIterable<string> | Iterable<string>,
): Promise<Screening> {
  const isHit = hitsIn(register);
  let textsChecked = 0;
  let hits = 0;
  for await (const text of texts) {
    textsChecked += 1;
    if (isHit(text)) hits += 1;
  }
  const entries = LISTS.reduce((sum, list) => sum + register[list].length, 0);
  return {
    rule: NO_TRAIN_RULE,
    register: registerHash(register),
    entries,
    textsChecked,
    hits,
    limits: LIMITS,
  };
}

/** @throws {GovernanceFault} `NO_TRAIN_HIT`: the dataset must not be built; the hits are counted, never shown. */
export function requireClean(screening: Screening): void {
  if (screening.hits === 0) return;
  throw fault(
    'NO_TRAIN_HIT',
    `dataset: ${screening.hits} of ${screening.textsChecked} texts name a customer of the no-train register; nothing was built`,
    {
      found: screening.hits,
      expected: 0,
    },
  );
}

/** `sha256:` + hex; two registers with the same entries in another order are the same. */
export function registerHash(register: Policy['noTrain']): string {
  const canonical = Object.fromEntries(LISTS.map((list) => [list, [...new Set(register[list])].sort()]));
  return `sha256:${sha256Hex(bytes.toUtf8(JSON.stringify(canonical)))}`;
}
