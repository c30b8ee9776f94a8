import {
  beginSegment,
  bytes,
  type DeviceId,
  formatId,
  type IsoWeek,
  openEnvelope,
  parseManifest,
  type RecordingId,
  readSegment,
  SCHEMA_HASH,
  type SubjectId,
  type TrackId,
} from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import { createSigner, verifyDsse } from '@overt/ledger';
import { soloPolicy } from '@overt/policy';
import { describe, expect, test } from 'vitest';
import { subjectOf } from '../src/device.ts';
import { type ChainHead, joinPieces, type Releaser, releaseSegment } from '../src/release.ts';

const primitives = nodePrimitives();
const broker = primitives.x25519.keypair();
const signer = createSigner('overt-device/test', primitives.random(32));
const releaser: Releaser = {
  device: formatId('dev', new Uint8Array(16)) as DeviceId,
  signer,
  broker: { id: 'b1', publicKey: broker.publicKey },
  subjectOf: (week) => subjectOf(new Uint8Array(32), week, primitives),
  primitives,
};
const track = formatId('trk', new Uint8Array(16)) as TrackId;

function sealed() {
  const deks = { action: primitives.random(32), text: primitives.random(32), pixels: primitives.random(32) };
  const clock = { monotonicOrigin_us: 0, wallOrigin_ms: 1, boot: 'ab', uncertainty_us: 1 };
  const writer = beginSegment({ track, clock, deks, primitives });
  writer.append({
    kind: 'key',
    seq: 0,
    t: 5,
    phase: 'down',
    key: 'Enter',
    modifiers: 0,
    repeat: false,
    tab: 1,
  });
  const pieces = [...writer.flush(), ...writer.close()];
  const action = joinPieces(pieces.filter((piece) => piece.class === 'action').map((piece) => piece.bytes));
  const hash = 'c'.repeat(64);
  return {
    recording: formatId('rec', new Uint8Array(16)) as RecordingId,
    track,
    source: 'browser' as const,
    startedAt: new Date('2026-11-23T10:00:00Z'),
    blobs: [{ class: 'action' as const, bytes: action, dek: deks.action }],
    receipt: hash,
    policyHash: hash,
    policy: soloPolicy(new Date('2026-11-01T00:00:00Z')),
    schema: SCHEMA_HASH,
    redactor: 'r1',
  };
}

describe('releaseSegment', () => {
  test('numbers and chains what is released, and only that', () => {
    let head: ChainHead = { n: 0, previous: null };
    const manifests = [1, 2, 3].map(() => {
      const released = releaseSegment(sealed(), head, releaser);
      head = released.head;
      const { payload } = verifyDsse(released.manifest, [{ publicKey: signer.publicKey }]);
      return { manifest: parseManifest(payload), segment: released.segment };
    });
    expect(manifests.map(({ manifest }) => manifest.n)).toEqual([0, 1, 2]);
    expect(manifests.map(({ manifest }) => manifest.previous)).toEqual([
      null,
      manifests[0]!.segment,
      manifests[1]!.segment,
    ]);
  });

  test('says nothing finer than the week', () => {
    const text = bytes.fromUtf8(
      bytes.fromBase64(releaseSegment(sealed(), { n: 0, previous: null }, releaser).manifest.payload),
    );
    expect(JSON.parse(text)).toMatchObject({ week: '2026-W48' });
    expect(text).not.toMatch(/2026-11-2[3-9]|10:00|T\d\d:/);
  });

  test('puts the keys into the envelope for the broker and nowhere else', () => {
    const input = sealed();
    const released = releaseSegment(input, { n: 0, previous: null }, releaser);
    const deks = openEnvelope(released.envelope, broker.secret, primitives);
    const blob = released.blobs[0]!;
    const { events } = readSegment({ action: { bytes: blob.bytes, dek: deks.get(blob.id)! } }, primitives);
    expect(events).toHaveLength(1);
    expect(JSON.stringify(released.envelope) + JSON.stringify(released.manifest)).not.toContain(
      bytes.toBase64(input.blobs[0]!.dek),
    );
  });
});

describe('subjectOf', () => {
  test('names a participant anew each week', () => {
    const secret = primitives.random(32);
    const names = ['2026-W47', '2026-W48'].map((week) => subjectOf(secret, week as IsoWeek, primitives));
    expect(new Set<SubjectId>(names).size).toBe(2);
    expect(names[0]).toMatch(/^sub_[0-9a-f]{32}$/);
  });
});
