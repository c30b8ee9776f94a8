import { describe, expect, test } from 'vitest';
import {
  CATALOGUE,
  type CatalogueEntry,
  compareFidelity,
  createCatalogue,
  createNoTrain,
  PolicyFault,
  placeOf,
} from '../src/index.ts';

describe('placeOf', () => {
  test.each([
    ['http://mail.office.localhost:8123/inbox?x=1', 'office.mail', 'workflow'],
    ['http://office.localhost:9000/', 'office.desk', 'workflow'],
    ['http://hr.office.localhost:1/sign-in', 'office.hr', 'structure'],
    ['http://hr.office.localhost:1/sign-in/again', 'office.hr', 'structure'],
    ['http://hr.office.localhost:1/sign-inside', 'office.hr', 'none'],
    ['http://hr.office.localhost:1/', 'office.hr', 'none'],
    ['https://WWW.Chase.com./x', 'chase', 'none'],
    ['https://web.whatsapp.com/', 'whatsapp', 'none'],
    ['https://acme.zendesk.com/agent', 'zendesk', 'structure'],
    ['https://chase.com.evil.example/', 'unknown', 'structure'],
    ['https://notchase.com/', 'unknown', 'structure'],
    ['file:///etc/passwd', 'unknown', 'structure'],
    ['chrome://settings', 'unknown', 'structure'],
    ['not a url', 'unknown', 'structure'],
    ['', 'unknown', 'structure'],
  ])('%s is %s at %s', (url, id, fidelity) => {
    expect(placeOf({ url })).toMatchObject({ id, fidelity });
  });

  test('windows are recognised by application', () => {
    expect(placeOf({ app: 'KeePassXC' })).toMatchObject({ id: 'keepassxc', fidelity: 'none' });
    expect(placeOf({ app: 'gimp' }).known).toBe(false);
  });
});

describe('the catalogue', () => {
  test('an entry nobody verified is no more open than an unknown place', () => {
    for (const entry of CATALOGUE.filter(({ evidence }) => evidence === 'unverified')) {
      const place =
        'hosts' in entry.match
          ? placeOf({ url: `https://${entry.match.hosts[0]}/` })
          : placeOf({ app: entry.match.apps[0]! });
      expect(compareFidelity(place.fidelity, 'structure')).toBeLessThanOrEqual(0);
    }
  });

  test('what is verified names its evidence', () => {
    for (const { evidence, source } of CATALOGUE) if (evidence !== 'unverified') expect(source).toBeTruthy();
  });

  test('a policy may name its own places, and cannot open one that is shut', () => {
    const { placeOf: find } = createCatalogue({
      policy: {
        places: [
          { place: 'acme.crm', hosts: ['crm.acme.example'], fidelity: 'workflow' },
          { place: 'bank', hosts: ['chase.com'], fidelity: 'content' },
        ],
      },
    });
    expect(find({ url: 'https://eu.crm.acme.example/x' })).toMatchObject({
      id: 'acme.crm',
      fidelity: 'workflow',
      known: true,
    });
    expect(find({ url: 'https://chase.com/' })).toMatchObject({ id: 'chase', fidelity: 'none' });
  });

  test.each([
    ['id', { id: 'slack', match: { hosts: ['x.example'] } }],
    ['host', { id: 'x', match: { hosts: ['app.slack.com'] } }],
  ])('refuses a second %s', (_what, change) => {
    const entry = { ...CATALOGUE.find(({ id }) => id === 'slack')!, ...change } as CatalogueEntry;
    expect(() => createCatalogue({ entries: [...CATALOGUE, entry] })).toThrow(PolicyFault);
  });
});

describe('the no-train register', () => {
  const register = createNoTrain({ domains: ['contoso.example'], names: ['Fabrikam GmbH', 'Łódź Werke'] });

  test.each([
    'Fabrikam GmbH',
    'an FABRIKAM   gmbh, z. Hd.',
    'Fabrikam-GmbH',
    'Fab\u200brikam GmbH',
    'anna@contoso.example',
    'https://eu.contoso.example/x',
    'Ｆabrikam GmbH',
    'Ło\u0301dź Werke',
  ])('finds %s', (text) => {
    expect(register.hitsText(text)).toBe(true);
  });

  test.each(['Fabrikam', 'GmbH Fabrikam', 'Fabrikamer GmbH', 'contosoexample', ''])(
    'does not find %s',
    (text) => {
      expect(register.hitsText(text)).toBe(false);
    },
  );

  test('looks through percent-encoding, and does not fail on a broken one', () => {
    expect(register.hitsUrl('https://x.example/c/Fabrikam%20GmbH')).toBe(true);
    expect(register.hitsUrl('https://x.example/%E0%A4%A')).toBe(false);
  });

  test('an empty register hits nothing', () => {
    expect(createNoTrain({ domains: [], names: [] })).toMatchObject({ isEmpty: true });
  });
});
