import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  belowFloors,
  buildEpisodes,
  buildReduction,
  buildSteps,
  declaredSteps,
  type Step,
  YIELD_FIDELITIES,
  yieldOf,
} from '../src/index.ts';
import { expandEvents, type ShortEvent } from './golden-case.ts';

const WORKFLOW = 'office.mail';
const fidelityOf = (place: string) => (place === WORKFLOW ? 'workflow' : 'structure');

const target = (parts: object): object => ({
  role: 'button',
  states: [],
  box: { x: 90, y: 90, width: 40, height: 20 },
  framePath: [],
  field: 'none',
  locators: [],
  ...parts,
});
const ACTIVE: ShortEvent = { kind: 'window', ms: 0 };
const stepsOf = (...events: ShortEvent[]): readonly Step[] =>
  buildSteps([{ track: 't', events: expandEvents([ACTIVE, ...events]) }]);
const click = (ms: number, parts: object): ShortEvent[] => [
  { kind: 'pointer', ms, target: target(parts) },
  { kind: 'pointer', ms: ms + 20, phase: 'up' },
];
const at = (steps: readonly Step[]) => yieldOf(steps, fidelityOf).workflow;

describe('a target is named', () => {
  test.each([
    ['by its name', { name: 'Save' }, 1],
    ['by a label', { label: 'Total' }, 1],
    ['by words beside a placeholder', { name: 'Reply to <PERSON_12>' }, 1],
    [
      'by a value of the goal that it shows',
      { bound: { from: 'slot', slot: 'customer', transform: 'equal' } },
      1,
    ],
    ['not by a placeholder alone', { name: '<TEXT_460446006:len=8..15>' }, 0],
    ['not by marks', { name: '· <TEXT_1>' }, 0],
    ['not by nothing', {}, 0],
  ])('%s', (_, parts, named) => {
    expect(at(stepsOf(...click(1000, parts)))).toMatchObject({ steps: 1, named });
  });

  test('a press on nothing that anybody saw counts as one without a name', () => {
    expect(at(stepsOf({ kind: 'pointer', ms: 1 }, { kind: 'pointer', ms: 20, phase: 'up' })).named).toBe(0);
  });
});

describe('a step is framed', () => {
  const framed = (age_ms: number): number =>
    at(stepsOf({ kind: 'frame', ms: 1000 }, ...click(1000 + age_ms, { name: 'Save' }))).framed;

  test('by a frame from at most two seconds before', () => {
    expect([framed(0), framed(2000), framed(2001)]).toEqual([1, 1, 0]);
  });
});

describe('a value counts', () => {
  const typed = (commit: object): number =>
    at(
      stepsOf(
        { kind: 'text', ms: 1000, op: 'insert', at: 0 },
        { kind: 'text', ms: 1200, op: 'commit', ...commit },
      ),
    ).valued;

  test('if it is kept, or if its source is known', () => {
    expect(typed({ text: 'net 30 days', source: { from: 'typed' } })).toBe(1);
    expect(typed({ text: '<TEXT_9>', source: { from: 'slot', slot: 'note', transform: 'equal' } })).toBe(1);
    expect(typed({ text: 'for <PERSON_9>', source: { from: 'typed' } })).toBe(0);
    expect(typed({ source: { from: 'typed' } })).toBe(0);
  });

  test('emptying a field gives no value, so none is missing', () => {
    const steps = stepsOf(
      { kind: 'text', ms: 1000, op: 'delete', at: 0, removed: 4, inserted: 0 },
      { kind: 'text', ms: 1200, op: 'commit', source: { from: 'typed' } },
      { kind: 'text', ms: 5000, op: 'insert', at: 0, target: 'text:b' },
      { kind: 'text', ms: 5200, op: 'commit', text: 'a', target: 'text:b' },
    );
    expect(at(steps).valued).toBe(1);
  });
});

describe('the yield', () => {
  test('keeps fidelities apart: a place that shows nothing does not spoil one that does', () => {
    const found = yieldOf(
      stepsOf(
        ...click(1000, { name: 'Save' }),
        { kind: 'navigation', ms: 2000, place: 'office.hr' },
        ...click(3000, {}),
      ),
      fidelityOf,
    );
    expect(found.workflow).toMatchObject({ steps: 1, named: 1 });
    expect(found.structure).toMatchObject({ steps: 1, named: 0 });
    expect(found.content).toEqual({ steps: 0, named: 0, framed: 0, valued: 0 });
  });

  test('of nothing reaches no floor', () => {
    expect(belowFloors(yieldOf([], fidelityOf).workflow)).toHaveLength(3);
    const all = stepsOf(...click(1000, { name: 'Save' }));
    expect(belowFloors(yieldOf(all, () => 'structure').workflow)).toHaveLength(3);
  });

  test('a share that only rounds up to its floor has not reached it', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => i);
    const [named] = stepsOf(...click(1000, { name: 'Save' }));
    const [unnamed] = stepsOf(...click(1000, {}));
    const steps = many.map((i) => (i < 9499 ? named! : unnamed!));
    expect(belowFloors({ ...at(steps), framed: 1, valued: 1 })).toEqual([
      'named is 0.949, at least 0.95 is expected',
    ]);
  });

  test('counts every act of a known fidelity once, whatever is done', () => {
    const acts = fc.array(fc.tuple(fc.boolean(), fc.constantFrom(WORKFLOW, 'office.hr', 'shut')), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(acts, (made) => {
        const steps = made.map(([hasName, place], i) => {
          const [step] = stepsOf(...click(1000 + i, hasName ? { name: 'Save' } : {}));
          return { ...step!, place };
        });
        const found = yieldOf(steps, (place) => (place === 'shut' ? 'none' : fidelityOf(place)));
        const counted = YIELD_FIDELITIES.reduce((sum, fidelity) => sum + found[fidelity].steps, 0);
        expect(counted).toBe(made.filter(([, place]) => place !== 'shut').length);
        const here = made.filter(([, place]) => place === WORKFLOW);
        const share = here.length === 0 ? 0 : here.filter(([hasName]) => hasName).length / here.length;
        expect(Math.abs(found.workflow.named - share)).toBeLessThan(0.001);
      }),
    );
  });

  test('is asked of declared tasks: what happens between them is not taught', () => {
    const events = expandEvents([
      ACTIVE,
      ...click(1000, {}),
      { kind: 'task', ms: 2000, type: 'office.open-mail' },
      ...click(3000, { name: 'Open' }),
      { kind: 'task', ms: 4000, phase: 'finish', type: 'office.open-mail', outcome: 'success' },
      ...click(90_000, {}),
    ]);
    const episodes = buildEpisodes(buildReduction([{ track: 't', events }]));
    expect(at(declaredSteps(episodes))).toMatchObject({ steps: 1, named: 1 });
  });
});
