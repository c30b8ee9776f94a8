import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  beginSegment,
  blobIdOf,
  bytes,
  type DeviceId,
  formatId,
  type RecordingId,
  SCHEMA_HASH,
  type TrackId,
} from '@overt/events';
import { createSigner } from '@overt/ledger';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noticeHash, openPolicy, signReceipt } from '../../src/consent.ts';
import { subjectOf } from '../../src/device.ts';
import { type ChainHead, joinPieces, releaseSegment } from '../../src/release.ts';
import {
  createSoloReceiver,
  forgetSince,
  openRecording,
  openSoloKeys,
  type SoloKeys,
  type SoloReceiver,
} from '../../src/solo/index.ts';
import { createClient, uploadSegment } from '../../src/upload.ts';

const MINUTE_MS = 60_000;

describe('forgetSince', () => {
  let dir: string;
  let recording: string;
  let keys: SoloKeys;
  let receiver: SoloReceiver;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'overt-forget-'));
    recording = join(dir, 'recording');
    keys = await openSoloKeys(join(dir, 'keys'));
    receiver = await createSoloReceiver({ dir: recording, keys });
  });
  afterEach(async () => {
    await receiver.close();
    await rm(dir, { recursive: true, force: true });
  });

  /** One segment for each beginning, a minute long, written by the receiver as a device sends it. */
  async function record(begun_ms: readonly number[]): Promise<void> {
    const { primitives } = keys;
    const signer = createSigner('overt-device/test', primitives.random(32));
    const { device, participant, policy, serverKey, token } = await createClient({
      server: receiver.origin,
    }).enrol({ code: receiver.enrolmentCode(), publicKey: bytes.toBase64(signer.publicKey), label: 'test' });
    const client = createClient({ server: receiver.origin, token });
    const agreed = openPolicy(policy, serverKey, primitives);
    const receipt = {
      format: 'overt-receipt',
      version: 1,
      participant,
      device,
      notice: noticeHash(agreed.policy, primitives),
      policy: agreed.hash,
      given: new Date().toISOString(),
      notAfter: agreed.policy.notAfter,
    } as const;
    const { hash } = await client.sendReceipt(signReceipt(receipt, signer));
    const track = formatId('trk', primitives.random(16)) as TrackId;
    let head: ChainHead = { n: 0, previous: null };
    for (const wallOrigin_ms of begun_ms) {
      const dek = primitives.random(32);
      const deks = { action: dek, text: primitives.random(32), pixels: primitives.random(32) };
      const clock = { monotonicOrigin_us: 0, wallOrigin_ms, boot: 'ab', uncertainty_us: 1 };
      const writer = beginSegment({ track, clock, deks, primitives });
      for (const [seq, t] of [0, MINUTE_MS * 1000].entries())
        writer.append({
          kind: 'key',
          seq,
          t,
          phase: 'down',
          key: 'Tab',
          modifiers: 0,
          repeat: false,
          tab: 1,
        });
      const pieces = [...writer.flush(), ...writer.close()].filter((piece) => piece.class === 'action');
      const content = joinPieces(pieces.map((piece) => piece.bytes));
      const released = releaseSegment(
        {
          recording: formatId('rec', primitives.random(16)) as RecordingId,
          track,
          source: 'browser',
          startedAt: new Date(),
          blobs: [{ class: 'action', bytes: content, dek }],
          receipt: hash,
          policyHash: agreed.hash,
          policy: agreed.policy,
          schema: SCHEMA_HASH,
          redactor: 'r1',
        },
        head,
        {
          device: device as DeviceId,
          signer,
          broker: keys.broker,
          subjectOf: (week) => subjectOf(keys.subjectSecret, week, primitives),
          primitives,
        },
      );
      head = released.head;
      const { manifest, envelope } = released;
      const blobs = [{ id: blobIdOf(content, primitives), bytes: content }];
      expect((await uploadSegment(client, { manifest, envelope, blobs })).status).toBe('accepted');
    }
  }

  test('deletes whole what reaches into the time, with its keys, and leaves the rest readable', async () => {
    const now = Date.now();
    await record([now - 20 * MINUTE_MS, now - 10.5 * MINUTE_MS, now - 2 * MINUTE_MS]);
    const gone = await forgetSince(recording, keys, now - 10 * MINUTE_MS);
    expect(gone).toEqual({ segments: 2, events: 4, frames: 0 });
    for (const kept of ['segments', 'envelopes', 'blobs'])
      expect(await readdir(join(recording, kept))).toHaveLength(1);
    const left = await openRecording(recording, keys);
    expect((await left.tracks()).flatMap(({ events }) => events)).toHaveLength(2);
  });

  test('forgets nothing that ended before, and nothing twice', async () => {
    const now = Date.now();
    await record([now - 20 * MINUTE_MS]);
    expect((await forgetSince(recording, keys, now - 10 * MINUTE_MS)).segments).toBe(0);
    expect((await forgetSince(recording, keys, 0)).segments).toBe(1);
    expect((await forgetSince(recording, keys, 0)).segments).toBe(0);
  });
});
