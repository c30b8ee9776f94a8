import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Context,
  compareFidelity,
  createContext,
  decide,
  decideFrame,
  demoPolicy,
  type Facts,
  FIDELITIES,
  type FieldFacts,
  isAtLeast,
  type Moment,
  type Place,
  type Policy,
  RULES,
  UNKNOWN_PLACE,
  type VisibleArea,
  type VisibleBox,
} from '../src/index.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const HASH = 'a'.repeat(64);
const HOUR = 3_600_000;
const moment: Moment = { now_ms: NOW.getTime(), indicatorVisible: true };
const crm: Place = {
  id: 'crm',
  name: 'CRM',
  category: 'crm',
  fidelity: 'content',
  evidence: 'verified',
  known: true,
  surfaces: [],
};
const context = (
  change: Partial<Policy> = {},
  parts: Partial<Parameters<typeof createContext>[0]> = {},
): Context =>
  createContext({
    policy: { ...demoPolicy(NOW), maxFidelity: 'content', ...change },
    policyHash: HASH,
    confirmedAt_ms: NOW.getTime(),
    receipt: { hash: 'b', policy: HASH, notAfter: '2027-01-01T00:00:00Z' },
    ...parts,
  });
const facts = (change: Partial<Facts> = {}): Facts => ({
  place: crm,
  host: 'crm.example',
  incognito: false,
  surface: 'interface',
  noTrain: false,
  ...change,
});
const field = (change: Partial<FieldFacts> = {}): FieldFacts => ({
  kind: 'text',
  type: 'text',
  autocomplete: '',
  wasPassword: false,
  autofilled: false,
  hidden: false,
  hint: '',
  ...change,
});

describe('decide', () => {
  const cases: [rule: string, Facts, Context, Moment, Partial<ReturnType<typeof decide>>][] = [
    [
      'R1-indicator',
      facts(),
      context(),
      { ...moment, indicatorVisible: false },
      { fidelity: 'none', reason: 'indicator-dead' },
    ],
    [
      'R2-receipt',
      facts(),
      context({}, { receipt: undefined }),
      moment,
      { fidelity: 'none', reason: 'no-receipt' },
    ],
    [
      'R3-expired',
      facts(),
      context({ notAfter: '2026-11-23T08:00:00Z' }),
      moment,
      { fidelity: 'none', reason: 'policy-expired' },
    ],
    [
      'R4-stale',
      facts(),
      context({}, { confirmedAt_ms: NOW.getTime() - 24 * HOUR }),
      moment,
      { fidelity: 'none', reason: 'policy-stale' },
    ],
    ['R5-halt', facts(), context({ halt: true }), moment, { fidelity: 'none', reason: 'halted' }],
    [
      'R6-private-window',
      facts({ incognito: true }),
      context(),
      moment,
      { fidelity: 'none', reason: 'private-window' },
    ],
    ['R7-no-train', facts({ noTrain: true }), context(), moment, { fidelity: 'none', reason: 'no-train' }],
    [
      'R8-place',
      facts({ place: { ...crm, fidelity: 'none' } }),
      context(),
      moment,
      { fidelity: 'none', reason: 'place-none' },
    ],
    [
      'R8-place',
      facts(),
      context({ places: [{ place: 'category:crm', fidelity: 'none' }] }),
      moment,
      { fidelity: 'none', reason: 'place-none' },
    ],
    ['R8-place', facts(), context({ maxFidelity: 'none' }), moment, { fidelity: 'none' }],
    [
      'R9-personal',
      facts({ host: 'eu.crm.example' }),
      context({}, { personal: [{ host: 'crm.example', fidelity: 'none' }] }),
      moment,
      { fidelity: 'none' },
    ],
    [
      'R10-unknown-place',
      facts({ place: UNKNOWN_PLACE }),
      context(),
      moment,
      { fidelity: 'structure', text: 'absent', binding: false },
    ],
    [
      'R11-secret-field',
      facts({ field: field({ type: 'password' }) }),
      context(),
      moment,
      { fidelity: 'structure', text: 'absent', binding: false },
    ],
    ['R11-secret-field', facts({ surface: 'secret' }), context(), moment, { text: 'absent' }],
    [
      'R12-structure',
      facts({ place: { ...crm, fidelity: 'structure' } }),
      context(),
      moment,
      { text: 'absent', reason: 'substance' },
    ],
    [
      'R13-bystander',
      facts({ surface: 'message' }),
      context(),
      moment,
      { fidelity: 'content', text: 'placeholder', reason: 'bystander' },
    ],
    [
      'R14-substance',
      facts({ surface: 'content' }),
      context({ maxFidelity: 'workflow' }),
      moment,
      { fidelity: 'workflow', text: 'placeholder', binding: true },
    ],
    [
      'R15-permitted',
      facts(),
      context({ maxFidelity: 'workflow' }),
      moment,
      { fidelity: 'workflow', text: 'interface', reason: 'permitted' },
    ],
    [
      'R15-permitted',
      facts({ surface: 'content' }),
      context(),
      moment,
      { fidelity: 'content', text: 'redacted' },
    ],
  ];

  test.each(cases)('%s', (rule, given, within, at, expected) => {
    expect(decide(given, within, at)).toMatchObject({ rule, ...expected });
  });

  test('every rule is decided by at least one of these cases', () => {
    expect(new Set(cases.map(([rule]) => rule))).toEqual(new Set(RULES));
  });

  test('an earlier rule wins over a later one', () => {
    const everything = facts({
      incognito: true,
      noTrain: true,
      place: { ...crm, fidelity: 'none' },
      surface: 'secret',
    });
    expect(decide(everything, context({ halt: true }, { receipt: undefined }), moment).rule).toBe(
      'R2-receipt',
    );
    expect(decide(everything, context(), moment).rule).toBe('R6-private-window');
  });

  test('a stale policy stops at its TTL to the millisecond, a receipt at its end', () => {
    const at = (now_ms: number) => decide(facts(), context(), { ...moment, now_ms }).rule;
    expect(at(NOW.getTime() + 24 * HOUR - 1)).toBe('R15-permitted');
    expect(at(NOW.getTime() + 24 * HOUR)).toBe('R4-stale');
    const lasting = context({}, { confirmedAt_ms: Date.parse('2027-01-01T00:00:00Z') });
    expect(decide(facts(), lasting, { ...moment, now_ms: Date.parse('2027-01-01T00:00:00Z') }).rule).toBe(
      'R2-receipt',
    );
  });

  const fidelity = fc.constantFrom(...FIDELITIES);
  const surface = fc.constantFrom('interface', 'person', 'message', 'secret', 'content') as fc.Arbitrary<
    Facts['surface']
  >;
  const anyFacts = fc.record({
    place: fc.record({ fidelity, known: fc.boolean() }).map((part): Place => ({ ...crm, ...part })),
    host: fc.constantFrom('', 'crm.example', 'a.b.crm.example'),
    incognito: fc.boolean(),
    noTrain: fc.boolean(),
    surface,
  });

  test('a tighter rule of anyone never keeps more, in whatever order rules are given', () => {
    const rules = fc.array(fc.record({ place: fc.constantFrom('crm', 'category:crm', 'other'), fidelity }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(anyFacts, rules, rules, fidelity, (given, ours, hers, maxFidelity) => {
        const loose = decide(given, context({ maxFidelity }), moment);
        const tight = decide(given, context({ maxFidelity, places: ours }, { personal: hers }), moment);
        const reversed = decide(
          given,
          context({ maxFidelity, places: [...ours].reverse() }, { personal: [...hers].reverse() }),
          moment,
        );
        expect(isAtLeast(loose.fidelity, tight.fidelity)).toBe(true);
        expect(rankOfText(tight.text)).toBeLessThanOrEqual(rankOfText(loose.text));
        expect(reversed).toEqual(tight);
      }),
    );
  });

  test('is total: facts of any shape get a decision, and no text is kept below workflow', () => {
    fc.assert(
      fc.property(
        anyFacts,
        fidelity,
        fc.double(),
        fc.boolean(),
        (given, maxFidelity, now_ms, indicatorVisible) => {
          const decision = decide(given, context({ maxFidelity }), { now_ms, indicatorVisible });
          expect(RULES).toContain(decision.rule);
          if (compareFidelity(decision.fidelity, 'workflow') < 0)
            expect(decision).toMatchObject({ text: 'absent', binding: false });
        },
      ),
    );
  });
});

describe('secret fields', () => {
  test.each([
    [{ type: 'password' }],
    [{ type: 'hidden' }],
    [{ wasPassword: true }],
    [{ hidden: true }],
    [{ kind: 'secret' }],
    [{ autocomplete: 'cc-csc' }],
    [{ autocomplete: 'shipping Current-Password' }],
    [{ autocomplete: 'one-time-code' }],
    [{ hint: 'cvv' }],
    [{ hint: 'Kartennummer' }],
    [{ hint: 'Mot de passe' }],
    [{ hint: 'api_key' }],
    [{ hint: 'Enter your PIN' }],
    [{ hint: 'card-number' }],
  ] as [Partial<FieldFacts>][])('%j', (change) => {
    expect(decide(facts({ field: field(change) }), context(), moment).rule).toBe('R11-secret-field');
  });

  test.each([
    [{ hint: 'Search customers' }],
    [{ hint: 'Secretary' }],
    [{ hint: 'Contract expiry' }],
    [{ hint: 'shopping' }],
    [{ kind: 'toggle', hint: 'Remember password' }],
  ] as [Partial<FieldFacts>][])('%j is none', (change) => {
    expect(decide(facts({ field: field(change) }), context(), moment).rule).toBe('R15-permitted');
  });
});

describe('decideFrame', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  const area = (boxes: readonly VisibleBox[] = [], change: Partial<VisibleArea> = {}): VisibleArea => ({
    place: crm,
    host: 'crm.example',
    incognito: false,
    noTrain: false,
    box: { ...box, width: 100 },
    boxes,
    complete: true,
    ...change,
  });
  const seen = (change: Partial<VisibleBox>): VisibleBox => ({
    box,
    surface: 'interface',
    unchanged: true,
    noTrain: false,
    ...change,
  });

  test('nothing visible is refused', () => {
    expect(decideFrame([], context(), moment)).toMatchObject({ allow: false, reason: 'frame-denied' });
  });

  test('fills exactly the boxes whose text would not be kept as it stands', () => {
    const surfaces = ['interface', 'person', 'message', 'secret', 'content'] as const;
    for (const maxFidelity of ['workflow', 'content'] as const)
      for (const surface of surfaces)
        for (const unchanged of [true, false]) {
          const decision = decide(facts({ surface }), context({ maxFidelity }), moment);
          const kept = unchanged && (decision.text === 'interface' || decision.text === 'redacted');
          const frame = decideFrame([area([seen({ surface, unchanged })])], context({ maxFidelity }), moment);
          expect(frame).toMatchObject({ allow: true, regions: kept ? [] : [box] });
        }
  });

  test('fills pictures, secret fields and no-train names whatever the fidelity', () => {
    const boxes = [
      seen({ surface: 'media' }),
      seen({ field: field({ type: 'password' }) }),
      seen({ noTrain: true }),
    ];
    expect(decideFrame([area(boxes)], context(), moment)).toMatchObject({ regions: [box, box, box] });
  });

  test('a window above that may not be kept is filled as a whole; one below refuses the frame', () => {
    const none = area([], { place: { ...crm, fidelity: 'none' }, box });
    expect(decideFrame([area(), none], context(), moment)).toMatchObject({ allow: true, regions: [box] });
    expect(decideFrame([none, area()], context(), moment)).toMatchObject({
      allow: false,
      reason: 'place-none',
    });
  });
});

function rankOfText(text: ReturnType<typeof decide>['text']): number {
  return ['absent', 'placeholder', 'interface', 'redacted'].indexOf(text);
}
