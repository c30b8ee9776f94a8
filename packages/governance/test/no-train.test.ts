import { hitsIn, registerHash, requireClean, screen } from '@overt/governance';
import type { Policy } from '@overt/policy';
import { describe, expect, test } from 'vitest';

const REGISTER: Policy['noTrain'] = {
  domains: ['contoso.example'],
  names: ['Fabrikam Ltd'],
  accounts: ['ACC-00412'],
  urls: ['crm.example/accounts/77*'],
  markers: ['Project Falcon'],
};
const NONE: Policy['noTrain'] = { domains: [], names: [], accounts: [], urls: [], markers: [] };

describe('the no-train screening of a build', () => {
  test('counts the texts that name a registered customer, however written', async () => {
    const texts = [
      'Invoice for FABRIKAM, Ltd.',
      'mail anna@contoso.example',
      'https://contoso.example/a',
      'Fabrikant',
      'contoso',
    ];
    const found = await screen(REGISTER, texts);
    expect(found).toMatchObject({ textsChecked: 5, hits: 3, entries: 5, register: registerHash(REGISTER) });
    expect(() => requireClean(found)).toThrow(
      expect.objectContaining({ code: 'NO_TRAIN_HIT', detail: { found: 3, expected: 0 } }),
    );
  });

  test.each([
    ['a domain', 'domains', 'mail anna@contoso.example'],
    ['a name', 'names', 'Fabrikam Ltd'],
    ['an account', 'accounts', 'Account acc 00412'],
    ['an address', 'urls', 'https://crm.example/accounts/7788?tab=1'],
    ['a marker', 'markers', 'Minutes: project falcon'],
  ] as const)('finds %s, and not once its list is empty', (_, list, text) => {
    expect(hitsIn(REGISTER)(text)).toBe(true);
    expect(hitsIn({ ...REGISTER, [list]: [] })(text)).toBe(false);
  });

  test('says what a clean result does not show', async () => {
    const clean = await screen(REGISTER, ['Save', 'Cancel']);
    expect(clean.hits).toBe(0);
    expect(clean.limits.length).toBeGreaterThan(0);
    requireClean(clean);
  });

  test('names the register by its entries, not by their order, and by the list they stand in', () => {
    expect(registerHash({ ...NONE, domains: ['b', 'a', 'a'] })).toBe(
      registerHash({ ...NONE, domains: ['a', 'b'] }),
    );
    const hashes = Object.keys(NONE).map((list) => registerHash({ ...NONE, [list]: ['a'] }));
    expect(new Set(hashes).size).toBe(5);
  });
});
