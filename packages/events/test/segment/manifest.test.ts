import {
  blobIdOf,
  bytes,
  type DataClass,
  encodeManifest,
  expiryOf,
  type IsoWeek,
  isoWeek,
  type Manifest,
  parseManifest,
  SCHEMA_HASH,
  SegmentFault,
  segmentId,
  verifyBlobs,
} from '@overt/events';
import { describe, expect, test } from 'vitest';
import { primitives, sampleEvents, segmentOptions, write } from '../arbitrary.ts';

const tail = 'abcdefghijklmnopqrstuvwxyz';
const hash = 'ab'.repeat(32);
const options = segmentOptions();
const blobs = write(sampleEvents, options, new Map([[0, primitives.random(30)]]));
const manifest: Manifest = {
  format: 'overt-segment',
  version: 1,
  recording: `rec_${tail}` as Manifest['recording'],
  track: options.track,
  device: `dev_${tail}` as Manifest['device'],
  subject: `sub_${'0'.repeat(32)}` as Manifest['subject'],
  week: '2026-W48' as IsoWeek,
  source: 'browser',
  n: 0,
  previous: null,
  receipt: hash,
  policy: hash,
  schema: SCHEMA_HASH,
  redactor: 'overt-redact/1',
  blobs: (['action', 'text', 'pixels'] as DataClass[]).map((name) => ({
    class: name,
    id: blobIdOf(blobs[name]!.bytes, primitives),
    bytes: blobs[name]!.bytes.length,
    expires: expiryOf('2026-W48' as IsoWeek, { days: 90 }),
  })),
};
const json = (change: object): Uint8Array => bytes.toUtf8(JSON.stringify({ ...manifest, ...change }));

describe('a manifest', () => {
  test('is read from its bytes, which do not depend on the order of the fields given', () => {
    const shuffled = Object.fromEntries(Object.entries(manifest).reverse()) as unknown as Manifest;
    expect(parseManifest(encodeManifest(shuffled))).toEqual(manifest);
    expect(segmentId(encodeManifest(shuffled), primitives)).toBe(
      segmentId(encodeManifest(manifest), primitives),
    );
  });

  test.each([
    ['an unknown field', json({ at: '2026-11-23T09:14Z' })],
    ['a missing field', bytes.toUtf8(JSON.stringify({ ...manifest, week: undefined }))],
    ['white space', bytes.concat(encodeManifest(manifest), bytes.toUtf8(' '))],
    ['a later version', json({ version: 2 })],
    ['a day in the place of a week', json({ week: '2026-11-23' })],
    ['an expiry that tells the day', json({ blobs: [{ ...manifest.blobs[0], expires: '2027-02-24' }] })],
    ['an expiry that is no date', json({ blobs: [{ ...manifest.blobs[0], expires: '2027-02-31' }] })],
    ['a first segment with one before it', json({ previous: hash })],
    ['a second segment without one', json({ n: 1 })],
    ['no blobs', json({ blobs: [] })],
    ['a class twice', json({ blobs: [manifest.blobs[0], manifest.blobs[0]] })],
    ['a person in the place of a pseudonym', json({ subject: `prn_${tail}` })],
    ['null', bytes.toUtf8('null')],
    ['bytes that are not JSON', bytes.toUtf8('{')],
    ['too many bytes', new Uint8Array(20_000)],
  ])('with %s is refused', (_, given) => {
    expect(() => parseManifest(given)).toThrow(SegmentFault);
  });

  test('holds no time finer than a week', () => {
    expect(JSON.stringify(manifest)).not.toMatch(/\d{2}:\d{2}|_ms|_us/);
    for (const day of ['2026-11-23', '2026-11-29']) {
      expect(expiryOf(isoWeek(new Date(`${day}T12:00:00Z`)), { days: 90 })).toBe(manifest.blobs[0]!.expires);
    }
  });
});

test('expiry is a Monday, at least the term after the end of the week', () => {
  for (let n = 0; n < 60; n++) {
    const at = new Date(Date.UTC(2026, 0, 1 + n * 7));
    const end = new Date(at.getTime() + (7 - ((at.getUTCDay() + 6) % 7)) * 86_400_000);
    const expiry = new Date(`${expiryOf(isoWeek(at), { days: 90 })}T00:00:00Z`);
    expect(expiry.getUTCDay()).toBe(1);
    const days =
      (expiry.getTime() - Date.UTC(end.getUTCFullYear(), end.getUTCMonth(), end.getUTCDate())) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(90);
    expect(days).toBeLessThan(97);
  }
  expect(expiryOf('2026-W48' as IsoWeek, { months: 24 })).toBe('2028-12-04');
});

describe('verifyBlobs', () => {
  const all = new Map(manifest.blobs.map((entry) => [entry.id, blobs[entry.class]!.bytes]));
  const verdicts = (
    given: Map<Manifest['blobs'][0]['id'], Uint8Array>,
    today = '2026-12-01',
    of = manifest,
  ): string[] => verifyBlobs(of, given, { today, primitives }).map((entry) => entry.verdict);

  test('finds whole blobs intact', () => expect(verdicts(all)).toEqual(['intact', 'intact', 'intact']));
  test('calls a blob that is gone missing before its date and expired from then on', () => {
    const rest = new Map([...all].slice(0, 2));
    expect(verdicts(rest)).toEqual(['intact', 'intact', 'missing']);
    expect(verdicts(rest, manifest.blobs[2]!.expires)).toEqual(['intact', 'intact', 'expired']);
  });
  test('sees changed bytes and a blob of another track', () => {
    const changed = blobs.text!.bytes.slice();
    changed[80]! ^= 1;
    expect(verdicts(new Map(all).set(manifest.blobs[1]!.id, changed))).toEqual([
      'intact',
      'altered',
      'intact',
    ]);
    expect(verdicts(all, '2026-12-01', { ...manifest, track: `trk_${tail}` as Manifest['track'] })).toEqual([
      'misplaced',
      'misplaced',
      'misplaced',
    ]);
  });
});
