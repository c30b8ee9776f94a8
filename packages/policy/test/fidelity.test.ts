import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFidelity, FIDELITIES, isAtLeast, meet } from '../src/index.ts';

const fidelity = fc.constantFrom(...FIDELITIES);

describe('fidelity', () => {
  test('is ordered none < structure < workflow < content', () => {
    expect([...FIDELITIES].sort(compareFidelity)).toEqual(['none', 'structure', 'workflow', 'content']);
  });

  test('meets form a lattice: idempotent, commutative, associative, with none below and content above', () => {
    fc.assert(
      fc.property(fidelity, fidelity, fidelity, (a, b, c) => {
        expect(meet(a, a)).toBe(a);
        expect(meet(a, b)).toBe(meet(b, a));
        expect(meet(a, meet(b, c))).toBe(meet(meet(a, b), c));
        expect(meet(a, 'none')).toBe('none');
        expect(meet(a, 'content')).toBe(a);
      }),
    );
  });

  test('a meet is the greatest that is below both', () => {
    fc.assert(
      fc.property(fidelity, fidelity, fidelity, (a, b, below) => {
        const both = meet(a, b);
        expect(isAtLeast(a, both) && isAtLeast(b, both)).toBe(true);
        if (isAtLeast(a, below) && isAtLeast(b, below)) expect(isAtLeast(both, below)).toBe(true);
      }),
    );
  });
});
