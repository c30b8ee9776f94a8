// Which held pieces deserve a look first, and how long looking takes. Pure: from counts, never from content.

import type { Counted, Withholding } from '../gate/index.ts';

/**
 * - `text`: redacted text was kept: what was written, with names and numbers replaced.
 * - `pictures`: it has screenshots.
 * - `near-confidential`, `near-customer`, `near-secret`, `near-people`: something was withheld beside it because it was
 *   confidential, about a customer who is never recorded, a password or payment, or other people's words.
 * - `unknown-place`: part of it was in a place that is not on the list.
 */
export type RiskReason =
  | 'text'
  | 'pictures'
  | 'near-confidential'
  | 'near-customer'
  | 'near-secret'
  | 'near-people'
  | 'unknown-place';

/** What redaction may have missed weighs more than what it never saw; the order is that of the harm if it did. */
const WEIGHTS: Readonly<Record<RiskReason, number>> = {
  'near-confidential': 32,
  text: 16,
  'near-customer': 8,
  pictures: 4,
  'near-secret': 3,
  'near-people': 2,
  'unknown-place': 1,
};

export interface Weighed {
  readonly counts: readonly Counted[];
  readonly near: Withholding;
  readonly frames: number;
  readonly places: readonly string[];
}

/** Reasons in the order of their weight. */
export function riskOf({ counts, near, frames, places }: Weighed): {
  readonly score: number;
  readonly reasons: readonly RiskReason[];
} {
  const holds: Readonly<Record<RiskReason, boolean>> = {
    'near-confidential': near.confidential > 0,
    text: counts.some(({ kind, kept }) => kind === 'redacted-text' && kept > 0),
    'near-customer': near.customer > 0,
    pictures: frames > 0,
    'near-secret': near.secret > 0,
    'near-people': near.people > 0,
    'unknown-place': places.includes('unknown'),
  };
  const reasons = (Object.keys(WEIGHTS) as RiskReason[]).filter((reason) => holds[reason]);
  return { score: reasons.reduce((sum, reason) => sum + WEIGHTS[reason], 0), reasons };
}

/** Seconds to open a piece, to look at one picture, and to read what was done beside it. */
const OPEN_S = 3;
const FRAME_S = 2.5;
const EVENT_S = 0.15;

export function lookSeconds({
  events,
  frames,
}: {
  readonly events: number;
  readonly frames: number;
}): number {
  return Math.round(OPEN_S + frames * FRAME_S + events * EVENT_S);
}

/** Most telling first; among equals the one that takes least to look at. */
export function byRisk(
  a: { readonly risk: { readonly score: number }; readonly look_s: number },
  b: { readonly risk: { readonly score: number }; readonly look_s: number },
): number {
  return b.risk.score - a.risk.score || a.look_s - b.look_s;
}
