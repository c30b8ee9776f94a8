import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyRow, describeTarget, fits, generalise, mergeDescriptors, shapeOf } from '../src/descriptor.ts';

const step = fc.tuple(
  fc.constantFrom('div', 'tr', 'td', 'li', 'ul', 'input'),
  fc.integer({ min: 1, max: 9 }),
);
const tags = fc.array(step, { minLength: 1, maxLength: 6 });
const pathOf = (steps: readonly (readonly [string, number])[]): string =>
  steps.map(([tag, n]) => (n === 1 ? tag : `${tag}:${n}`)).join('>');

describe('a path pattern', () => {
  test('fits every path it was made from', () => {
    fc.assert(
      fc.property(
        tags,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 6 }),
        (steps, other) => {
          const a = pathOf(steps);
          const b = pathOf(steps.map(([tag], i) => [tag, other[i] as number]));
          const pattern = generalise(a, b);
          expect(fits(pattern, a)).toBe(true);
          expect(fits(pattern, b)).toBe(true);
          expect(shapeOf(pattern)).toBe(shapeOf(a));
        },
      ),
    );
  });

  test('keeps positions that did not vary', () => {
    const pattern = generalise('main>table>tr:3>td:4', 'main>table>tr:7>td:4');
    expect(pattern).toBe('main>table>tr:*>td:4');
    expect(fits(pattern, 'main>table>tr>td:4')).toBe(true);
    expect(fits(pattern, 'main>table>tr:3>td:5')).toBe(false);
  });

  test('enters shadow roots', () => {
    expect(generalise('main>x-a:2>>div>input', 'main>x-a:3>>div>input')).toBe('main>x-a:*>>div>input');
  });

  test('opens the last row only', () => {
    expect(anyRow('ul>li:2>ul>li:4>button')).toBe('ul>li:2>ul>li:*>button');
    expect(anyRow('main>form>input')).toBe('main>form>input');
  });
});

const target = {
  role: 'gridcell', name: null, label: 'Total / <ORG_4>', box: { x: 0, y: 0, width: 1, height: 1 }, field: 'none', framePath: [0], states: [],
  locators: [{ by: 'structure', value: 'table>tr:2>td:4', matches: 1 }], bound: { from: 'slot', slot: 'customer', transform: 'equal' },
  node: null, match_method: 'event', confidence: 1,
} as const; // biome-ignore format: one record

describe('a descriptor', () => {
  test('keeps the part of a label that was not withheld', () => {
    expect(describeTarget(target)).toMatchObject({
      labels: ['Total'],
      names: [],
      depth: 1,
      bound: { from: 'slot', slot: 'customer' },
    });
  });

  test('drops names that differ and bindings that contradict each other', () => {
    const a = describeTarget({ ...target, name: 'Orders' });
    const b = describeTarget({
      ...target,
      name: 'Quotes',
      bound: { from: 'slot', slot: 'folder', transform: 'equal' },
    });
    expect(mergeDescriptors(a, b)).toMatchObject({ names: [], bound: null });
  });

  test('keeps a binding that is merely missing elsewhere', () => {
    const a = describeTarget({ ...target, bound: null });
    expect(mergeDescriptors(a, describeTarget(target)).bound).toEqual({ from: 'slot', slot: 'customer' });
  });
});
