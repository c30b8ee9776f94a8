import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { activeOf, isActive, PACK_DIGESTS } from '../../src/jurisdiction/active.ts';
import { packBytes, packDigest } from '../../src/jurisdiction/digest.ts';
import { JURISDICTION_IDS, type JurisdictionId } from '../../src/jurisdiction/ids.ts';
import { meetTerms } from '../../src/jurisdiction/meet.ts';
import { CAUTION, type JurisdictionPack, packSchema } from '../../src/jurisdiction/pack.ts';
import { PACKS, packOf } from '../../src/jurisdiction/packs.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/**
 * What was signed under each version. A line is added when a version is, and never changed: whoever signed version 1
 * signed exactly these bytes.
 */
const SIGNED: Readonly<Record<JurisdictionId, Readonly<Record<number, string>>>> = {
  EU: { 1: '63ba635789088901bea2479caa74e74694796d44d82aa4ecc09025a513f7533f' },
  DE: { 1: '01c84cf3f4f0ba61344f6882bc1074b9407774393ba17eea6404509613324eba' },
  FR: { 1: 'db5f03f9a3e1d64ee7aa2fe93b678fce5a1839eaee27c0bc35c66c52ea8ded3b' },
  IE: { 1: 'e5dccfd131be18345837e027d40d32fbe67066984fca9aff5e3b892c577722da' },
  UK: { 1: 'f8d0150e6d71a0d3ed5eff121579ce1ffe3cacee86747f6b7fc290aa75cae7fc' },
  US: { 1: '67faadf81f4f027b2f20d09f55d17a22180a377921ed71fb07b08a605808720b' },
  'US-CA': { 1: '0a1912d1a8bede48902683e18dd493bb8ed0c254b79f54e146880fd2fa5944fe' },
  'US-NY': { 1: 'b2214bc602b188d377a9cb861902d94c0d530e579498d3503b03819a8b7baf86' },
  'US-CT': { 1: '74bd7b513f720ba9793febeb0733832beb2bd853745353ed4eb6b90fe90aaaf9' },
  'US-DE': { 1: 'aefa36da78eed92502d4ce8105f05afb2ca3e1321a5a77b936fa7f5cc8b01486' },
  'US-IL': { 1: '2f3c86b5c5b69ae3438c480212d29ce49bea0620307818bc17f525652c1c2114' },
};

describe('the packs', () => {
  test('are one for each id, and no administrator has signed any', () => {
    expect(PACKS.map(({ id }) => id)).toEqual([...JURISDICTION_IDS]);
    for (const { review } of PACKS) expect(review).toBe('not reviewed by counsel');
    for (const id of JURISDICTION_IDS) expect(isActive(id, [])).toBe(false);
  });

  describe.each(PACKS.map((pack) => [pack.id, pack] as const))('%s', (id, pack) => {
    test('has the shape of a pack', () => {
      expect(packSchema.parse(pack)).toEqual(pack);
    });

    test('names for every term a source it has, or says that it is caution', () => {
      const refs = pack.sources.map(({ ref }) => ref);
      expect(new Set(refs).size).toBe(refs.length);
      for (const grounds of Object.values(pack.grounds))
        for (const ground of grounds) expect([...refs, CAUTION]).toContain(ground);
    });

    test('has no source that grounds nothing', () => {
      const cited = new Set(Object.values(pack.grounds).flat());
      for (const { ref } of pack.sources) expect(cited).toContain(ref);
    });

    test('is never laxer than its parent', () => {
      if (pack.parent) expect(meetTerms(pack.terms, packOf(pack.parent).terms)).toEqual(pack.terms);
    });

    test('is voluntary, and withholds other people’s words', () => {
      expect(pack.terms.participation).toBe('voluntary');
      expect(pack.terms.bystander).toBe('withhold');
    });

    test('is, under its version, what was signed under it', () => {
      expect(packDigest(pack, { sha256 })).toBe(SIGNED[id][pack.version]);
    });

    test('has its own digest written beside it', () => {
      expect(PACK_DIGESTS[id]).toBe(packDigest(pack, { sha256 }));
    });
  });

  test('belong to a parent exactly where there is one', () => {
    const parents = PACKS.map(({ id, parent }) => [id, parent]);
    expect(Object.fromEntries(parents)).toEqual({
      EU: undefined,
      DE: 'EU',
      FR: 'EU',
      IE: 'EU',
      UK: undefined,
      US: undefined,
      'US-CA': 'US',
      'US-NY': 'US',
      'US-CT': 'US',
      'US-DE': 'US',
      'US-IL': 'US',
    });
  });

  test('ask the works council where it has a say, and Delaware asks every day', () => {
    const council = PACKS.filter(({ terms }) => terms.cosigners.includes('works-council')).map(
      ({ id }) => id,
    );
    expect(council).toEqual(['DE', 'FR']);
    const daily = PACKS.filter(({ terms }) => terms.notice.form === 'daily').map(({ id }) => id);
    expect(daily).toEqual(['US-DE']);
  });
});

describe('docs/spec/jurisdictions.md', () => {
  const page = readFileSync(new URL('../../../../docs/spec/jurisdictions.md', import.meta.url), 'utf8');

  test.each(PACKS.map((pack) => [pack.id, pack] as const))('says what %s says', (_id, pack) => {
    const { maxFidelity, notice, retention, cosigners } = pack.terms;
    const kept = `${retention.pixels_days} d / ${retention.text_days} d / ${retention.action_months} months`;
    const parent = pack.parent ? `\`${pack.parent}\`` : '–';
    expect(page.split('\n')).toContain(
      `| \`${pack.id}\` | ${parent} | ${maxFidelity} | ${notice.form} | ${kept} | ${cosigners.join(', ') || '–'} |`,
    );
    expect(pack.terms.classes).toEqual(['action', 'text', 'pixels']);
    expect(notice).toMatchObject({ days: 0, changeDays: 30 });
  });
});

describe('packBytes', () => {
  const pack = packOf('DE');

  test('do not depend on the order in which members were written', () => {
    const reversed = Object.fromEntries(Object.entries(pack).reverse()) as unknown as JurisdictionPack;
    expect(packBytes(reversed)).toEqual(packBytes(pack));
  });

  test('read back as the pack', () => {
    expect(JSON.parse(new TextDecoder().decode(packBytes(pack)))).toEqual(pack);
  });

  test.each<[string, JurisdictionPack]>([
    ['a term', { ...pack, terms: { ...pack.terms, maxFidelity: 'content' } }],
    [
      'a figure',
      { ...pack, terms: { ...pack.terms, retention: { ...pack.terms.retention, text_days: 91 } } },
    ],
    ['a ground', { ...pack, grounds: { ...pack.grounds, retention: [CAUTION] } }],
    [
      'the words of a source',
      { ...pack, sources: pack.sources.map((one) => ({ ...one, says: `${one.says}.` })) },
    ],
    ['the version', { ...pack, version: 2 }],
  ])('are others when %s is another', (_what, changed) => {
    expect(packDigest(changed, { sha256 })).not.toBe(PACK_DIGESTS.DE);
  });
});

describe('packSchema', () => {
  const pack = packOf('US');
  test.each<[string, unknown]>([
    ['an unknown member', { ...pack, extra: true }],
    ['mandatory participation', { ...pack, terms: { ...pack.terms, participation: 'mandatory' } }],
    ['bystanders who are kept', { ...pack, terms: { ...pack.terms, bystander: 'keep' } }],
    ['a review it did not have', { ...pack, review: 'reviewed' }],
    ['a term without ground', { ...pack, grounds: { ...pack.grounds, retention: [] } }],
    [
      'retention beyond what any policy may say',
      { ...pack, terms: { ...pack.terms, retention: { ...pack.terms.retention, pixels_days: 181 } } },
    ],
  ])('refuses %s', (_what, value) => {
    expect(packSchema.safeParse(value).success).toBe(false);
  });
});

describe('activeOf', () => {
  test('names all packs as a policy does', () => {
    expect(activeOf().map(({ pack }) => pack)).toEqual([...JURISDICTION_IDS]);
    for (const id of JURISDICTION_IDS) expect(isActive(id, activeOf())).toBe(true);
  });

  test('names the given ones alone', () => {
    expect(activeOf([packOf('FR')])).toEqual([{ pack: 'FR', version: 1, digest: PACK_DIGESTS.FR }]);
  });

  test('another version or other bytes under the name are not active', () => {
    const [named] = activeOf([packOf('FR')]);
    expect(isActive('FR', [{ ...named!, version: 2 }])).toBe(false);
    expect(isActive('FR', [{ ...named!, digest: PACK_DIGESTS.DE }])).toBe(false);
    expect(isActive('DE', [named!])).toBe(false);
  });
});
