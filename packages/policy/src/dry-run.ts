// A proposed policy tried on what this device counted: before anyone agrees, everyone can see what it would change for her.
//
// Computed on the device from counters that never leave it. It says what would have been kept of what was seen, not what
// people would do under the new policy.

import { type Counters, keptAt, recent } from './counters.ts';
import { type Change, diffPolicies, isMaterial } from './diff.ts';
import { compareFidelity, type Fidelity, meet } from './fidelity.ts';
import type { JurisdictionTerms } from './jurisdiction/terms.ts';
import { COUNTER_DAYS } from './limits.ts';
import { type Place, UNKNOWN_PLACE } from './place.ts';
import type { Policy } from './schema.ts';

export interface DryRun {
  readonly changes: readonly Change[];
  /** Needs a new notice and a new receipt. */
  readonly isMaterial: boolean;
  /** Observations that would have been kept in the days looked at, under either policy. */
  readonly kept: { readonly before: number; readonly after: number };
  /** Places of those days whose fidelity would differ. */
  readonly places: readonly {
    readonly place: string;
    readonly before: Fidelity;
    readonly after: Fidelity;
    readonly kept: { readonly before: number; readonly after: number };
  }[];
  readonly days: number;
}

export interface DryRunParts {
  readonly counters: Counters;
  /** Local day, `YYYY-MM-DD`. */
  readonly today: string;
  readonly before: { readonly policy: Policy; readonly terms: JurisdictionTerms };
  readonly after: { readonly policy: Policy; readonly terms: JurisdictionTerms };
  /** The catalogue's word on a place by id. */
  readonly placeOf: (id: string) => Place | undefined;
}

export function dryRun({ counters, today, before, after, placeOf }: DryRunParts): DryRun {
  const rows = recent(counters, today);
  const fidelityUnder =
    ({ policy, terms }: DryRunParts['before']) =>
    (id: string): Fidelity =>
      fidelityOf(placeOf(id) ?? UNKNOWN_PLACE, policy, terms);
  const [was, is] = [fidelityUnder(before), fidelityUnder(after)];
  const places = [...new Set(rows.map(({ place }) => place))].sort().flatMap((place) => {
    if (compareFidelity(was(place), is(place)) === 0) return [];
    const own = rows.filter((row) => row.place === place);
    return [
      {
        place,
        before: was(place),
        after: is(place),
        kept: { before: keptAt(own, was), after: keptAt(own, is) },
      },
    ];
  });
  const changes = diffPolicies(before.policy, after.policy);
  return {
    changes,
    isMaterial: isMaterial(changes),
    kept: { before: keptAt(rows, was), after: keptAt(rows, is) },
    places,
    days: Math.min(COUNTER_DAYS, new Set(rows.map(({ day }) => day)).size),
  };
}

/** What policy and law leave of a place; rules by host are not asked, since no host is counted. */
function fidelityOf(place: Place, policy: Policy, terms: JurisdictionTerms): Fidelity {
  if (policy.halt || !policy.classes.includes('action')) return 'none';
  const ceilings = policy.places.filter(
    (rule) => rule.place === place.id || rule.place === `category:${place.category}`,
  );
  return [
    policy.maxFidelity,
    terms.maxFidelity,
    ...ceilings.map(({ fidelity }) => fidelity),
  ].reduce<Fidelity>(meet, place.fidelity);
}
