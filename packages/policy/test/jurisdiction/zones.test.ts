import { describe, expect, test } from 'vitest';
import { JURISDICTION_IDS } from '../../src/jurisdiction/ids.ts';
import { packsOfZone } from '../../src/jurisdiction/zones.ts';

describe('packsOfZone', () => {
  test.each([
    ['Europe/Berlin', ['DE']],
    ['Europe/Busingen', ['DE']],
    ['Europe/Paris', ['FR']],
    ['Europe/Dublin', ['IE']],
    ['Europe/London', ['UK']],
    ['Europe/Vienna', ['EU']],
    ['Asia/Nicosia', ['EU']],
    ['America/New_York', ['US', 'US-NY', 'US-CT', 'US-DE']],
    ['America/Chicago', ['US', 'US-IL']],
    ['America/Los_Angeles', ['US', 'US-CA']],
    ['America/Kentucky/Louisville', ['US']],
    ['Pacific/Honolulu', ['US']],
  ])('%s may be %j', (zone, packs) => {
    expect(packsOfZone(zone)).toEqual(packs);
  });

  test.each([
    ['Europe/Zurich'],
    ['Europe/Oslo'],
    ['Europe/Jersey'],
    ['Europe/Guernsey'],
    ['Europe/Isle_of_Man'],
    ['America/Toronto'],
    ['America/Puerto_Rico'],
    ['Asia/Tokyo'],
    ['UTC'],
    ['Etc/GMT+5'],
    [''],
    ['europe/berlin'],
    ['constructor'],
    ['Europe/Berlin '],
  ])('%j is unknown, for which the strictest holds', (zone) => {
    expect(packsOfZone(zone)).toBeUndefined();
  });

  test('every zone this machine knows gives packs or is unknown', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    expect(zones.length).toBeGreaterThan(300);
    for (const zone of zones)
      for (const id of packsOfZone(zone) ?? []) expect(JURISDICTION_IDS).toContain(id);
  });

  test('every pack is found by some zone', () => {
    const found = new Set(Intl.supportedValuesOf('timeZone').flatMap((zone) => packsOfZone(zone) ?? []));
    expect([...found].sort()).toEqual([...JURISDICTION_IDS].sort());
  });

  test('a state comes with federal law', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const packs = packsOfZone(zone) ?? [];
      if (packs.some((id) => id.startsWith('US-'))) expect(packs).toContain('US');
    }
  });
});
