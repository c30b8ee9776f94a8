// A place as the decision sees it, and how a URL or a window becomes one.

import type { Fidelity } from './fidelity.ts';
import { meet } from './fidelity.ts';

/** How sure we are that the entry describes the real thing. `unverified` can only lower fidelity (P13). */
export type Evidence = 'verified' | 'documented' | 'unverified';

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

export interface CatalogueEntry {
  readonly id: string;
  readonly name: string;
  readonly kind: 'web' | 'desktop';
  /** Web: hosts without port, subdomains included. Desktop: window classes, executables or bundle ids. */
  readonly match: { readonly hosts: readonly string[] } | { readonly apps: readonly string[] };
  readonly category: string;
  readonly fidelity: Fidelity;
  readonly evidence: Evidence;
  /** Where the evidence is: a page of the maker, or a test of ours. */
  readonly source?: string;
  readonly routes?: readonly RouteRule[];
  readonly surfaces?: readonly SurfaceRule[];
}

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
  const byEvidence =
    entry.evidence === 'unverified' ? meet(entry.fidelity, UNKNOWN_PLACE.fidelity) : entry.fidelity;
  const { id, name, category, evidence } = entry;
  const fidelity = meet(byEvidence, routeFidelity(entry, path));
  return { id, name, category, evidence, fidelity, known: true, surfaces: entry.surfaces ?? [] };
}

function routeFidelity(entry: CatalogueEntry, path: string): Fidelity {
  let best: RouteRule | undefined;
  for (const route of entry.routes ?? []) {
    if (isUnder(path, route.prefix) && (!best || route.prefix.length > best.prefix.length)) best = route;
  }
  return best?.fidelity ?? 'content';
}

function isUnder(path: string, prefix: string): boolean {
  if (!path.startsWith(prefix)) return false;
  return prefix.endsWith('/') || path.length === prefix.length || path[prefix.length] === '/';
}
