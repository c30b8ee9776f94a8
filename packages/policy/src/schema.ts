// The policy object: what an organisation may have recorded, until when, for what. Normative: docs/spec/policy.md §1.
//
// It travels signed (DSSE, application/vnd.overt.policy.v1+json); the signature is checked before `parsePolicy`.
// Unknown keys are refused: a restriction that an old device does not understand must not be skipped.

import { z } from 'zod';
import { FIDELITIES } from './fidelity.ts';
import { ACTION_MAX_MONTHS, LIST_MAX, PIXELS_MAX_DAYS, TEXT_MAX_DAYS, TTL_MAX_H } from './limits.ts';

/** Closed on purpose: a use that is not here cannot be expressed (P8). */
export const PURPOSES = ['train-cua', 'eval-cua', 'redaction-qa', 'rights', 'store-incident'] as const;
export type Purpose = (typeof PURPOSES)[number];

const fidelity = z.enum(FIDELITIES);
const slug = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);
const host = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);

/** A ceiling for one place, or the definition of a place of the organisation's own that the catalogue lacks. */
const placeRule = z.strictObject({
  /** Catalogue id (`office.mail`), or `category:<name>`, or a new id when `hosts` is given. */
  place: z.string().regex(/^(category:)?[a-z0-9][a-z0-9._-]{0,63}$/),
  fidelity,
  /** Hosts of a place the catalogue does not know, without port; subdomains are included. */
  hosts: z.array(host).min(1).max(64).optional(),
  name: z.string().min(1).max(80).optional(),
});

/** A rule the participant adds on her device; it can only tighten. Exactly one of the selectors. */
export const personalRule = z.union([
  z.strictObject({ place: z.string().min(1).max(80), fidelity }),
  z.strictObject({ host, fidelity }),
]);

export const policySchema = z.strictObject({
  format: z.literal('overt-policy'),
  version: z.literal(1),
  id: slug,
  /** Name of the programme, as the notice states it. */
  programme: z.string().min(1).max(120),
  issued: z.iso.datetime(),
  /** At most 12 months after `issued`. */
  notAfter: z.iso.datetime(),
  ttl_h: z.int().min(1).max(TTL_MAX_H).default(24),
  /** True stops capture at once, everywhere. */
  halt: z.boolean().default(false),
  /** Hours of presence before a segment may leave the device without its participant's word. */
  hold_h: z.int().min(0).max(168).default(24),
  retention: z.strictObject({
    action_months: z.int().min(1).max(ACTION_MAX_MONTHS),
    text_days: z.int().min(1).max(TEXT_MAX_DAYS),
    pixels_days: z.int().min(1).max(PIXELS_MAX_DAYS),
  }),
  /** Days on the server before training may use a segment. */
  embargo_days: z.int().min(0).max(365).default(14),
  purposes: z.array(z.enum(PURPOSES)).min(1).max(PURPOSES.length),
  /** Ceiling over all places. */
  maxFidelity: fidelity,
  places: z.array(placeRule).max(LIST_MAX).default([]),
  /** Participants may tighten; there is no other value. */
  personal: z.literal('tighten-only').default('tighten-only'),
  /** Customers who must not be learned from: an observation that names one is dropped. */
  noTrain: z.strictObject({
    domains: z.array(host).max(LIST_MAX).default([]),
    names: z.array(z.string().min(2).max(120)).max(LIST_MAX).default([]),
  }),
  /** Task types of the mandate that may be declared; another one is recorded without its type. An empty list allows all. */
  tasks: z.array(slug).max(LIST_MAX).default([]),
});

export type Policy = z.infer<typeof policySchema>;
export type PlaceRule = z.infer<typeof placeRule>;
export type PersonalRule = z.infer<typeof personalRule>;
