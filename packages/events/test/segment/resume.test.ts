import {
  beginSegment,
  bytes,
  type Event,
  readSegment,
  resumeSegment,
  type SealedChunk,
  type WriterState,
} from '@overt/events';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyEvents, gather, primitives, sampleEvents, segmentOptions } from '../arbitrary.ts';

const LENGTH_AND_NONCE = 16;

describe('a writer whose process died', () => {
  test('resumed from its state, through JSON, is the writer that was never interrupted', () => {
    fc.assert(
      fc.property(anyEvents, fc.nat(40), (events, cut) => {
        const options = segmentOptions();
        const first = beginSegment(options);
        for (const event of events.slice(0, cut)) first.append(event);
        const pieces = first.flush();
        const state = JSON.parse(JSON.stringify(first.state())) as WriterState;
        const second = resumeSegment(state, options);
        for (const event of events.slice(cut)) second.append(event);
        expect(second.counts.events).toBe(events.length);
        pieces.push(...second.close());
        expect(readSegment(gather(pieces, options), primitives).events).toEqual(events);
      }),
      { numRuns: 60 },
    );
  });

  test('between sealing and persisting, seals the same number again under another nonce, and the blob holds one history', () => {
    const options = segmentOptions();
    const [before, lost, after] = [
      sampleEvents.slice(0, 20),
      sampleEvents.slice(20, 40),
      sampleEvents.slice(40),
    ];
    const first = beginSegment(options);
    const appendAll = (writer: ReturnType<typeof beginSegment>, events: readonly Event[]): void => {
      for (const event of events) writer.append(event);
    };
    appendAll(first, before);
    const kept = first.flush();
    const state = first.state();
    appendAll(first, lost);
    const orphans: SealedChunk[] = [...first.flush(), ...first.close()]; // sealed; their state was never persisted
    const second = resumeSegment(state, options);
    appendAll(second, after);
    const rewritten = second.close();
    for (const piece of rewritten) {
      const orphan = orphans.find((other) => other.class === piece.class && other.index === piece.index);
      expect(piece.index).toBeGreaterThanOrEqual(state.next[piece.class]);
      if (orphan !== undefined)
        expect(bytes.toHex(orphan.bytes.subarray(4, LENGTH_AND_NONCE))).not.toBe(
          bytes.toHex(piece.bytes.subarray(4, LENGTH_AND_NONCE)),
        );
    }
    const survivors = [...kept, ...orphans].filter((piece) => piece.index < state.next[piece.class]);
    expect(readSegment(gather([...survivors, ...rewritten], options), primitives).events).toEqual([
      ...before,
      ...after,
    ]);
  });

  test('resumed before its first flush begins anew', () => {
    const options = segmentOptions();
    const first = beginSegment(options);
    const second = resumeSegment(first.state(), options);
    second.append(sampleEvents[0]!);
    expect(readSegment(gather(second.close(), options), primitives).events).toEqual([sampleEvents[0]]);
  });

  test('says nothing about times or kinds in its state', () => {
    const writer = beginSegment(segmentOptions());
    for (const event of sampleEvents) writer.append(event);
    writer.flush();
    expect(Object.keys(writer.state()).sort()).toEqual(['format', 'next', 'sealed', 'track', 'version']);
  });

  test('is not resumed with other keys or another track', () => {
    const options = segmentOptions();
    const state = beginSegment(options).state();
    expect(() => resumeSegment(state, { ...options, deks: segmentOptions().deks })).toThrow(
      expect.objectContaining({ code: 'SEAL_BROKEN' }),
    );
    expect(() => resumeSegment(state, segmentOptions())).toThrow(
      expect.objectContaining({ code: 'SEGMENT_MISMATCH' }),
    );
  });
});
