// Makes the golden vectors (see README.md for the command). Keys, nonces and ids come from a seeded generator.

import { mkdirSync, writeFileSync } from 'node:fs';
import {
  beginSegment,
  blobIdOf,
  bytes,
  DATA_CLASSES,
  type DataClass,
  encodeManifest,
  expiryOf,
  formatId,
  HEADER_BYTES,
  type IsoWeek,
  type Manifest,
  readSegment,
  SCHEMA_HASH,
  type SealedChunk,
  sealEnvelope,
  segmentId,
  type TrackId,
} from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import { ByteSink } from '../packages/events/src/codec/bytes-io.ts';
import { IntColumn } from '../packages/events/src/codec/int-column.ts';
import { openVersion1, type Primitives } from './open-v1.ts';
import { FRAMES, SAMPLE } from './sample.ts';
import { writeVersion0 } from './version-0.ts';

const VECTORS = 'conformance/vectors';
const CLOCK = {
  monotonicOrigin_us: 7_000_000,
  wallOrigin_ms: 1_795_000_000_000,
  boot: 'boot-1',
  uncertainty_us: 1500,
};
const WEEK = '2026-W48' as IsoWeek;

/** Native primitives whose randomness is SHA-256 of a counter. For vectors only. */
function seededPrimitives(seed: string): Primitives {
  const native = nodePrimitives();
  let counter = 0;
  const random = (length: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    for (let have = 0; have < length; have += 32)
      parts.push(native.sha256(bytes.toUtf8(`${seed} ${counter++}`)));
    return bytes.concat(...parts).slice(0, length);
  };
  const base = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 9 : 0));
  const keypair = (): { secret: Uint8Array; publicKey: Uint8Array } => {
    const secret = random(32);
    return { secret, publicKey: native.x25519.shared(secret, base) };
  };
  return { ...native, random, x25519: { ...native.x25519, keypair } };
}

function save(name: string, vector: object): void {
  writeFileSync(`${VECTORS}/${name}.json`, `${JSON.stringify(vector, null, 1)}\n`);
}

function writeSample(primitives: Primitives) {
  const track = formatId('trk', primitives.random(16)) as TrackId;
  const deks = { action: primitives.random(32), text: primitives.random(32), pixels: primitives.random(32) };
  const blocks: Uint8Array[] = [];
  const compress = (block: Uint8Array): Uint8Array => {
    blocks.push(block.slice());
    return primitives.compress(block);
  };
  const writer = beginSegment({ track, clock: CLOCK, deks, primitives: { ...primitives, compress } });
  const pieces: SealedChunk[] = [];
  for (const event of SAMPLE) {
    writer.append(event);
    if (event.seq === 20) pieces.push(...writer.flush());
  }
  for (const [n, png] of FRAMES) writer.addFrame(n, png);
  pieces.push(...writer.close());
  const blobOf = (name: DataClass): Uint8Array =>
    bytes.concat(...pieces.filter((piece) => piece.class === name).map((piece) => piece.bytes));
  const blobs = { action: blobOf('action'), text: blobOf('text'), pixels: blobOf('pixels') };
  return { track, deks, blobs, blocks };
}

type Sample = ReturnType<typeof writeSample>;

function encoded(
  of: Record<DataClass, Uint8Array>,
  encode: (given: Uint8Array) => string,
): Record<DataClass, string> {
  return { action: encode(of.action), text: encode(of.text), pixels: encode(of.pixels) };
}

function segmentVector(sample: Sample, blobs: Record<DataClass, Uint8Array>, primitives: Primitives): object {
  const keyed = (name: DataClass) => ({ bytes: blobs[name], dek: sample.deks[name] });
  const whole = readSegment(
    { action: keyed('action'), text: keyed('text'), pixels: keyed('pixels') },
    primitives,
  );
  const expected = {
    clock: whole.clock,
    events: SAMPLE,
    frames: Object.fromEntries([...FRAMES].map(([n, png]) => [n, bytes.toBase64(png)])),
  };
  return {
    track: sample.track,
    keys: encoded(sample.deks, bytes.toHex),
    blobs: encoded(blobs, bytes.toBase64),
    expected,
    expectedWithoutText: { events: readSegment({ action: keyed('action') }, primitives).events },
  };
}

function makeSegments(primitives: Primitives): Sample {
  const sample = writeSample(primitives);
  const order = ['action', 'text', 'action', 'text'];
  const blocks = sample.blocks.map((block, i) => ({
    class: order[i],
    events: i < 2 ? 'seq up to 20' : 'the rest',
    bytes: bytes.toBase64(block),
  }));
  save('segment-v1', { version: 1, ...segmentVector(sample, sample.blobs, primitives), blocks });
  const old = {} as Record<DataClass, Uint8Array>;
  for (const name of DATA_CLASSES) {
    const blob = sample.blobs[name];
    const header = blob.slice(0, HEADER_BYTES);
    header[8] = 0;
    old[name] = writeVersion0(header, openVersion1(blob, sample.deks[name], primitives), {
      dek: sample.deks[name],
      primitives,
    });
  }
  save('segment-v0', { version: 0, ...segmentVector(sample, old, primitives) });
  return sample;
}

function makeRefused(sample: Sample): void {
  const blob = sample.blobs.action;
  const changed = (at: number, to: (byte: number) => number): Uint8Array =>
    blob.map((byte, i) => (i === at ? to(byte) : byte));
  const cases: [string, string, Uint8Array][] = [
    ['no magic', 'SEGMENT_MALFORMED', changed(0, () => 0)],
    ['version 2', 'SEGMENT_VERSION_UNKNOWN', changed(8, () => 2)],
    ['class 3', 'SEGMENT_MALFORMED', changed(9, () => 3)],
    ['another schema', 'SEGMENT_SCHEMA_UNKNOWN', changed(28, (byte) => byte ^ 1)],
    ['another track, which the seals do not fit', 'SEAL_BROKEN', changed(12, (byte) => byte ^ 1)],
    ['a version 1 blob that calls itself version 0', 'SEAL_BROKEN', changed(8, () => 0)],
    ['a changed byte in the first chunk', 'SEAL_BROKEN', changed(HEADER_BYTES + 20, (byte) => byte ^ 1)],
    ['only half a header', 'SEGMENT_TRUNCATED', blob.slice(0, 30)],
    ['no footer', 'SEGMENT_TRUNCATED', blob.slice(0, blob.length - 40)],
    ['no trailer', 'SEGMENT_TRUNCATED', blob.slice(0, blob.length - 12)],
    ['a byte behind the trailer', 'SEGMENT_TRUNCATED', bytes.concat(blob, Uint8Array.of(0))],
    ['a chunk length beyond the limit', 'LIMIT_EXCEEDED', changed(HEADER_BYTES + 3, () => 255)],
  ];
  save('segment-refused', {
    key: bytes.toHex(sample.deks.action),
    cases: cases.map(([what, code, given]) => ({ what, code, blob: bytes.toBase64(given) })),
  });
}

function makeColumns(): void {
  const lists: number[][] = [
    [5],
    [5, 5, 5],
    [0, 1, 2, 3],
    [3, -2, 300, -70_000],
    [10, 20, 15, 15, 9_999_999_999],
    [-(2 ** 50), 2 ** 50, 0],
  ];
  const columns = lists.flatMap((values) =>
    (['value', 'delta'] as const).flatMap((order) =>
      (['offset', 'zigzag'] as const).map((sign) => {
        const column = new IntColumn(order, sign);
        const sink = new ByteSink();
        for (const value of values) column.push(value);
        column.write(sink);
        return { values, order, sign, bytes: bytes.toHex(sink.view()) };
      }),
    ),
  );
  save('columns', { columns });
}

function makeManifest(sample: Sample, primitives: Primitives): void {
  const id = (prefix: 'rec' | 'dev'): string => formatId(prefix, primitives.random(16));
  const hash = (): string => bytes.toHex(primitives.random(32));
  const manifest = {
    format: 'overt-segment',
    version: 1,
    recording: id('rec'),
    track: sample.track,
    device: id('dev'),
    subject: `sub_${bytes.toHex(primitives.random(16))}`,
    week: WEEK,
    source: 'browser',
    n: 1,
    previous: hash(),
    receipt: hash(),
    policy: hash(),
    schema: SCHEMA_HASH,
    redactor: 'overt-redact/1',
    blobs: DATA_CLASSES.map((name) => ({
      class: name,
      id: blobIdOf(sample.blobs[name], primitives),
      bytes: sample.blobs[name].length,
      expires: expiryOf(WEEK, name === 'action' ? { months: 24 } : { days: 90 }),
    })),
  } as unknown as Manifest;
  const encodedBytes = encodeManifest(manifest);
  const text = bytes.fromUtf8(encodedBytes);
  const refused = [
    { what: 'white space', text: ` ${text}` },
    {
      what: 'another order of fields',
      text: JSON.stringify(Object.fromEntries(Object.entries(manifest).reverse())),
    },
    { what: 'a field too many', text: JSON.stringify({ ...manifest, at: '2026-11-23' }) },
    {
      what: 'an expiry that is not a Monday',
      text: text.replace(/"expires":"[^"]*"/, '"expires":"2027-03-02"'),
    },
    { what: 'a first segment with one before it', text: JSON.stringify({ ...manifest, n: 0 }) },
  ];
  const segment = segmentId(encodedBytes, primitives);
  save('manifest', { canonical: text, id: segment, refused });
  const broker = primitives.x25519.keypair();
  const deks = manifest.blobs.map((blob) => ({
    class: blob.class,
    blob: blob.id,
    dek: sample.deks[blob.class],
  }));
  const envelope = sealEnvelope(
    segment,
    deks,
    { id: 'broker-2026-W48', publicKey: broker.publicKey },
    primitives,
  );
  save('envelope', {
    brokerSecret: bytes.toHex(broker.secret),
    envelope,
    keys: Object.fromEntries(deks.map(({ blob, dek }) => [blob, bytes.toHex(dek)])),
  });
}

mkdirSync(VECTORS, { recursive: true });
const primitives = seededPrimitives('overt conformance 1');
const sample = makeSegments(primitives);
makeRefused(sample);
makeColumns();
makeManifest(sample, primitives);
