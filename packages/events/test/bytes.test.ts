import { bytes, SegmentFault } from '@overt/events';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('bytes', () => {
  test('go to hex, base64 and back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (given) => {
        expect(bytes.fromHex(bytes.toHex(given))).toEqual(given);
        expect(bytes.fromBase64(bytes.toBase64(given))).toEqual(given);
        expect(bytes.toBase64(given)).toBe(Buffer.from(given).toString('base64'));
        expect(bytes.toHex(given)).toBe(Buffer.from(given).toString('hex'));
      }),
    );
  });

  test.each(['A', 'AB', 'ABC', 'AB=C', 'A===', 'AB==\n', 'AA=A', 'AB==', 'ABD=', '====', 'AAAA='])(
    'are not read from the base64 %j',
    (text) => {
      expect(() => bytes.fromBase64(text)).toThrow(SegmentFault);
    },
  );

  test.each(['0', '0G', 'AA', ' 00'])('are not read from the hex %j', (text) => {
    expect(() => bytes.fromHex(text)).toThrow(SegmentFault);
  });

  test('that are not UTF-8 are refused', () => {
    expect(() => bytes.fromUtf8(Uint8Array.of(0xc3, 0x28))).toThrow(SegmentFault);
    expect(bytes.fromUtf8(bytes.toUtf8('\ufeffgrün 🙂'))).toBe('\ufeffgrün 🙂');
  });

  test('are equal exactly when every byte is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3 }), fc.uint8Array({ maxLength: 3 }), (a, b) => {
        expect(bytes.equal(a, b)).toBe(Buffer.compare(a, b) === 0);
      }),
    );
  });
});
