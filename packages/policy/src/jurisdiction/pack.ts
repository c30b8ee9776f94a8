// What a jurisdiction pack is: its terms, and for every term the law it rests on or the plain word that it is our caution.
//
// A pack is data with a version. It is inactive until an administrator signs its bytes (digest.ts); nobody's counsel has
// reviewed it. Normative: docs/spec/jurisdictions.md.

import { z } from 'zod';
import { FIDELITIES } from '../fidelity.ts';
import { ACTION_MAX_MONTHS, PIXELS_MAX_DAYS, TEXT_MAX_DAYS } from '../limits.ts';
import { CLASSES } from '../schema.ts';
import { JURISDICTION_IDS, type JurisdictionId } from './ids.ts';
import { COSIGNERS, type JurisdictionTerms } from './terms.ts';

/** The terms that have a ground of their own. */
export const TERM_NAMES = [
  'maxFidelity',
  'classes',
  'notice.form',
  'notice.days',
  'notice.changeDays',
  'bystander',
  'participation',
  'retention',
  'cosigners',
] as const;
export type TermName = (typeof TERM_NAMES)[number];

/** What stands as ground of a term that no law sets. */
export const CAUTION = 'programme caution';

export interface LegalSource {
  readonly title: string;
  /** Where it is found: article, section, decision. Unique in its pack. */
  readonly ref: string;
  /** What it says that matters here, in our words. */
  readonly says: string;
}

export interface JurisdictionPack {
  readonly id: JurisdictionId;
  readonly name: string;
  /** Goes up with every change of the pack, in words too: what was signed is what was read. */
  readonly version: number;
  readonly review: 'not reviewed by counsel';
  /** Whose terms this pack's are never laxer than. */
  readonly parent?: JurisdictionId;
  readonly terms: JurisdictionTerms;
  /** For each term the `ref` of its sources, or `CAUTION`. */
  readonly grounds: Readonly<Record<TermName, readonly string[]>>;
  readonly sources: readonly LegalSource[];
}

const days = z.int().min(0).max(365);

const termsSchema: z.ZodType<JurisdictionTerms> = z.strictObject({
  maxFidelity: z.enum(FIDELITIES),
  classes: z.array(z.enum(CLASSES)),
  notice: z.strictObject({ form: z.enum(['acknowledged', 'daily']), days, changeDays: days }),
  bystander: z.literal('withhold'),
  participation: z.literal('voluntary'),
  retention: z.strictObject({
    action_months: z.int().min(1).max(ACTION_MAX_MONTHS),
    text_days: z.int().min(1).max(TEXT_MAX_DAYS),
    pixels_days: z.int().min(1).max(PIXELS_MAX_DAYS),
  }),
  cosigners: z.array(z.enum(COSIGNERS)),
});

/** The shape of a pack; members that are not listed are refused. */
export const packSchema = z.strictObject({
  id: z.enum(JURISDICTION_IDS),
  name: z.string().min(2).max(120),
  version: z.int().min(1),
  review: z.literal('not reviewed by counsel'),
  parent: z.enum(JURISDICTION_IDS).optional(),
  terms: termsSchema,
  grounds: z.record(z.enum(TERM_NAMES), z.array(z.string().min(3)).min(1)),
  sources: z
    .array(z.strictObject({ title: z.string().min(3), ref: z.string().min(3), says: z.string().min(20) }))
    .min(1),
});
