// Both sets of primitives, and a second implementation of the chunk layer, against the golden vectors.

import { readFileSync } from 'node:fs';
import {
  type BlobId,
  beginSegment,
  bytes,
  DATA_CLASSES,
  type DataClass,
  type Envelope,
  type Event,
  type KeyedBlob,
  openEnvelope,
  type Primitives,
  parseEnvelope,
  parseManifest,
  readSegment,
  recoverBlob,
  SegmentFault,
  segmentId,
  type TrackClock,
  type TrackId,
} from '@overt/events';
import { nodePrimitives, zstdWasmPath } from '@overt/events/node';
import { webPrimitives } from '@overt/events/web';
import { describe, expect, test } from 'vitest';
import { ByteSource } from '../packages/events/src/codec/bytes-io.ts';
import { readIntColumn } from '../packages/events/src/codec/int-column.ts';
import { openVersion1 } from './open-v1.ts';

interface SegmentVector {
  readonly track: TrackId;
  readonly keys: Readonly<Record<DataClass, string>>;
  readonly blobs: Readonly<Record<DataClass, string>>;
  readonly expected: {
    readonly clock: TrackClock;
    readonly events: readonly Event[];
    readonly frames: Readonly<Record<string, string>>;
  };
  readonly expectedWithoutText: { readonly events: readonly Event[] };
  readonly blocks: readonly { readonly bytes: string }[];
}

const vector = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`./vectors/${name}.json`, import.meta.url), 'utf8')) as T;
const implementations: [string, Primitives][] = [
  ['native', nodePrimitives()],
  ['JavaScript and WebAssembly', await webPrimitives({ wasm: readFileSync(zstdWasmPath()) })],
];

function keyed(v: SegmentVector): Record<DataClass, KeyedBlob> {
  const of = (name: DataClass): KeyedBlob => ({
    bytes: bytes.fromBase64(v.blobs[name]),
    dek: bytes.fromHex(v.keys[name]),
  });
  return { action: of('action'), text: of('text'), pixels: of('pixels') };
}

describe.each(implementations)('with %s primitives', (_, primitives) => {
  test.each(['segment-v1', 'segment-v0'])('%s reads as it was written', (name) => {
    const v = vector<SegmentVector>(name);
    const segment = readSegment(keyed(v), primitives);
    expect(segment.clock).toEqual(v.expected.clock);
    expect(segment.events).toEqual(v.expected.events);
    expect(Object.fromEntries([...segment.frames].map(([n, png]) => [n, bytes.toBase64(png)]))).toEqual(
      v.expected.frames,
    );
    expect(readSegment({ action: keyed(v).action }, primitives).events).toEqual(v.expectedWithoutText.events);
  });

  test('the events of version 1 are written to the same column blocks', () => {
    const v = vector<SegmentVector>('segment-v1');
    const { action, text, pixels } = keyed(v);
    const blocks: string[] = [];
    const compress = (block: Uint8Array): Uint8Array => {
      blocks.push(bytes.toBase64(block));
      return primitives.compress(block);
    };
    const deks = { action: action.dek, text: text.dek, pixels: pixels.dek };
    const writer = beginSegment({
      track: v.track,
      clock: v.expected.clock,
      deks,
      primitives: { ...primitives, compress },
    });
    for (const event of v.expected.events) {
      writer.append(event);
      if (event.seq === 20) writer.flush();
    }
    writer.close();
    expect(blocks).toEqual(v.blocks.map((block) => block.bytes));
  });

  test('what must be refused is refused with its code', () => {
    const v = vector<{ key: string; cases: { what: string; code: string; blob: string }[] }>(
      'segment-refused',
    );
    for (const { what, code, blob } of v.cases) {
      const read = (): unknown =>
        readSegment({ action: { bytes: bytes.fromBase64(blob), dek: bytes.fromHex(v.key) } }, primitives);
      expect(read, what).toThrow(expect.objectContaining({ name: 'SegmentFault', code }));
    }
  });

  test('the envelope opens to the keys', () => {
    const v = vector<{ brokerSecret: string; envelope: Envelope; keys: Record<BlobId, string> }>('envelope');
    const keys = openEnvelope(parseEnvelope(v.envelope), bytes.fromHex(v.brokerSecret), primitives);
    expect(Object.fromEntries([...keys].map(([blob, dek]) => [blob, bytes.toHex(dek)]))).toEqual(v.keys);
  });

  test('the manifest has its id, and nothing but its canonical bytes is one', () => {
    const v = vector<{ canonical: string; id: string; refused: { what: string; text: string }[] }>(
      'manifest',
    );
    expect(segmentId(bytes.toUtf8(v.canonical), primitives)).toBe(v.id);
    expect(JSON.stringify(parseManifest(bytes.toUtf8(v.canonical)))).toBe(v.canonical);
    for (const { what, text } of v.refused)
      expect(() => parseManifest(bytes.toUtf8(text)), what).toThrow(SegmentFault);
  });

  test('an implementation of the chunk layer from the spec alone opens the same chunks', () => {
    const v = vector<SegmentVector>('segment-v1');
    for (const name of DATA_CLASSES) {
      const { bytes: blob, dek } = keyed(v)[name];
      expect(openVersion1(blob, dek, primitives)).toHaveLength(recoverBlob(blob, dek, primitives).chunks);
    }
  });

  test('a blob of version 0 is read but not recovered', () => {
    const { bytes: blob, dek } = keyed(vector<SegmentVector>('segment-v0')).action;
    expect(() => recoverBlob(blob, dek, primitives)).toThrow(
      expect.objectContaining({ code: 'SEGMENT_VERSION_UNKNOWN' }),
    );
  });
});

test('columns of integers have the same bytes both ways', () => {
  const { columns } = vector<{ columns: { values: number[]; bytes: string }[] }>('columns');
  for (const { values, bytes: hex } of columns)
    expect([...readIntColumn(new ByteSource(bytes.fromHex(hex)), values.length)]).toEqual(values);
});
