/** Jurisdictions with a pack here. `EU` is the default of the Union; `US` is federal law, which state packs add to. */
export const JURISDICTION_IDS = [
  'EU',
  'DE',
  'FR',
  'IE',
  'UK',
  'US',
  'US-CA',
  'US-NY',
  'US-CT',
  'US-DE',
  'US-IL',
] as const;
export type JurisdictionId = (typeof JURISDICTION_IDS)[number];
