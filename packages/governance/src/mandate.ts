// What a mandate allows to be learned. Pure: whether it is in force and who signed it is asked elsewhere (mandates.ts).
//
// Normative: docs/spec/governance.md#mandate.

import { bytes, type IsoWeek, type SubjectId } from '@overt/events';
import { PURPOSES, type Purpose } from '@overt/policy';
import { z } from 'zod';
import { fault } from './fault.ts';
import { MANDATE_MAX_MONTHS, MANDATE_NOTICE_DAYS, STATEMENT_MAX_BYTES } from './limits.ts';
import { daysAfter, monthsAfter } from './times.ts';

export const MANDATE_TYPE = 'application/vnd.overt.mandate.v1+json';

/** What the learned model may do: help a person at her work, or do the work in her place. */
export const END_USES = ['assist', 'automate'] as const;
export type EndUse = (typeof END_USES)[number];

const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);
const place = z.string().regex(/^(category:)?[a-z0-9][a-z0-9._-]{0,63}$/);

export const mandateSchema = z.strictObject({
  format: z.literal('overt-mandate'),
  version: z.literal(1),
  id: z.string().regex(/^mdt_[a-z2-7]{26}$/),
  programme: z.string().min(1).max(120),
  /** Task types that models may learn. */
  tasks: z.array(name).min(1).max(10_000),
  /** Places whose episodes may be used: catalogue ids or `category:<name>`. */
  places: z.array(place).min(1).max(10_000),
  purposes: z.array(z.enum(PURPOSES)).min(1),
  endUses: z.array(z.enum(END_USES)).min(1),
  /** What the participants get for it, in words. */
  benefit: z.string().min(1).max(2_000),
  issued: z.iso.datetime(),
  /** From when it allows anything; later than `issued` if it widens the one it replaces. */
  effective: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  /** SHA-256 hex of the mandate it replaces. */
  replaces: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Vkeys of all who must sign beside the server. */
  cosigners: z.array(z.string().min(1).max(200)).min(1).max(16),
});

export type Mandate = z.infer<typeof mandateSchema>;

/** What a build asks about one episode. */
export interface EpisodeFacts {
  readonly task: string;
  /** Every place it visits: its id, and its category if the catalogue knows one. */
  readonly places: readonly { readonly id: string; readonly category?: string }[];
  readonly subject: SubjectId;
  readonly week: IsoWeek;
}

export type Coverage =
  | { readonly covered: true }
  | { readonly covered: false; readonly reason: 'TASK' | 'PLACE' | 'OBJECTION' | 'NO_CONSENT' | 'EMBARGO' };

/** @throws {GovernanceFault} `MANDATE_MALFORMED`; `MANDATE_TERM` unless issued ≤ effective < notAfter ≤ 12 months after issued. */
export function parseMandate(payload: Uint8Array): Mandate {
  const parsed =
    payload.length > STATEMENT_MAX_BYTES ? undefined : mandateSchema.safeParse(readJson(payload));
  if (!parsed?.success) {
    const where = parsed?.error.issues[0]?.path.join('.') || 'top level';
    throw fault(
      'MANDATE_MALFORMED',
      `mandate at ${where}: not of the form in docs/spec/governance.md#mandate`,
      { where },
    );
  }
  const { issued, effective, notAfter } = parsed.data;
  const latest = monthsAfter(new Date(issued), MANDATE_MAX_MONTHS);
  const inOrder = Date.parse(issued) <= Date.parse(effective) && Date.parse(effective) < Date.parse(notAfter);
  if (!inOrder || Date.parse(notAfter) > latest.getTime()) {
    throw fault(
      'MANDATE_TERM',
      `mandate: it must take effect after it is issued and end within ${MANDATE_MAX_MONTHS} months`,
      {
        found: notAfter,
        expected: latest.toISOString(),
      },
    );
  }
  return parsed.data;
}

export function encodeMandate(mandate: Mandate): Uint8Array {
  return bytes.toUtf8(JSON.stringify(mandate));
}

/** Whether the mandate's own terms cover the episode; consent, embargo and objections are the build's further questions. */
export function covers(mandate: Mandate, episode: Pick<EpisodeFacts, 'task' | 'places'>): Coverage {
  if (!mandate.tasks.includes(episode.task)) return { covered: false, reason: 'TASK' };
  const allowed = new Set(mandate.places);
  const everywhere = episode.places.every(
    ({ id, category }) => allowed.has(id) || (category !== undefined && allowed.has(`category:${category}`)),
  );
  return everywhere ? { covered: true } : { covered: false, reason: 'PLACE' };
}

/** True if `next` allows anything that `before` does not. A longer term alone is no wider: it must be signed again anyway. */
export function widens(before: Mandate, next: Mandate): boolean {
  const grows = (a: readonly string[], b: readonly string[]) => b.some((value) => !a.includes(value));
  return (
    grows(before.tasks, next.tasks) ||
    grows(before.places, next.places) ||
    grows(before.purposes, next.purposes) ||
    grows(before.endUses, next.endUses)
  );
}

/** @throws {GovernanceFault} `MANDATE_NOTICE` if `next` is wider than `before` and takes effect without notice. */
export function requireNotice(before: Mandate, next: Mandate): void {
  const earliest = daysAfter(new Date(next.issued), MANDATE_NOTICE_DAYS);
  if (!widens(before, next) || Date.parse(next.effective) >= earliest.getTime()) return;
  throw fault(
    'MANDATE_NOTICE',
    `mandate: it allows more than the one it replaces; it may take effect ${MANDATE_NOTICE_DAYS} days after it is issued`,
    {
      found: next.effective,
      expected: earliest.toISOString(),
    },
  );
}

/** @throws {GovernanceFault} `MANDATE_DOES_NOT_COVER` */
export function requireUse(
  mandate: Mandate,
  use: { readonly purpose: Purpose; readonly endUse: EndUse },
): void {
  if (mandate.purposes.includes(use.purpose) && mandate.endUses.includes(use.endUse)) return;
  throw fault(
    'MANDATE_DOES_NOT_COVER',
    `mandate ${mandate.id}: it does not allow ${use.purpose} to ${use.endUse}`,
    { where: mandate.id },
  );
}

function readJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof TypeError)) throw cause;
    return undefined;
  }
}
