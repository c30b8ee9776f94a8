import {
  beginSegment,
  bytes,
  type Event,
  HEADER_BYTES,
  readSegment,
  recoverBlob,
  SegmentFault,
} from '@overt/events';
import { describe, expect, test } from 'vitest';
import { gather, primitives, sampleEvents, segmentOptions } from '../arbitrary.ts';

const TRAILER_BYTES = 12;
const options = segmentOptions();
const written = sampleEvents.slice(0, 40);
const writer = beginSegment(options);
const lengths: number[] = []; // of the action blob behind each flush
const eventsBehind: Event[][] = [];
const pieces = [];
for (let i = 0; i < written.length; i += 10) {
  for (const event of written.slice(i, i + 10)) writer.append(event);
  pieces.push(...writer.flush());
  lengths.push(gather(pieces, options).action!.bytes.length);
  eventsBehind.push(written.slice(0, i + 10));
}
pieces.push(...writer.close());
const blobs = gather(pieces, options);
const { bytes: whole, dek } = blobs.action!;

describe('recoverBlob', () => {
  test('keeps every complete chunk of a blob cut at any byte', () => {
    let compared = -1;
    for (let cut = HEADER_BYTES; cut <= whole.length; cut++) {
      const recovered = recoverBlob(whole.subarray(0, cut), dek, primitives);
      const flushes = lengths.filter((length) => length <= cut).length;
      const { events } = readSegment(
        { action: { bytes: recovered.bytes, dek }, text: blobs.text! },
        primitives,
      );
      const expected = flushes === 0 ? [] : eventsBehind[flushes - 1]!;
      expect(events.length, `cut at ${cut}`).toBe(expected.length);
      if (flushes !== compared) expect(events, `cut at ${cut}`).toEqual(expected);
      compared = flushes;
      expect(recovered.droppedBytes, `cut at ${cut}`).toBeLessThanOrEqual(cut - HEADER_BYTES);
    }
  });

  test('gives a whole blob back as it is', () => {
    expect(recoverBlob(whole, dek, primitives)).toEqual({
      bytes: whole,
      chunks: lengths.length + 1,
      droppedBytes: 0,
    });
  });

  test('replaces a lost trailer and drops bytes behind it', () => {
    const cut = recoverBlob(whole.subarray(0, whole.length - 5), dek, primitives);
    const longer = recoverBlob(bytes.concat(whole, primitives.random(40)), dek, primitives);
    for (const { bytes: restored } of [cut, longer])
      expect(readSegment({ action: { bytes: restored, dek } }, primitives).events).toHaveLength(
        written.length,
      );
  });

  test('drops what follows a chunk that was changed', () => {
    const changed = whole.slice();
    changed[lengths[1]! + 30]! ^= 1;
    const recovered = recoverBlob(changed, dek, primitives);
    expect(recovered.chunks).toBe(3); // clock and two blocks
    expect(recovered.droppedBytes).toBe(whole.length - lengths[1]!);
  });

  test('refuses a wrong key instead of dropping everything', () => {
    expect(() => recoverBlob(whole, primitives.random(32), primitives)).toThrow(
      expect.objectContaining({ code: 'SEAL_BROKEN' }),
    );
  });

  test('refuses less than a header', () => {
    for (let cut = 0; cut < HEADER_BYTES; cut++)
      expect(() => recoverBlob(whole.subarray(0, cut), dek, primitives)).toThrow(SegmentFault);
  });
});

describe('a sealed blob', () => {
  const chunkOffsets = (): number[] => {
    const view = new DataView(whole.buffer, whole.byteOffset);
    const offsets = [HEADER_BYTES];
    let at = HEADER_BYTES;
    while (at < whole.length - TRAILER_BYTES) {
      at += 4 + view.getUint32(at, true);
      offsets.push(at);
    }
    return offsets;
  };
  const cutOut = (from: number, to: number): Uint8Array =>
    whole.subarray(chunkOffsets()[from]!, chunkOffsets()[to]!);
  const head = whole.subarray(0, HEADER_BYTES);
  const tail = whole.subarray(chunkOffsets().at(-1)!);
  const last = chunkOffsets().length - 1;

  test.each([
    ['a chunk taken out', () => bytes.concat(head, cutOut(0, 2), cutOut(3, last), tail)],
    [
      'two chunks swapped',
      () => bytes.concat(head, cutOut(0, 1), cutOut(2, 3), cutOut(1, 2), cutOut(3, last), tail),
    ],
    ['a chunk twice', () => bytes.concat(head, cutOut(0, 2), cutOut(1, last), tail)],
    [
      'the last block taken out and the footer kept',
      () => bytes.concat(head, cutOut(0, last - 2), cutOut(last - 1, last), tail),
    ],
  ])('does not open with %s', (_, change) => {
    expect(() => readSegment({ action: { bytes: change(), dek } }, primitives)).toThrow(SegmentFault);
  });

  test('does not open with any one byte changed', () => {
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at]! ^= 0x10;
      expect(() => readSegment({ action: { bytes: changed, dek } }, primitives), `byte ${at}`).toThrow(
        SegmentFault,
      );
    }
  });
});
