import { expiryOf, readSegment, type SegmentId } from '@overt/events';
import { signDsse } from '@overt/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openManifest, quarantined, sealedManifestOf, segmentsOfRecording } from '../src/index.ts';
import {
  bodyOf,
  newDevice,
  openWorld,
  primitives,
  putAll,
  STRICT_RECEIPT,
  type TestDevice,
  TestTrack,
  type Upload,
  type World,
} from './support.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const now = () => world.clock.at;

async function start(): Promise<{ device: TestDevice; track: TestTrack }> {
  const device = newDevice();
  return { device, track: new TestTrack(device, world.broker) };
}

async function send(device: TestDevice, upload: Upload) {
  await putAll(world.ingest, upload);
  return world.ingest.acceptSegment(device, upload.body);
}

describe('a segment that is in order', () => {
  test('is accepted with its row, its keys, its job and nothing finer than a week', async () => {
    const { device, track } = await start();
    const upload = await track.next(now());
    expect(await send(device, upload)).toEqual({ status: 'accepted', segment: upload.segment });

    const [held] = await segmentsOfRecording(world.sql, track.recording);
    expect(held).toMatchObject({
      segment: upload.segment,
      n: 0,
      week: '2026-W48',
      subject: upload.manifest.subject,
      deleted: false,
    });
    expect(held?.blobs.map((blob) => [blob.class, blob.state])).toEqual([
      ['action', 'held'],
      ['text', 'held'],
    ]);
    const jobs = await world.sql.query<{ key: string }>(
      `select key from graphile_worker.jobs where key = $1`,
      [`steps:${track.recording}`],
    );
    expect(jobs).toHaveLength(1);
    const columns = await world.sql.query<{ data_type: string }>(
      `select data_type from information_schema.columns where table_name like 'ingest_%'`,
    );
    expect(columns.filter((column) => column.data_type.startsWith('time'))).toEqual([]);
  });

  test('can be read again with the keys that were admitted', async () => {
    const { device, track } = await start();
    const upload = await track.next(now());
    await send(device, upload);
    const [action] = upload.manifest.blobs;
    const dek = await world.keyOf(action!.id);
    const bytes = await world.blobs.get(action!.id);
    expect(readSegment({ action: { bytes: bytes!, dek: dek! } }, primitives).events).toHaveLength(5);
  });

  test('has its manifest kept as ciphertext that only its own key opens', async () => {
    const { device, track } = await start();
    const upload = await track.next(now());
    await send(device, upload);
    const sealed = await sealedManifestOf(world.sql, upload.segment);
    expect(Buffer.from(sealed!.bytes).includes(device.device)).toBe(false);
    const dek = await world.keyOf(sealed!.blob);
    expect(openManifest(sealed!.bytes, dek!, upload.segment, primitives)).toEqual(upload.dsse);
  });

  test('is a duplicate the second time, and changes nothing', async () => {
    const { device, track } = await start();
    const upload = await track.next(now());
    await send(device, upload);
    expect(await send(device, upload)).toEqual({ status: 'duplicate', segment: upload.segment });
    expect(await segmentsOfRecording(world.sql, track.recording)).toHaveLength(1);
  });

  test('becomes one row when eight uploads of it race', async () => {
    const { device, track } = await start();
    const upload = await track.next(now());
    await putAll(world.ingest, upload);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => world.ingest.acceptSegment(device, upload.body)),
    );
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual([
      'accepted',
      ...Array.from({ length: 7 }, () => 'duplicate'),
    ]);
    expect(await segmentsOfRecording(world.sql, track.recording)).toHaveLength(1);
  });

  test('races with its successor without harm: both are in, or the later one is asked to come again', async () => {
    const { device, track } = await start();
    const uploads = [await track.next(now()), await track.next(now()), await track.next(now())];
    for (const upload of uploads) await putAll(world.ingest, upload);
    let open = [...uploads].reverse();
    for (let round = 0; open.length > 0 && round < 4; round += 1) {
      const outcomes = await Promise.all(
        open.map((upload) => world.ingest.acceptSegment(device, upload.body)),
      );
      open = open.filter((_, i) => {
        const outcome = outcomes[i]!;
        if (outcome.status === 'quarantined')
          expect(outcome).toMatchObject({ code: 'CHAIN_GAP', remedy: 'send-earlier' });
        return outcome.status === 'quarantined';
      });
    }
    expect((await segmentsOfRecording(world.sql, track.recording)).map((held) => held.n)).toEqual([0, 1, 2]);
  });
});

describe('how long a blob may be kept', () => {
  const until = (days: number) => (m: Upload['manifest']) => ({
    ...m,
    receipt: STRICT_RECEIPT,
    blobs: m.blobs.map((blob) =>
      blob.class === 'action' ? { ...blob, expires: expiryOf(m.week, { days }) } : blob,
    ),
  });

  test.each([
    [30, 'accepted'],
    [10, 'accepted'],
    [38, 'quarantined'], // dates are those of whole weeks
  ])('is what the law of its receipt allows, or less: %i days of 30 are %s', async (days, status) => {
    const { device, track } = await start();
    const upload = await track.next(now(), until(days));
    expect(await send(device, upload)).toMatchObject(
      status === 'accepted' ? { status } : { status, code: 'EXPIRY_BEYOND_POLICY', remedy: 'drop' },
    );
  });
});

describe('a segment that is not in order is quarantined', () => {
  const other = 'f'.repeat(64);
  test.each([
    ['DEVICE_MISMATCH', (m) => ({ ...m, device: newDevice().device })],
    ['SUBJECT_MISMATCH', (m) => ({ ...m, subject: `sub_${'0'.repeat(32)}` as typeof m.subject })],
    ['WEEK_AHEAD', (m) => ({ ...m, week: '2027-W20' as typeof m.week })],
    ['POLICY_UNKNOWN', (m) => ({ ...m, policy: other })],
    ['RECEIPT_UNKNOWN', (m) => ({ ...m, receipt: other })],
    ['SCHEMA_UNKNOWN', (m) => ({ ...m, schema: other })],
    [
      'EXPIRY_BEYOND_POLICY',
      (m) => ({ ...m, blobs: m.blobs.map((blob) => ({ ...blob, expires: '2031-01-06' })) }),
    ],
    ['EXPIRY_PASSED', (m) => ({ ...m, blobs: m.blobs.map((blob) => ({ ...blob, expires: '2026-11-23' })) })],
    ['BLOBS_INVALID', (m) => ({ ...m, blobs: m.blobs.slice(1) })],
    [
      'BLOB_SIZE_MISMATCH',
      (m) => ({ ...m, blobs: m.blobs.map((blob) => ({ ...blob, bytes: blob.bytes + 1 })) }),
    ],
  ] satisfies [string, (m: Upload['manifest']) => Upload['manifest']][])('as %s', async (code, change) => {
    const { device, track } = await start();
    const upload = await track.next(now(), change);
    expect(await send(device, upload)).toMatchObject({ status: 'quarantined', code });
    expect(await segmentsOfRecording(world.sql, track.recording)).toEqual([]);
    expect((await quarantined(world.sql, [device.device])).map((row) => row.code)).toEqual([code]);
  });

  test('as SIGNATURE_INVALID if another device signed it', async () => {
    const { device, track } = await start();
    const upload = await track.next(now());
    await putAll(world.ingest, upload);
    const forged = {
      ...upload.dsse,
      signatures: signDsse(upload.dsse.payloadType, new Uint8Array(1), newDevice().signer).signatures,
    };
    expect(await world.ingest.acceptSegment(device, bodyOf(forged, upload.envelope))).toMatchObject({
      code: 'SIGNATURE_INVALID',
    });
  });

  test('as BLOB_MISSING until its blobs are there', async () => {
    const { device, track } = await start();
    const upload = await track.next(now());
    expect(await world.ingest.acceptSegment(device, upload.body)).toMatchObject({
      code: 'BLOB_MISSING',
      remedy: 'send-blobs',
    });
    expect(await send(device, upload)).toMatchObject({ status: 'accepted' });
  });

  test('as BLOB_TAKEN if it names the blob of another segment', async () => {
    const victim = await start();
    const held = await victim.track.next(now());
    await send(victim.device, held);
    const thief = await start();
    const upload = await thief.track.next(now(), (m) => ({
      ...m,
      track: victim.track.track,
      recording: victim.track.recording,
      blobs: held.manifest.blobs,
    }));
    expect(await world.ingest.acceptSegment(thief.device, upload.body)).toMatchObject({
      status: 'quarantined',
      code: 'ENVELOPE_MISMATCH',
    });
  });

  test('as BLOB_MISPLACED if a blob of another track is passed off as its own', async () => {
    const { device, track } = await start();
    const foreign = await new TestTrack(device, world.broker).next(now());
    await putAll(world.ingest, foreign);
    const upload = await track.next(now(), (m) => ({ ...m, blobs: foreign.manifest.blobs }));
    const envelope = { ...foreign.envelope, segment: upload.segment };
    expect(await world.ingest.acceptSegment(device, bodyOf(upload.dsse, envelope))).toMatchObject({
      code: 'BLOB_MISPLACED',
    });
  });

  test('as TRACK_MISMATCH if another person goes on with a track', async () => {
    const first = await start();
    await send(first.device, await first.track.next(now()));
    const second = await start();
    await second.track.next(now());
    const upload = await second.track.next(now(), (m) => ({ ...m, track: first.track.track }));
    expect(await world.ingest.acceptSegment(second.device, upload.body)).toMatchObject({
      code: 'TRACK_MISMATCH',
    });
  });

  test('as CHAIN_GAP after a hole, and is taken once the hole is filled', async () => {
    const { device, track } = await start();
    const [first, second] = [await track.next(now()), await track.next(now())];
    expect(await send(device, second)).toMatchObject({ code: 'CHAIN_GAP', remedy: 'send-earlier' });
    expect(await send(device, first)).toMatchObject({ status: 'accepted' });
    expect(await send(device, second)).toMatchObject({ status: 'accepted' });
  });

  test('as CHAIN_FORK if its number is taken or its predecessor is not the head', async () => {
    const { device, track } = await start();
    const first = await track.next(now());
    await send(device, first);
    const twin = await track.next(now(), (m) => ({ ...m, n: 0, previous: null }));
    expect(await send(device, twin)).toMatchObject({ code: 'CHAIN_FORK' });
    const stray = await track.next(now(), (m) => ({ ...m, n: 1, previous: 'a'.repeat(64) as SegmentId }));
    expect(await send(device, stray)).toMatchObject({ code: 'CHAIN_FORK' });
  });

  test('as RECEIPT_WITHDRAWN from the moment of the withdrawal', async () => {
    const { device, track } = await start();
    await send(device, await track.next(now()));
    const late = await track.next(now());
    const [receipt] = [...world.receipts.keys()];
    world.receipts.set(receipt!, 'withdrawn');
    expect(await send(device, late)).toMatchObject({ code: 'RECEIPT_WITHDRAWN' });
    world.receipts.set(receipt!, 'valid');
  });

  test.each([
    ['ENVELOPE_UNREADABLE', (upload: Upload) => ({ ...upload.envelope, ephemeral: 'AAAA' })],
    ['ENVELOPE_MISMATCH', (upload: Upload) => ({ ...upload.envelope, segment: 'a'.repeat(64) })],
    [
      'ENVELOPE_MISMATCH',
      (upload: Upload) => ({ ...upload.envelope, wraps: upload.envelope.wraps.slice(1) }),
    ],
    [
      'ENVELOPE_REFUSED',
      (upload: Upload) => ({ ...upload.envelope, ephemeral: Buffer.alloc(32, 9).toString('base64') }),
    ],
  ] as const)('as %s, with the advice to wrap again', async (code, change) => {
    const { device, track } = await start();
    const upload = await track.next(now());
    await putAll(world.ingest, upload);
    expect(await world.ingest.acceptSegment(device, bodyOf(upload.dsse, change(upload)))).toMatchObject({
      code,
      remedy: 'wrap-again',
    });
    expect(await send(device, upload)).toMatchObject({ status: 'accepted' });
  });

  test('once per refusal however often it is sent, with its bytes kept up to the limit', async () => {
    const { device } = await start();
    const [short, long] = [new Uint8Array(10), new Uint8Array(20_000)];
    for (const body of [short, short, long]) await world.ingest.acceptSegment(device, body);
    const rows = await world.sql.query<{ n: number | null }>(
      'select length(body) as n from ingest_quarantine where device = $1 order by n nulls last',
      [device.device],
    );
    expect(rows).toEqual([{ n: 10 }, { n: null }]);
  });

  test('and a device that keeps failing fills a bounded number of rows', async () => {
    const { device } = await start();
    for (let i = 0; i < 230; i += 1) await world.ingest.acceptSegment(device, new Uint8Array([i, i >> 8]));
    expect((await quarantined(world.sql, [device.device])).length).toBeLessThanOrEqual(201);
  });
});
