// All packs, one per id. They are inactive until an administrator signs them; see docs/spec/jurisdictions.md.

import type { JurisdictionId } from './ids.ts';
import { JURISDICTION_IDS } from './ids.ts';
import type { JurisdictionPack } from './pack.ts';
import { DE, EU, FR, IE, UK } from './packs-europe.ts';
import { US, US_CA, US_CT, US_DE, US_IL, US_NY } from './packs-us.ts';

/** Exhaustive by type: an id without a pack does not compile. */
const BY_ID: Readonly<Record<JurisdictionId, JurisdictionPack>> = {
  EU,
  DE,
  FR,
  IE,
  UK,
  US,
  'US-CA': US_CA,
  'US-NY': US_NY,
  'US-CT': US_CT,
  'US-DE': US_DE,
  'US-IL': US_IL,
};

export const PACKS: readonly JurisdictionPack[] = JURISDICTION_IDS.map((id) => BY_ID[id]);

export const packOf = (id: JurisdictionId): JurisdictionPack => BY_ID[id];
