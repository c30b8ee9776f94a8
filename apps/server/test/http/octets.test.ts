import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOctets } from '../../src/http/octets.ts';

const stream = (chunks: readonly Uint8Array[]) =>
  Readable.from(chunks.map((chunk) => Buffer.from(chunk))) as unknown as IncomingMessage;
const chunks = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 });

describe('readOctets', () => {
  test('gives the bytes as they came, however they were cut, announced or not', async () => {
    await fc.assert(
      fc.asyncProperty(chunks, fc.boolean(), async (parts, announce) => {
        const whole = Buffer.concat(parts);
        const read = await readOctets(stream(parts), announce ? String(whole.length) : undefined, 1_000);
        expect(Buffer.from(read).equals(whole)).toBe(true);
      }),
    );
  });

  test('refuses a body that is shorter or longer than announced', async () => {
    await fc.assert(
      fc.asyncProperty(
        chunks,
        fc.integer({ min: -5, max: 5 }).filter((n) => n !== 0),
        async (parts, off) => {
          const length = Buffer.concat(parts).length + off;
          fc.pre(length >= 0);
          await expect(readOctets(stream(parts), String(length), 1_000)).rejects.toMatchObject({
            code: 'BODY_CUT',
          });
        },
      ),
    );
  });

  test.each([['NaN'], ['-1'], ['1.5'], ['1e99']])('refuses the length %s', async (announced) => {
    await expect(readOctets(stream([]), announced, 1_000)).rejects.toMatchObject({ code: 'BODY_CUT' });
  });

  test('refuses more than the limit before it holds it', async () => {
    await expect(readOctets(stream([new Uint8Array(20)]), '20', 10)).rejects.toMatchObject({
      code: 'BODY_TOO_LARGE',
    });
    await expect(
      readOctets(stream([new Uint8Array(6), new Uint8Array(6)]), undefined, 10),
    ).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
  });
});
