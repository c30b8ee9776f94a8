// Growable output and bounded input for the codec: varints, zigzag, raw bytes.

import { SegmentFault } from '../segment-fault.ts';

/** A growing byte buffer that is reused from block to block. */
export class ByteSink {
  bytes = new Uint8Array(65_536);
  length = 0;

  reset(): void {
    this.length = 0;
  }

  /** Makes room for `count` bytes and returns where they begin; `length` moves behind them. */
  reserve(count: number): number {
    const at = this.length;
    const needed = at + count;
    if (needed > this.bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
      grown.set(this.bytes.subarray(0, at));
      this.bytes = grown;
    }
    this.length = needed;
    return at;
  }

  u8(value: number): void {
    const at = this.reserve(1);
    this.bytes[at] = value;
  }

  /** LEB128 of an integer from 0 to 2^53-1. */
  varint(value: number): void {
    let at = this.reserve(8);
    let rest = value;
    while (rest >= 128) {
      this.bytes[at++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[at++] = rest;
    this.length = at;
  }

  zigzag(value: number): void {
    this.varint(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  raw(bytes: Uint8Array): void {
    const at = this.reserve(bytes.length);
    this.bytes.set(bytes, at);
  }

  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

/** Reads forward; every read checks the end. */
export class ByteSource {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  u8(): number {
    if (this.at >= this.bytes.length) throw this.malformed('the end', 'a byte');
    return this.bytes[this.at++]!;
  }

  varint(max: number): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 8; i++) {
      const byte = this.u8();
      value += (byte & 127) * scale;
      if (byte < 128) {
        if (value > max) throw this.malformed(`the number ${value}`, `at most ${max}`);
        return value;
      }
      scale *= 128;
    }
    throw this.malformed('a number of more than 8 bytes', 'at most 8');
  }

  zigzag(max: number): number {
    const value = this.varint(max * 2 + 1);
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  raw(length: number): Uint8Array {
    if (length > this.left) throw this.malformed(`${this.left} bytes`, `${length}`);
    const start = this.at;
    this.at += length;
    return this.bytes.subarray(start, this.at);
  }

  malformed(found: string, expected: string): SegmentFault {
    const message = `column block: at byte ${this.at} found ${found}; expected ${expected}`;
    return new SegmentFault('BLOCK_MALFORMED', message, { where: 'column block', byteOffset: this.at });
  }
}
