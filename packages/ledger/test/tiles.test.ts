import { encodeBundle, parseBundle, parseTile, parseTilePath, tilePath } from '@overt/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('tile paths', () => {
  // C2SP tlog-tiles@5ba5ee8, Merkle Tree
  test('are those of the C2SP text', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 'entries', index: 0, width: 5 })).toBe('tile/entries/000.p/5');
    expect(parseTilePath('tile/63/x001/x234/067.p/255')).toEqual({ level: 63, index: 1_234_067, width: 255 });
  });

  test('survive the way there and back', () => {
    const level = fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 }));
    const index = fc.oneof(fc.nat(5000), fc.integer({ min: 0, max: 2 ** 45 }));
    fc.assert(
      fc.property(level, index, fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width });
      }),
    );
  });

  // the malformed seeds of golang.org/x/mod@fe2ec04 sumdb/tlog/tile_test.go, and what C2SP forbids
  test.each([
    'tile/3/5/123/456/078',
    'tile/3/-1/123/456/078',
    'tile/00/001',
    'tile/64/001',
    'tile/0/1',
    'tile/0/x000/001',
    'tile/0/001.p/0',
    'tile/0/001.p/256',
    'tile/0/001.p/01',
    'tile/0/x001',
    'tile/0/001/',
    'tile/0/../001',
    'tile/data/001',
    '/tile/0/001',
    '',
  ])('refuse %j', (path) => {
    expect(() => parseTilePath(path)).toThrow(expect.objectContaining({ code: 'TILE_PATH_INVALID' }));
  });
});

describe('entry bundles', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 20 });

  test('hold each entry behind its length', () => {
    expect(encodeBundle([Uint8Array.of(7), new Uint8Array(0), new Uint8Array(258)]).slice(0, 7)).toEqual(
      Uint8Array.of(0, 1, 7, 0, 0, 1, 2),
    );
    fc.assert(
      fc.property(entries, (list) => {
        expect(parseBundle(encodeBundle(list), list.length, 'b')).toEqual(list);
      }),
    );
  });

  test('are refused when torn, when too short and when too long', () => {
    const malformed = expect.objectContaining({ code: 'BUNDLE_MALFORMED' });
    fc.assert(
      fc.property(entries, fc.nat(), (list, cut) => {
        const bytes = encodeBundle(list);
        expect(() => parseBundle(bytes.slice(0, cut % bytes.length), list.length, 'b')).toThrow(malformed);
        expect(() => parseBundle(bytes, list.length + 1, 'b')).toThrow(malformed);
        expect(() => parseBundle(bytes, list.length - 1, 'b')).toThrow(malformed);
      }),
    );
    expect(() => parseBundle(encodeBundle(Array(257).fill(new Uint8Array(0))), 257, 'b')).toThrow(malformed);
  });
});

test('a tile of another length is refused', () => {
  expect(parseTile(new Uint8Array(64), 2, 't')).toHaveLength(2);
  expect(() => parseTile(new Uint8Array(63), 2, 't')).toThrow(
    expect.objectContaining({ code: 'TILE_MALFORMED' }),
  );
});
