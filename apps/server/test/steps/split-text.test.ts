import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Json, joinText, splitText } from '../../src/steps/split-text.ts';

/** Text members with any string, in any nesting; other members hold words that are never text. */
const anything = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.constantFrom('click', 'office.mail'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        'text',
        'name',
        'label',
        'title',
        'route',
        'value',
        'goal',
        'role',
        'place',
        'steps',
        'by',
      ),
      tie('value'),
      { maxKeys: 5 },
    ),
    fc.record({ text: fc.string(), role: fc.constant('link') }),
  ),
})).value;

describe('splitText', () => {
  test('together with its texts gives back every value', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const { action, texts } = splitText(value);
        expect(joinText(action, texts)).toEqual(value);
      }),
    );
  });

  test('leaves no text behind in the action half', () => {
    const secret = 'Mrs Example of Example Ltd';
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom('text', 'name', 'label', 'title', 'route', 'goal'),
        (value, member) => {
          const { action } = splitText({ steps: [value, { [member]: secret, role: 'button' }] });
          expect(JSON.stringify(action)).not.toContain(secret);
        },
      ),
    );
  });

  test('without its texts gives null in their place and everything else unchanged', () => {
    const step = { id: 'trk:1', text: 'Total', target: { role: 'cell', name: 'Total', box: { x: 1 } } };
    const { action } = splitText(step);
    expect(joinText(action, undefined)).toEqual({
      id: 'trk:1',
      text: null,
      target: { role: 'cell', name: null, box: { x: 1 } },
    });
  });

  test('keeps a structural locator with the actions, and takes every other one out', () => {
    const locators = [
      { by: 'structure', value: 'main>a', matches: 1 },
      { by: 'role', value: 'link Invoice', matches: 1 },
    ];
    const { action, texts } = splitText({ locators });
    expect(texts).toEqual(['link Invoice']);
    expect(JSON.stringify(action)).toContain('main>a');
  });
});
