// What a person means by a place on the command line: an id of the catalogue, a host, or an address.

import {
  type Catalogue,
  type CatalogueEntry,
  type Place,
  parseAddress,
  placeAt,
  UNKNOWN_PLACE,
} from '@overt/policy';
import { CliFault } from '../output.ts';
import { nearMatches } from '../settings/near.ts';

export interface Sighted {
  readonly place: Place;
  /** Empty for a window. */
  readonly host: string;
  readonly address?: string;
}

const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.?(:\d{1,5})?$/i;

/** @throws {CliFault} `CLI_NOT_FOUND` with places whose names are near, if it is none of the three. */
export function sight(given: string, catalogue: Catalogue): Sighted {
  const entry = catalogue.entries.find(({ id }) => id === given);
  if (entry) return { place: placeAt(entry, '/'), host: hostOf(entry) };
  if (given === UNKNOWN_PLACE.id) return { place: UNKNOWN_PLACE, host: '' };
  if (given.includes('://')) return sightAddress(given, catalogue);
  const near = nearMatches(
    given,
    catalogue.entries.map(({ id }) => id),
  );
  // A slip in an id looks like a host: it is taken for one only if someone knows it, or nothing else comes near.
  const isHost = HOST.test(given) && (given.includes('.') || given.toLowerCase().startsWith('localhost'));
  if (isHost) {
    const seen = sightAddress(`https://${given}/`, catalogue);
    if (seen.place.known || near.length === 0) return seen;
  }
  throw notFound(given, near);
}

function sightAddress(address: string, catalogue: Catalogue): Sighted {
  const parsed = parseAddress(address);
  if (!parsed) throw notFound(address, []);
  return { place: catalogue.placeOf({ url: address }), host: parsed.host, address };
}

function hostOf({ match }: CatalogueEntry): string {
  return 'hosts' in match ? (match.hosts[0] ?? '') : '';
}

function notFound(given: string, near: readonly string[]): CliFault {
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  return new CliFault(
    'CLI_NOT_FOUND',
    `status: “${given}” is no place; expected an id of overt places, a host, or an http(s) address.${meant}`,
    { near },
  );
}
