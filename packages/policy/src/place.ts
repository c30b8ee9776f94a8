// A place as the decision sees it, and what a catalogue entry says of one.

import type { Category } from './catalogue/categories.ts';
import type { Fidelity } from './fidelity.ts';
import { meet } from './fidelity.ts';

/** How sure we are that the entry describes the real thing. `unverified` can only lower fidelity (P13). */
export const EVIDENCE = ['verified', 'documented', 'unverified'] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** What a part of a page shows, by what kind of thing it is. */
export interface SurfaceRule {
  /** `message`: other people's words. `person`: a name in a structural place. `secret`: never read. `content`: substance. `interface`: maker-written although its role varies. */
  readonly surface: 'message' | 'person' | 'secret' | 'content' | 'interface';
  /** CSS selector of the page's own markup; an element inside a match has the surface. */
  readonly selector: string;
}

/** A part of a place with its own fidelity: the longest matching path prefix decides, and can only lower the entry's. */
export interface RouteRule {
  readonly prefix: string;
  readonly fidelity: Fidelity;
}

export const SYSTEMS = ['linux', 'mac', 'windows'] as const;
/** An operating system as far as recognition differs by it. */
export type System = (typeof SYSTEMS)[number];

export interface WebMatch {
  /** Without port, subdomains included, the longest wins. None: the product has no host but the organisation's own, which its policy names. */
  readonly hosts: readonly string[];
  /** Path prefixes to which the entry is confined; the longest wins. Absent: the rest of the host. */
  readonly paths?: readonly string[];
}

/** Lower case. Linux: WM_CLASS or executable; mac: bundle id; windows: executable. */
export type DesktopMatch = { readonly [S in System]?: readonly string[] };

interface Described {
  readonly id: string;
  readonly name: string;
  readonly category: Category;
  readonly fidelity: Fidelity;
  readonly evidence: Evidence;
  /** Where hosts, paths or names can be looked up: a test of ours, or what the maker or a distribution publishes. */
  readonly source?: string;
  readonly routes?: readonly RouteRule[];
  readonly surfaces?: readonly SurfaceRule[];
}

export type WebEntry = Described & { readonly kind: 'web'; readonly match: WebMatch };
export type DesktopEntry = Described & { readonly kind: 'desktop'; readonly match: DesktopMatch };
export type CatalogueEntry = WebEntry | DesktopEntry;

/** A recognised place; `fidelity` already honours evidence and route. */
export interface Place {
  /** Catalogue id, or `unknown`. */
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly fidelity: Fidelity;
  readonly evidence: Evidence;
  readonly known: boolean;
  readonly surfaces: readonly SurfaceRule[];
}

/** A place nobody described: its geometry may be kept, none of its text, none of its pixels. */
export const UNKNOWN_PLACE: Place = {
  id: 'unknown',
  name: 'unknown',
  category: 'unknown',
  fidelity: 'structure',
  evidence: 'unverified',
  known: false,
  surfaces: [],
};

/** The place an entry describes at one path. */
export function placeAt(entry: CatalogueEntry, path: string): Place {
  return placeWith(entry, fidelityAt(entry, path));
}

/** What an entry comes to after its evidence: what holds wherever no route lowers it. */
export function effectiveFidelity({
  evidence,
  fidelity,
}: Pick<CatalogueEntry, 'evidence' | 'fidelity'>): Fidelity {
  return evidence === 'unverified' ? meet(fidelity, UNKNOWN_PLACE.fidelity) : fidelity;
}

/** {@link effectiveFidelity} at one path. */
export function fidelityAt(entry: CatalogueEntry, path: string): Fidelity {
  const fidelity = effectiveFidelity(entry);
  if (!entry.routes) return fidelity;
  let best: RouteRule | undefined;
  for (const route of entry.routes) {
    if (isUnder(path, route.prefix) && (!best || route.prefix.length > best.prefix.length)) best = route;
  }
  return best ? meet(fidelity, best.fidelity) : fidelity;
}

export function placeWith(entry: CatalogueEntry, fidelity: Fidelity): Place {
  const { id, name, category, evidence, surfaces = [] } = entry;
  return { id, name, category, evidence, fidelity, known: true, surfaces };
}

/** True if `path` is `prefix` or lies below it; `/jobs` is not above `/jobsite`. */
export function isUnder(path: string, prefix: string): boolean {
  if (!path.startsWith(prefix)) return false;
  return prefix.endsWith('/') || path.length === prefix.length || path[prefix.length] === '/';
}
