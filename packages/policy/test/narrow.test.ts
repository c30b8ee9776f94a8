import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CATALOGUE,
  type Context,
  compareFidelity,
  createCatalogue,
  decide,
  demoPolicy,
  diffPolicies,
  FIDELITIES,
  isMaterial,
  type Managed,
  managedProvider,
  narrowPolicy,
  type Policy,
  parseAddress,
  readManaged,
  readPolicy,
} from '../src/index.ts';
import { context, facts, moment, NOW } from './support.ts';

const LABELS = ['a', 'b', 'mail', 'example', 'localhost', 'office'];
const host = fc
  .array(fc.constantFrom(...LABELS), { minLength: 1, maxLength: 4 })
  .map((labels) => labels.join('.'));
const fidelity = fc.constantFrom(...FIDELITIES);
const placeId = fc.constantFrom(
  ...CATALOGUE.map(({ id }) => id),
  'category:mail',
  'nowhere',
  'No Such Place',
);
const rule = fc.oneof(fc.record({ place: placeId, fidelity }), fc.record({ host, fidelity }));
const managed = fc
  .record({ maxFidelity: fidelity, rules: fc.array(rule, { maxLength: 6 }) })
  .map(readManaged);
const defined = fc
  .uniqueArray(host, { maxLength: 4 })
  .chain((hosts) =>
    fc.tuple(
      ...hosts.map((each, n) => fidelity.map((of) => ({ place: `own.${n}`, fidelity: of, hosts: [each] }))),
    ),
  );
const policy = fc
  .tuple(fidelity, defined)
  .map(([maxFidelity, places]) => readPolicy({ ...demoPolicy(NOW), maxFidelity, places }));

const kept = (of: Policy, at: string, parts: Parameters<typeof context>[1] = {}) => {
  const within: Context = context({ maxFidelity: of.maxFidelity, places: of.places }, parts);
  const url = `https://${at}/`;
  const place = createCatalogue({ policy: of }).placeOf({ url });
  return decide(facts({ place, host: parseAddress(url)?.host ?? '' }), within, moment).fidelity;
};

describe('narrowPolicy', () => {
  test('is nowhere wider than the policy before, and stays a policy', () => {
    fc.assert(
      fc.property(policy, managed, (before, narrowing) => {
        const after = narrowPolicy(before, narrowing);
        expect(isMaterial(diffPolicies(before, after))).toBe(false);
        expect(readPolicy(after)).toEqual(after);
      }),
    );
  });

  test('keeps at no host more than the configuration would allow as a provider', () => {
    fc.assert(
      fc.property(policy, managed, host, (before, narrowing, at) => {
        const asked = kept(before, at, { providers: [managedProvider(narrowing)] });
        expect(compareFidelity(kept(narrowPolicy(before, narrowing), at), asked)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  test('narrowing twice is narrowing once, and the order of rules does not matter', () => {
    fc.assert(
      fc.property(policy, managed, host, (before, narrowing, at) => {
        const once = narrowPolicy(before, narrowing);
        const reversed: Managed = { ...narrowing, rules: narrowing.rules.toReversed() };
        expect(kept(narrowPolicy(once, narrowing), at)).toBe(kept(once, at));
        expect(kept(narrowPolicy(before, reversed), at)).toBe(kept(once, at));
      }),
    );
  });

  test('shuts a host nobody knew, and leaves its neighbours', () => {
    const before = readPolicy({ ...demoPolicy(NOW), maxFidelity: 'content' });
    const after = narrowPolicy(before, readManaged({ rules: [{ host: 'a.example', fidelity: 'none' }] }));
    expect([kept(after, 'x.a.example'), kept(after, 'b.example')]).toEqual(['none', 'structure']);
  });

  test('an extension that has to be asked and cannot be leaves nothing', () => {
    const before = readPolicy(demoPolicy(NOW));
    expect(narrowPolicy(before, readManaged({ vetoExtension: 'a'.repeat(32) })).maxFidelity).toBe('none');
  });
});
