// Every parser against random and mutated bytes: it answers or throws a SegmentFault, in bounded time. Parsers behind
// a seal are fuzzed below it too, because a hostile device holds its own keys.

import {
  bytes,
  type Event,
  encodeManifest,
  HEADER_BYTES,
  LIMITS,
  type Manifest,
  openEnvelope,
  parseEnvelope,
  parseManifest,
  readHeader,
  readSegment,
  recoverBlob,
  SegmentFault,
} from '@overt/events';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteSource } from '../src/codec/bytes-io.ts';
import { EventBlock } from '../src/codec/event-block.ts';
import { readIntColumn } from '../src/codec/int-column.ts';
import { readActionBlock, readTextBlock } from '../src/codec/read-block.ts';
import type { TextRow } from '../src/codec/side-row.ts';
import { readClock } from '../src/segment/clock.ts';
import { primitives, sampleEvents, segmentOptions, write } from './arbitrary.ts';

/** Runs `parse`; a SegmentFault is an answer, anything else is a defect. */
function answers(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof SegmentFault)) throw error;
    expect(error.message.length).toBeLessThan(400);
  }
}

/** Overwrites, cuts out, doubles and cuts off, a few times. */
function mutated(valid: Uint8Array): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({
    how: fc.constantFrom('set', 'set', 'set', 'cut', 'double', 'end'),
    at: fc.nat(valid.length),
    length: fc.nat(9),
    byte: fc.nat(255),
  });
  return fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) =>
    edits.reduce((now, { how, at, length, byte }) => {
      const from = Math.min(at, now.length);
      if (how === 'set') return now.map((old, i) => (i === from ? byte : old));
      if (how === 'end') return now.slice(0, from);
      const [head, part, tail] = [
        now.slice(0, from),
        now.slice(from, from + length),
        now.slice(from + length),
      ];
      return how === 'cut' ? bytes.concat(head, tail) : bytes.concat(head, part, part, tail);
    }, valid.slice()),
  );
}

const options = segmentOptions();
const blobs = write(
  sampleEvents,
  options,
  new Map([
    [0, primitives.random(40)],
    [1, primitives.random(9)],
  ]),
);
const block = new EventBlock();
for (const event of sampleEvents) block.append(event);
const action = block.writeAction().slice();
const text = block.writeText()!.slice();
const tail = 'a'.repeat(26);
const manifest = encodeManifest({
  format: 'overt-segment',
  version: 1,
  recording: `rec_${tail}`,
  track: `trk_${tail}`,
  device: `dev_${tail}`,
  subject: `sub_${'0'.repeat(32)}`,
  week: '2026-W48',
  source: 'desktop',
  n: 1,
  previous: '0'.repeat(64),
  receipt: '0'.repeat(64),
  policy: '0'.repeat(64),
  schema: '0'.repeat(64),
  redactor: 'r/1',
  blobs: [{ class: 'action', id: '0'.repeat(64), bytes: 5, expires: '2027-03-01' }],
} as unknown as Manifest);
const envelope = bytes.toUtf8(
  JSON.stringify({
    version: 1,
    segment: '0'.repeat(64),
    broker: 'k',
    ephemeral: bytes.toBase64(primitives.x25519.keypair().publicKey),
    wraps: [{ class: 'text', blob: '1'.repeat(64), wrapped: bytes.toBase64(primitives.random(48)) }],
  }),
);
const secret = primitives.random(32);

const parsers: [string, Uint8Array, (given: Uint8Array) => unknown][] = [
  ['the header', blobs.action!.bytes.subarray(0, HEADER_BYTES + 9), readHeader],
  [
    'an action blob',
    blobs.action!.bytes,
    (given) => readSegment({ action: { bytes: given, dek: options.deks.action } }, primitives),
  ],
  [
    'a text blob',
    blobs.text!.bytes,
    (given) => readSegment({ text: { bytes: given, dek: options.deks.text } }, primitives),
  ],
  [
    'a pixels blob',
    blobs.pixels!.bytes,
    (given) => readSegment({ pixels: { bytes: given, dek: options.deks.pixels } }, primitives),
  ],
  ['a blob to recover', blobs.pixels!.bytes, (given) => recoverBlob(given, options.deks.pixels, primitives)],
  ['an opened action block', action, (given) => readActionBlock(given, new Map(), [])],
  ['an opened text block', text, (given) => readTextBlock(given, new Map())],
  [
    'an action block joined with text',
    text,
    (given) => {
      const rows = new Map<number, TextRow>();
      readTextBlock(given, rows);
      readActionBlock(action, rows, []);
    },
  ],
  [
    'a column',
    Uint8Array.of(1, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8),
    (given) => readIntColumn(new ByteSource(given), 4),
  ],
  [
    'a clock',
    bytes.toUtf8('{"monotonicOrigin_us":1,"wallOrigin_ms":2,"boot":"b","uncertainty_us":3}'),
    readClock,
  ],
  ['a manifest', manifest, parseManifest],
  ['an envelope', envelope, (given) => openEnvelope(parseEnvelope(given), secret, primitives)],
  ['base64', bytes.toUtf8('AAECAwQ='), (given) => bytes.fromBase64(bytes.fromUtf8(given))],
];

describe.each(parsers)('%s', (_, valid, parse) => {
  test('answers random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (given) => answers(() => parse(given))),
      { numRuns: 200 },
    );
  });
  test('answers mutations of valid bytes', () => {
    fc.assert(
      fc.property(mutated(valid), (given) => answers(() => parse(given))),
      { numRuns: 400 },
    );
  });
});

describe('an event block that came out of its seal', () => {
  test('and is accepted, holds events that the writer accepts again', () => {
    fc.assert(
      fc.property(mutated(action), (given) => {
        const events: Event[] = [];
        answers(() => readActionBlock(given, new Map(), events));
        const again = new EventBlock();
        for (const event of events) again.append(event);
        const back: Event[] = [];
        readActionBlock(again.writeAction(), new Map(), back);
        expect(back).toEqual(events);
      }),
      { numRuns: 300 },
    );
  });

  test('cannot announce more events than the limit, however few bytes it has', () => {
    const many = bytes.concat(Uint8Array.of(1), varint(LIMITS.eventsPerBlock + 1), Uint8Array.of(0, 0, 0));
    expect(() => readActionBlock(many, new Map(), [])).toThrow(SegmentFault);
  });

  test('costs little although a few constant columns make 8,192 events', () => {
    const constant = (value: number): number[] => [0, value * 2];
    const columns = [
      constant(0),
      [4, 0, 2],
      constant(0),
      ...[0, 0, 0, 0, 0, 0, 0].map(constant),
      constant(0),
    ];
    columns[4] = columns[5] = [4, 0, 0]; // x and y as deltas
    const small = bytes.concat(
      Uint8Array.of(1),
      varint(LIMITS.eventsPerBlock),
      Uint8Array.of(0),
      Uint8Array.from(columns.flat()),
    );
    const events: Event[] = [];
    const started = performance.now();
    readActionBlock(small, new Map(), events);
    expect(events).toHaveLength(LIMITS.eventsPerBlock);
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('is refused when its dictionary nests deep', () => {
    const json = bytes.toUtf8(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    const deep = bytes.concat(Uint8Array.of(1), varint(0), varint(json.length), json);
    answers(() => readActionBlock(deep, new Map(), []));
  });
});

function varint(value: number): Uint8Array {
  const out: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...out, rest]);
    out.push((rest % 128) | 128);
  }
}
