import {
  attachProof,
  cosign,
  countersignDsse,
  createSigner,
  digestOf,
  encodeEntry,
  formatProof,
  openLog,
  parseProof,
  signDsse,
  toUtf8,
  verifyArtefact,
  vkey,
} from '@overt/ledger';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { MemoryTiles } from './memory-tiles.ts';

const server = createSigner('overt.example/audit', new Uint8Array(32).fill(1));
const device = createSigner('dev_a', new Uint8Array(32).fill(2));
const council = createSigner('council.example/w1', new Uint8Array(32).fill(3));
const stranger = createSigner('overt.example/audit', new Uint8Array(32).fill(4));
const TYPE = 'application/vnd.overt.receipt.v1+json';
const PAYLOAD = toUtf8('{"record_id":"rcp_1"}');
const origin = vkey(server);
const AT = new Date('2026-11-23T09:14:00Z');

let checkpoint: string;
let proof: string;
let receipt: string;
let otherProof: string;

beforeAll(async () => {
  const log = await openLog({ origin: server.name, signer: server, store: new MemoryTiles() });
  await log.append(encodeEntry('policy.activated', AT));
  await log.append(encodeEntry('receipt.given', AT, { digest: digestOf(PAYLOAD) }));
  await log.append(encodeEntry('receipt.given', AT, { digest: digestOf(toUtf8('another')) }));
  checkpoint = await log.checkpoint();
  proof = await log.prove(1);
  otherProof = await log.prove(2);
  receipt = JSON.stringify(attachProof(countersignDsse(signDsse(TYPE, PAYLOAD, device), server), proof));
  await log.close();
});

const judge = (text: string, extra = {}) => verifyArtefact(toUtf8(text), { origin, ...extra });

describe('verifyArtefact accepts', () => {
  test('a receipt with its proof, and says who signed it and where it is logged', () => {
    expect(judge(receipt)).toMatchObject({
      ok: true,
      kind: 'envelope',
      origin: server.name,
      index: 1,
      size: 3,
      payloadType: TYPE,
      digest: digestOf(PAYLOAD),
      signedBy: [server.name],
      entry: { type: 'receipt.given', t: '2026-11-23T09:14Z' },
    });
    expect(judge(receipt, { keys: [vkey(device)] }).signedBy).toEqual([server.name, device.name]);
  });

  test('a proof file and a checkpoint', () => {
    expect(judge(proof)).toMatchObject({
      ok: true,
      kind: 'proof',
      index: 1,
      entry: { type: 'receipt.given' },
    });
    expect(judge(checkpoint)).toMatchObject({ ok: true, kind: 'checkpoint', size: 3 });
  });

  test('a checkpoint with enough of the witnesses that the caller names', () => {
    const witnesses = { vkeys: [vkey(council, 'cosignature')], quorum: 1 };
    expect(judge(cosign(checkpoint, council, 1_700_000_000), { witnesses })).toMatchObject({
      ok: true,
      witnesses: [{ name: council.name, time: 1_700_000_000 }],
    });
    const without = judge(checkpoint, { witnesses });
    expect(without.ok).toBe(false);
    expect(without.checks.at(-1)).toMatchObject({
      name: 'witnessed',
      ok: false,
      code: 'COSIGNATURES_MISSING',
    });
  });

  test('an envelope without a proof only if the caller says so', () => {
    const bare = JSON.stringify(signDsse(TYPE, PAYLOAD, device));
    expect(judge(bare, { keys: [vkey(device)] }).checks.at(-1)).toMatchObject({
      name: 'logged',
      code: 'ARTEFACT_NOT_LOGGED',
    });
    expect(judge(bare, { keys: [vkey(device)], logged: 'optional' }).ok).toBe(true);
  });
});

describe('verifyArtefact refuses', () => {
  const codes = (text: string, extra = {}) =>
    judge(text, extra)
      .checks.filter((check) => !check.ok)
      .map((check) => check.code);

  test('everything under a trust anchor that is not the log’s, even of the same name', () => {
    for (const text of [receipt, proof, checkpoint])
      expect(codes(text, { origin: vkey(stranger) })).toHaveLength(1);
  });

  test('a receipt with the proof of another one', () => {
    const swapped = JSON.stringify({ ...JSON.parse(receipt), logProof: otherProof });
    expect(codes(swapped)).toEqual(['ARTEFACT_NOT_LOGGED']);
  });

  test('a receipt that only the device has signed', () => {
    expect(codes(JSON.stringify(attachProof(signDsse(TYPE, PAYLOAD, device), proof)))).toEqual([
      'DSSE_UNVERIFIED',
    ]);
  });

  test('a proof whose entry was exchanged', () => {
    const forged = formatProof({
      ...parseProof(proof),
      extra: encodeEntry('receipt.given', AT, { digest: digestOf(toUtf8('forged')) }),
    });
    expect(codes(forged)).toEqual(['PROOF_MISMATCH']);
    expect(codes(proof, { entry: toUtf8('other') })).toEqual(['PROOF_MISMATCH']);
  });

  test('what is none of the three', () => {
    expect(codes('hello')).toEqual(['ARTEFACT_UNKNOWN']);
    expect(codes('{}')).toEqual(['DSSE_MALFORMED']);
    expect(codes(JSON.stringify({ ...JSON.parse(receipt), logProof: 5 }))).toEqual(['DSSE_MALFORMED']);
    expect(verifyArtefact(Uint8Array.of(0xff), { origin }).checks[0]).toMatchObject({
      name: 'form',
      code: 'ENCODING_INVALID',
    });
  });

  test('a receipt with any byte of payload, signature or proof changed', () => {
    const bytes = toUtf8(receipt);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const report = verifyArtefact(bytes.with(at, bytes[at]! ^ change), { origin });
        // The device's signature and the key hints are not what this anchor relies on; nothing else may change.
        if (report.ok)
          expect(report).toMatchObject({
            digest: digestOf(PAYLOAD),
            index: 1,
            size: 3,
            signedBy: [server.name],
          });
      }),
      { numRuns: 150 },
    );
  });

  test('arbitrary bytes, as a value and never as an exception', () => {
    const junk = fc.oneof(
      fc.uint8Array(),
      fc.string().map(toUtf8),
      fc.json().map(toUtf8),
      fc.string().map((s) => toUtf8(`${proof.slice(0, 60)}${s}`)),
    );
    fc.assert(
      fc.property(junk, (bytes) => {
        expect(verifyArtefact(bytes, { origin }).ok).toBe(false);
      }),
    );
  });

  test('a trust anchor that is no key, as the caller’s mistake', () => {
    expect(() => verifyArtefact(toUtf8(receipt), { origin: 'nonsense' })).toThrow(
      expect.objectContaining({ code: 'KEY_INVALID' }),
    );
  });
});
