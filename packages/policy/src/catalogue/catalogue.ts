// Recognition: from a URL or an application's name to a place. Exact hosts and their subdomains; the longest host wins.

import { PolicyFault } from '../fault.ts';
import { meet } from '../fidelity.ts';
import { type CatalogueEntry, type Place, placeAt, UNKNOWN_PLACE } from '../place.ts';
import type { PlaceRule } from '../schema.ts';
import { CATALOGUE } from './entries.ts';

/** What a place is recognised by: the full URL of a document, or the class, executable or bundle of a window. */
export type Sighting = { readonly url: string } | { readonly app: string };

export interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
  /** Never throws: what cannot be read is {@link UNKNOWN_PLACE}. */
  placeOf(sighting: Sighting): Place;
}

/**
 * A catalogue over `entries` (default: the shipped ones), extended by the places the organisation's policy defines
 * with `hosts`. Where both know a host the stricter fidelity holds: a policy cannot open a place that is shut here.
 *
 * @throws {PolicyFault} `CATALOGUE_SHAPE` if an id or a host is used twice.
 */
export function createCatalogue(
  options: { entries?: readonly CatalogueEntry[]; policy?: { places: readonly PlaceRule[] } } = {},
): Catalogue {
  const entries = options.entries ?? CATALOGUE;
  const shipped = indexEntries(entries);
  const own = indexEntries((options.policy?.places ?? []).flatMap(definedPlace));
  const all = [...entries, ...own.entries];
  return {
    entries: all,
    placeOf(sighting) {
      if ('app' in sighting) return place(shipped.apps.get(sighting.app.toLowerCase()), undefined, '');
      const address = parseAddress(sighting.url);
      if (!address) return UNKNOWN_PLACE;
      return place(
        longestHost(shipped.hosts, address.host),
        longestHost(own.hosts, address.host),
        address.path,
      );
    },
  };
}

const shippedCatalogue = createCatalogue();

/** {@link Catalogue.placeOf} over the shipped catalogue alone. */
export function placeOf(sighting: Sighting): Place {
  return shippedCatalogue.placeOf(sighting);
}

/** Host (lower case, without port) and path of an http(s) URL. */
export function parseAddress(url: string): { host: string; path: string } | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return undefined;
  return { host: parsed.hostname.replace(/\.$/, ''), path: parsed.pathname };
}

interface Index {
  readonly entries: readonly CatalogueEntry[];
  readonly hosts: ReadonlyMap<string, CatalogueEntry>;
  readonly apps: ReadonlyMap<string, CatalogueEntry>;
}

function indexEntries(entries: readonly CatalogueEntry[]): Index {
  const ids = new Set<string>();
  const hosts = new Map<string, CatalogueEntry>();
  const apps = new Map<string, CatalogueEntry>();
  for (const entry of entries) {
    requireNew(ids.has(entry.id), `id ${entry.id}`);
    ids.add(entry.id);
    const [index, names] = 'hosts' in entry.match ? [hosts, entry.match.hosts] : [apps, entry.match.apps];
    for (const name of names) {
      requireNew(index.has(name), `${name} of ${entry.id}`);
      index.set(name, entry);
    }
  }
  return { entries, hosts, apps };
}

function requireNew(taken: boolean, what: string): void {
  if (!taken) return;
  throw new PolicyFault(
    'CATALOGUE_SHAPE',
    `catalogue: ${what} occurs twice, expected once; the catalogue is refused`,
    {},
  );
}

function definedPlace(rule: PlaceRule): CatalogueEntry[] {
  if (!rule.hosts) return [];
  const { place: id, name = id, fidelity, hosts } = rule;
  return [
    {
      id,
      name,
      kind: 'web',
      match: { hosts },
      category: 'own',
      fidelity,
      evidence: 'documented',
      source: 'policy',
    },
  ];
}

/** `a.b.example.org` is looked up as itself, then `b.example.org`, then `example.org`, then `org`. */
function longestHost(index: ReadonlyMap<string, CatalogueEntry>, host: string): CatalogueEntry | undefined {
  for (let from = 0; from !== -1; ) {
    const entry = index.get(from === 0 ? host : host.slice(from));
    if (entry) return entry;
    const dot = host.indexOf('.', from);
    from = dot === -1 ? -1 : dot + 1;
  }
  return undefined;
}

function place(shipped: CatalogueEntry | undefined, own: CatalogueEntry | undefined, path: string): Place {
  if (!shipped && !own) return UNKNOWN_PLACE;
  if (!shipped || !own) return placeAt((shipped ?? own) as CatalogueEntry, path);
  const known = placeAt(shipped, path);
  return { ...known, fidelity: meet(known.fidelity, own.fidelity) };
}
