import { registerHash, requireClean, screen } from '@overt/governance';
import { describe, expect, test } from 'vitest';

const REGISTER = { domains: ['contoso.example'], names: ['Fabrikam Ltd'] };

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
    expect(found).toMatchObject({ textsChecked: 5, hits: 3, entries: 2, register: registerHash(REGISTER) });
    expect(() => requireClean(found)).toThrow(
      expect.objectContaining({ code: 'NO_TRAIN_HIT', detail: { found: 3, expected: 0 } }),
    );
  });

  test('says what a clean result does not show', async () => {
    const clean = await screen(REGISTER, ['Save', 'Cancel']);
    expect(clean.hits).toBe(0);
    expect(clean.limits.length).toBeGreaterThan(0);
    requireClean(clean);
  });

  test('names the register by its entries, not by their order', () => {
    expect(registerHash({ domains: ['b', 'a', 'a'], names: [] })).toBe(
      registerHash({ domains: ['a', 'b'], names: [] }),
    );
    expect(registerHash({ domains: ['a'], names: [] })).not.toBe(registerHash({ domains: [], names: ['a'] }));
  });
});
