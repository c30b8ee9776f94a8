import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLeakScanner, type LeakTransform, RedactFault } from '../src/index.ts';

const CANARIES = [
  { id: 'password', value: 'Tr0ub4dor&3-Zebra' },
  { id: 'card', value: '4929 0012 3456 7891' },
  { id: 'name', value: 'José Ángel Müller' },
];
const scanner = createLeakScanner(CANARIES);
const utf8 = (text: string) => new Uint8Array(Buffer.from(text));
const found = (bytes: Uint8Array) => [
  ...new Set(scanner.scan(bytes).map(({ canary, transform }) => `${canary}/${transform}`)),
];
const encode = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));

describe('the leak scanner', () => {
  const [password, card, name] = CANARIES.map(({ value }) => value) as [string, string, string];
  const cases: [LeakTransform, string, Uint8Array][] = [
    ['plain', 'password', utf8(`{"value":"${password}"}`)],
    ['plain', 'password', utf8(password.toUpperCase())],
    ['case', 'name', utf8(name.toUpperCase())],
    ['nfd', 'name', utf8(name.normalize('NFD'))],
    ['no-spaces', 'card', utf8('x4929001234567891x')],
    ['grouped', 'card', utf8('4929-0012-3456-7891')],
    ['percent', 'name', utf8(`q=${encodeURIComponent(name)}`)],
    ['percent', 'name', utf8(encodeURIComponent(name).replaceAll('%20', '+').toLowerCase())],
    ['json', 'name', utf8('{"n":"Jos\\u00e9 \\u00C1ngel M\\u00fcller"}')],
    ['html', 'password', utf8('Tr0ub4dor&amp;3-Zebra')],
    ['utf-16', 'name', encode(`..${name}..`, 'utf16le')],
    ['hex', 'password', utf8(`\\x${Buffer.from(password).toString('hex').toUpperCase()}`)],
    ['per-key', 'password', utf8(JSON.stringify(Array.from(password)))],
    ['per-key', 'card', utf8(Array.from(card).join('+'))],
    ['base64', 'password', utf8(Buffer.from(`a${password}b`).toString('base64'))],
    ['base64', 'password', utf8(Buffer.from(`ab${password}`).toString('base64url'))],
    ['base64', 'password', utf8(Buffer.from(`abc${password}xyz`).toString('base64'))],
  ];

  test.each(cases)('finds %s of the %s', (transform, canary, bytes) => {
    expect(found(bytes)).toContain(`${canary}/${transform}`);
  });

  test('finds nothing where nothing is', () => {
    expect(found(utf8('Tr0ub4dor&4-Zebra 4929 0012 3456 7892 Jose Angel Muller'))).toEqual([]);
  });

  test('says where, and finds what lies across chunks of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }), fc.nat(2), (cuts, which) => {
        const { id, value } = CANARIES[which]!;
        const bytes = utf8(`${'.'.repeat(23)}${value}${'.'.repeat(17)}`);
        const stream = scanner.open();
        const hits = [];
        let at = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
          hits.push(...stream.push(bytes.subarray(at, Math.max(at, cut))));
          at = Math.max(at, cut);
        }
        expect(hits).toContainEqual({ canary: id, transform: 'plain', offset: 23 });
      }),
    );
  });

  test('finds every planted value in random bytes, as a plain search does', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(2),
        (before, after, which) => {
          const bytes = Buffer.concat([before, Buffer.from(CANARIES[which]!.value), after]);
          expect(
            scanner
              .scan(bytes)
              .some(({ canary, offset }) => canary === CANARIES[which]!.id && offset === before.length),
          ).toBe(true);
        },
      ),
    );
  });

  test('refuses a canary that would be found by chance', () => {
    expect(() => createLeakScanner([{ id: 'short', value: 'abc' }])).toThrow(RedactFault);
  });

  test('overlapping canaries are all found', () => {
    const both = createLeakScanner([
      { id: 'long', value: 'abcdefghij' },
      { id: 'inner', value: 'cdefghij' },
    ]);
    expect(
      both
        .scan(utf8('xabcdefghijx'))
        .map(({ canary }) => canary)
        .sort(),
    ).toEqual(['inner', 'long']);
  });
});
