import { createPublicKey, verify } from 'node:crypto';
import {
  countersignDsse,
  createSigner,
  type DsseEnvelope,
  fromBase64,
  fromUtf8,
  LedgerFault,
  pae,
  parseDsse,
  payloadOf,
  signDsse,
  toUtf8,
  verifyDsse,
} from '@overt/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const device = createSigner('dev_a', new Uint8Array(32).fill(1));
const server = createSigner('overt.example/audit', new Uint8Array(32).fill(2));
const TYPE = 'application/vnd.overt.receipt.v1+json';
const PAYLOAD = toUtf8('{"a":1}');
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (cause) {
    if (cause instanceof LedgerFault) return cause.code;
    throw cause;
  }
};

// secure-systems-lab/dsse@0110cc2 protocol.md, Test Vectors. Its signature is ECDSA, which we do not offer: it shows
// that our pre-authentication encoding is the published one.
describe('the published DSSE vector', () => {
  const envelope =
    '{"payload": "aGVsbG8gd29ybGQ=","payloadType": "http://example.com/HelloWorld","signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}';
  const coordinate = (decimal: string) =>
    Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex').toString('base64url');
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: coordinate('46950820868899156662930047687818585632848591499744589407958293238635476079160'),
      y: coordinate('5640078356564379163099075877009565129882514886557779369047442380624545832820'),
    },
  });

  test('has our pre-authentication encoding', () => {
    const parsed = parseDsse(envelope);
    const message = pae(parsed.payloadType, payloadOf(parsed));
    expect(fromUtf8(message)).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
    expect(
      verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, fromBase64(parsed.signatures[0]!.sig)),
    ).toBe(true);
  });
});

describe('verifyDsse', () => {
  test('returns the bytes that were signed and who signed them', () => {
    const both = countersignDsse(signDsse(TYPE, PAYLOAD, device), server);
    const found = verifyDsse(JSON.stringify(both), [device, server], 2);
    expect(found).toMatchObject({ payload: PAYLOAD, payloadType: TYPE });
    expect(found.signedBy).toEqual([device, server]);
  });

  test('wants as many different keys as asked, not as many signatures', () => {
    const twice = countersignDsse(signDsse(TYPE, PAYLOAD, device), device);
    expect(codeOf(() => verifyDsse(twice, [device, { publicKey: device.publicKey }, server], 2))).toBe(
      'DSSE_UNVERIFIED',
    );
    expect(codeOf(() => verifyDsse(twice, [], 0))).toBe('DSSE_UNVERIFIED');
  });

  test('covers the type: the same bytes under another name are not signed', () => {
    const envelope = {
      ...signDsse(TYPE, PAYLOAD, device),
      payloadType: 'application/vnd.overt.mandate.v1+json',
    };
    expect(codeOf(() => verifyDsse(envelope, [device]))).toBe('DSSE_UNVERIFIED');
  });

  test('never decides by the key hint', () => {
    const [signature] = signDsse(TYPE, PAYLOAD, device).signatures;
    const lying: DsseEnvelope = {
      ...signDsse(TYPE, PAYLOAD, device),
      signatures: [{ ...signature!, keyid: 'overt.example/audit+00000000' }],
    };
    expect(codeOf(() => verifyDsse(lying, [server]))).toBe('DSSE_UNVERIFIED');
    expect(verifyDsse(lying, [device]).signedBy).toEqual([device]);
  });

  test('reads the URL-safe alphabet too, with or without padding', () => {
    const bytes = Uint8Array.of(0xfb, 0xff, 0xfe, 1);
    const envelope = signDsse(TYPE, bytes, device);
    const urlSafe = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    const other = {
      ...envelope,
      payload: urlSafe(envelope.payload),
      signatures: envelope.signatures.map((s) => ({ sig: urlSafe(s.sig) })),
    };
    expect(verifyDsse(other, [device]).payload).toEqual(bytes);
  });

  test('ignores members it does not know', () => {
    expect(verifyDsse({ ...signDsse(TYPE, PAYLOAD, device), extra: 1 }, [device]).payload).toEqual(PAYLOAD);
  });
});

describe('parseDsse', () => {
  const good = signDsse(TYPE, PAYLOAD, device);
  test.each([
    ['text that is not JSON', 'no'],
    ['bytes that are not UTF-8', Uint8Array.of(0xff)],
    ['a list', []],
    ['null', null],
    ['no payload type', { ...good, payloadType: '' }],
    ['half a surrogate pair as type', { ...good, payloadType: '\ud800' }],
    ['a payload that is not a text', { ...good, payload: 5 }],
    ['no signature', { ...good, signatures: [] }],
    ['33 signatures', { ...good, signatures: Array(33).fill(good.signatures[0]) }],
    ['a signature without `sig`', { ...good, signatures: [{}] }],
    ['a key hint that is not a text', { ...good, signatures: [{ sig: '', keyid: 4 }] }],
  ])('refuses %s', (_, value) => {
    expect(codeOf(() => parseDsse(value))).toBe('DSSE_MALFORMED');
  });

  test('arbitrary JSON gives a code, never another exception', () => {
    const shaped = fc.record({
      payloadType: fc.string(),
      payload: fc.string(),
      signatures: fc.array(fc.record({ sig: fc.string() })),
    });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.string(), fc.uint8Array(), shaped), (value) => {
        expect(codeOf(() => verifyDsse(value, [device]))).toMatch(/^DSSE_/);
      }),
    );
  });
});
