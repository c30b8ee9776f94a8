// A column of integers: collected while events arrive, written as byte planes.
//
// Planes, not varints: all low bytes together, then all next bytes. A high plane is nearly constant and costs almost
// nothing after zstd, and a low plane keeps its own statistics (2.28 against 2.38 B/event; docs/spec/segment.md#measured).

import { LIMITS } from '../limits.ts';
import type { ByteSink, ByteSource } from './bytes-io.ts';

/** `value`: as it is; `delta`: the difference to the one before it. docs/spec/segment.md#columns */
export type ColumnOrder = 'value' | 'delta';
/** `offset`: distance from the smallest, for values of one sign; `zigzag`: for values around 0. */
export type ColumnSign = 'offset' | 'zigzag';

const CONSTANT = 0;
const OFFSET = 1;
const ZIGZAG = 2;
const DELTA = 4;
/** A difference of two integers within the limit, zigzagged, still fits. */
const MAX = LIMITS.integer * 2;

export class IntColumn {
  readonly order: ColumnOrder;
  readonly sign: ColumnSign;
  values = new Float64Array(64);
  length = 0;

  constructor(order: ColumnOrder, sign: ColumnSign) {
    this.order = order;
    this.sign = sign;
  }

  push(value: number): void {
    if (this.length === this.values.length) this.#grow();
    this.values[this.length++] = value;
  }

  #grow(): void {
    const grown = new Float64Array(this.values.length * 2);
    grown.set(this.values);
    this.values = grown;
  }

  /** Appends the column to `sink` and empties it. An empty column writes nothing. */
  write(sink: ByteSink): void {
    const { values, length } = this;
    this.length = 0;
    if (length === 0) return;
    let first = 0;
    let start = 0;
    if (this.order === 'delta') {
      first = values[0]!;
      start = 1;
      for (let i = length - 1; i > 0; i--) values[i]! -= values[i - 1]!;
    }
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (let i = start; i < length; i++) {
      const value = values[i]!;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    if (start === length) min = max = 0;
    const delta = this.order === 'delta' ? DELTA : 0;
    const coding = min === max ? CONSTANT : this.sign === 'offset' ? OFFSET : ZIGZAG;
    sink.u8(delta | coding);
    if (delta !== 0) sink.zigzag(first);
    if (coding !== ZIGZAG) sink.zigzag(min);
    if (coding === CONSTANT) return;
    const widest = coding === OFFSET ? max - min : Math.max(max * 2, -min * 2 - 1);
    const width = byteWidth(widest);
    sink.u8(width);
    const at = sink.reserve((length - start) * width);
    if (widest <= 0xffff) writeNarrow(sink.bytes, at, values, { start, length, coding, min, width });
    else writeWide(sink.bytes, at, values, { start, length, coding, min, width });
  }
}

interface PlaneShape {
  readonly start: number;
  readonly length: number;
  readonly coding: number;
  readonly min: number;
  readonly width: number;
}

function writeNarrow(out: Uint8Array, at: number, values: Float64Array, shape: PlaneShape): void {
  const { start, length, coding, min, width } = shape;
  const count = length - start;
  let low = at;
  for (let i = start; i < length; i++) {
    const value = coding === OFFSET ? values[i]! - min : values[i]!;
    const code = coding === OFFSET ? value | 0 : ((value << 1) ^ (value >> 31)) & 0xffff;
    out[low] = code;
    if (width === 2) out[low + count] = code >> 8;
    low++;
  }
}

function writeWide(out: Uint8Array, at: number, values: Float64Array, shape: PlaneShape): void {
  const { start, length, coding, min, width } = shape;
  const count = length - start;
  for (let i = start; i < length; i++) {
    const value = values[i]!;
    let rest = coding === OFFSET ? value - min : value >= 0 ? value * 2 : -value * 2 - 1;
    for (let plane = 0; plane < width; plane++) {
      const above = Math.floor(rest / 256);
      out[at + plane * count + i - start] = rest - above * 256;
      rest = above;
    }
  }
}

function byteWidth(value: number): number {
  let width = 1;
  for (let rest = value; rest >= 256; rest = Math.floor(rest / 256)) width++;
  return width;
}

/**
 * Reads one column of `length` values.
 *
 * @returns the values, each within ±`LIMITS.integer`.
 * @throws {SegmentFault} `BLOCK_MALFORMED`
 */
export function readIntColumn(source: ByteSource, length: number): Float64Array {
  const values = new Float64Array(length);
  if (length === 0) return values;
  const mode = source.u8();
  const coding = mode & 3;
  const delta = (mode & DELTA) !== 0;
  if (mode > (DELTA | ZIGZAG) || coding === 3)
    throw source.malformed(`the column mode ${mode}`, '0 to 2 or 4 to 6');
  const start = delta ? 1 : 0;
  if (delta) values[0] = source.zigzag(LIMITS.integer);
  const min = coding === ZIGZAG ? 0 : source.zigzag(MAX);
  if (coding === CONSTANT) values.fill(min, start);
  else {
    const width = source.u8();
    if (width < 1 || width > 7) throw source.malformed(`a width of ${width} bytes`, '1 to 7');
    readPlanes(source.raw((length - start) * width), values.subarray(start), width);
    if (coding === OFFSET) for (let i = start; i < length; i++) values[i]! += min;
    else unzigzag(values.subarray(start));
  }
  if (delta) for (let i = 1; i < length; i++) values[i]! += values[i - 1]!;
  for (let i = 0; i < length; i++) {
    if (!(Math.abs(values[i]!) <= LIMITS.integer))
      throw source.malformed('a value beyond the limit', `±${LIMITS.integer}`);
  }
  return values;
}

function readPlanes(planes: Uint8Array, values: Float64Array, width: number): void {
  const count = values.length;
  let scale = 1;
  for (let plane = 0; plane < width; plane++) {
    const base = plane * count;
    for (let i = 0; i < count; i++) values[i]! += planes[base + i]! * scale;
    scale *= 256;
  }
}

function unzigzag(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    const code = values[i]!;
    values[i] = code % 2 === 0 ? code / 2 : -(code + 1) / 2;
  }
}
