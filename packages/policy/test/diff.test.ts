import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareFidelity,
  createCatalogue,
  createContext,
  type DeviceFacts,
  decide,
  demoPolicy,
  diffPolicies,
  FIDELITIES,
  isMaterial,
  isNoWider,
  type Moment,
  NO_USAGE,
  type Policy,
  policySchema,
  UNKNOWN_PLACE,
} from '../src/index.ts';
import { HASH, moment, NOW } from './support.ts';

const policy: Policy = { ...demoPolicy(NOW), maxFidelity: 'content' };
const directions = (after: Partial<Policy>, before: Partial<Policy> = {}) =>
  diffPolicies({ ...policy, ...before }, { ...policy, ...after }).map(({ path, direction }) => [
    path,
    direction,
  ]);

const shorter = { ...policy.retention, pixels_days: 30 };
const WEEKDAYS = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];

/** For each field: a change that keeps less. Its reverse keeps more. */
const NARROWER: Readonly<Partial<Record<keyof Policy, Partial<Policy>>>> = {
  notAfter: { notAfter: '2026-12-01T00:00:00Z' },
  ttl_h: { ttl_h: 12 },
  halt: { halt: true },
  hold_h: { hold_h: 48 },
  retention: { retention: shorter },
  embargo_days: { embargo_days: 30 },
  purposes: { purposes: ['rights'] },
  maxFidelity: { maxFidelity: 'workflow' },
  classes: { classes: ['action'] },
  places: { places: [{ place: 'crm', fidelity: 'structure' }] },
  noTrain: { noTrain: { ...policy.noTrain, names: ['Fabrikam'] } },
  tasks: { tasks: ['office.open-mail'] },
  jurisdictions: { jurisdictions: policy.jurisdictions.slice(1) },
  hours: { hours: WEEKDAYS },
  ends: { ends: { ...policy.ends, idle_min: 1 } },
  budgets: { budgets: { ...policy.budgets, mb_per_day: 10 } },
};
/** Fields that no change can make narrower or wider, and those of which every change is wider. */
const OTHER: readonly (keyof Policy)[] = ['programme', 'contact', 'serial', 'issued', 'languages'];
const WIDER: readonly (keyof Policy)[] = ['id', 'controller'];
const FIXED: readonly (keyof Policy)[] = ['format', 'version', 'personal'];

describe('diffPolicies', () => {
  test('a policy differs from itself in nothing', () => {
    expect(diffPolicies(policy, policy)).toEqual([]);
  });

  test('every field of the schema has a case here', () => {
    const covered = [...Object.keys(NARROWER), ...OTHER, ...WIDER, ...FIXED];
    expect(covered.sort()).toEqual(Object.keys(policySchema.shape).sort());
  });

  test.each(Object.entries(NARROWER))(
    '%s: less is narrower, and the reverse is material',
    (field, change) => {
      const there = directions(change);
      const back = directions({}, change);
      expect(new Set(there.map(([, direction]) => direction))).toEqual(new Set(['narrower']));
      expect(new Set(back.map(([, direction]) => direction))).toEqual(new Set(['wider']));
      expect(there.every(([path]) => path!.split('.')[0] === field)).toBe(true);
    },
  );

  test('another programme or another one responsible is material; its name, contact and number are not', () => {
    expect(directions({ id: 'other', controller: 'Another' })).toEqual([
      ['id', 'wider'],
      ['controller', 'wider'],
    ]);
    expect(
      isMaterial(
        diffPolicies(policy, {
          ...policy,
          programme: 'Renamed',
          contact: 'elsewhere',
          serial: policy.serial + 1,
          issued: '2026-11-24T00:00:00Z',
          languages: ['de'],
        }),
      ),
    ).toBe(false);
  });

  test('a register is counted, never quoted', () => {
    const noTrain = { ...policy.noTrain, names: ['Fabrikam GmbH'], domains: ['fabrikam.example'] };
    const told = JSON.stringify(diffPolicies(policy, { ...policy, noTrain }));
    expect(told).not.toMatch(/fabrikam/i);
    expect(told).toContain('1 entries');
  });

  test('hours are compared by their minutes, however they are written', () => {
    const split = [
      { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' },
      { days: [5, 4, 3, 2, 1], from: '12:00', to: '17:00' },
    ];
    expect(directions({ hours: split }, { hours: WEEKDAYS })).toEqual([]);
    expect(directions({ hours: [{ days: [6], from: '22:00', to: '02:00' }] }, { hours: WEEKDAYS })).toEqual([
      ['hours', 'wider'],
      ['hours', 'narrower'],
    ]);
  });

  test('a host defined below a shut one opens it', () => {
    const shut = [{ place: 'own.all', fidelity: 'none' as const, hosts: ['corp.example'] }];
    const opened = [
      ...shut,
      { place: 'own.wiki', fidelity: 'structure' as const, hosts: ['wiki.corp.example'] },
    ];
    expect(directions({ places: opened }, { places: shut })).toContainEqual([
      'places.host wiki.corp.example',
      'wider',
    ]);
  });

  test('other terms under the name of a pack are material', () => {
    const jurisdictions = policy.jurisdictions.map((active, at) =>
      at === 0 ? { ...active, digest: 'f'.repeat(64) } : active,
    );
    expect(isNoWider({ ...policy, jurisdictions }, policy)).toBe(false);
  });
});

describe('isNoWider', () => {
  const fidelity = fc.constantFrom(...FIDELITIES);
  const hosts = ['corp.example', 'wiki.corp.example', 'a.wiki.corp.example', 'mail.google.com'];
  const window = fc.record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: fc.constantFrom('00:00', '08:30', '22:00'),
    to: fc.constantFrom('00:00', '12:00', '17:45'),
  });
  const places = fc.uniqueArray(
    fc.oneof(
      fc.record({ place: fc.constantFrom('google.mail', 'category:mail', 'category:own'), fidelity }),
      fc
        .uniqueArray(fc.constantFrom(...hosts.slice(0, 3)), { minLength: 1, maxLength: 1 })
        .chain((own) =>
          fc.record({ place: fc.constant(`own.${own[0]}`), fidelity, hosts: fc.constant(own) }),
        ),
    ),
    { selector: ({ place }) => place, maxLength: 5 },
  );
  const fields = {
    maxFidelity: fidelity,
    places,
    hours: fc.array(window, { maxLength: 2 }),
    halt: fc.boolean(),
    classes: fc.subarray(['action', 'text', 'pixels'] as const, { minLength: 1 }).map((all) => [...all]),
    ends: fc.record({
      calls: fc.boolean(),
      sharing: fc.boolean(),
      idle_min: fc.integer({ min: 1, max: 60 }),
    }),
    budgets: fc.record({
      mb_per_day: fc.integer({ min: 1, max: 100 }),
      cpu_percent: fc.integer({ min: 1, max: 100 }),
      metered: fc.boolean(),
      battery_percent: fc.integer({ min: 0, max: 100 }),
    }),
    jurisdictions: fc.subarray([...policy.jurisdictions]),
    ttl_h: fc.integer({ min: 1, max: 168 }),
    notAfter: fc.constantFrom('2026-11-24T00:00:00Z', '2027-11-01T00:00:00Z'),
  };
  /** One field changed; two policies that differ in many are hardly ever no wider. */
  const change = fc
    .constantFrom(...(Object.keys(fields) as (keyof typeof fields)[]))
    .chain((name) => fc.record({ [name]: fields[name] as fc.Arbitrary<unknown> })) as fc.Arbitrary<
    Partial<Policy>
  >;
  const changes = fc.array(change, { maxLength: 4 }).map((all): Partial<Policy> => Object.assign({}, ...all));
  const device: fc.Arbitrary<DeviceFacts> = fc.record({
    paused: fc.constant(false),
    idle_min: fc.integer({ min: 0, max: 60 }),
    inCall: fc.boolean(),
    sharing: fc.boolean(),
    noticeShownToday: fc.boolean(),
    usage: fc.record({
      mb_today: fc.integer({ min: 0, max: 100 }),
      cpu_percent: fc.integer({ min: 0, max: 100 }),
      metered: fc.boolean(),
      battery_percent: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    }),
  });

  test('what it lets through keeps nothing that was not agreed to: at any place, minute and state of the device', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        changes,
        change,
        fc.constantFrom(...hosts),
        fc.record({
          facts: device,
          minuteOfWeek: fc.integer({ min: 0, max: 10_079 }),
          hours: fc.integer({ min: 0, max: 200 }),
        }),
        fc.constantFrom('US', 'DE', 'FR', undefined),
        (one, other, host, at, where) => {
          const [agreed, next] = [
            { ...policy, ...one },
            { ...policy, ...one, ...other },
          ];
          if (!isNoWider(next, agreed)) return;
          compared++;
          const under = (each: Policy) => {
            const context = createContext({
              policy: each,
              policyHash: HASH,
              confirmedAt_ms: NOW.getTime(),
              receipt: {
                hash: 'b',
                policy: HASH,
                given: '2026-11-01T09:00Z',
                notAfter: '2027-11-01T00:00:00Z',
              },
              ...(where ? { whereabouts: { participant: [where], device: [where] } } : {}),
            });
            const place =
              createCatalogue({ policy: each }).placeOf({ url: `https://${host}/` }) ?? UNKNOWN_PLACE;
            const then: Moment = {
              ...moment,
              device: at.facts,
              minuteOfWeek: at.minuteOfWeek,
              now_ms: NOW.getTime() + at.hours * 3_600_000,
            };
            return decide(
              { place, host, incognito: false, noTrain: false, confidential: false, surface: 'interface' },
              context,
              then,
            ).fidelity;
          };
          expect(compareFidelity(under(next), under(agreed))).toBeLessThanOrEqual(0);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  test('is reflexive and transitive', () => {
    fc.assert(
      fc.property(change, change, change, (one, two, three) => {
        const [a, b, c] = [one, { ...one, ...two }, { ...one, ...two, ...three }].map((each) => ({
          ...policy,
          ...each,
        }));
        expect(isNoWider(a!, a!)).toBe(true);
        if (isNoWider(b!, a!) && isNoWider(c!, b!)) expect(isNoWider(c!, a!)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('usage is not part of what is agreed to, only its bounds are', () => {
    expect(NO_USAGE.mb_today).toBe(0);
    expect(isNoWider({ ...policy, serial: policy.serial + 5 }, policy)).toBe(true);
  });
});
