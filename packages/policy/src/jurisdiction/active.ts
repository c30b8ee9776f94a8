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
  EU: '2951fea04bf35fbdfc29e2073309bcdaeca95e43fc2433fee0f9a5b404e8fef0',
  DE: 'e5f59a4ccbb52a9c0f6833e84ad08f85e0d693eb055e066df1f50ea153328665',
  FR: '963c46c8f7a937642d809f39ef8400ed27d1deb068917f3810418f254e6453ff',
  IE: '905bc1f66a9d64f718269d55bf7d7addbc54c730d40f0710ca02aaf4100e4a1a',
  UK: 'f8d0150e6d71a0d3ed5eff121579ce1ffe3cacee86747f6b7fc290aa75cae7fc',
  US: '67faadf81f4f027b2f20d09f55d17a22180a377921ed71fb07b08a605808720b',
  'US-CA': '7dba101a6f9e9fb63c131164d212ad8341eaacec27ca2e96cf049fdfe7ce105c',
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
