import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  demoPolicy,
  encodePolicy,
  PolicyFault,
  type PolicyFaultCode,
  parsePolicy,
  policyHash,
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
    const { format, version, id, programme, issued, notAfter, retention, purposes, maxFidelity, noTrain } =
      policy;
    const small = {
      format,
      version,
      id,
      programme,
      issued,
      notAfter,
      retention,
      purposes,
      maxFidelity,
      noTrain,
    };
    expect(parsePolicy(bytes(small))).toMatchObject({
      ttl_h: 24,
      hold_h: 24,
      embargo_days: 14,
      halt: false,
      personal: 'tighten-only',
    });
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
    ['POLICY_VERSION_UNKNOWN', 'is of a later version', { ...policy, version: 2 }, /version/],
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
