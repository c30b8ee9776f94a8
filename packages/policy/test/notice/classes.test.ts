import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFidelity, FIDELITIES } from '../../src/fidelity.ts';
import { decide, decideFrame, type VisibleArea } from '../../src/index.ts';
import {
  CAPTURE_CLASSES,
  type CaptureClass,
  classesOf,
  classOfKind,
  unnamedClasses,
} from '../../src/notice/classes.ts';
import { CLASSES } from '../../src/schema.ts';
import { SUBSTANCES } from '../../src/substance.ts';
import { context, crm, facts, moment } from '../support.ts';

const policy = fc.record({
  maxFidelity: fc.constantFrom(...FIDELITIES),
  classes: fc.subarray([...CLASSES], { minLength: 1 }),
});

describe('classesOf', () => {
  test.each([
    ['none', 0],
    ['structure', 14],
    ['workflow', 18],
    ['content', 19],
  ] as const)('at %s names %i classes', (maxFidelity, count) => {
    expect(classesOf({ maxFidelity, classes: [...CLASSES] }).length).toBe(count);
  });

  test('names nothing without actions, no text without texts, no frame without pixels', () => {
    expect(classesOf({ maxFidelity: 'content', classes: ['text', 'pixels'] })).toEqual([]);
    const textless = classesOf({ maxFidelity: 'content', classes: ['action', 'pixels'] });
    for (const name of ['interface-text', 'redacted-text', 'placeholders'])
      expect(textless).not.toContain(name);
    expect(classesOf({ maxFidelity: 'content', classes: ['action', 'text'] })).not.toContain('frames');
  });

  test('names no fewer classes when more may be kept', () => {
    fc.assert(
      fc.property(policy, policy, (a, b) => {
        const isWider =
          compareFidelity(a.maxFidelity, b.maxFidelity) >= 0 &&
          b.classes.every((name) => a.classes.includes(name));
        if (isWider) expect(classesOf(a)).toEqual(expect.arrayContaining([...classesOf(b)]));
      }),
    );
  });

  test('names exactly what the decision can keep', () => {
    fc.assert(
      fc.property(policy, (rules) => {
        const about = context(rules);
        const kept = new Set<CaptureClass>();
        for (const surface of ['interface' as const, ...SUBSTANCES]) {
          const { fidelity, text, binding } = decide(facts({ surface }), about, moment);
          if (fidelity !== 'none') kept.add('pointer');
          if (binding) kept.add('bindings');
          if (text === 'placeholder') kept.add('placeholders');
          if (text === 'interface' || text === 'redacted')
            kept.add(surface === 'interface' ? 'interface-text' : 'redacted-text');
        }
        if (decideFrame([area], about, moment).allow) kept.add('frames');
        const named = classesOf(rules).filter((name) => DECIDED.includes(name));
        expect([...kept].sort()).toEqual([...named].sort());
      }),
    );
  });
});

const DECIDED: readonly CaptureClass[] = [
  'pointer',
  'bindings',
  'placeholders',
  'interface-text',
  'redacted-text',
  'frames',
];

const area: VisibleArea = {
  place: crm,
  host: 'crm.example',
  incognito: false,
  noTrain: false,
  confidential: false,
  box: { x: 0, y: 0, width: 100, height: 100 },
  boxes: [],
  complete: true,
};

describe('classOfKind', () => {
  test('gives every kind of event a class of the list, and no two the same', () => {
    const classes = Object.values(classOfKind);
    for (const name of classes) expect(CAPTURE_CLASSES).toContain(name);
    expect(new Set(classes).size).toBe(classes.length);
  });
});

describe('unnamedClasses', () => {
  const notice = { classes: classesOf({ maxFidelity: 'structure', classes: [...CLASSES] }) };

  test('finds what was counted and is not named', () => {
    expect(unnamedClasses(notice, { pointer: 5, frames: 1, 'interface-text': 2 })).toEqual([
      'interface-text',
      'frames',
    ]);
  });

  test('finds nothing where nothing else was counted', () => {
    expect(unnamedClasses(notice, { pointer: 5, frames: 0 })).toEqual([]);
    expect(unnamedClasses(notice, {})).toEqual([]);
  });

  test('finds everything under a notice that names nothing', () => {
    const counted = Object.fromEntries(CAPTURE_CLASSES.map((name) => [name, 1]));
    expect(unnamedClasses({ classes: [] }, counted)).toEqual([...CAPTURE_CLASSES]);
  });
});
