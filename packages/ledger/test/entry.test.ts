import { encodeEntry, fromUtf8, LedgerFault, parseEntry, toUtf8 } from '@overt/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const AT = new Date('2026-11-23T09:14:59.999Z');
const malformed = expect.objectContaining({ code: 'ENTRY_MALFORMED' });

describe('an entry', () => {
  test('has a version, a minute and a type before its own fields', () => {
    expect(fromUtf8(encodeEntry('key.release', AT, { actor: 'act_1', subjects: { n: 412 } }))).toBe(
      '{"v":1,"t":"2026-11-23T09:14Z","type":"key.release","actor":"act_1","subjects":{"n":412}}',
    );
  });

  test('says no finer time than the minute', () => {
    expect(parseEntry(encodeEntry('receipt.given', AT)).t).toBe('2026-11-23T09:14Z');
  });

  test('leaves out fields without a value', () => {
    expect(fromUtf8(encodeEntry('a', AT, { b: undefined }))).not.toContain('"b"');
  });

  test('cannot be given another version, time or type by its fields', () => {
    for (const name of ['v', 't', 'type'])
      expect(() => encodeEntry('a', AT, { [name]: 'x' })).toThrow(malformed);
  });

  test.each(['', 'Receipt', 'a..b', 'a.', '.a', 'a b', 'a'.repeat(65)])('refuses the type %j', (type) => {
    expect(() => encodeEntry(type, AT)).toThrow(malformed);
  });

  test('of more than 65,535 bytes is refused', () => {
    expect(() => encodeEntry('a', AT, { b: 'x'.repeat(65_535) })).toThrow(
      expect.objectContaining({ code: 'ENTRY_TOO_LARGE' }),
    );
  });
});

describe('parseEntry', () => {
  test.each([
    'no',
    '[]',
    'null',
    '{"v":2,"t":"2026-11-23T09:14Z","type":"a"}',
    '{"v":1,"t":"2026-11-23T09:14:01Z","type":"a"}',
    '{"v":1,"t":"2026-11-23T09:14Z"}',
    '{"v":1,"t":"2026-11-23T09:14Z","type":"a","digest":"sha256:ab"}',
  ])('refuses %s', (text) => {
    expect(() => parseEntry(toUtf8(text))).toThrow(malformed);
  });

  test('arbitrary bytes give a code, never another exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(toUtf8)), (bytes) => {
        try {
          parseEntry(bytes);
        } catch (cause) {
          expect(cause).toBeInstanceOf(LedgerFault);
        }
      }),
    );
  });
});
