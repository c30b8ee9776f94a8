import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCard, isLuhn, isMod97 } from '../src/checksum.ts';
import { dateForms, numberForms, scanText } from '../src/index.ts';

const types = (text: string) =>
  scanText(text).map(({ start, end, type }) => `${type}:${text.slice(start, end)}`);

describe('scanText', () => {
  test.each([
    ['write to anna.berg+x@mail.contoso.example.', ['EMAIL:anna.berg+x@mail.contoso.example']],
    ['müller@straße.example', ['EMAIL:müller@straße.example']],
    ['see https://a.example/b?c=d#e, or www.a.com/x', ['URL:https://a.example/b?c=d#e', 'URL:www.a.com/x']],
    ['file.txt and e.g. this', []],
    ['from 10.0.0.255 to 10.0.0.256', ['IP:10.0.0.255']],
    ['4111-1111-1111-1111', ['CARD:4111-1111-1111-1111']],
    ['3714 496353 98431', ['CARD:3714 496353 98431']],
    ['GB82WEST12345698765432', ['IBAN:GB82WEST12345698765432']],
    ['GB82WEST12345698765433', []],
    ['ssn 123-45-6789, ref 0004', ['SSN:123-45-6789']],
    ['+49 (0)30 1234567', ['PHONE:+49 (0)30 1234567']],
    ['call (555) 123-4567 x12', ['PHONE:(555) 123-4567 x12']],
    ['06 12 34 56 78', ['PHONE:06 12 34 56 78']],
    ['phone 1234567', ['PHONE:1234567']],
    ['order 1234567', []],
    ['on 2026-03-12T09:30:00Z', ['DATE:2026-03-12T09:30:00Z']],
    [
      'le 12 mars 2026, March 12th, 2026, 12. März',
      ['DATE:12 mars 2026', 'DATE:March 12th, 2026', 'DATE:12. März'],
    ],
    ['31.12.2026 but not 31/13/26', ['DATE:31.12.2026']],
    ['costs 1.204,50 € or $1,204', ['AMOUNT:1.204,50 €', 'AMOUNT:$1,204']],
    ['id 3f2504e0-4f89-41d3-9a0c-0305e82c3301', ['UUID:3f2504e0-4f89-41d3-9a0c-0305e82c3301']],
    ['password: hunter22 and Passwort ist geheim99!', ['SECRET:hunter22', 'SECRET:geheim99']],
    ['api_key=abcd1234efgh', ['SECRET:abcd1234efgh']],
    ['Authorization: Bearer abcdef123456', ['SECRET:abcdef123456']],
    ['the password is required', []],
    ['xoxb-123456789012-abcdefABCDEF', ['SECRET:xoxb-123456789012-abcdefABCDEF']],
    [
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
      ['SECRET:eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    ],
    [
      '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- after',
      ['SECRET:-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----'],
    ],
    [
      'Dear Mr. Quux, Anna-Maria Berg van der Linde and Berg, Thomas came',
      ['PERSON:Quux', 'PERSON:Anna-Maria Berg van der Linde', 'PERSON:Berg, Thomas'],
    ],
    ['<PERSON_1>', ['LITERAL:<PERSON_1>']],
  ])('%s', (text, expected) => {
    expect(types(text)).toEqual(expected);
  });

  test('offsets are those of the original, whatever was folded', () => {
    expect(
      types('ｔｏ\u200b a\u0308nna@x.example ４１１１ １１１１ １１１１ １１１１ 😀 b@x.example'),
    ).toEqual([
      'EMAIL:a\u0308nna@x.example',
      'CARD:４１１１ １１１１ １１１１ １１１１',
      'EMAIL:b@x.example',
    ]);
  });

  test('lists of an organisation are found', () => {
    expect(scanText('from Contoso  Ltd.', { customers: ['Contoso Ltd'] })).toEqual([
      { start: 5, end: 17, type: 'CUSTOMER' },
    ]);
  });

  test('spans are ordered, inside the text and without overlap', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'a',
            'B',
            '4',
            '1',
            ' ',
            '@',
            '.',
            '-',
            ':',
            '/',
            '<',
            '(',
            '+',
            'x',
            'é',
            '€',
            '\n',
          ),
          maxLength: 80,
        }),
        (text) => {
          let at = 0;
          for (const { start, end } of scanText(text)) {
            expect(start).toBeGreaterThanOrEqual(at);
            expect(end).toBeGreaterThan(start);
            at = end;
          }
          expect(at).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a long line is read in windows, and what lies across their edges is found once', () => {
    const unit = `${'word '.repeat(400)}anna.berg@contoso.example 4111 1111 1111 1111 `;
    const count = 400;
    const spans = scanText(unit.repeat(count));
    expect(spans.filter(({ type }) => type === 'EMAIL')).toHaveLength(count);
    expect(spans.filter(({ type }) => type === 'CARD')).toHaveLength(count);
  });
});

describe('checksums', () => {
  const withLuhn = (body: string) => [...'0123456789'].map((digit) => body + digit).filter(isLuhn);

  test('exactly one check digit satisfies Luhn, and no single changed digit does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { minLength: 11, maxLength: 18 }),
        fc.nat(10),
        fc.integer({ min: 1, max: 9 }),
        (body, at, by) => {
          const [valid, ...others] = withLuhn(body.join(''));
          expect(others).toEqual([]);
          const changed = valid!.slice(0, at) + ((Number(valid![at]) + by) % 10) + valid!.slice(at + 1);
          expect(isLuhn(changed)).toBe(false);
        },
      ),
    );
  });

  test.each([
    'DE89370400440532013000',
    'GB82WEST12345698765432',
    'FR1420041010050500013M02606',
    'NO9386011117947',
    'MT84MALT011000012345MTLCAST001S',
  ])('%s satisfies MOD 97-10', (iban) => {
    expect(isMod97(iban)).toBe(true);
    expect(isMod97(`${iban.slice(0, 2)}00${iban.slice(4)}`)).toBe(false);
  });

  test('a card needs an issuer as well as a checksum', () => {
    expect(isCard('4111111111111111')).toBe(true);
    expect(isCard(withLuhn('111111111111111')[0]!)).toBe(false);
  });
});

describe('values', () => {
  test.each([
    ['1,204.50', ['1204.5']],
    ['1.204,50 €', ['1204.5']],
    ['€1204.5', ['1204.5']],
    ["1'204.50", ['1204.5']],
    ['1 204,50', ['1204.5']],
    ['1,204', ['1204', '1.204']],
    ['1,204,000', ['1204000']],
    ['-12', ['-12']],
    ['007', ['7']],
    ['12 %', ['12']],
    ['0.50', ['0.5']],
    ['1.2.3', []],
    ['12a', []],
    ['', []],
    ['1,20,4', []],
  ])('numberForms(%j)', (text, forms) => {
    expect(numberForms(text)).toEqual(forms);
  });

  test.each([
    ['2026-03-12', ['2026-03-12']],
    ['12.03.2026', ['2026-03-12', '2026-12-03']],
    ['31/12/2026', ['2026-12-31']],
    ['12 March 2026', ['2026-03-12']],
    ['March 12th, 2026', ['2026-03-12']],
    ['12. März 2026', ['2026-03-12']],
    ['2 juillet 2026', ['2026-07-02']],
    ['Tue, 3 Feb 2026', ['2026-02-03']],
    ['2026-13-12', []],
    ['tomorrow', []],
  ])('dateForms(%j)', (text, forms) => {
    expect(dateForms(text)).toEqual(forms);
  });
});
