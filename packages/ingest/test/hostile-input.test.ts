// Nothing a device can send makes ingest throw, and nothing but a right segment makes it accept.

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IngestFault, segmentsOf } from '../src/index.ts';
import {
  bodyOf,
  newDevice,
  openWorld,
  putAll,
  type TestDevice,
  TestTrack,
  type Upload,
  type World,
} from './support.ts';

let world: World;
let device: TestDevice;
let upload: Upload;
beforeAll(async () => {
  world = await openWorld();
  device = newDevice();
  upload = await new TestTrack(device, world.broker).next(world.clock.at);
  await putAll(world.ingest, upload);
});
afterAll(() => world.close());

/** What a refused body must look like from outside. */
async function expectRefused(body: Uint8Array): Promise<void> {
  const outcome = await world.ingest.acceptSegment(device, body);
  expect(outcome).toMatchObject({ status: 'quarantined' });
}

describe('acceptSegment', () => {
  test('quarantines any bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), expectRefused), { numRuns: 150 });
  });

  test('quarantines any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (manifest, envelope) =>
        expectRefused(bodyOf(manifest, envelope)),
      ),
      { numRuns: 150 },
    );
  });

  test('quarantines a right body with any one byte changed or cut, unless the change has no meaning', async () => {
    const at = fc.nat(upload.body.length - 1);
    await fc.assert(
      fc.asyncProperty(at, fc.integer({ min: 1, max: 255 }), fc.boolean(), async (index, flip, cut) => {
        const body = cut
          ? upload.body.slice(0, index)
          : upload.body.map((byte, i) => (i === index ? byte ^ flip : byte));
        const outcome = await world.ingest.acceptSegment(device, body);
        if (outcome.status !== 'quarantined') expect(outcome.segment).toBe(upload.segment);
      }),
      { numRuns: 200 },
    );
  });

  test('quarantines a right body with any member replaced', async () => {
    const whole = { manifest: upload.dsse, envelope: upload.envelope };
    const members = ['payloadType', 'payload', 'signatures'] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...members), fc.jsonValue({ maxDepth: 2 }), (member, value) =>
        expectRefused(bodyOf({ ...whole.manifest, [member]: value }, whole.envelope)),
      ),
      { numRuns: 100 },
    );
  });

  test('leaves no row of a segment behind for any of it', async () => {
    const held = await segmentsOf(world.sql, [upload.manifest.subject]);
    expect(held.every((segment) => segment.segment === upload.segment)).toBe(true);
  });
});

describe('putBlob', () => {
  test('refuses whatever does not hash to its name, with a code', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f]{64}$/)),
        fc.uint8Array({ maxLength: 200 }),
        async (name, bytes) => {
          await expect(world.ingest.putBlob(name, bytes)).rejects.toBeInstanceOf(IngestFault);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('takes the same blob twice as present', async () => {
    const [id, bytes] = [...upload.blobs][0]!;
    expect(await world.ingest.putBlob(id, bytes)).toBe('present');
  });
});
