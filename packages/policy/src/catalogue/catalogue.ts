// Recognition: from a URL or an application's name to a place. The longest host wins, on it the longest path.
//
// A place is made once per entry and fidelity and handed out again, so that looking up allocates nothing that stays.

import { PolicyFault } from '../fault.ts';
import { meet } from '../fidelity.ts';
import {
  type CatalogueEntry,
  effectiveFidelity,
  fidelityAt,
  isUnder,
  type Place,
  type System,
  UNKNOWN_PLACE,
} from '../place.ts';
import type { PlaceRule } from '../schema.ts';
import { CATALOGUE } from './entries.ts';
import { type Definition, definitionsOf } from './own.ts';
import { Places } from './places.ts';
import { catalogueEntrySchema } from './schema.ts';

/** What a place is recognised by: the full URL of a document, or the class, executable or bundle of a window. */
export type Sighting = { readonly url: string } | { readonly app: string; readonly os?: System };

export interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
  /** Never throws: what cannot be read is {@link UNKNOWN_PLACE}. The same place is the same object. */
  placeOf(sighting: Sighting): Place;
}

/**
 * A catalogue over `entries` (default: the shipped ones), extended by the places the organisation's policy defines
 * with `hosts`. Where both know a host the stricter fidelity holds: a policy cannot open a place that is shut here.
 *
 * @throws {PolicyFault} `CATALOGUE_SHAPE` if an entry breaks a law of docs/spec/catalogue.md, or an id, a host with its
 *   path, or an application's name is used twice.
 */
export function createCatalogue(
  options: { entries?: readonly CatalogueEntry[]; policy?: { places: readonly PlaceRule[] } } = {},
): Catalogue {
  const entries = options.entries ?? CATALOGUE;
  if (options.entries) for (const entry of options.entries) requireLawful(entry);
  const index = indexEntries(entries);
  const own = definitionsOf(options.policy?.places ?? [], index.ids);
  const places = new Places();
  return {
    entries: [...entries, ...own.entries],
    placeOf(sighting) {
      if ('app' in sighting) {
        const entry = appEntry(index, sighting.app, sighting.os);
        return entry ? places.of(entry, effectiveFidelity(entry)) : UNKNOWN_PLACE;
      }
      const address = parseAddress(sighting.url);
      if (!address) return UNKNOWN_PLACE;
      const path = plainPath(address.path);
      const definition = byHost(address.host, (host) => own.hosts.get(host));
      return join(places, webEntry(index, address.host, path), definition, path);
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
  const parsed = parse(url);
  if (!parsed || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return undefined;
  return { host: parsed.hostname.replace(/\.+$/, ''), path: parsed.pathname };
}

function join(
  places: Places,
  shipped: CatalogueEntry | undefined,
  own: Definition | undefined,
  path: string,
): Place {
  if (!shipped && !own) return UNKNOWN_PLACE;
  if (!shipped) return places.of(own!.entry, meet(fidelityAt(own!.entry, path), own!.fidelity));
  const fidelity = fidelityAt(shipped, path);
  return places.of(shipped, own ? meet(fidelity, own.fidelity) : fidelity);
}

/** Parsed once: asking first whether it can be costs as much as doing it. */
function parse(url: string): URL | undefined {
  if (typeof url !== 'string') return undefined;
  try {
    return new URL(url);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
}

/** Entries of one host, the longest path first; the rest of the host has none. */
type HostEntries = { readonly path: string; readonly entry: CatalogueEntry }[];

interface Index {
  readonly ids: ReadonlyMap<string, CatalogueEntry>;
  readonly hosts: ReadonlyMap<string, HostEntries>;
  readonly apps: ReadonlyMap<string, { readonly entry: CatalogueEntry; readonly systems: Set<System> }>;
}

function indexEntries(entries: readonly CatalogueEntry[]): Index {
  const ids = new Map<string, CatalogueEntry>();
  const hosts = new Map<string, HostEntries>();
  const apps = new Map<string, { entry: CatalogueEntry; systems: Set<System> }>();
  for (const entry of entries) {
    requireNew(ids.has(entry.id), `id ${entry.id}`);
    ids.set(entry.id, entry);
    if (entry.kind === 'web') {
      for (const host of entry.match.hosts) addHost(hosts, host, entry, entry.match.paths ?? ['']);
    } else {
      for (const [system, names] of Object.entries(entry.match)) {
        for (const name of names ?? []) addApp(apps, plainApp(name), system as System, entry);
      }
    }
  }
  for (const list of hosts.values()) list.sort((a, b) => b.path.length - a.path.length);
  return { ids, hosts, apps };
}

function addHost(
  hosts: Map<string, HostEntries>,
  host: string,
  entry: CatalogueEntry,
  paths: readonly string[],
): void {
  const list = hosts.get(host) ?? [];
  hosts.set(host, list);
  for (const path of paths) {
    requireNew(
      list.some((known) => known.path === path),
      `${host}${path} of ${entry.id}`,
    );
    list.push({ path, entry });
  }
}

function addApp(
  apps: Map<string, { entry: CatalogueEntry; systems: Set<System> }>,
  name: string,
  system: System,
  entry: CatalogueEntry,
): void {
  const known = apps.get(name);
  requireNew(known !== undefined && known.entry !== entry, `application ${name} of ${entry.id}`);
  if (known) known.systems.add(system);
  else apps.set(name, { entry, systems: new Set([system]) });
}

function requireNew(taken: boolean, what: string): void {
  if (!taken) return;
  throw new PolicyFault(
    'CATALOGUE_SHAPE',
    `catalogue: ${what} occurs twice, expected once; the catalogue is refused`,
    {},
  );
}

function requireLawful(entry: CatalogueEntry): void {
  const { error } = catalogueEntrySchema.safeParse(entry);
  if (!error) return;
  const [issue] = error.issues;
  throw new PolicyFault(
    'CATALOGUE_SHAPE',
    `catalogue: entry ${entry.id}: ${issue?.message ?? 'not an entry'}; the catalogue is refused`,
    { where: issue?.path.join('.') ?? '' },
  );
}

/** `a.b.example.org` is asked for as itself, then `b.example.org`, then `example.org`, then `org`. */
function byHost<T>(host: string, find: (host: string) => T | undefined): T | undefined {
  for (let from = 0; from !== -1; ) {
    const found = find(from === 0 ? host : host.slice(from));
    if (found !== undefined) return found;
    const dot = host.indexOf('.', from);
    from = dot === -1 ? -1 : dot + 1;
  }
  return undefined;
}

function webEntry({ hosts }: Index, host: string, path: string): CatalogueEntry | undefined {
  return byHost(
    host,
    (name) => hosts.get(name)?.find((each) => isUnder(path, each.path) || each.path === '')?.entry,
  );
}

function appEntry({ apps }: Index, app: string, os: System | undefined): CatalogueEntry | undefined {
  const found = typeof app === 'string' ? apps.get(plainApp(app)) : undefined;
  return found && (os === undefined || found.systems.has(os)) ? found.entry : undefined;
}

/** Systems differ in whether they name an executable with its extension. */
function plainApp(name: string): string {
  return name.toLowerCase().replace(/\.exe$/, '');
}

/** A path as entries write it, so that case, escapes and doubled slashes lead around no entry. */
function plainPath(path: string): string {
  let plain = path;
  if (plain.includes('%')) {
    try {
      plain = decodeURIComponent(plain);
    } catch (error) {
      // Not UTF-8: no entry is written like this, so it stays as it stands.
      if (!(error instanceof URIError)) throw error;
    }
  }
  if (plain.includes('//')) plain = plain.replace(/\/{2,}/g, '/');
  return plain.toLowerCase();
}
