// Scopes of which nothing is kept, for a time or for good: exemptions and the participant's own pauses.

import { foldHosts, type Hosts, hostsOf } from './hosts.ts';
import type { ExemptionScope } from './schema.ts';

/** Ends in ms since 1970 by place or category, and by host; `everything` ends at `all`. */
export interface Suspensions {
  readonly places: ReadonlyMap<string, number>;
  readonly hosts: Hosts<number>;
  readonly all: number;
}

const NEVER = Number.NEGATIVE_INFINITY;

export function suspensionsOf(
  entries: readonly { readonly scope: ExemptionScope; readonly until?: string | undefined }[],
): Suspensions {
  const places = new Map<string, number>();
  const hosts: [string, number][] = [];
  let all = NEVER;
  for (const { scope, until } of entries) {
    const end = endOf(until);
    if ('everything' in scope) all = Math.max(all, end);
    else if ('place' in scope) places.set(scope.place, Math.max(end, places.get(scope.place) ?? NEVER));
    else hosts.push([scope.host, end]);
  }
  return { places, hosts: hostsOf(hosts, Math.max), all };
}

export function isSuspended(
  { places, hosts, all }: Suspensions,
  place: { readonly id: string; readonly category: string },
  host: string,
  now_ms: number,
): boolean {
  let end = foldHosts(hosts, host, all, Math.max);
  if (places.size > 0) {
    end = Math.max(end, places.get(place.id) ?? NEVER, places.get(`category:${place.category}`) ?? NEVER);
  }
  return !(now_ms >= end);
}

/** An end that cannot be read never comes. */
function endOf(until: string | undefined): number {
  const end = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);
  return Number.isNaN(end) ? Number.POSITIVE_INFINITY : end;
}
