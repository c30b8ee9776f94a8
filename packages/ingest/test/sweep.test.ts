import type { BlobId } from '@overt/events';
import { blobIdOf } from '@overt/events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deleteSegment, sealedManifestOf, segmentsOf, segmentsOfRecording } from '../src/index.ts';
import { newDevice, openWorld, primitives, putAll, TestTrack, type World } from './support.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const START = new Date('2026-11-23T09:00:00Z');
const days = (n: number) => new Date(START.getTime() + n * 86_400_000);

async function acceptOne() {
  world.clock.at = START;
  const device = newDevice();
  const track = new TestTrack(device, world.broker);
  const upload = await track.next(START);
  await putAll(world.ingest, upload);
  await world.ingest.acceptSegment(device, upload.body);
  return { device, track, upload };
}

describe('sweep', () => {
  test('ends the text of a segment on its date, key first, and leaves its actions', async () => {
    const { track, upload } = await acceptOne();
    const text = upload.manifest.blobs.find((blob) => blob.class === 'text')!;
    world.clock.at = days(90);
    await world.ingest.sweep();
    expect(await world.blobs.has(text.id)).toBe(true);
    world.clock.at = new Date(`${text.expires}T00:00:00Z`);
    await world.ingest.sweep();
    expect(await world.blobs.has(text.id)).toBe(false);
    expect(await world.keyOf(text.id)).toBeUndefined();
    const [held] = await segmentsOfRecording(world.sql, track.recording);
    expect(held?.blobs.map((blob) => `${blob.class} ${blob.state}`)).toEqual(['action held', 'text expired']);
  });

  test('gives an unclaimed blob at least a day, then deletes it', async () => {
    world.clock.at = START;
    const bytes = primitives.random(100);
    const id = blobIdOf(bytes, primitives);
    await world.ingest.putBlob(id, bytes);
    await world.ingest.sweep();
    await world.ingest.sweep();
    expect(await world.blobs.has(id)).toBe(true);
    world.clock.at = days(1);
    await world.ingest.sweep();
    expect(await world.blobs.has(id)).toBe(false);
  });

  test('never takes a blob that a segment claims while the sweep runs: it is kept, or asked for again', async () => {
    world.clock.at = START;
    const device = newDevice();
    for (let round = 0; round < 6; round += 1) {
      const upload = await new TestTrack(device, world.broker).next(START);
      world.clock.at = START;
      await putAll(world.ingest, upload);
      await world.ingest.sweep();
      world.clock.at = days(1);
      const [outcome] = await Promise.all([
        world.ingest.acceptSegment(device, upload.body),
        world.ingest.sweep(),
      ]);
      const present = await Promise.all([...upload.blobs.keys()].map((id) => world.blobs.has(id)));
      if (outcome.status === 'accepted') expect(present).toEqual(present.map(() => true));
      else expect(outcome).toMatchObject({ code: 'BLOB_MISSING' });
    }
  });

  test('drops refused bodies after their term', async () => {
    world.clock.at = START;
    const device = newDevice();
    await world.ingest.acceptSegment(device, new Uint8Array(3));
    world.clock.at = days(31);
    await world.ingest.sweep();
    expect(
      await world.sql.query('select 1 from ingest_quarantine where device = $1', [device.device]),
    ).toEqual([]);
  });
});

describe('deleting a segment', () => {
  const jobs = { enqueue: async () => undefined };

  test('ends keys, bytes and manifest, and the segment does not come back', async () => {
    const { device, upload } = await acceptOne();
    const sealed = await sealedManifestOf(world.sql, upload.segment);
    const request = { subjects: [upload.manifest.subject], segment: upload.segment };
    expect(await world.sql.transaction((tx) => deleteSegment(tx, jobs, request))).toBeDefined();
    await world.ingest.destroySegment(upload.segment);
    for (const id of [...upload.blobs.keys(), sealed!.blob] as BlobId[]) {
      expect(await world.blobs.has(id)).toBe(false);
      expect(await world.keyOf(id)).toBeUndefined();
    }
    expect(await sealedManifestOf(world.sql, upload.segment)).toBeUndefined();
    await putAll(world.ingest, upload);
    expect(await world.ingest.acceptSegment(device, upload.body)).toMatchObject({ status: 'duplicate' });
    expect((await segmentsOf(world.sql, request.subjects)).map((held) => held.deleted)).toEqual([true]);
  });

  test('is not possible for anybody else', async () => {
    const { upload } = await acceptOne();
    const stranger = {
      subjects: [`sub_${'1'.repeat(32)}` as typeof upload.manifest.subject],
      segment: upload.segment,
    };
    expect(await world.sql.transaction((tx) => deleteSegment(tx, jobs, stranger))).toBeUndefined();
    await world.ingest.destroySegment(upload.segment);
    expect(await world.keyOf([...upload.blobs.keys()][0]!)).toBeDefined();
  });

  test('leaves the chain whole: the next segment of the track is taken', async () => {
    const { device, track, upload } = await acceptOne();
    await world.sql.transaction((tx) =>
      deleteSegment(tx, jobs, { subjects: [upload.manifest.subject], segment: upload.segment }),
    );
    await world.ingest.destroySegment(upload.segment);
    const next = await track.next(START);
    await putAll(world.ingest, next);
    expect(await world.ingest.acceptSegment(device, next.body)).toMatchObject({ status: 'accepted' });
  });
});
