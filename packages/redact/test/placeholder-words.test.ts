import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitPlaceholders } from '../src/index.ts';

describe('splitPlaceholders', () => {
  test('tells what was withheld, and how long it was', () => {
    expect(splitPlaceholders('Total / <PERSON_640614977> <TEXT_1:len=16..31>')).toEqual([
      'Total / ',
      { placeholder: '<PERSON_640614977>', noun: 'name', size: '' },
      ' ',
      { placeholder: '<TEXT_1:len=16..31>', noun: 'text', size: '16–31 characters' },
    ]);
  });

  test('does not know types of a later version, and says so plainly', () => {
    expect(splitPlaceholders('<PLATE_7>')).toEqual([{ placeholder: '<PLATE_7>', noun: 'value', size: '' }]);
  });

  test('loses nothing: the parts put together are the text', () => {
    const piece = fc.constantFrom('<TEXT_1:len=8..15>', '<EMAIL_22>', '<', 'a<b>', '<TEXT_', '>');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const text = pieces.join('');
        const parts = splitPlaceholders(text);
        expect(parts.map((part) => (typeof part === 'string' ? part : part.placeholder)).join('')).toBe(text);
      }),
    );
  });
});
