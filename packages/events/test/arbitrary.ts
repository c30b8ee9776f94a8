// Arbitrary events at normative precision (1 µs, 1/128 px, 2^-20 of scale), and helpers to write and gather segments.

import {
  beginSegment,
  bytes,
  DATA_CLASSES,
  type DataClass,
  EVENT_KINDS,
  type Event,
  type EventKind,
  FIELDS,
  type Field,
  formatId,
  type KeyedBlob,
  type SealedChunk,
  type SegmentOptions,
  type TrackId,
} from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import * as fc from 'fast-check';

export const primitives = nodePrimitives();

const small = fc.integer({ min: -1, max: 5000 });
const int = fc.oneof(
  { weight: 9, arbitrary: small },
  { weight: 1, arbitrary: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }) },
);
const px = fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((n) => n / 128);
const scale = fc.integer({ min: 1, max: 4 * 2 ** 20 }).map((n) => n / 2 ** 20);
const micros = fc.integer({ min: 0, max: 2 ** 45 });
const string = fc.string({ unit: 'binary', maxLength: 12 });
const strings = fc.array(string, { maxLength: 3 });
const transform = fc.constantFrom('equal', 'trim', 'case', 'part', 'number', 'date');
const source = fc.oneof(
  fc.record({ from: fc.constant('copy'), link: int, transform }),
  fc.record({ from: fc.constant('slot'), slot: string, transform }),
  fc.record({ from: fc.constant('visible'), role: string, structure: string, tab: int, transform }),
  fc.record({ from: fc.constant('typed') }),
);
const box = fc.record({ x: px, y: px, width: px, height: px });
const fieldKind = fc.constantFrom(
  'none',
  'text',
  'multiline',
  'rich',
  'number',
  'date',
  'choice',
  'toggle',
  'file',
  'secret',
);
const framePath = fc.array(fc.nat(5), { maxLength: 3 });
const target = fc.record(
  {
    role: string,
    name: string,
    label: string,
    states: strings,
    box,
    framePath,
    field: fieldKind,
    locators: fc.array(
      fc.record({
        by: fc.constantFrom('structure', 'testid', 'role', 'label'),
        value: string,
        matches: fc.nat(9),
      }),
      { maxLength: 3 },
    ),
    bound: source,
  },
  { requiredKeys: ['role', 'states', 'box', 'framePath', 'field', 'locators'] },
);
const node = fc.record(
  {
    id: fc.nat(99),
    parent: small,
    role: string,
    name: string,
    value: string,
    states: strings,
    box,
    framePath,
    field: fieldKind,
    structure: string,
  },
  { requiredKeys: ['id', 'parent', 'role', 'states', 'box', 'framePath', 'field', 'structure'] },
);

function arbitraryOf(field: Field): fc.Arbitrary<unknown> {
  switch (field.as) {
    case 'enum':
      return fc.constantFrom(...field.of);
    case 'int':
      return int;
    case 'px':
      return px;
    case 'micros':
      return micros;
    case 'scale':
      return scale;
    case 'string':
    case 'text':
      return string;
    case 'strings':
      return strings;
    case 'source':
      return source;
    case 'target':
      return target;
    case 'nodes':
      return fc.array(node, { maxLength: 3 });
  }
}

function eventOf(kind: EventKind): fc.Arbitrary<Record<string, unknown>> {
  const model: Record<string, fc.Arbitrary<unknown>> = { kind: fc.constant(kind) };
  for (const [name, field] of FIELDS[kind]) model[name] = arbitraryOf(field);
  const requiredKeys = [
    'kind',
    ...FIELDS[kind].filter(([, field]) => !('optional' in field && field.optional)).map(([name]) => name),
  ];
  return fc.record(model, { requiredKeys });
}

/** Any events of any kinds: times in any order, numbers with gaps. */
export const anyEvents: fc.Arbitrary<Event[]> = fc
  .array(fc.tuple(fc.oneof(...EVENT_KINDS.map(eventOf)), micros, fc.integer({ min: 1, max: 300 })), {
    maxLength: 40,
  })
  .map((rows) => {
    let seq = -1;
    return rows.map(([event, t, step]) => {
      seq += step;
      return { ...event, seq, t } as unknown as Event;
    });
  });

/** A small segment with every class, made without randomness beyond its keys. */
export const sampleEvents: readonly Event[] = fc
  .sample(anyEvents, { numRuns: 40, seed: 7 })
  .flat()
  .slice(0, 60)
  .map((event, seq) => ({ ...event, seq, t: seq * 1000 }) as Event);

export function segmentOptions(): SegmentOptions {
  return {
    track: formatId('trk', primitives.random(16)) as TrackId,
    clock: { monotonicOrigin_us: 12, wallOrigin_ms: 1_764_000_000_000, boot: 'b0', uncertainty_us: 900 },
    deks: { action: primitives.random(32), text: primitives.random(32), pixels: primitives.random(32) },
    primitives,
  };
}

/** Whole blobs from pieces in any order; a later piece of the same class and index replaces an earlier one. */
export function gather(
  pieces: readonly SealedChunk[],
  options: SegmentOptions,
): Partial<Record<DataClass, KeyedBlob>> {
  const blobs: Partial<Record<DataClass, KeyedBlob>> = {};
  for (const name of DATA_CLASSES) {
    const own = new Map(
      pieces.filter((piece) => piece.class === name).map((piece) => [piece.index, piece.bytes]),
    );
    const ordered = [...own].sort(([a], [b]) => a - b).map(([, piece]) => piece);
    if (ordered.length > 0) blobs[name] = { bytes: bytes.concat(...ordered), dek: options.deks[name] };
  }
  return blobs;
}

export function write(
  events: readonly Event[],
  options: SegmentOptions,
  frames: ReadonlyMap<number, Uint8Array> = new Map(),
): Partial<Record<DataClass, KeyedBlob>> {
  const writer = beginSegment(options);
  for (const event of events) writer.append(event);
  for (const [n, png] of frames) writer.addFrame(n, png);
  return gather(writer.close(), options);
}
