import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blobIdOf, bytes, type DeviceId, type ParticipantId } from '@overt/events';
import { createSigner, parseVkey, verifyDsse } from '@overt/ledger';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noticeHash, openPolicy, requireReceipt, signReceipt } from '../../src/consent.ts';
import { createSoloReceiver, openSoloKeys, type SoloKeys, type SoloReceiver } from '../../src/solo/index.ts';
import { createClient } from '../../src/upload.ts';

describe('the solo receiver', () => {
  let dir: string;
  let keys: SoloKeys;
  let receiver: SoloReceiver;
  const signer = createSigner('overt-device/test', new Uint8Array(32).fill(3));
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'overt-solo-'));
    keys = await openSoloKeys(join(dir, 'keys'));
    receiver = await createSoloReceiver({ dir: join(dir, 'recording'), keys });
  });
  afterEach(async () => {
    await receiver.close();
    await rm(dir, { recursive: true, force: true });
  });

  const enrol = async () => {
    const request = {
      code: receiver.enrolmentCode(),
      publicKey: bytes.toBase64(signer.publicKey),
      label: 'test',
    };
    const enrolment = await createClient({ server: receiver.origin }).enrol(request);
    return { request, enrolment, client: createClient({ server: receiver.origin, token: enrolment.token }) };
  };

  test('keeps its keys for the owner alone, and finds them again', async () => {
    expect((await stat(join(dir, 'keys/solo-keys.json'))).mode & 0o777).toBe(0o600);
    expect((await openSoloKeys(join(dir, 'keys'))).participant).toBe(keys.participant);
  });

  test('takes an enrolment code once', async () => {
    const { request } = await enrol();
    await expect(createClient({ server: receiver.origin }).enrol(request)).rejects.toMatchObject({
      code: 'SERVER_REFUSED',
      detail: { status: 403 },
    });
  });

  test('answers nobody without a token', async () => {
    await expect(createClient({ server: receiver.origin }).policy()).rejects.toMatchObject({
      detail: { status: 401 },
    });
  });

  test('countersigns a receipt and proves it in its ledger', async () => {
    const { enrolment, client } = await enrol();
    const policy = openPolicy(enrolment.policy, enrolment.serverKey, keys.primitives);
    const { device, participant } = enrolment;
    const receipt = (policyHash: string) =>
      signReceipt(
        {
          format: 'overt-receipt',
          version: 1,
          participant,
          device,
          notice: noticeHash(policy.policy, keys.primitives),
          policy: policyHash,
          given: '2026-11-23T09:00Z',
          notAfter: policy.policy.notAfter,
        },
        signer,
      );
    const answer = await client.sendReceipt(receipt(policy.hash));
    expect(answer.proof).toContain('c2sp.org/tlog-proof@v1');
    expect(
      verifyDsse(
        answer.receipt,
        [{ publicKey: signer.publicKey }, { publicKey: parseVkey(enrolment.serverKey).publicKey }],
        2,
      ).signedBy,
    ).toHaveLength(2);
    const expected = {
      device,
      participant,
      policy,
      devicePublicKey: signer.publicKey,
      serverKey: enrolment.serverKey,
      now: new Date(),
    };
    expect(requireReceipt(answer.receipt, expected, keys.primitives).fact.policy).toBe(policy.hash);
    const other = {
      ...expected,
      device: `dev_${'z'.repeat(26)}` as DeviceId,
      participant: participant as ParticipantId,
    };
    expect(() => requireReceipt(answer.receipt, other, keys.primitives)).toThrow(
      expect.objectContaining({ code: 'NO_RECEIPT' }),
    );
    expect(() => requireReceipt(receipt(policy.hash), expected, keys.primitives)).toThrow(
      expect.objectContaining({ code: 'DSSE_UNVERIFIED' }),
    );
    await expect(client.sendReceipt(receipt('0'.repeat(64)))).rejects.toMatchObject({
      detail: { status: 422 },
    });
  });

  test('stores a blob under its hash, twice the same way, and refuses another name', async () => {
    const { client } = await enrol();
    const content = new Uint8Array([1, 2, 3]);
    const id = blobIdOf(content, keys.primitives);
    await client.putBlob(id, content);
    await client.putBlob(id, content);
    await expect(client.putBlob(id, new Uint8Array([4]))).rejects.toMatchObject({
      code: 'SERVER_REFUSED',
      detail: { status: 422 },
    });
  });
});

test('a server that is away is told apart from one that refuses', async () => {
  const client = createClient({ server: 'http://127.0.0.1:1' });
  await expect(client.policy()).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
});
