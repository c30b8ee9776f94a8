import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHoldOver } from '../../src/browser/worker/segment-record.ts';

const HOUR = 60;

describe('the hold', () => {
  test('is over after the agreed hours of presence, to the minute', () => {
    const record = { presence: 100, hold_h: 24 };
    expect(isHoldOver(record, 100 + 24 * HOUR - 1, { hold_h: 24 })).toBe(false);
    expect(isHoldOver(record, 100 + 24 * HOUR, { hold_h: 24 })).toBe(true);
  });

  test('is not shortened by a policy that came later, and is lengthened by one', () => {
    const hours = fc.integer({ min: 0, max: 168 });
    fc.assert(
      fc.property(hours, hours, fc.integer({ min: 0, max: 20_000 }), (agreed, inForce, presence) => {
        const over = isHoldOver({ presence: 0, hold_h: agreed }, presence, { hold_h: inForce });
        expect(over).toBe(presence >= agreed * HOUR && presence >= inForce * HOUR);
      }),
    );
  });
});
