import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CapturePolicyProvider,
  compareFidelity,
  decide,
  type Facts,
  FIDELITIES,
  type Fidelity,
  isAtLeast,
  type Moment,
  NO_PERSONAL,
  type PersonalRule,
  type Place,
  RULES,
  SUBSTANCES,
} from '../src/index.ts';
import { context, crm, device, facts, moment } from './support.ts';

const fidelity = fc.constantFrom(...FIDELITIES);
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  place: fc.record({ fidelity, known: fc.boolean() }).map((part): Place => ({ ...crm, ...part })),
  host: fc.constantFrom('', 'crm.example', 'a.b.crm.example'),
  incognito: fc.boolean(),
  noTrain: fc.boolean(),
  confidential: fc.boolean(),
  surface: fc.constantFrom('interface' as const, ...SUBSTANCES),
});
const rules: fc.Arbitrary<PersonalRule[]> = fc.array(
  fc.oneof(
    fc.record({ place: fc.constantFrom('crm', 'category:crm', 'other'), fidelity }),
    fc.record({ host: fc.constantFrom('crm.example', 'example', 'other.example'), fidelity }),
  ),
  { maxLength: 5 },
);
const places = rules.map((all) => all.filter((rule) => 'place' in rule));
const saying = (answer: Fidelity): CapturePolicyProvider => ({ name: 'DLP', ceilingOf: () => answer });

const RANKS = ['absent', 'placeholder', 'interface', 'redacted'];
const keepsNoMore = (tight: ReturnType<typeof decide>, loose: ReturnType<typeof decide>): void => {
  expect(isAtLeast(loose.fidelity, tight.fidelity)).toBe(true);
  expect(RANKS.indexOf(tight.text)).toBeLessThanOrEqual(RANKS.indexOf(loose.text));
  expect(Number(tight.binding)).toBeLessThanOrEqual(Number(loose.binding));
};

describe('the laws of deciding', () => {
  test('a tighter rule of anyone never keeps more, in whatever order rules and providers are given', () => {
    fc.assert(
      fc.property(
        anyFacts,
        places,
        rules,
        fc.array(fidelity, { maxLength: 3 }),
        fidelity,
        (given, ours, hers, vetoes, maxFidelity) => {
          const under = (turn: <T>(list: readonly T[]) => T[]) =>
            context(
              { maxFidelity, places: turn(ours) },
              {
                personal: { ...NO_PERSONAL, rules: turn(hers) },
                providers: turn(vetoes).map(saying),
              },
            );
          const tight = decide(
            given,
            under((list) => [...list]),
            moment,
          );
          keepsNoMore(tight, decide(given, context({ maxFidelity }), moment));
          expect(
            decide(
              given,
              under((list) => [...list].reverse()),
              moment,
            ),
          ).toEqual(tight);
          expect(
            decide(
              given,
              under((list) => [...list, ...list]),
              moment,
            ),
          ).toEqual(tight);
        },
      ),
    );
  });

  test('whatever a page shows of itself only lowers what is kept', () => {
    fc.assert(
      fc.property(anyFacts, fidelity, (given, maxFidelity) => {
        const honest = decide(
          { ...given, noTrain: false, confidential: false },
          context({ maxFidelity }),
          moment,
        );
        keepsNoMore(decide(given, context({ maxFidelity }), moment), honest);
      }),
    );
  });

  test('whatever the device observes of itself only stops', () => {
    const facts_ = fc.record(
      {
        paused: fc.boolean(),
        idle_min: fc.double(),
        inCall: fc.boolean(),
        sharing: fc.boolean(),
        noticeShownToday: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anyFacts, facts_, (given, change) => {
        keepsNoMore(decide(given, context(), device(change)), decide(given, context(), moment));
      }),
    );
  });

  test('is total: facts of any shape get a decision, and no text is kept below workflow', () => {
    fc.assert(
      fc.property(
        anyFacts,
        fidelity,
        fc.double(),
        fc.double(),
        fc.boolean(),
        (given, maxFidelity, now_ms, minuteOfWeek, indicatorVisible) => {
          const at: Moment = { ...moment, now_ms, minuteOfWeek, indicatorVisible };
          const decision = decide(given, context({ maxFidelity }), at);
          expect(RULES).toContain(decision.rule);
          if (compareFidelity(decision.fidelity, 'workflow') < 0)
            expect(decision).toMatchObject({ text: 'absent', binding: false });
        },
      ),
    );
  });

  test('deciding again decides the same', () => {
    fc.assert(
      fc.property(anyFacts, fidelity, (given, maxFidelity) => {
        const within = context({ maxFidelity });
        expect(decide(given, within, moment)).toEqual(decide(given, within, moment));
      }),
    );
  });

  test('a time that is no number stops, whatever else holds', () => {
    expect(decide(facts(), context(), { ...moment, now_ms: Number.NaN }).fidelity).toBe('none');
    const scheduled = context({ hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' }] });
    expect(decide(facts(), scheduled, moment).rule).toBe('permitted');
    expect(decide(facts(), scheduled, { ...moment, minuteOfWeek: Number.NaN }).rule).toBe('hours');
  });
});
