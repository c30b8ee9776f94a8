// Checks on values whose shape nobody has vouched for yet: an event given to the writer, a side row read from a blob.
//
// The same checks run on both sides, so what a writer accepts a reader accepts. They never put a value into a message.

import { LIMITS } from '../limits.ts';
import { SegmentFault } from '../segment-fault.ts';

/** Coordinates are stored as integers of 1/128 px. */
export const PX = 128;
/** Scales are stored as integers of 2^-20: 0.004 px over a 4,096 px screen. */
export const SCALE = 2 ** 20;

export class Shape {
  readonly #code: 'EVENT_INVALID' | 'BLOCK_MALFORMED';

  constructor(code: 'EVENT_INVALID' | 'BLOCK_MALFORMED') {
    this.#code = code;
  }

  fault(where: string, expected: string): SegmentFault {
    const message = `${where}: found something else; expected ${expected}`;
    return new SegmentFault(this.#code, message, { where });
  }

  integer(value: unknown, where: string): number {
    if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= LIMITS.integer)
      return value + 0;
    throw this.fault(where, `an integer within ±${LIMITS.integer}`);
  }

  /** Rounded to a whole number, for times whose source is finer. */
  rounded(value: unknown, where: string): number {
    if (typeof value === 'number' && Math.abs(value) <= LIMITS.integer) return Math.round(value) + 0;
    throw this.fault(where, `a number within ±${LIMITS.integer}`);
  }

  /** A coordinate in pixels → an integer of 1/128 px. */
  pixels(value: unknown, where: string): number {
    if (typeof value === 'number' && Math.abs(value) <= LIMITS.pixels) return Math.round(value * PX) + 0;
    throw this.fault(where, `a number of pixels within ±${LIMITS.pixels}`);
  }

  scale(value: unknown, where: string): number {
    if (typeof value === 'number' && Math.abs(value) <= LIMITS.scale) return Math.round(value * SCALE) + 0;
    throw this.fault(where, `a number within ±${LIMITS.scale}`);
  }

  string(value: unknown, where: string): string {
    if (typeof value === 'string' && value.length <= LIMITS.stringUnits) return value;
    throw this.fault(where, `a string of at most ${LIMITS.stringUnits} units`);
  }

  list(value: unknown, where: string, max: number = LIMITS.listEntries): readonly unknown[] {
    if (Array.isArray(value) && value.length <= max) return value;
    throw this.fault(where, `a list of at most ${max} entries`);
  }

  strings(value: unknown, where: string): string[] {
    return this.list(value, where).map((entry) => this.string(entry, where));
  }

  integers(value: unknown, where: string): number[] {
    return this.list(value, where).map((entry) => this.integer(entry, where));
  }

  record(value: unknown, where: string): Readonly<Record<string, unknown>> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    throw this.fault(where, 'an object');
  }

  oneOf<const T extends string | boolean>(value: unknown, of: readonly T[], where: string): T {
    const index = of.indexOf(value as T);
    if (index >= 0) return of[index]!;
    throw this.fault(where, 'one of the values of the schema');
  }
}

/** For values given to the writer. */
export const GIVEN = new Shape('EVENT_INVALID');
/** For values read from a blob. */
export const READ = new Shape('BLOCK_MALFORMED');
