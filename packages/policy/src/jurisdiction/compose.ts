// Which terms hold: the strictest of where the participant works and where the device is; unknown is the strictest of all.
//
// Normative: docs/spec/jurisdictions.md#composition.

import { type Fidelity, meet } from '../fidelity.ts';
import type { Policy } from '../schema.ts';
import { isActive } from './active.ts';
import { JURISDICTION_IDS, type JurisdictionId } from './ids.ts';
import { meetTerms } from './meet.ts';
import { PACKS } from './packs.ts';
import type { JurisdictionTerms } from './terms.ts';

export { meetTerms } from './meet.ts';

/** The strictest of every pack: what holds where nobody knows which law applies. */
export const STRICTEST: JurisdictionTerms = PACKS.map(({ terms }) => terms).reduce(meetTerms);

/** A pack's terms; those of nowhere in particular are the strictest. Total: an id this version does not know is nowhere. */
export function termsOf(id: JurisdictionId | undefined): JurisdictionTerms {
  return PACKS.find((pack) => pack.id === id)?.terms ?? STRICTEST;
}

/** For each party the packs that apply or may apply to it; undefined or empty means that nobody knows. */
export interface Parties {
  readonly participant: readonly JurisdictionId[] | undefined;
  readonly device: readonly JurisdictionId[] | undefined;
  /** Whoever is at the other end: bounds what shows them, and nothing else. */
  readonly counterpart: readonly JurisdictionId[] | undefined;
}

export interface EffectiveTerms {
  /** Of participant and device together. */
  readonly terms: JurisdictionTerms;
  /** Ceiling where other people's words are shown; never above that of `terms`. Their words are withheld anyway. */
  readonly counterpartFidelity: Fidelity;
  /** Packs whose terms went into `terms`. */
  readonly packs: readonly JurisdictionId[];
  /** Those that apply and are not in force as known here. If there is any, nothing may be captured. */
  readonly inactive: readonly JurisdictionId[];
}

export function effectiveTerms(parties: Parties, active: Policy['jurisdictions']): EffectiveTerms {
  const { participant, device, counterpart } = parties;
  const terms = meetTerms(meetOf(participant), meetOf(device));
  const applying = [...known(participant), ...known(device)];
  const isUnknown = known(participant).length === 0 || known(device).length === 0;
  return {
    terms,
    counterpartFidelity: meet(terms.maxFidelity, meetOf(counterpart).maxFidelity),
    packs: JURISDICTION_IDS.filter((id) => isUnknown || applying.includes(id)),
    inactive: inactiveOf(applying, isUnknown, active),
  };
}

const known = (ids: readonly JurisdictionId[] | undefined): readonly JurisdictionId[] => ids ?? [];

function meetOf(ids: readonly JurisdictionId[] | undefined): JurisdictionTerms {
  return known(ids).length === 0 ? STRICTEST : known(ids).map(termsOf).reduce(meetTerms);
}

/**
 * Of a party that is known every pack must be in force. Of one that is not, no single pack can be asked for: its terms
 * are the strictest of all of them, so none is undercut, and it is enough that an administrator put any into force.
 */
function inactiveOf(
  applying: readonly JurisdictionId[],
  isUnknown: boolean,
  active: Policy['jurisdictions'],
): readonly JurisdictionId[] {
  if (isUnknown && !JURISDICTION_IDS.some((id) => isActive(id, active))) return JURISDICTION_IDS;
  return JURISDICTION_IDS.filter((id) => applying.includes(id) && !isActive(id, active));
}
