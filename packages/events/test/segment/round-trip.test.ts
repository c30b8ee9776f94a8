import {
  beginSegment,
  bytes,
  EVENT_TABLE,
  type Event,
  type EventKind,
  HEADER_BYTES,
  LIMITS,
  type PointerEvent,
  readSegment,
  SegmentFault,
} from '@overt/events';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyEvents, gather, primitives, sampleEvents, segmentOptions, write } from '../arbitrary.ts';

const move = (seq: number, more: Partial<PointerEvent> = {}): PointerEvent => ({
  kind: 'pointer',
  seq,
  t: seq * 10,
  phase: 'move',
  x: seq,
  y: 1,
  button: -1,
  count: 0,
  modifiers: 0,
  tab: 1,
  ...more,
});

describe('a segment', () => {
  test('gives back any events at normative precision', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const options = segmentOptions();
        const segment = readSegment(write(events, options), primitives);
        expect(segment.events).toEqual(events);
        expect(segment.clock).toEqual(options.clock);
      }),
      { numRuns: 150 },
    );
  });

  test('gives back the same events wherever it was flushed', () => {
    fc.assert(
      fc.property(anyEvents, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (events, flushes) => {
        const options = segmentOptions();
        const writer = beginSegment(options);
        const pieces = events.flatMap((event, i) => {
          writer.append(event);
          return flushes[i] ? writer.flush() : [];
        });
        pieces.push(...writer.close());
        expect(readSegment(gather(pieces, options), primitives).events).toEqual(events);
      }),
      { numRuns: 60 },
    );
  });

  test('rounds times to 1 µs and coordinates to 1/128 px, and nothing else', () => {
    const given = move(0, { t: 1234.56, x: 10.0039, y: -0.001 });
    const [event] = readSegment(write([given], segmentOptions()), primitives).events;
    expect(event).toEqual(move(0, { t: 1235, x: 10, y: 0 }));
  });

  test('gives back frames by their numbers', () => {
    const frames = new Map([
      [3, primitives.random(5000)],
      [4, new Uint8Array(0)],
      [900, primitives.random(7)],
    ]);
    expect(readSegment(write([], segmentOptions(), frames), primitives).frames).toEqual(frames);
  });

  test('without its text blob is the same events without text', () => {
    const { action } = write(sampleEvents, segmentOptions());
    const bare = readSegment({ action: action! }, primitives).events;
    expect(bare.map((event) => [event.seq, event.t, event.kind])).toEqual(
      sampleEvents.map((event) => [event.seq, event.t, event.kind]),
    );
    const textFields = new Set(['text', 'title', 'route', 'goal', 'name', 'label', 'value']);
    JSON.stringify(bare, (key, value: unknown) => {
      if (textFields.has(key) && typeof value === 'string')
        expect.fail(`the text field ${key} is in the action blob`);
      if (key === 'locators') return undefined; // a structure locator has a value of the action class
      if (key === 'nodes') expect(value).toEqual([]);
      return value;
    });
  });

  test('holds no blob for a class without content', () => {
    expect(Object.keys(write([move(0)], segmentOptions()))).toEqual(['action']);
  });

  test('shows neither keys, clock nor content in its header, and only the header repeats between two of a track', () => {
    const options = segmentOptions();
    const one = write(sampleEvents, options).action!.bytes;
    const two = write(sampleEvents, options).action!.bytes;
    expect(one.subarray(0, HEADER_BYTES)).toEqual(two.subarray(0, HEADER_BYTES));
    expect(bytes.toHex(one.subarray(HEADER_BYTES + 4, HEADER_BYTES + 16))).not.toBe(
      bytes.toHex(two.subarray(HEADER_BYTES + 4, HEADER_BYTES + 16)),
    );
  });

  test('is flushed by itself at 2,000 events and at 5 s', () => {
    const writer = beginSegment(segmentOptions());
    for (let i = 0; i < LIMITS.flushEvents; i++) writer.append(move(i));
    expect(writer.pending).toBe(0);
    writer.append(move(5000, { t: 0 }));
    writer.append(move(5001, { t: 4_999_999 }));
    expect(writer.pending).toBe(2);
    writer.append(move(5002, { t: 5_000_000 }));
    expect(writer.pending).toBe(0);
    expect(writer.flush().filter((piece) => piece.class === 'action')).toHaveLength(4); // header, clock, two blocks
  });

  test('counts what it holds', () => {
    const writer = beginSegment(segmentOptions());
    writer.append(move(0));
    writer.append(move(1));
    writer.addFrame(0, new Uint8Array(4));
    expect(writer.counts).toMatchObject({ events: 2, frames: 1, byKind: { pointer: 2 } });
  });
});

describe('the writer refuses, and leaves the segment as it was,', () => {
  const good = move(7);
  const refusals: [string, unknown][] = [
    ['a number that does not increase', move(7)],
    ['an unknown kind', { ...move(8), kind: 'thought' }],
    ['a coordinate that is not a number', move(8, { x: Number.NaN })],
    ['a coordinate beyond the limit', move(8, { y: 2 ** 25 })],
    ['an infinite time', move(8, { t: Number.POSITIVE_INFINITY })],
    ['a phase of another schema', { ...move(8), phase: 'hover' }],
    ['a fractional button', move(8, { button: 0.5 })],
    ['a missing target', { kind: 'focus', seq: 8, t: 0, phase: 'in', tab: 1 }],
    [
      'a text that is not a string',
      { kind: 'dialog', seq: 8, t: 0, dialog: 'alert', outcome: 'opened', tab: 1, text: 5 },
    ],
    [
      'a string beyond the limit',
      {
        kind: 'file',
        seq: 8,
        t: 0,
        op: 'open',
        extension: 'x'.repeat(LIMITS.stringUnits + 1),
        count: 1,
        tab: 1,
      },
    ],
    [
      'a list beyond the limit',
      {
        kind: 'task',
        seq: 8,
        t: 0,
        phase: 'start',
        type: '',
        slots: new Array(65).fill('s'),
        outcome: 'unknown',
      },
    ],
  ];
  test.each(refusals)('%s', (_, event) => {
    const options = segmentOptions();
    const writer = beginSegment(options);
    writer.append(good);
    expect(() => writer.append(event as Event)).toThrow(SegmentFault);
    writer.append(move(9));
    expect(readSegment(gather(writer.close(), options), primitives).events).toEqual([good, move(9)]);
  });

  test('a required field of any kind that is missing', () => {
    for (const kind of Object.keys(EVENT_TABLE) as EventKind[]) {
      const writer = beginSegment(segmentOptions());
      expect(() => writer.append({ kind, seq: 0, t: 0 } as Event), kind).toThrow(SegmentFault);
    }
  });

  test('frame numbers that do not increase, and anything after close', () => {
    const writer = beginSegment(segmentOptions());
    writer.addFrame(2, new Uint8Array(1));
    expect(() => writer.addFrame(2, new Uint8Array(1))).toThrow(SegmentFault);
    writer.close();
    expect(() => writer.append(good)).toThrow(/closed/);
    expect(() => writer.flush()).toThrow(/closed/);
  });

  test('keys of a wrong length and a malformed track', () => {
    const options = segmentOptions();
    expect(() => beginSegment({ ...options, deks: { ...options.deks, text: new Uint8Array(16) } })).toThrow(
      /expected 32/,
    );
    expect(() => beginSegment({ ...options, track: 'trk_x' as typeof options.track })).toThrow(SegmentFault);
  });
});

describe('the reader refuses', () => {
  const options = segmentOptions();
  const blobs = write(sampleEvents, options, new Map([[1, primitives.random(50)]]));

  test('blobs of two tracks', () => {
    const other = write(sampleEvents, segmentOptions());
    expect(() => readSegment({ action: blobs.action!, text: other.text! }, primitives)).toThrow(
      /another track/,
    );
  });
  test('a blob in the place of another class', () => {
    expect(() => readSegment({ action: blobs.text! }, primitives)).toThrow(/class/);
  });
  test('another key', () => {
    expect(() =>
      readSegment({ action: { ...blobs.action!, dek: primitives.random(32) } }, primitives),
    ).toThrow(expect.objectContaining({ code: 'SEAL_BROKEN' }));
  });
  test('a blob without its footer, and bytes after it', () => {
    const { bytes: whole, dek } = blobs.action!;
    expect(() =>
      readSegment({ action: { bytes: whole.subarray(0, whole.length - 1), dek } }, primitives),
    ).toThrow(expect.objectContaining({ code: 'SEGMENT_TRUNCATED' }));
    expect(() =>
      readSegment({ action: { bytes: bytes.concat(whole, Uint8Array.of(0)), dek } }, primitives),
    ).toThrow(expect.objectContaining({ code: 'SEGMENT_TRUNCATED' }));
  });
  test('a version and a schema it does not know', () => {
    const change = (at: number): Uint8Array =>
      blobs.action!.bytes.map((byte, i) => (i === at ? byte ^ 0x40 : byte));
    expect(() => readSegment({ action: { bytes: change(8), dek: options.deks.action } }, primitives)).toThrow(
      expect.objectContaining({ code: 'SEGMENT_VERSION_UNKNOWN' }),
    );
    expect(() =>
      readSegment({ action: { bytes: change(40), dek: options.deks.action } }, primitives),
    ).toThrow(expect.objectContaining({ code: 'SEGMENT_SCHEMA_UNKNOWN' }));
  });
});
