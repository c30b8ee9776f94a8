// Collects events into columns and writes them as one action block and one text block.
//
// Nothing is pushed before a whole event has passed its checks, so a refused event leaves no trace in a block.
// Pointer events are most of a recording and have their own path without a per-field look-up.

import { LIMITS } from '../limits.ts';
import type { Event, EventKind, OutlineNode, PointerEvent, Target, ValueSource } from '../schema/event.ts';
import { EVENT_KINDS, FIELDS, type Field } from '../schema/table.ts';
import { ByteSink } from './bytes-io.ts';
import { Dictionary } from './dictionary.ts';
import { IntColumn } from './int-column.ts';
import { GIVEN, PX } from './shape.ts';
import { readSource, sideRow, type TextRow, targetRow, targetText, textRow } from './side-row.ts';

/** First byte of a block. */
export const ACTION_BLOCK = 1;
export const TEXT_BLOCK = 2;

const KIND_NUMBER = new Map(EVENT_KINDS.map((kind, number) => [kind, number]));
const POINTER = KIND_NUMBER.get('pointer')!;
const POINTER_PIXELS = LIMITS.pixels * PX;

export class EventBlock {
  readonly #kind = new IntColumn('value', 'offset');
  readonly #seq = new IntColumn('delta', 'offset');
  readonly #t = new IntColumn('delta', 'offset');
  readonly #columns: readonly (readonly IntColumn[])[] = EVENT_KINDS.map(columnsOf);
  readonly #pointer = this.#columns[POINTER]!;
  readonly #dictionary = new Dictionary();
  readonly #textSeq = new IntColumn('delta', 'offset');
  readonly #textRow = new IntColumn('value', 'offset');
  readonly #textDictionary = new Dictionary();
  readonly #sink = new ByteSink();
  #lastTarget: Target | undefined;
  #lastTargetRow = '';
  #lastTargetText: TextRow['target'];
  firstT = 0;
  lastT = 0;

  get events(): number {
    return this.#kind.length;
  }

  /** True when the writer must flush before another event (docs/spec/segment.md#flush). */
  get full(): boolean {
    return (
      this.events >= LIMITS.flushEvents ||
      Math.abs(this.lastT - this.firstT) >= LIMITS.flushSpan_us ||
      this.#dictionary.units + this.#textDictionary.units >= LIMITS.flushStringUnits
    );
  }

  /** @throws {SegmentFault} `EVENT_INVALID`; the block is then as it was. */
  append(event: Event): void {
    const t = GIVEN.rounded(event.t, 't');
    const seq = GIVEN.integer(event.seq, 'seq');
    const quick = event.kind === 'pointer' && event.target === undefined && this.#appendPointer(event);
    if (!quick) this.#appendAny(event, seq);
    if (this.events === 0) this.firstT = t;
    this.lastT = t;
    this.#kind.push(KIND_NUMBER.get(event.kind)!);
    this.#seq.push(seq);
    this.#t.push(t);
  }

  /** True if it pushed the event; false leaves it to the general path, which accepts or refuses it. */
  #appendPointer(event: PointerEvent): boolean {
    const phase = event.phase === 'move' ? 0 : event.phase === 'down' ? 1 : event.phase === 'up' ? 2 : 3;
    const x = Math.round(event.x * PX);
    const y = Math.round(event.y * PX);
    const { button, count, modifiers, tab } = event;
    const sound =
      (phase !== 3 || event.phase === 'cancel') &&
      Math.abs(x) <= POINTER_PIXELS &&
      Math.abs(y) <= POINTER_PIXELS &&
      button === (button | 0) &&
      count === (count | 0) &&
      modifiers === (modifiers | 0) &&
      tab === (tab | 0);
    if (!sound) return false;
    const columns = this.#pointer;
    columns[0]!.push(phase);
    columns[1]!.push(x);
    columns[2]!.push(y);
    columns[3]!.push(button);
    columns[4]!.push(count);
    columns[5]!.push(modifiers);
    columns[6]!.push(tab);
    columns[7]!.push(0);
    return true;
  }

  #appendAny(event: Event, seq: number): void {
    const kind = KIND_NUMBER.get(event.kind);
    if (kind === undefined) throw GIVEN.fault('kind', 'a kind of the schema');
    const fields = FIELDS[event.kind];
    const values = event as unknown as Readonly<Record<string, unknown>>;
    const cells: (number | string | undefined)[] = [];
    const rows: boolean[] = [];
    const text: { -readonly [K in keyof TextRow]: TextRow[K] } = {};
    for (const [name, field] of fields) {
      const where = `${event.kind}.${name}`;
      const value = values[name];
      if (field.class === 'text') {
        if (field.as === 'nodes') text.nodes = value as readonly OutlineNode[];
        else if (value !== undefined) text.text = GIVEN.string(value, where);
        continue;
      }
      if (value === undefined && 'optional' in field && field.optional) cells.push(undefined);
      else if (field.as === 'target') {
        cells.push(this.#targetRow(value as Target, where));
        if (this.#lastTargetText !== undefined) text.target = this.#lastTargetText;
      } else cells.push(cellOf(field, value, where, event.t));
      rows.push(field.as === 'target' || field.as === 'source' || field.as === 'strings');
    }
    const textJson = Object.keys(text).length > 0 ? textRow(text, event.kind) : undefined;
    const columns = this.#columns[kind]!;
    cells.forEach((cell, index) => {
      const number =
        typeof cell === 'string'
          ? rows[index]
            ? this.#dictionary.row(cell)
            : this.#dictionary.string(cell)
          : (cell ?? 0);
      columns[index]!.push(number);
    });
    if (textJson !== undefined) {
      this.#textSeq.push(seq);
      this.#textRow.push(this.#textDictionary.row(textJson));
    }
  }

  /** Events of one click or one field share their target object; its row is formatted once. */
  #targetRow(target: Target, where: string): string {
    if (target !== undefined && target === this.#lastTarget) return this.#lastTargetRow;
    this.#lastTarget = undefined;
    this.#lastTargetRow = targetRow(target, where);
    this.#lastTargetText = targetText(target, where);
    this.#lastTarget = target;
    return this.#lastTargetRow;
  }

  /** Writes the action block and empties it. The view is valid until the next call of a write. */
  writeAction(): Uint8Array {
    const sink = this.#sink;
    sink.reset();
    sink.u8(ACTION_BLOCK);
    sink.varint(this.events);
    this.#dictionary.write(sink);
    this.#kind.write(sink);
    this.#seq.write(sink);
    this.#t.write(sink);
    for (const columns of this.#columns) for (const column of columns) column.write(sink);
    this.#lastTarget = undefined;
    return sink.view();
  }

  /** Writes the text block and empties it; undefined if no event had text. */
  writeText(): Uint8Array | undefined {
    if (this.#textSeq.length === 0) return undefined;
    const sink = this.#sink;
    sink.reset();
    sink.u8(TEXT_BLOCK);
    sink.varint(this.#textSeq.length);
    this.#textDictionary.write(sink);
    this.#textSeq.write(sink);
    this.#textRow.write(sink);
    return sink.view();
  }
}

function columnsOf(kind: EventKind): IntColumn[] {
  return FIELDS[kind]
    .filter(([, field]) => field.class !== 'text')
    .map(([, field]) =>
      field.as === 'px' ? new IntColumn('delta', 'zigzag') : new IntColumn('value', 'offset'),
    );
}

/** A field's value as a column's integer, or as what the dictionary numbers. */
function cellOf(field: Field, value: unknown, where: string, t: number): number | string {
  switch (field.as) {
    case 'enum':
      return field.of.indexOf(GIVEN.oneOf(value, field.of, where));
    case 'int':
      return GIVEN.integer(value, where);
    case 'px':
      return GIVEN.pixels(value, where);
    case 'micros':
      return GIVEN.rounded(value, where) - Math.round(t);
    case 'scale':
      return GIVEN.scale(value, where);
    case 'string':
      return GIVEN.string(value, where);
    case 'source':
      return sideRow(readSource(value, where, GIVEN) satisfies ValueSource, where);
    case 'strings':
      return sideRow(GIVEN.strings(value, where), where);
    default:
      throw GIVEN.fault(where, 'a field of the action class');
  }
}
