import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNoTrain, type Policy } from '../src/index.ts';

const register = (change: Partial<Policy['noTrain']>) =>
  createNoTrain({ domains: [], names: [], accounts: [], urls: [], markers: [], ...change });

describe('no-train', () => {
  test.each([
    ['names', 'Fabrikam GmbH', 'Offer for FABRIKAM gmbh, 3 pages', true],
    ['names', 'Fabrikam', 'Fabrikamera', false],
    ['names', 'Fabrikam', 'fa\u00adbri\u200bkam', true],
    ['names', 'Müller AG', 'MÜLLER-AG', true],
    ['domains', 'contoso.example', 'anna@mail.contoso.example', true],
    ['domains', 'contoso.example', 'contoso dot example', false],
    ['accounts', 'ACC-00412', 'Account acc 00412 (open)', true],
    ['accounts', 'ACC-00412', 'ACC-004123', false],
  ] as const)('%s: %s in %j: %s', (list, entry, text, hit) => {
    expect(register({ [list]: [entry] }).hitsText(text)).toBe(hit);
  });

  test('a marker counts in titles and headings alone', () => {
    const marked = register({ markers: ['Project Falcon'] });
    expect(marked.hitsTitle('Project Falcon – plan')).toBe(true);
    expect(marked.hitsText('Project Falcon – plan')).toBe(false);
    expect(marked.hitsTitle('Falcon project')).toBe(false);
  });

  test.each([
    ['crm.example/accounts/412*', 'https://crm.example/accounts/412', true],
    ['crm.example/accounts/412*', 'https://CRM.example:8443/Accounts/412/orders?x=1#y', true],
    ['crm.example/accounts/412*', 'https://crm.example/accounts/41', false],
    ['crm.example/accounts/412', 'https://crm.example/accounts/412', true],
    ['crm.example/accounts/412', 'https://crm.example/accounts/4120', false],
    ['*.corp.example/*/falcon/*', 'https://wiki.corp.example/space/falcon/page', true],
    ['*.corp.example/*/falcon/*', 'https://wiki.corp.example/space/falconry/page', false],
    ['crm.example/a%20b*', 'https://crm.example/a%20b/c', true],
    ['crm.example/*', 'https://evil.example/?u=crm.example/', false],
    ['crm.example/*', 'not an address', false],
  ])('pattern %s on %s: %s', (pattern, url, hit) => {
    expect(register({ urls: [pattern] }).hitsUrl(url)).toBe(hit);
  });

  test('a percent-encoded name is found in an address', () => {
    expect(register({ names: ['Fabrikam GmbH'] }).hitsUrl('https://crm.example/?q=Fabrikam%20GmbH')).toBe(
      true,
    );
    expect(register({ names: ['Fabrikam'] }).hitsUrl('https://crm.example/%zz')).toBe(false);
  });

  test('is empty only without any entry', () => {
    expect(register({}).isEmpty).toBe(true);
    for (const list of ['domains', 'names', 'accounts', 'urls', 'markers'] as const)
      expect(register({ [list]: ['entry.example'] }).isEmpty).toBe(false);
  });

  test('any entry is found inside any text that holds it as whole words', () => {
    const word = fc.stringMatching(/^[a-zäöüéß]{2,12}$/);
    const words = fc.array(word, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(words, words, words, (before, name, after) => {
        const text = [...before, ...name, ...after].join(' ');
        expect(register({ names: [name.join(' ')] }).hitsText(text.toUpperCase())).toBe(true);
      }),
    );
  });

  test('a pattern of many stars is answered in the time its address takes', () => {
    const url = `https://a.example/${'a'.repeat(50_000)}`;
    expect(register({ urls: [`a.example/${'*a'.repeat(100)}*b`] }).hitsUrl(url)).toBe(false);
  });
});
