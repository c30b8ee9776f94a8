// Short forms in which the entries are written. Evidence follows from the source: who cites none has none.

import type { Fidelity } from '../fidelity.ts';
import type { DesktopEntry, DesktopMatch, RouteRule, WebEntry } from '../place.ts';
import { type Category, isPrivateCategory } from './categories.ts';
import { surfacesOf } from './surfaces.ts';

interface More {
  readonly source?: string;
  readonly fidelity?: Fidelity;
  readonly paths?: readonly string[];
  readonly routes?: readonly RouteRule[];
}

/** Categories whose places show more than they describe: what is typed or shown there is mostly somebody's substance. */
const STRUCTURE: ReadonlySet<Category> = new Set<Category>([
  'search',
  'sign-in',
  'assistant',
  'browser',
  'terminal',
  'remote',
  'meeting',
]);

function fidelityOf(category: Category): Fidelity {
  if (isPrivateCategory(category)) return 'none';
  return STRUCTURE.has(category) ? 'structure' : 'workflow';
}

/** A web site or application. `hosts` separated by blanks. */
export function site(id: string, name: string, category: Category, hosts: string, more: More = {}): WebEntry {
  const { source, paths, routes, fidelity = fidelityOf(category) } = more;
  const surfaces = fidelity === 'none' ? [] : surfacesOf(category);
  return {
    id,
    name,
    kind: 'web',
    match: { hosts: hosts === '' ? [] : hosts.split(' '), ...(paths ? { paths } : {}) },
    category,
    fidelity,
    evidence: source ? 'documented' : 'unverified',
    ...(source ? { source } : {}),
    ...(routes ? { routes } : {}),
    ...(surfaces.length > 0 ? { surfaces } : {}),
  };
}

/** An application with windows of its own. Names in lower case. */
export function app(
  id: string,
  name: string,
  category: Category,
  match: DesktopMatch,
  source?: string,
): DesktopEntry {
  const fidelity = fidelityOf(category);
  const evidence = source ? 'documented' : 'unverified';
  return { id, name, kind: 'desktop', match, category, fidelity, evidence, ...(source ? { source } : {}) };
}

/** Sources of names: the .desktop file of a Debian package, a Homebrew cask, a manifest of the Scoop bucket `Extras`. */
export const debian = (name: string): string => `Debian package ${name}, usr/share/applications`;
export const brew = (cask: string): string => `Homebrew cask ${cask}`;
export const scoop = (manifest: string): string => `Scoop Extras ${manifest}`;
export const all = (...sources: readonly string[]): string => sources.join('; ');

/** Sites of one private category, each `[id, name, hosts]`: nothing of them is ever kept. */
export function shut(
  category: Category,
  ...sites: readonly (readonly [string, string, string])[]
): WebEntry[] {
  return sites.map(([id, name, hosts]) => site(id, name, category, hosts));
}
