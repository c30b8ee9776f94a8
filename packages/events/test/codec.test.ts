import { LIMITS } from '@overt/events';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteSink, ByteSource } from '../src/codec/bytes-io.ts';
import { IntColumn, readIntColumn } from '../src/codec/int-column.ts';

const value = fc.oneof(
  fc.integer({ min: -300, max: 300 }),
  fc.integer(),
  fc.integer({ min: -LIMITS.integer, max: LIMITS.integer }),
);

describe.each([
  ['value', 'offset'],
  ['value', 'zigzag'],
  ['delta', 'offset'],
  ['delta', 'zigzag'],
] as const)('a column in %s order with %s signs', (order, sign) => {
  test('gives back any integers', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), (values) => {
        const column = new IntColumn(order, sign);
        const sink = new ByteSink();
        for (const number of values) column.push(number);
        column.write(sink);
        const source = new ByteSource(sink.view());
        expect([...readIntColumn(source, values.length)]).toEqual(values);
        expect(source.left).toBe(0);
      }),
    );
  });

  test('costs a few bytes when all differences are equal', () => {
    const column = new IntColumn(order, sign);
    const sink = new ByteSink();
    for (let i = 0; i < 1000; i++) column.push(order === 'delta' ? i * 7 : 5);
    column.write(sink);
    expect(sink.length).toBeLessThan(8);
  });
});

test('numbers go through varints and zigzag', () => {
  fc.assert(
    fc.property(fc.integer({ min: -LIMITS.integer, max: LIMITS.integer }), (number) => {
      const sink = new ByteSink();
      sink.zigzag(number);
      sink.varint(Math.abs(number));
      const source = new ByteSource(sink.view());
      expect(source.zigzag(LIMITS.integer)).toBe(number);
      expect(source.varint(LIMITS.integer)).toBe(Math.abs(number));
    }),
  );
});
