import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIDELITIES, isAtLeast } from '../../src/fidelity.ts';
import { activeOf } from '../../src/jurisdiction/active.ts';
import { effectiveTerms, meetTerms, STRICTEST, termsOf } from '../../src/jurisdiction/compose.ts';
import { JURISDICTION_IDS, type JurisdictionId } from '../../src/jurisdiction/ids.ts';
import { PACKS, packOf } from '../../src/jurisdiction/packs.ts';
import { COSIGNERS, type JurisdictionTerms } from '../../src/jurisdiction/terms.ts';
import { CLASSES } from '../../src/schema.ts';

const days = fc.integer({ min: 0, max: 365 });
const terms: fc.Arbitrary<JurisdictionTerms> = fc.record({
  maxFidelity: fc.constantFrom(...FIDELITIES),
  classes: fc.subarray([...CLASSES]),
  notice: fc.record({
    form: fc.constantFrom('acknowledged' as const, 'daily' as const),
    days,
    changeDays: days,
  }),
  bystander: fc.constant('withhold' as const),
  participation: fc.constant('voluntary' as const),
  retention: fc.record({ action_months: days, text_days: days, pixels_days: days }),
  cosigners: fc.subarray([...COSIGNERS]),
});
const ids = fc.subarray([...JURISDICTION_IDS]);
const party = fc.option(ids, { nil: undefined });
const parties = fc.record({ participant: party, device: party, counterpart: party });
const active = ids.map((some) => activeOf(some.map(packOf)));

const isNoLaxer = (strict: JurisdictionTerms, lax: JurisdictionTerms): boolean =>
  isAtLeast(lax.maxFidelity, strict.maxFidelity) &&
  strict.classes.every((name) => lax.classes.includes(name)) &&
  (strict.notice.form === 'daily' || lax.notice.form === 'acknowledged') &&
  strict.notice.days >= lax.notice.days &&
  strict.notice.changeDays >= lax.notice.changeDays &&
  strict.retention.action_months <= lax.retention.action_months &&
  strict.retention.text_days <= lax.retention.text_days &&
  strict.retention.pixels_days <= lax.retention.pixels_days &&
  lax.cosigners.every((role) => strict.cosigners.includes(role));

describe('meetTerms', () => {
  test('does not depend on order, grouping or repetition', () => {
    fc.assert(
      fc.property(terms, terms, terms, (a, b, c) => {
        expect(meetTerms(a, b)).toEqual(meetTerms(b, a));
        expect(meetTerms(meetTerms(a, b), c)).toEqual(meetTerms(a, meetTerms(b, c)));
        expect(meetTerms(a, a)).toEqual(a);
      }),
    );
  });

  test('is no laxer than either in any term', () => {
    fc.assert(
      fc.property(terms, terms, (a, b) => {
        const both = meetTerms(a, b);
        expect(isNoLaxer(both, a) && isNoLaxer(both, b)).toBe(true);
      }),
    );
  });

  test('takes each term from the stricter', () => {
    expect(meetTerms(termsOf('DE'), termsOf('US-DE'))).toEqual({
      maxFidelity: 'workflow',
      classes: ['action', 'text', 'pixels'],
      notice: { form: 'daily', days: 0, changeDays: 30 },
      bystander: 'withhold',
      participation: 'voluntary',
      retention: { action_months: 24, text_days: 90, pixels_days: 90 },
      cosigners: ['works-council', 'privacy-officer'],
    });
  });
});

describe('termsOf', () => {
  test('gives a pack’s own terms', () => {
    for (const { id, terms: own } of PACKS) expect(termsOf(id)).toEqual(own);
  });

  test('gives the strictest of all for nowhere and for an id it does not know', () => {
    expect(termsOf(undefined)).toEqual(STRICTEST);
    expect(termsOf('XX' as JurisdictionId)).toEqual(STRICTEST);
    for (const { terms: own } of PACKS) expect(isNoLaxer(STRICTEST, own)).toBe(true);
  });
});

const US_ONLY = { participant: ['US'], device: ['US'], counterpart: undefined } as const;

describe('effectiveTerms', () => {
  test('of participant and device in one place are that place’s', () => {
    expect(effectiveTerms(US_ONLY, activeOf())).toEqual({
      terms: termsOf('US'),
      counterpartFidelity: STRICTEST.maxFidelity,
      packs: ['US'],
      inactive: [],
    });
  });

  test('of a participant elsewhere than her device are the stricter of both', () => {
    const { terms: found, packs } = effectiveTerms({ ...US_ONLY, participant: ['DE'] }, activeOf());
    expect(found).toEqual(meetTerms(termsOf('DE'), termsOf('US')));
    expect(packs).toEqual(['DE', 'US']);
  });

  test.each([['participant'], ['device']] as const)('of an unknown %s are the strictest of all', (who) => {
    for (const nobody of [undefined, []])
      expect(effectiveTerms({ ...US_ONLY, [who]: nobody }, activeOf()).terms).toEqual(STRICTEST);
  });

  test('name the packs that apply and that nobody signed', () => {
    const signed = activeOf([packOf('US'), packOf('US-NY')]);
    const east = {
      participant: ['US-NY'],
      device: ['US', 'US-NY', 'US-CT', 'US-DE'],
      counterpart: undefined,
    } as const;
    expect(effectiveTerms(east, signed).inactive).toEqual(['US-CT', 'US-DE']);
    expect(effectiveTerms(US_ONLY, activeOf([packOf('DE')])).inactive).toEqual(['US']);
  });

  test('do not hold for a signature over other terms', () => {
    const other = activeOf().map((named) => ({ ...named, digest: '0'.repeat(64) }));
    expect(effectiveTerms(US_ONLY, other).inactive).toEqual(['US']);
  });

  test('of an unknown party need any pack in force, and no more', () => {
    const unknown = { participant: undefined, device: undefined, counterpart: undefined };
    expect(effectiveTerms(unknown, activeOf([packOf('IE')])).inactive).toEqual([]);
    expect(effectiveTerms(unknown, []).inactive).toEqual([...JURISDICTION_IDS]);
  });

  test('of a known party still need its own pack when the other is unknown', () => {
    const half = { participant: ['FR'], device: undefined, counterpart: undefined } as const;
    expect(effectiveTerms(half, activeOf([packOf('IE')])).inactive).toEqual(['FR']);
  });

  test('nothing in force means that something is missing, whoever is where', () => {
    fc.assert(
      fc.property(parties, (where) => {
        expect(effectiveTerms(where, []).inactive).not.toEqual([]);
      }),
    );
  });

  test('are bounded by a counterpart only where counterparts are shown', () => {
    const alone = effectiveTerms(US_ONLY, activeOf());
    const facing = effectiveTerms({ ...US_ONLY, counterpart: ['FR'] }, activeOf([packOf('US')]));
    expect({ ...facing, counterpartFidelity: '' }).toEqual({ ...alone, counterpartFidelity: '' });
    expect(facing.counterpartFidelity).toBe('workflow');
    expect(effectiveTerms({ ...US_ONLY, counterpart: ['US'] }, activeOf()).counterpartFidelity).toBe(
      'content',
    );
  });

  test('are no laxer than those of any pack that applies', () => {
    fc.assert(
      fc.property(parties, active, (where, signed) => {
        const { terms: found, packs, counterpartFidelity } = effectiveTerms(where, signed);
        for (const id of packs) expect(isNoLaxer(found, termsOf(id))).toBe(true);
        expect(isAtLeast(found.maxFidelity, counterpartFidelity)).toBe(true);
      }),
    );
  });

  test('only get stricter when one more pack applies to a known party', () => {
    fc.assert(
      fc.property(
        fc.subarray([...JURISDICTION_IDS], { minLength: 1 }),
        fc.constantFrom(...JURISDICTION_IDS),
        (some, more) => {
          const at = (device: readonly JurisdictionId[]) =>
            effectiveTerms({ ...US_ONLY, device }, activeOf()).terms;
          expect(isNoLaxer(at([...some, more]), at(some))).toBe(true);
        },
      ),
    );
  });
});
