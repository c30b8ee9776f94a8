import { bytes, type DeviceId, type ParticipantId } from '@overt/events';
import {
  consentRecord,
  encodeStatement,
  GovernanceFault,
  parseReceipt,
  parseWithdrawal,
  type Receipt,
} from '@overt/governance';
import { createSigner, signDsse } from '@overt/ledger';
import { demoPolicy } from '@overt/policy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const RECEIPT: Receipt = {
  format: 'overt-receipt',
  version: 1,
  participant: `prn_${'a'.repeat(26)}` as ParticipantId,
  device: `dev_${'b'.repeat(26)}` as DeviceId,
  notice: '1'.repeat(64),
  policy: '2'.repeat(64),
  given: '2026-11-23T09:00Z',
  notAfter: '2027-11-23T09:00:00.000Z',
};
const parse = (value: unknown) => parseReceipt(bytes.toUtf8(JSON.stringify(value)));
const malformed = expect.objectContaining({ name: 'GovernanceFault', code: 'RECEIPT_MALFORMED' });

describe('a receipt', () => {
  test('is read as it was written', () => {
    expect(parseReceipt(encodeStatement(RECEIPT))).toEqual(RECEIPT);
    const placed: Receipt = { ...RECEIPT, language: 'de', jurisdiction: 'DE' };
    expect(parseReceipt(encodeStatement(placed))).toEqual(placed);
  });

  test.each([
    ['an unknown member, which might be a condition', { onlyTuesdays: true }],
    ['a finer time than the minute', { given: '2026-11-23T09:00:01Z' }],
    ['another version', { version: 2 }],
    ['a device that is none', { device: 'dev_x' }],
    ['a participant that is none', { participant: `sub_${'a'.repeat(26)}` }],
    ['a hash in upper case', { policy: 'A'.repeat(64) }],
    ['a language nobody has a notice in', { language: 'la' }],
    ['a place of which there is no pack', { jurisdiction: 'XX' }],
    ['no end', { notAfter: undefined }],
  ])('is refused with %s', (_, change) => {
    expect(() => parse({ ...RECEIPT, ...change })).toThrow(malformed);
  });

  test('is refused with a message that holds no value', () => {
    try {
      parse({ ...RECEIPT, device: 'dev_SECRET' });
    } catch (cause) {
      expect((cause as GovernanceFault).message).toContain('device');
      expect((cause as GovernanceFault).message).not.toContain('SECRET');
    }
  });

  test('from arbitrary bytes gives a code, never another exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes.toUtf8)), (input) => {
        expect(() => parseReceipt(input)).toThrow(GovernanceFault);
        expect(() => parseWithdrawal(input)).toThrow(GovernanceFault);
      }),
    );
    expect(() => parseReceipt(new Uint8Array(70_000))).toThrow(malformed);
  });
});

test('the consent record has the member names of ISO/IEC TS 27560 and follows from receipt and policy alone', () => {
  const envelope = signDsse(
    'application/vnd.overt.receipt.v1+json',
    encodeStatement(RECEIPT),
    createSigner('d', new Uint8Array(32)),
  );
  const facts = {
    receipt: RECEIPT,
    hash: '3'.repeat(64),
    policy: demoPolicy(new Date('2026-11-23T09:00:00Z')),
    envelope,
    logProof: 'proof',
  };
  const record = consentRecord({ ...facts, withdrawn: '2026-12-01T08:00Z' });
  expect(record).toMatchObject({
    schema_version: '27560:2023',
    pii_principal_id: RECEIPT.participant,
    processing: { privacy_notice: `sha256:${RECEIPT.notice}` },
    event: [
      {
        event_type: 'given',
        event_time: '2026-11-23T09:00Z',
        event_state: 'superseded',
        validity_duration: 'P365D',
      },
      { event_type: 'withdrawn', event_time: '2026-12-01T08:00Z', event_state: 'active' },
    ],
    overt: { kind: 'consent', device: RECEIPT.device, receipt: { logProof: 'proof' } },
  });
  expect(consentRecord(facts)).toEqual(consentRecord(structuredClone(facts)));
});

test('the consent record says where and in which language, and the retention that holds there', () => {
  const policy = {
    ...demoPolicy(new Date('2026-11-23T09:00:00Z')),
    retention: { action_months: 24, text_days: 180, pixels_days: 180 },
  };
  const envelope = signDsse('x', new Uint8Array(1), createSigner('d', new Uint8Array(32)));
  const of = (receipt: Receipt) =>
    consentRecord({ receipt, hash: '3'.repeat(64), policy, envelope, logProof: 'proof' });
  const kept = (days: number) => ({
    pii_information: expect.arrayContaining([
      { pii_type: 'overt:pixels.masked', retention_period: `P${days}D` },
    ]),
  });
  expect(of({ ...RECEIPT, language: 'fr', jurisdiction: 'US' })).toMatchObject({
    processing: {
      language: 'fr',
      purposes: expect.arrayContaining([
        expect.objectContaining({ lawful_basis: 'dpv:Consent', jurisdiction: 'US', ...kept(180) }),
      ]),
    },
    overt: { noDetriment: true, withdrawal: 'no more presses than consent' },
  });
  expect(of(RECEIPT)).toMatchObject({
    processing: {
      language: 'en',
      purposes: expect.arrayContaining([expect.objectContaining({ jurisdiction: 'unknown', ...kept(90) })]),
    },
  });
});
