// A policy with the ceilings of a managed configuration worked into it: for whoever serves a policy on a managed
// computer, such as the receiver of solo recordings. Nothing in the result is wider than before.

import { CATALOGUE } from './catalogue/entries.ts';
import { type Fidelity, meet } from './fidelity.ts';
import type { Managed } from './managed.ts';
import type { CatalogueEntry } from './place.ts';
import { type PlaceRule, type Policy, policySchema } from './schema.ts';

/**
 * `policy` with the ceilings of `managed`.
 *
 * A policy knows ceilings by place; one by host becomes ceilings of the places that are seen there. A place that is
 * seen at other hosts, too, is narrowed at those as well: too little is kept, never too much. An extension that is to
 * be asked cannot be asked by a policy, and what cannot be asked allows nothing.
 */
export function narrowPolicy(
  policy: Policy,
  managed: Managed,
  entries: readonly CatalogueEntry[] = CATALOGUE,
): Policy {
  let places: readonly PlaceRule[] = policy.places;
  for (const rule of managed.rules)
    places =
      'host' in rule
        ? narrowHost(places, rule, entries)
        : PLACE.safeParse(rule.place).success
          ? [...places, rule]
          : places;
  const asked: Fidelity = managed.vetoExtension === undefined ? 'content' : 'none';
  return {
    ...policy,
    maxFidelity: meet(meet(policy.maxFidelity, managed.maxFidelity ?? 'content'), asked),
    places: [...places],
  };
}

/** How a policy may name a place; no place has another name. */
const PLACE = policySchema.shape.places.unwrap().element.shape.place;

function narrowHost(
  places: readonly PlaceRule[],
  ceiling: { readonly host: string; readonly fidelity: Fidelity },
  entries: readonly CatalogueEntry[],
): readonly PlaceRule[] {
  const { host, fidelity } = ceiling;
  if (fidelity === 'content') return places;
  // An unknown host is `structure` anyway. Below that it becomes a place of its own, which shuts it and opens nothing.
  const isShut = fidelity === 'none';
  const isMeant = (own: string): boolean => isUnder(own, host) || (!isShut && isUnder(host, own));
  const lowered = places.map((rule) =>
    rule.hosts?.some(isMeant) ? { ...rule, fidelity: meet(rule.fidelity, fidelity) } : rule,
  );
  if (isShut)
    return places.some(({ hosts }) => hosts?.includes(host))
      ? lowered
      : [...lowered, { place: freeId(places, host), fidelity, hosts: [host] }];
  const known = entries
    .filter(({ match }) => 'hosts' in match && match.hosts.some(isMeant))
    .map(({ id }): PlaceRule => ({ place: id, fidelity }));
  return [...lowered, ...known];
}

const isUnder = (host: string, other: string): boolean => host === other || host.endsWith(`.${other}`);

/** The number of rules so far makes it new, unless a policy of ours was narrowed before: then the next one is. */
function freeId(places: readonly PlaceRule[], host: string): string {
  const stem = `managed.${host}`.slice(0, 48);
  let n = places.length;
  while (places.some(({ place }) => place === `${stem}.${n}`)) n++;
  return `${stem}.${n}`;
}
