// Reads action and text blocks back into events. Hostile input ends in a SegmentFault, after work linear in its size.

import { LIMITS } from '../limits.ts';
import type { Event, EventKind } from '../schema/event.ts';
import { EVENT_KINDS, FIELDS, type Field } from '../schema/table.ts';
import { ByteSource } from './bytes-io.ts';
import { readDictionary } from './dictionary.ts';
import { ACTION_BLOCK, TEXT_BLOCK } from './event-block.ts';
import { readIntColumn } from './int-column.ts';
import { PX, READ, SCALE } from './shape.ts';
import {
  type BareTarget,
  joinTarget,
  parseTarget,
  parseTextRow,
  readSource,
  type TextRow,
} from './side-row.ts';

/** Text rows by the number of the event they belong to. */
export type TextBySeq = ReadonlyMap<number, TextRow>;

/** @throws {SegmentFault} `BLOCK_MALFORMED` */
export function readTextBlock(block: Uint8Array, into: Map<number, TextRow>): void {
  const source = new ByteSource(block);
  const count = openBlock(source, TEXT_BLOCK);
  const entries = readDictionary(source);
  const rows = new Array<TextRow | undefined>(entries.length);
  const seq = readIntColumn(source, count);
  const row = readIntColumn(source, count);
  requireEnd(source);
  for (let i = 0; i < count; i++) {
    const number = row[i]!;
    if (!(number >= 1 && number <= entries.length))
      throw READ.fault('text row', 'an entry of the dictionary');
    rows[number - 1] ??= parseTextRow(entries[number - 1]);
    into.set(seq[i]!, rows[number - 1]!);
  }
}

/** Appends the block's events to `events`, joined with their text where `text` has it. @throws {SegmentFault} `BLOCK_MALFORMED` */
export function readActionBlock(block: Uint8Array, text: TextBySeq, events: Event[]): void {
  const source = new ByteSource(block);
  const count = openBlock(source, ACTION_BLOCK);
  const dictionary = new BlockDictionary(readDictionary(source));
  const kind = readIntColumn(source, count);
  const seq = readIntColumn(source, count);
  const t = readIntColumn(source, count);
  const counts = new Array<number>(EVENT_KINDS.length).fill(0);
  for (let i = 0; i < count; i++) {
    const number = kind[i]!;
    if (!(number >= 0 && number < EVENT_KINDS.length)) throw READ.fault('kind', 'a kind of the schema');
    counts[number]!++;
  }
  const readers = EVENT_KINDS.map((name, number) => kindReader(name, source, counts[number]!, dictionary));
  requireEnd(source);
  let last = events.length > 0 ? events[events.length - 1]!.seq : Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    if (seq[i]! <= last) throw READ.fault('seq', 'strictly increasing numbers');
    last = seq[i]!;
    events.push(readers[kind[i]!]!(last, t[i]!, text.get(last)));
  }
}

function openBlock(source: ByteSource, expected: number): number {
  const type = source.u8();
  if (type !== expected) throw source.malformed(`a block of type ${type}`, `type ${expected}`);
  return source.varint(LIMITS.eventsPerBlock);
}

function requireEnd(source: ByteSource): void {
  if (source.left > 0) throw source.malformed(`${source.left} more bytes`, 'the end of the block');
}

type KindReader = (seq: number, t: number, text: TextRow | undefined) => Event;

function kindReader(
  kind: EventKind,
  source: ByteSource,
  count: number,
  dictionary: BlockDictionary,
): KindReader {
  if (count === 0)
    return () => {
      throw READ.fault('kind', 'a kind that occurs');
    };
  const fields = FIELDS[kind];
  const columns = fields.map(([, field]) =>
    field.class === 'text' ? undefined : checked(field, readIntColumn(source, count), dictionary),
  );
  let at = 0;
  if (kind === 'pointer') return pointerReader(columns as Float64Array[], dictionary);
  return (seq, t, text) => {
    const event: Record<string, unknown> = { kind, seq, t };
    fields.forEach(([name, field], index) => {
      const value = cellValue(field, columns[index]?.[at] ?? 0, { t, text, dictionary });
      if (value !== undefined) event[name] = value;
    });
    at++;
    return event as unknown as Event;
  };
}

/** The same result as the general reader, without a look-up per field. */
function pointerReader(columns: readonly Float64Array[], dictionary: BlockDictionary): KindReader {
  const [phase, x, y, button, count, modifiers, tab, target] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const phases = ['move', 'down', 'up', 'cancel'] as const;
  let at = 0;
  return (seq, t, text) => {
    const i = at++;
    const event = {
      kind: 'pointer',
      seq,
      t,
      phase: phases[phase[i]!]!,
      x: x[i]! / PX,
      y: y[i]! / PX,
      button: button[i]!,
      count: count[i]!,
      modifiers: modifiers[i]!,
      tab: tab[i]!,
    } as const;
    return target[i] === 0
      ? event
      : { ...event, target: joinTarget(dictionary.target(target[i]!), text?.target) };
  };
}

/** Requires every cell of a column to be in its field's range, so that what is built from it is an event. */
function checked(field: Field, column: Float64Array, dictionary: BlockDictionary): Float64Array {
  const [least, most] = rangeOf(field, dictionary);
  for (let i = 0; i < column.length; i++) {
    if (!(column[i]! >= least && column[i]! <= most))
      throw READ.fault(field.as, `a number from ${least} to ${most}`);
  }
  return column;
}

function rangeOf(field: Field, dictionary: BlockDictionary): readonly [number, number] {
  switch (field.as) {
    case 'enum':
      return [0, field.of.length - 1];
    case 'px':
      return [-LIMITS.pixels * PX, LIMITS.pixels * PX];
    case 'scale':
      return [-LIMITS.scale * SCALE, LIMITS.scale * SCALE];
    case 'string':
    case 'strings':
    case 'source':
    case 'target':
      return ['optional' in field && field.optional ? 0 : 1, dictionary.length];
    default:
      return [-LIMITS.integer, LIMITS.integer];
  }
}

interface Row {
  readonly t: number;
  readonly text: TextRow | undefined;
  readonly dictionary: BlockDictionary;
}

function cellValue(field: Field, cell: number, { t, text, dictionary }: Row): unknown {
  switch (field.as) {
    case 'enum':
      return field.of[cell];
    case 'int':
      return cell;
    case 'px':
      return cell / PX;
    case 'micros':
      return READ.integer(cell + t, 'micros');
    case 'scale':
      return cell / SCALE;
    case 'string':
      return dictionary.string(cell);
    case 'strings':
      return dictionary.strings(cell);
    case 'source':
      return cell === 0 ? undefined : dictionary.source(cell);
    case 'target':
      return cell === 0 ? undefined : joinTarget(dictionary.target(cell), text?.target);
    case 'text':
      return text?.text;
    case 'nodes':
      return text?.nodes ?? [];
  }
}

/** Dictionary entries, parsed when first used. */
class BlockDictionary {
  readonly #entries: readonly unknown[];
  readonly #targets = new Map<number, BareTarget>();

  constructor(entries: readonly unknown[]) {
    this.#entries = entries;
  }

  get length(): number {
    return this.#entries.length;
  }

  string(cell: number): string {
    return READ.string(this.#entries[cell - 1], 'string');
  }

  strings(cell: number): string[] {
    return READ.strings(this.#entries[cell - 1], 'strings');
  }

  source(cell: number): unknown {
    return readSource(this.#entries[cell - 1], 'source', READ);
  }

  target(cell: number): BareTarget {
    const known = this.#targets.get(cell);
    if (known !== undefined) return known;
    const target = parseTarget(this.#entries[cell - 1]);
    this.#targets.set(cell, target);
    return target;
  }
}
