import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  demoPolicy,
  encodePolicy,
  PolicyFault,
  type PolicyFaultCode,
  parsePolicy,
  policyHash,
  requireSuccessor,
  soloPolicy,
} from '../src/index.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const policy = demoPolicy(NOW, { noTrain: { names: ['Fabrikam GmbH'] } });

describe('parsePolicy', () => {
  test.each([
    ['demo', policy],
    ['solo', soloPolicy(NOW)],
  ])('reads the ready-made %s policy back unchanged', (_name, ready) => {
    expect(parsePolicy(encodePolicy(ready))).toEqual(ready);
  });

  test('fills in what the specification defaults', () => {
    const { format, version, id, programme, controller, contact, serial, issued, notAfter } = policy;
    const { retention, purposes, maxFidelity } = policy;
    const named = { format, version, id, programme, controller, contact, serial, issued, notAfter };
    const small = { ...named, retention, purposes, maxFidelity, noTrain: {} };
    expect(parsePolicy(bytes(small))).toMatchObject({
      ttl_h: 24,
      hold_h: 24,
      embargo_days: 14,
      halt: false,
      personal: 'tighten-only',
      classes: ['action', 'text', 'pixels'],
      ends: { calls: true, sharing: true, idle_min: 5 },
      budgets: { mb_per_day: 500, cpu_percent: 25, metered: false, battery_percent: 20 },
      jurisdictions: [],
    });
  });

  test('reads version 1 as the version 2 that means the same; without a jurisdiction nothing is captured under it', () => {
    const { format, id, programme, issued, notAfter, retention, purposes, maxFidelity } = policy;
    const first = { format, version: 1, id, programme, issued, notAfter, retention, purposes, maxFidelity };
    const read = parsePolicy(bytes({ ...first, noTrain: { domains: ['a.example'], names: [] } }));
    expect(read).toMatchObject({
      version: 2,
      controller: programme,
      serial: 0,
      jurisdictions: [],
      retention,
    });
    expect(read.noTrain.domains).toEqual(['a.example']);
    expect(() => parsePolicy(bytes({ ...first, noTrain: {}, surprise: 1 }))).toThrow(PolicyFault);
  });

  const bad: [PolicyFaultCode, string, unknown, RegExp][] = [
    ['POLICY_NOT_JSON', 'is no JSON', '{', /UTF-8 JSON/],
    ['POLICY_SHAPE', 'is an array', [], /top level/],
    [
      'POLICY_SHAPE',
      'allows a purpose that does not exist',
      { ...policy, purposes: ['performance-review'] },
      /purposes\.0/,
    ],
    ['POLICY_SHAPE', 'carries a key nobody knows', { ...policy, audit: true }, /top level/],
    ['POLICY_SHAPE', 'loosens personal rules', { ...policy, personal: 'loosen' }, /personal/],
    [
      'POLICY_SHAPE',
      'keeps pixels too long',
      { ...policy, retention: { ...policy.retention, pixels_days: 4000 } },
      /retention\.pixels_days/,
    ],
    ['POLICY_SHAPE', 'invents a fidelity', { ...policy, maxFidelity: 'everything' }, /maxFidelity/],
    ['POLICY_SHAPE', 'lets a device wait too long', { ...policy, ttl_h: 10_000 }, /ttl_h/],
    ['POLICY_SHAPE', 'has no one responsible', { ...policy, controller: '' }, /controller/],
    [
      'POLICY_SHAPE',
      'names a law that has no pack',
      { ...policy, jurisdictions: [{ pack: 'XX', version: 1, digest: 'a'.repeat(64) }] },
      /jurisdictions\.0\.pack/,
    ],
    [
      'POLICY_SHAPE',
      'has hours that are no time of day',
      { ...policy, hours: [{ days: [1], from: '24:00', to: '08:00' }] },
      /hours\.0\.from/,
    ],
    ['POLICY_VERSION_UNKNOWN', 'is of a later version', { ...policy, version: 3 }, /version/],
    [
      'POLICY_LASTS_TOO_LONG',
      'lasts more than 12 months',
      { ...policy, notAfter: '2027-11-23T09:00:01.000Z' },
      /12 months/,
    ],
    [
      'POLICY_LASTS_TOO_LONG',
      'ends before it begins',
      { ...policy, notAfter: '2026-11-23T09:00:00.000Z' },
      /notAfter/,
    ],
    ['POLICY_TOO_LARGE', 'is too large', `"${'x'.repeat(1_048_576)}"`, /1048576/],
  ];

  test.each(bad)('%s: refuses one that %s, and says where', (code, _name, value, where) => {
    let fault: unknown;
    try {
      parsePolicy(bytes(value));
    } catch (caught) {
      fault = caught;
    }
    expect(fault).toBeInstanceOf(PolicyFault);
    expect(fault).toMatchObject({ code, message: expect.stringMatching(where) });
  });

  test('refuses bytes that are no UTF-8', () => {
    expect(() => parsePolicy(new Uint8Array([0xff, 0xfe, 0x00]))).toThrow(PolicyFault);
  });
});

describe('policyHash', () => {
  test('is SHA-256 over the bytes as they came', () => {
    const hash = policyHash(encodePolicy(policy), {
      sha256: (b) => new Uint8Array(createHash('sha256').update(b).digest()),
    });
    expect(hash).toBe(createHash('sha256').update(encodePolicy(policy)).digest('hex'));
  });
});

describe('requireSuccessor', () => {
  const now = NOW.getTime();
  const followed = { policy, hash: 'a' };
  const next = (change: Partial<typeof policy>) => ({ policy: { ...policy, ...change }, hash: 'b' });

  test('a later number of the same programme is followed, and so is the same policy again', () => {
    expect(() => requireSuccessor(next({ serial: policy.serial + 1 }), followed, now)).not.toThrow();
    expect(() => requireSuccessor(followed, followed, now)).not.toThrow();
    expect(() => requireSuccessor(followed, undefined, now)).not.toThrow();
  });

  test.each([
    ['POLICY_FOREIGN', next({ id: 'other', serial: policy.serial + 1 }), /id: found other, expected demo/],
    ['POLICY_DOWNGRADED', next({ serial: policy.serial - 1 }), /serial/],
    ['POLICY_DOWNGRADED', next({ programme: 'Same number, other text' }), /serial/],
    ['POLICY_ENDED', next({ serial: policy.serial + 1, notAfter: NOW.toISOString() }), /notAfter/],
  ] as const)('%s', (code, candidate, where) => {
    let fault: unknown;
    try {
      requireSuccessor(candidate, followed, now);
    } catch (caught) {
      fault = caught;
    }
    expect(fault).toMatchObject({ name: 'PolicyFault', code, message: expect.stringMatching(where) });
  });
});

describe('any bytes', () => {
  test('are a policy or a coded fault, and a policy that was read is read again the same', () => {
    const mutated = fc.tuple(fc.constantFrom(...Object.keys(policy)), fc.jsonValue()).map(([key, value]) => ({
      ...policy,
      [key]: value,
    }));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes), mutated.map(bytes)), (input) => {
        try {
          const read = parsePolicy(input);
          expect(parsePolicy(encodePolicy(read))).toEqual(read);
        } catch (fault) {
          expect(fault).toBeInstanceOf(PolicyFault);
        }
      }),
      { numRuns: 500 },
    );
  });
});
