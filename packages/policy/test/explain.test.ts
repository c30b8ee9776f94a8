import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, explain, FIDELITIES, NO_PERSONAL, UNKNOWN_PLACE } from '../src/index.ts';
import { context, crm, device, facts, moment } from './support.ts';

const fidelity = fc.constantFrom(...FIDELITIES);
const dlp = { name: 'Acme DLP', ceilingOf: () => 'workflow' as const };

describe('explain', () => {
  test('names every part that bounds a place, and who says so', () => {
    const within = context(
      { maxFidelity: 'content', places: [{ place: 'crm', fidelity: 'workflow' }] },
      {
        providers: [dlp],
        personal: { ...NO_PERSONAL, rules: [{ host: 'crm.example', fidelity: 'structure' }] },
        exemptions: [{ id: '1', scope: { host: 'crm.example' }, state: 'pending' }],
      },
    );
    const told = explain({ place: crm, host: 'crm.example' }, within, { moment, providers: [dlp] });
    expect(told.parts.map(({ from, fidelity: at }) => [from, at])).toEqual([
      ['catalogue', 'content'],
      ['policy', 'workflow'],
      ['law', 'content'],
      ['Acme DLP', 'workflow'],
      ['exemption', 'none'],
      ['you', 'structure'],
    ]);
    expect(told).toMatchObject({ fidelity: 'none', rule: 'exemption' });
    expect(told.stop).toBeUndefined();
    for (const { says } of told.parts) expect(says).not.toBe('');
  });

  test('says why nothing is recorded now, and still what would be', () => {
    const told = explain({ place: crm, host: 'crm.example' }, context(), {
      moment: device({ paused: true }),
    });
    expect(told).toMatchObject({ fidelity: 'content', stop: { reason: 'paused' } });
  });

  test('an unknown place is explained as such', () => {
    const told = explain({ place: UNKNOWN_PLACE, host: 'new.example' }, context(), { moment });
    expect(told.fidelity).toBe('structure');
    expect(told.parts[0]?.says).toContain('not in the catalogue');
  });

  test('a customer nobody may learn from shuts her address, and is not named', () => {
    const within = context({
      noTrain: { names: ['Fabrikam'], domains: [], accounts: [], urls: [], markers: [] },
    });
    const told = explain(
      { place: crm, host: 'crm.example', address: 'https://crm.example/fabrikam' },
      within,
      {
        moment,
      },
    );
    expect(told).toMatchObject({ fidelity: 'none', rule: 'no-train' });
    expect(JSON.stringify(told.parts)).not.toMatch(/fabrikam/i);
  });

  test('always comes to what is decided', () => {
    fc.assert(
      fc.property(
        fidelity,
        fidelity,
        fidelity,
        fidelity,
        fidelity,
        fc.boolean(),
        (place, max, own, veto, hers, asked) => {
          const provider = { name: 'DLP', ceilingOf: () => veto };
          const within = context(
            { maxFidelity: max, places: [{ place: 'crm', fidelity: own }] },
            {
              providers: [provider],
              personal: { ...NO_PERSONAL, rules: [{ place: 'crm', fidelity: hers }] },
              exemptions: asked ? [{ id: '1', scope: { place: 'crm' }, state: 'granted' }] : [],
            },
          );
          const seen = { place: { ...crm, fidelity: place }, host: 'crm.example' };
          const told = explain(seen, within, { moment, providers: [provider] });
          const decision = decide(facts({ place: seen.place }), within, moment);
          expect(told.fidelity).toBe(decision.fidelity);
          expect(told.rule).toBe(decision.rule);
        },
      ),
    );
  });
});
