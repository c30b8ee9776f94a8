import {
  fromAnyBase64,
  fromBase64,
  fromHex,
  fromUtf8,
  parseDecimal,
  toBase64,
  toHex,
  toUtf8,
} from '@overt/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const invalid = expect.objectContaining({ name: 'LedgerFault', code: 'ENCODING_INVALID' });

describe('base64', () => {
  // RFC 4648 §10
  test.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('of %j is %j', (text, encoded) => {
    expect(toBase64(toUtf8(text))).toBe(encoded);
    expect(fromUtf8(fromBase64(encoded))).toBe(text);
  });

  test('agrees with the platform on every input', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(fromAnyBase64(Buffer.from(bytes).toString('base64url'))).toEqual(bytes);
      }),
    );
  });

  test.each(['Zg', 'Zg=', 'Zh==', 'Zm9=', 'Z===', '====', 'Zm9v\n', 'Zm 9', 'Zm9-', 'Zéäö'])(
    'refuses %j',
    (text) => {
      expect(() => fromBase64(text)).toThrow(invalid);
    },
  );
});

test('hex and UTF-8 refuse what they would not write', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes);
    }),
  );
  for (const text of ['0', 'AB', 'zz', '0x12']) expect(() => fromHex(text)).toThrow(invalid);
  expect(() => fromUtf8(Uint8Array.of(0xc0, 0x80))).toThrow(invalid);
  expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
});

test('decimals have one form and stay below 2^53', () => {
  expect(['0', '7', '9007199254740991'].map(parseDecimal)).toEqual([0, 7, 9_007_199_254_740_991]);
  for (const text of [
    '',
    '00',
    '01',
    '-1',
    '+1',
    '1e3',
    '1.0',
    ' 1',
    '9007199254740992',
    '99999999999999999999',
  ]) {
    expect(parseDecimal(text)).toBeUndefined();
  }
});
