// The same decision for a screenshot. Every visible window and document is decided, not only the focused one, and each
// box of text by the same `decide` as the text itself: so text and pixels cannot disagree.

import type { Box, GapReason } from '@overt/events';
import type { Context, Moment } from './context.ts';
import { decide, type RuleId, type StopReason } from './decide.ts';
import { isAtLeast } from './fidelity.ts';
import type { FieldFacts } from './field.ts';
import type { Place } from './place.ts';
import type { Surface } from './substance.ts';

export interface VisibleBox {
  readonly box: Box;
  /** `media`: a picture, video or canvas; nobody knows what is in it. */
  readonly surface: Surface | 'media';
  readonly field?: FieldFacts;
  /** The redactor keeps this text exactly as it stands. If not, its pixels go too. */
  readonly unchanged: boolean;
  readonly noTrain: boolean;
}

export interface VisibleArea {
  readonly place: Place;
  readonly host: string;
  readonly incognito: boolean;
  /** The whole document or window names a no-train customer (title, address, heading). */
  readonly noTrain: boolean;
  /** The whole document is marked as confidential or strategic. */
  readonly confidential: boolean;
  readonly box: Box;
  readonly boxes: readonly VisibleBox[];
  /** Every visible text of the area is in `boxes`. */
  readonly complete: boolean;
}

export type FrameDecision =
  | { readonly allow: true; readonly rule: RuleId; readonly regions: readonly Box[] }
  | { readonly allow: false; readonly rule: RuleId; readonly reason: GapReason | StopReason };

/**
 * Decides a screenshot that shows `areas`, the first of which lies under all others (the top document, the desktop).
 *
 * Refused if the first area may not be kept at `workflow`, or is not completely known; otherwise the regions to fill:
 * whole areas that are private, excluded, unknown or incompletely known; secret fields; media; every box of text that
 * would not be kept as it stands. At `workflow` interface text stays visible; at `content` all text does that redaction leaves unchanged.
 */
export function decideFrame(areas: readonly VisibleArea[], context: Context, moment: Moment): FrameDecision {
  const top = areas[0];
  if (!top) return { allow: false, rule: 'unknown-place', reason: 'frame-denied' };
  const refused = refuseArea(top, context, moment);
  if (refused) return { allow: false, ...refused };
  if (!context.keeps.pixels) return { allow: false, rule: 'structure', reason: 'frame-denied' };
  const regions: Box[] = [];
  for (const area of areas) {
    if (refuseArea(area, context, moment)) regions.push(area.box);
    else
      for (const visible of area.boxes)
        if (mustFill(visible, area, context, moment)) regions.push(visible.box);
  }
  return { allow: true, rule: 'permitted', regions };
}

function refuseArea(
  area: VisibleArea,
  context: Context,
  moment: Moment,
): { rule: RuleId; reason: GapReason | StopReason } | undefined {
  const { place, host, incognito, noTrain, confidential } = area;
  const decision = decide(
    { place, host, incognito, noTrain, confidential, surface: 'interface' },
    context,
    moment,
  );
  if (!isAtLeast(decision.fidelity, 'workflow')) {
    const reason =
      decision.reason === 'permitted' || decision.reason === 'substance' ? 'frame-denied' : decision.reason;
    return { rule: decision.rule, reason };
  }
  return area.complete ? undefined : { rule: 'substance', reason: 'frame-denied' };
}

function mustFill(visible: VisibleBox, area: VisibleArea, context: Context, moment: Moment): boolean {
  if (visible.surface === 'media' || visible.noTrain || !visible.unchanged) return true;
  const { place, host, incognito, confidential } = area;
  const facts = { place, host, incognito, noTrain: false, confidential, surface: visible.surface };
  const decision = decide(visible.field ? { ...facts, field: visible.field } : facts, context, moment);
  return decision.text !== 'interface' && decision.text !== 'redacted';
}
