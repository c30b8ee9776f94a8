// The policy object: what an organisation may have recorded, until when, for what. Normative: docs/spec/policy.md §1.
//
// It travels signed (DSSE, application/vnd.overt.policy.v1+json); the signature is checked before `parsePolicy`.
// Unknown keys are refused: a restriction that an old device does not understand must not be skipped.

import { z } from 'zod';
import { FIDELITIES } from './fidelity.ts';
import { JURISDICTION_IDS } from './jurisdiction/ids.ts';
import {
  ACTION_MAX_MONTHS,
  IDLE_MAX_MIN,
  LIST_MAX,
  MB_PER_DAY_MAX,
  PIXELS_MAX_DAYS,
  TEXT_MAX_DAYS,
  TTL_MAX_H,
  WINDOWS_MAX,
} from './limits.ts';

/** Closed on purpose: a use that is not here cannot be expressed (P8). */
export const PURPOSES = ['train-cua', 'eval-cua', 'redaction-qa', 'rights', 'store-incident'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Languages a notice is written in. */
export const LANGUAGES = ['en', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The data classes of a segment (docs/spec/segment.md). */
export const CLASSES = ['action', 'text', 'pixels'] as const;
export type PolicyClass = (typeof CLASSES)[number];

const fidelity = z.enum(FIDELITIES);
const slug = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const host = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);
const phrase = z.string().min(2).max(120);
/** `host/path` with `*` for any run of characters; matched against host and path, never against a query. */
const urlPattern = z
  .string()
  .min(3)
  .max(300)
  .regex(/^[a-z0-9*][a-z0-9.*-]*(\/\S*)?$/);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A ceiling for one place, or the definition of a place of the organisation's own that the catalogue lacks. */
const placeRule = z.strictObject({
  /** Catalogue id (`office.mail`), or `category:<name>`, or a new id when `hosts` is given. */
  place: z.string().regex(/^(category:)?[a-z0-9][a-z0-9._-]{0,63}$/),
  fidelity,
  /** Hosts of a place the catalogue does not know, without port; subdomains are included. */
  hosts: z.array(host).min(1).max(64).optional(),
  name: z.string().min(1).max(80).optional(),
});

/** A stretch of the week, in the device's local time; `to` before `from` runs past midnight. */
export const weekWindow = z.strictObject({
  /** 1 Monday … 7 Sunday: the days on which it begins. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: clock,
  to: clock,
});

/** A rule the participant adds on her device; it can only tighten. Exactly one of the selectors. */
export const personalRule = z.union([
  z.strictObject({ place: z.string().min(1).max(80), fidelity }),
  z.strictObject({ host, fidelity }),
]);

/** What an exemption is about. */
export const exemptionScope = z.union([
  z.strictObject({ place: z.string().min(1).max(80) }),
  z.strictObject({ host }),
  z.strictObject({ everything: z.literal(true) }),
]);

export const policySchema = z.strictObject({
  format: z.literal('overt-policy'),
  version: z.literal(2),
  id: slug,
  /** Name of the programme, as the notice states it. */
  programme: z.string().min(1).max(120),
  /** Who is responsible for it, and how that is reached; both stand in the notice. */
  controller: z.string().min(1).max(200),
  contact: z.string().min(1).max(200),
  /** Counts up with every policy of this `id`; a device refuses one lower than it has followed. */
  serial: z.int().min(0),
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
  /** Data classes that may come into being at all. */
  classes: z
    .array(z.enum(CLASSES))
    .min(1)
    .max(CLASSES.length)
    .default([...CLASSES]),
  places: z.array(placeRule).max(LIST_MAX).default([]),
  /** Participants may tighten; there is no other value. */
  personal: z.literal('tighten-only').default('tighten-only'),
  /** Customers who must not be learned from: an observation that names one is dropped. */
  noTrain: z.strictObject({
    domains: z.array(host).max(LIST_MAX).default([]),
    names: z.array(phrase).max(LIST_MAX).default([]),
    /** Names or numbers of accounts, as systems write them (`ACC-00412`). */
    accounts: z.array(phrase).max(LIST_MAX).default([]),
    urls: z.array(urlPattern).max(LIST_MAX).default([]),
    /** Words in a title or heading that mark a whole document. */
    markers: z.array(phrase).max(LIST_MAX).default([]),
  }),
  /** Task types of the mandate that may be declared; another one is recorded without its type. An empty list allows all. */
  tasks: z.array(slug).max(LIST_MAX).default([]),
  /** Jurisdiction packs that an administrator signed; the others are inactive, and nothing is captured where only they apply. */
  jurisdictions: z
    .array(z.strictObject({ pack: z.enum(JURISDICTION_IDS), version: z.int().min(1), digest: hash }))
    .max(JURISDICTION_IDS.length)
    .default([]),
  /** When capture is possible at all; empty means always. */
  hours: z.array(weekWindow).max(WINDOWS_MAX).default([]),
  /** What ends a recording by itself. */
  ends: z
    .strictObject({
      /** A call in the browser: its microphone or camera is in use, or a meeting is open. */
      calls: z.boolean().default(true),
      /** The screen is being shared or captured by someone else. */
      sharing: z.boolean().default(true),
      /** Minutes without any input. */
      idle_min: z.int().min(1).max(IDLE_MAX_MIN).default(5),
    })
    .default({ calls: true, sharing: true, idle_min: 5 }),
  /** What recording may cost the device; a breach stops capture, not only upload. */
  budgets: z
    .strictObject({
      mb_per_day: z.int().min(1).max(MB_PER_DAY_MAX).default(500),
      /** Share of one core, averaged over a minute. */
      cpu_percent: z.int().min(1).max(100).default(25),
      /** Whether to record on a connection that is paid by volume. */
      metered: z.boolean().default(false),
      /** Charge below which nothing is recorded while on battery. */
      battery_percent: z.int().min(0).max(100).default(20),
    })
    .default({ mb_per_day: 500, cpu_percent: 25, metered: false, battery_percent: 20 }),
  /** Languages in which the notice is offered. */
  languages: z.array(z.enum(LANGUAGES)).min(1).max(LANGUAGES.length).default(['en']),
});

export type Policy = z.infer<typeof policySchema>;
export type PlaceRule = z.infer<typeof placeRule>;
export type PersonalRule = z.infer<typeof personalRule>;
export type WeekWindow = z.infer<typeof weekWindow>;
export type ExemptionScope = z.infer<typeof exemptionScope>;
