import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Counters,
  count,
  demoPolicy,
  diffPolicies,
  dryRun,
  isMaterial,
  keptClasses,
  type Policy,
  recent,
} from '../src/index.ts';
import { context, crm, NOW } from './support.ts';

const TODAY = '2026-11-23';
const policy: Policy = { ...demoPolicy(NOW), maxFidelity: 'workflow' };
const terms = context().terms;
const counters: Counters = [
  { day: TODAY, place: 'crm', kind: 'pointer', needs: 'structure', seen: 100, kept: 100 },
  { day: TODAY, place: 'crm', kind: 'interface-text', needs: 'workflow', seen: 50, kept: 50 },
  { day: TODAY, place: 'crm', kind: 'redacted-text', needs: 'content', seen: 20, kept: 0 },
  { day: '2026-11-15', place: 'unknown', kind: 'pointer', needs: 'structure', seen: 7, kept: 7 },
  { day: '2026-11-01', place: 'crm', kind: 'pointer', needs: 'structure', seen: 9_999, kept: 9_999 },
];
const run = (after: Partial<Policy>) =>
  dryRun({
    counters,
    today: TODAY,
    before: { policy, terms },
    after: { policy: { ...policy, ...after }, terms },
    placeOf: (id) => (id === 'crm' ? crm : undefined),
  });

describe('dryRun', () => {
  test('the same policy would change nothing', () => {
    expect(run({})).toMatchObject({
      isMaterial: false,
      kept: { before: 157, after: 157 },
      places: [],
      changes: [],
      days: 2,
    });
  });

  test('a wider policy says what more it would have kept, and where', () => {
    expect(run({ maxFidelity: 'content' })).toMatchObject({
      isMaterial: true,
      kept: { before: 157, after: 177 },
      places: [{ place: 'crm', before: 'workflow', after: 'content', kept: { before: 150, after: 170 } }],
    });
  });

  test('a narrower one says what it would have withheld', () => {
    const tried = run({ places: [{ place: 'category:crm', fidelity: 'none' }] });
    expect(tried).toMatchObject({ isMaterial: false, kept: { before: 157, after: 7 } });
    expect(run({ halt: true }).kept.after).toBe(0);
  });

  test('a policy that is no wider never would have kept more', () => {
    const fidelity = fc.constantFrom('none', 'structure', 'workflow', 'content') as fc.Arbitrary<
      Policy['maxFidelity']
    >;
    fc.assert(
      fc.property(fidelity, fidelity, fc.boolean(), (maxFidelity, at, halt) => {
        const after = { maxFidelity, halt, places: [{ place: 'crm', fidelity: at }] };
        const tried = run(after);
        expect(tried.isMaterial).toBe(isMaterial(diffPolicies(policy, { ...policy, ...after })));
        if (!tried.isMaterial) expect(tried.kept.after).toBeLessThanOrEqual(tried.kept.before);
      }),
    );
  });
});

describe('counters', () => {
  test('add up by day, place, kind and need, whatever the order', () => {
    const seen = fc.record({
      day: fc.constantFrom(TODAY, '2026-11-22'),
      place: fc.constantFrom('crm', 'unknown'),
      kind: fc.constantFrom('pointer' as const, 'frames' as const),
      needs: fc.constantFrom('structure' as const, 'workflow' as const),
      isKept: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 30 }), (all) => {
        const sorted = (rows: Counters) => rows.map((row) => JSON.stringify(row)).sort();
        const there = all.reduce<Counters>(count, []);
        const back = [...all].reverse().reduce<Counters>(count, []);
        expect(sorted(there)).toEqual(sorted(back));
        expect(there.reduce((sum, row) => sum + row.seen, 0)).toBe(all.length);
        expect(there.reduce((sum, row) => sum + row.kept, 0)).toBe(all.filter(({ isKept }) => isKept).length);
      }),
    );
  });

  test('fourteen days are kept, seven are compared with the notice', () => {
    const on = (day: string): Counters => [
      { day, place: 'crm', kind: 'frames', needs: 'workflow', seen: 1, kept: 1 },
    ];
    expect(recent(on('2026-11-10'), TODAY)).toHaveLength(1);
    expect(recent(on('2026-11-09'), TODAY)).toHaveLength(0);
    expect(recent(on('2026-11-24'), TODAY)).toHaveLength(0);
    expect(keptClasses(on('2026-11-17'), TODAY)).toEqual({ frames: 1 });
    expect(keptClasses(on('2026-11-16'), TODAY)).toEqual({});
  });

  test('what was seen and not kept is no class that was kept', () => {
    const rows = count([], { day: TODAY, place: 'crm', kind: 'frames', needs: 'workflow', isKept: false });
    expect(keptClasses(rows, TODAY)).toEqual({});
  });
});
