import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CATALOGUE,
  CATEGORIES,
  type CatalogueEntry,
  catalogueEntrySchema,
  compareFidelity,
  createCatalogue,
  effectiveFidelity,
  FIDELITIES,
  isPrivateCategory,
  meet,
  PolicyFault,
  PRIVATE_CATEGORIES,
  placeAt,
  placeOf,
  type WebEntry,
} from '../src/index.ts';

const find = (id: string): CatalogueEntry => CATALOGUE.find((entry) => entry.id === id)!;
const web: WebEntry[] = CATALOGUE.filter((entry) => entry.kind === 'web');
const urlsOf = ({ match }: WebEntry): string[] =>
  match.hosts.flatMap((host) => (match.paths ?? ['/']).map((path) => `https://${host}${path}`));

describe('the catalogue as shipped', () => {
  test('has entries that all keep the laws', () => {
    for (const entry of CATALOGUE) {
      const { error } = catalogueEntrySchema.safeParse(entry);
      expect(error?.issues, entry.id).toBeUndefined();
    }
  });

  test('is lawful as a whole: no id, host with path, or application twice', () => {
    expect(() => createCatalogue({ entries: CATALOGUE })).not.toThrow();
  });

  test('knows at least 220 applications and sites, of every system', () => {
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(220);
    const systems = CATALOGUE.flatMap((entry) => (entry.kind === 'desktop' ? Object.keys(entry.match) : []));
    for (const system of ['linux', 'mac', 'windows'])
      expect(systems.filter((each) => each === system).length).toBeGreaterThan(20);
  });

  test.each(PRIVATE_CATEGORIES)('knows at least eight places of %s, all of them none', (category) => {
    const entries = CATALOGUE.filter((entry) => entry.category === category);
    expect(entries.length).toBeGreaterThanOrEqual(8);
    for (const { id, fidelity } of entries) expect(fidelity, id).toBe('none');
  });

  test('uses every category but the one for places of a policy', () => {
    const used = new Set(CATALOGUE.map(({ category }) => category));
    expect(CATEGORIES.filter((category) => !used.has(category))).toEqual(['own']);
  });

  test('says of what is not unverified where that can be looked up', () => {
    for (const { id, evidence, source } of CATALOGUE)
      if (evidence !== 'unverified') expect(source, id).toBeTruthy();
  });

  test('calls verified only what our tests work in', () => {
    const verified = CATALOGUE.filter(({ evidence }) => evidence === 'verified');
    expect(verified.every(({ source }) => source === 'apps/office')).toBe(true);
    expect(verified.length).toBeGreaterThan(0);
  });

  test('says of every place where others speak what their words are', () => {
    for (const entry of web) {
      if (entry.fidelity === 'none' || !['mail', 'chat', 'support'].includes(entry.category)) continue;
      expect(
        entry.surfaces?.some(({ surface }) => surface === 'message'),
        entry.id,
      ).toBe(true);
    }
  });
});

describe('an entry nobody verified', () => {
  test('is no more open than an unknown place, whatever it says, by whatever route, under whatever policy', () => {
    const fidelity = fc.constantFrom(...FIDELITIES);
    const base = find('slack') as WebEntry;
    fc.assert(
      fc.property(
        fidelity,
        fidelity,
        fidelity,
        fc.constantFrom(
          ...CATEGORIES.filter((each) => each !== 'own' && !isPrivateCategory(each) && each !== 'search'),
        ),
        fc.constantFrom('/', '/a', '/a/b', '/z'),
        (own, routed, byPolicy, category, path) => {
          const entry: CatalogueEntry = {
            ...base,
            id: 'x',
            category,
            match: { hosts: ['x.example'] },
            fidelity: own,
            evidence: 'unverified',
            routes: [{ prefix: '/a', fidelity: routed }],
          };
          const rules = [
            { place: 'x', hosts: ['y.example'], fidelity: byPolicy },
            { place: 'z', hosts: ['x.example'], fidelity: byPolicy },
          ];
          const catalogue = createCatalogue({ entries: [entry], policy: { places: rules } });
          const found = [
            placeAt(entry, path),
            catalogue.placeOf({ url: `https://x.example${path}` }),
            catalogue.placeOf({ url: `https://y.example${path}` }),
          ];
          for (const place of found) {
            expect(compareFidelity(place.fidelity, 'structure')).toBeLessThanOrEqual(0);
            expect(compareFidelity(place.fidelity, own)).toBeLessThanOrEqual(0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('is listed at what holds', () => {
    for (const entry of CATALOGUE) {
      const expected = entry.evidence === 'unverified' ? meet(entry.fidelity, 'structure') : entry.fidelity;
      expect(effectiveFidelity(entry)).toBe(expected);
    }
  });
});

describe('a policy that names hosts', () => {
  test('adds places of the organisation’s own', () => {
    const { placeOf: look } = createCatalogue({
      policy: { places: [{ place: 'acme.crm', hosts: ['crm.acme.example'], fidelity: 'workflow' }] },
    });
    expect(look({ url: 'https://eu.crm.acme.example/x' })).toMatchObject({
      id: 'acme.crm',
      category: 'own',
      fidelity: 'workflow',
      known: true,
    });
  });

  test('gives a known product its own address, with its category and surfaces', () => {
    const { placeOf: look } = createCatalogue({
      policy: {
        places: [
          { place: 'nextcloud', hosts: ['cloud.acme.example'], fidelity: 'content' },
          { place: 'paypal', hosts: ['pay.acme.example'], fidelity: 'content' },
        ],
      },
    });
    expect(look({ url: 'https://cloud.acme.example/apps/files' })).toMatchObject({
      id: 'nextcloud',
      category: 'files',
      fidelity: 'workflow',
      surfaces: find('nextcloud').surfaces,
    });
    expect(look({ url: 'https://pay.acme.example/' })).toMatchObject({ id: 'paypal', fidelity: 'none' });
  });

  test.each(PRIVATE_CATEGORIES)('cannot make a place of %s anything but none', (category) => {
    const { placeOf: look } = createCatalogue({
      policy: { places: [{ place: `category:${category}`, hosts: ['x.acme.example'], fidelity: 'content' }] },
    });
    expect(look({ url: 'https://x.acme.example/' })).toMatchObject({ category, fidelity: 'none' });
  });

  test('never opens what the catalogue shuts or narrows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...web.flatMap(urlsOf)),
        fc.constantFrom(...FIDELITIES),
        fc.boolean(),
        (url, fidelity, deeper) => {
          const { host, pathname } = new URL(url);
          const seen = deeper ? `https://sub.${host}${pathname}` : url;
          const { placeOf: look } = createCatalogue({
            policy: { places: [{ place: 'mine', hosts: [new URL(seen).host], fidelity }] },
          });
          expect(look({ url: seen }).fidelity).toBe(meet(placeOf({ url: seen }).fidelity, fidelity));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('has the stricter fidelity where two of its rules name one host', () => {
    const { placeOf: look } = createCatalogue({
      policy: {
        places: [
          { place: 'a', hosts: ['x.acme.example'], fidelity: 'workflow' },
          { place: 'b', hosts: ['x.acme.example'], fidelity: 'none' },
        ],
      },
    });
    expect(look({ url: 'https://x.acme.example/' }).fidelity).toBe('none');
  });
});

describe('a catalogue is refused', () => {
  const slack = find('slack') as WebEntry;
  const gimp = find('gimp');
  test.each([
    ['a second id', { ...slack, match: { hosts: ['x.example'] } }],
    ['a second host', { ...slack, id: 'x' }],
    [
      'a second path on a host',
      { ...slack, id: 'x', match: { hosts: ['docs.google.com'], paths: ['/forms'] } },
    ],
    ['a second application', { ...gimp, id: 'x', match: { windows: ['gimp.exe'] } }],
    [
      'a private place that keeps something',
      { ...find('paypal'), id: 'x', match: { hosts: ['x.example'] }, fidelity: 'structure' },
    ],
    [
      'a search engine above structure',
      { ...find('bing'), id: 'x', match: { hosts: ['x.example'] }, fidelity: 'workflow' },
    ],
    ['evidence without a source', { ...slack, id: 'x', match: { hosts: ['x.example'] }, source: undefined }],
    ['a category nobody knows', { ...slack, id: 'x', match: { hosts: ['x.example'] }, category: 'banks' }],
    ['a host with a port', { ...slack, id: 'x', match: { hosts: ['x.example:80'] } }],
    ['a host in upper case', { ...slack, id: 'x', match: { hosts: ['X.example'] } }],
    ['an application in upper case', { ...gimp, id: 'x', match: { linux: ['Xyz'] } }],
    ['an application on no system', { ...gimp, id: 'x', match: {} }],
    ['an unknown key', { ...slack, id: 'x', match: { hosts: ['x.example'] }, allow: true }],
  ])('with %s', (_what, entry) => {
    const entries = [...CATALOGUE, entry as CatalogueEntry];
    expect(() => createCatalogue({ entries })).toThrow(PolicyFault);
  });
});
