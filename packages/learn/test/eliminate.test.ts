import { describe, expect, test } from 'vitest';
import { explainByElimination } from '../src/eliminate.ts';
import type { Descriptor, Instruction, Value } from '../src/model.ts';

const on = (field: string, change: Partial<Descriptor> = {}): Descriptor => ({
  role: 'textbox', field, names: [], labels: [], testids: [], paths: [], depth: 0, bound: null, ...change,
}); // biome-ignore format: one record
const type = (field: string, value: Value = { from: 'unknown' }): Instruction => ({
  do: 'type',
  place: 'p',
  target: on(field),
  value,
});
const valuesOf = (all: readonly Instruction[]) =>
  all.map((one) => ('value' in one && one.value?.from === 'slot' ? one.value.slot : null));
const once = (all: readonly Instruction[]) => all.map(() => false);

describe('elimination', () => {
  test.each([
    [
      'the only slot left goes into the only gap',
      [type('text', { from: 'slot', slot: 'user' }), type('secret')],
      ['user', 'code7'],
      ['user', 'code7'],
    ],
    [
      'a slot called a secret goes into the secret field, whatever the order',
      [type('secret'), type('text')],
      ['user', 'password'],
      ['password', 'user'],
    ],
    [
      'slots go into gaps in the order of the goal',
      [type('text'), type('text')],
      ['first', 'last'],
      ['first', 'last'],
    ],
    ['too few slots explain nothing', [type('text'), type('text')], ['first'], [null, null]],
    ['too many slots explain nothing', [type('text')], ['first', 'last'], [null]],
    ['a secret never goes into a field that shows it', [type('text')], ['password'], [null]],
    [
      'two secrets are not told apart by their names, but by the goal',
      [type('secret'), type('secret')],
      ['old password', 'new password'],
      ['old password', 'new password'],
    ],
  ] as const)('%s', (_, instructions, slots, expected) => {
    expect(valuesOf(explainByElimination(instructions, slots, once(instructions)))).toEqual(expected);
  });

  const drag = (to: Descriptor): Instruction => ({
    do: 'drag',
    place: 'p',
    target: on('none'),
    to,
    dx: 1,
    dy: 1,
  });
  const goalOf = (one: Instruction | undefined) => (one?.do === 'drag' ? one.to : null);

  test('the end of a drag that was called differently each time is the slot left over', () => {
    const [bound] = explainByElimination([drag(on('none'))], ['stage'], [true]);
    expect(goalOf(bound)).toMatchObject({ bound: { from: 'slot', slot: 'stage' }, names: [] });
  });

  test('the end of a drag that was called the same each time stays', () => {
    const [same] = explainByElimination([drag(on('none', { names: ['Bin'] }))], ['stage'], [true]);
    expect(goalOf(same)).toMatchObject({ bound: null, names: ['Bin'] });
  });
});
