// Places that an organisation's policy adds: hosts of its own systems. They never open what the catalogue shuts.

import { type Fidelity, meet } from '../fidelity.ts';
import { type CatalogueEntry, effectiveFidelity } from '../place.ts';
import type { PlaceRule } from '../schema.ts';
import { CATEGORIES, type Category, isPrivateCategory } from './categories.ts';

/** What the policy says of one host. */
export interface Definition {
  readonly entry: CatalogueEntry;
  readonly fidelity: Fidelity;
}

/**
 * The places of `rules` that name hosts:
 * - a catalogue id: further hosts of that entry, with its category and surfaces, no more open than it is;
 * - `category:NAME`: a place of that category, `none` if the category is private;
 * - any other id: a place of the organisation's own.
 *
 * A host named twice has the stricter of both. Total: what was accepted as a policy is never refused here.
 */
export function definitionsOf(
  rules: readonly PlaceRule[],
  known: ReadonlyMap<string, CatalogueEntry>,
): { readonly hosts: ReadonlyMap<string, Definition>; readonly entries: readonly CatalogueEntry[] } {
  const hosts = new Map<string, Definition>();
  const entries = new Map<string, CatalogueEntry>();
  for (const rule of rules) {
    if (!rule.hosts) continue;
    const entry = known.get(rule.place) ?? entries.get(rule.place) ?? ownEntry(rule, rule.hosts);
    if (!known.has(rule.place)) entries.set(rule.place, entry);
    const fidelity = meet(
      rule.fidelity,
      isPrivateCategory(entry.category) ? 'none' : effectiveFidelity(entry),
    );
    for (const host of rule.hosts) {
      const before = hosts.get(host);
      hosts.set(
        host,
        before ? { ...before, fidelity: meet(before.fidelity, fidelity) } : { entry, fidelity },
      );
    }
  }
  return { hosts, entries: [...entries.values()] };
}

const CATEGORY = 'category:';

function ownEntry({ place, name, fidelity }: PlaceRule, hosts: readonly string[]): CatalogueEntry {
  const wanted = place.startsWith(CATEGORY) ? place.slice(CATEGORY.length) : 'own';
  const category: Category = CATEGORIES.find((each) => each === wanted) ?? 'own';
  const id = place.replace(CATEGORY, 'own.');
  return {
    id,
    name: name ?? id,
    kind: 'web',
    match: { hosts },
    category,
    fidelity: isPrivateCategory(category) ? 'none' : fidelity,
    evidence: 'documented',
    source: 'policy',
  };
}
