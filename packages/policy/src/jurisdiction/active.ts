// Packs as a policy names them.
//
// The digests are written down beside the packs: a device compares the terms it has with those that were signed, and
// nothing on its way to a decision has to hash. A test holds this table and the packs together.

import type { Policy } from '../schema.ts';
import type { JurisdictionId } from './ids.ts';
import type { JurisdictionPack } from './pack.ts';
import { PACKS, packOf } from './packs.ts';

/** SHA-256 hex of the bytes of every pack in this version. */
export const PACK_DIGESTS: Readonly<Record<JurisdictionId, string>> = {
  EU: '63ba635789088901bea2479caa74e74694796d44d82aa4ecc09025a513f7533f',
  DE: '01c84cf3f4f0ba61344f6882bc1074b9407774393ba17eea6404509613324eba',
  FR: 'db5f03f9a3e1d64ee7aa2fe93b678fce5a1839eaee27c0bc35c66c52ea8ded3b',
  IE: 'e5dccfd131be18345837e027d40d32fbe67066984fca9aff5e3b892c577722da',
  UK: 'f8d0150e6d71a0d3ed5eff121579ce1ffe3cacee86747f6b7fc290aa75cae7fc',
  US: '67faadf81f4f027b2f20d09f55d17a22180a377921ed71fb07b08a605808720b',
  'US-CA': '0a1912d1a8bede48902683e18dd493bb8ed0c254b79f54e146880fd2fa5944fe',
  'US-NY': 'b2214bc602b188d377a9cb861902d94c0d530e579498d3503b03819a8b7baf86',
  'US-CT': '74bd7b513f720ba9793febeb0733832beb2bd853745353ed4eb6b90fe90aaaf9',
  'US-DE': 'aefa36da78eed92502d4ce8105f05afb2ca3e1321a5a77b936fa7f5cc8b01486',
  'US-IL': '2f3c86b5c5b69ae3438c480212d29ce49bea0620307818bc17f525652c1c2114',
};

/** What a policy's `jurisdictions` says once these packs are signed; default: all. Whether they are is the caller's to know. */
export function activeOf(packs: readonly JurisdictionPack[] = PACKS): Policy['jurisdictions'] {
  return packs.map(({ id, version }) => ({ pack: id, version, digest: PACK_DIGESTS[id] }));
}

/** True if the policy names the pack, and the terms that were signed are the ones known here. */
export function isActive(id: JurisdictionId, active: Policy['jurisdictions']): boolean {
  const { version } = packOf(id);
  return active.some(
    (named) => named.pack === id && named.version === version && named.digest === PACK_DIGESTS[id],
  );
}
