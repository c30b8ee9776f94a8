// The bytes of a pack as an administrator signs them, and their digest.

import type { JurisdictionPack } from './pack.ts';

/** DSSE payload type of a pack that an administrator puts into force. */
export const PACK_TYPE = 'application/vnd.overt.jurisdiction.v1+json';

/**
 * Canonical JSON of a pack, UTF-8: members sorted by name, no space between tokens. Packs hold strings, whole numbers,
 * lists and objects only, for which this is what RFC 8785 gives.
 */
export function packBytes(pack: JurisdictionPack): Uint8Array {
  return new TextEncoder().encode(canonical(pack));
}

/** SHA-256 hex of `packBytes`: what `jurisdictions` of a policy names. */
export function packDigest(pack: JurisdictionPack, hash: { sha256(bytes: Uint8Array): Uint8Array }): string {
  return Array.from(hash.sha256(packBytes(pack)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
