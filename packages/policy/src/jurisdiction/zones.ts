// Which packs may apply where a device is, by its IANA time zone; zones that no pack covers are unknown.
//
// A time zone is all that a device tells without asking for its location, and it cannot tell states apart: it names every
// pack that may apply. Somebody may also have set it wrong, which is why the participant's own word counts beside it.

import type { JurisdictionId } from './ids.ts';

const ZONES: readonly (readonly [readonly JurisdictionId[], string])[] = [
  [['DE'], 'Europe/Berlin Europe/Busingen'],
  [['FR'], 'Europe/Paris'],
  [['IE'], 'Europe/Dublin Eire'],
  // Guernsey, Jersey and the Isle of Man have zones and laws of their own, and are not here.
  [['UK'], 'Europe/London Europe/Belfast GB GB-Eire'],
  [
    ['EU'],
    `Europe/Amsterdam Europe/Athens Europe/Bratislava Europe/Brussels Europe/Bucharest Europe/Budapest Europe/Copenhagen
     Europe/Helsinki Europe/Lisbon Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Prague Europe/Riga
     Europe/Rome Europe/Sofia Europe/Stockholm Europe/Tallinn Europe/Vienna Europe/Vilnius Europe/Warsaw Europe/Zagreb
     Europe/Mariehamn Asia/Nicosia Europe/Nicosia Atlantic/Azores Atlantic/Canary Atlantic/Madeira Africa/Ceuta Poland Portugal`,
  ],
  // Of the states on Eastern time three have a pack; whoever is in another one is held to the strictest of them.
  [['US', 'US-NY', 'US-CT', 'US-DE'], 'America/New_York US/Eastern'],
  // All of Illinois, and much else.
  [['US', 'US-IL'], 'America/Chicago US/Central'],
  [['US', 'US-CA'], 'America/Los_Angeles US/Pacific'],
  [
    ['US'],
    `America/Detroit US/Michigan America/Indiana/Indianapolis America/Indianapolis America/Fort_Wayne US/East-Indiana
     America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Vincennes
     America/Indiana/Winamac America/Indiana/Knox America/Knox_IN US/Indiana-Starke America/Indiana/Tell_City
     America/Kentucky/Louisville America/Louisville America/Kentucky/Monticello America/Menominee
     America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem
     America/Denver America/Shiprock US/Mountain America/Boise America/Phoenix US/Arizona
     America/Anchorage US/Alaska America/Adak America/Atka US/Aleutian America/Juneau America/Metlakatla America/Nome
     America/Sitka America/Yakutat Pacific/Honolulu Pacific/Johnston US/Hawaii`,
  ],
];

const BY_ZONE: ReadonlyMap<string, readonly JurisdictionId[]> = new Map(
  ZONES.flatMap(([packs, zones]) => zones.split(/\s+/).map((zone) => [zone, packs] as const)),
);

/** Packs that may apply in a time zone, all of them; undefined if none is known, for which the strictest holds. */
export function packsOfZone(timeZone: string): readonly JurisdictionId[] | undefined {
  return BY_ZONE.get(timeZone);
}
