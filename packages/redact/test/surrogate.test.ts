import { describe, expect, test } from 'vitest';
import { isCard, isLuhn, isMod97 } from '../src/checksum.ts';
import { createSurrogates } from '../src/index.ts';

const seed = (n: number) => new Uint8Array(16).fill(n);
const { replace } = createSurrogates(seed(1));
const TYPES = [
  'PERSON',
  'CUSTOMER',
  'EMAIL',
  'PHONE',
  'URL',
  'PATH',
  'IP',
  'CARD',
  'IBAN',
  'SSN',
  'SECRET',
  'UUID',
  'AMOUNT',
  'DATE',
  'TIME',
  'NUM',
  'TEXT',
  'UI',
  'LITERAL',
];

describe('surrogates', () => {
  test.each(TYPES)(
    '%s becomes something to type, the same each time, without a trace of the placeholder',
    (type) => {
      const value = replace(`<${type}_123456789>`);
      expect(value).not.toMatch(/[<>]|_|123456789/);
      expect(value.trim()).not.toBe('');
      expect(replace(`<${type}_123456789>`)).toBe(value);
    },
  );

  test('other indices and other datasets get other values', () => {
    const values = new Set(Array.from({ length: 200 }, (_, n) => replace(`<EMAIL_${n}>`)));
    expect(values.size).toBeGreaterThan(195);
    expect(createSurrogates(seed(2)).replace('<PERSON_1> <EMAIL_2> <NUM_3>')).not.toBe(
      replace('<PERSON_1> <EMAIL_2> <NUM_3>'),
    );
  });

  test('text around stays, and equal placeholders stay equal', () => {
    const [first, second] = replace('Reply to <PERSON_7>, then <PERSON_7>')
      .replace('Reply to ', '')
      .split(', then ');
    expect(first).toBe(second);
    expect(replace('nothing here <b> <Person_1>')).toBe('nothing here <b> <Person_1>');
  });

  test('numbers with a checksum do not hold it, and nothing real is named', () => {
    for (let n = 0; n < 100; n++) {
      const card = replace(`<CARD_${n}>`).replaceAll(' ', '');
      expect(card).toHaveLength(16);
      expect(isLuhn(card) || isCard(card)).toBe(false);
      expect(isMod97(replace(`<IBAN_${n}>`).replaceAll(' ', ''))).toBe(false);
      expect(replace(`<PHONE_${n}>`)).toMatch(/^\+1-\d{3}-555-01\d\d$/);
      expect(replace(`<EMAIL_${n}>`)).toMatch(/@example\.com$/);
      expect(replace(`<SSN_${n}>`)).toMatch(/^000-/);
    }
  });

  test.each([
    [1, 1],
    [2, 3],
    [8, 15],
    [64, 127],
    [512, 1023],
  ])('a text keeps its length bucket %i..%i', (low, high) => {
    for (let n = 0; n < 20; n++) {
      const { length } = replace(`<TEXT_${n}:len=${low}..${high}>`);
      expect(length).toBeGreaterThanOrEqual(low);
      expect(length).toBeLessThanOrEqual(high);
    }
  });
});
