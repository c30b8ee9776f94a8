import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSameScope, scopeOf } from '../src/scope.ts';

describe('what is typed for an exemption', () => {
  test.each([
    ['clinic.example'],
    [' Clinic.Example. '],
    ['https://clinic.example/patients?id=7#top'],
    ['clinic.example:8443'],
    ['*.clinic.example'],
  ])('means the site it names: %j', (typed) => {
    expect(scopeOf('host', typed)).toEqual({ host: 'clinic.example' });
  });

  test('is a host as browsers send it, also beyond ASCII', () => {
    expect(scopeOf('host', 'Bücher.example')).toEqual({ host: 'xn--bcher-kva.example' });
  });

  test.each([
    [''],
    ['   '],
    ['two words'],
    ['someone@clinic.example'],
    ['https://'],
    ['-.example'],
    ['[::1]'],
  ])('is no site: %j', (typed) => {
    expect(scopeOf('host', typed)).toBeUndefined();
  });

  test.each([
    ['Office.Mail ', { place: 'office.mail' }],
    ['category:chat', { place: 'category:chat' }],
    ['https://clinic.example', undefined],
    ['category:', undefined],
    ['', undefined],
  ])('names a place: %j', (typed, scope) => {
    expect(scopeOf('place', typed)).toEqual(scope);
  });

  test('is not read where everything is meant', () => {
    expect(scopeOf('everything', 'clinic.example')).toEqual({ everything: true });
  });

  test('is either refused or of a form the server takes, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (typed) => {
        const host = scopeOf('host', typed);
        const place = scopeOf('place', typed);
        if (host) expect((host as { host: string }).host).toMatch(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);
        if (place)
          expect((place as { place: string }).place).toMatch(/^(category:)?[a-z0-9][a-z0-9._-]{0,63}$/);
      }),
    );
  });

  test('is the same scope only if kind and name are', () => {
    expect(isSameScope({ host: 'a.example' }, { host: 'a.example' })).toBe(true);
    expect(isSameScope({ host: 'a.example' }, { place: 'a.example' })).toBe(false);
    expect(isSameScope({ everything: true }, { host: 'a.example' })).toBe(false);
  });
});
