// Wire objects that travel as JSON (manifest, envelope): exact keys, checked strings, one canonical form.

import { fromUtf8 } from '../bytes.ts';
import { SegmentFault } from '../segment-fault.ts';

export function malformed(where: string, expected: string, cause?: unknown): SegmentFault {
  return new SegmentFault(
    'SEGMENT_MALFORMED',
    `${where}: found something else; expected ${expected}`,
    { where },
    { cause },
  );
}

/** @throws {SegmentFault} `LIMIT_EXCEEDED`, `SEGMENT_MALFORMED` */
export function parseJson(bytes: Uint8Array, maxBytes: number, where: string): unknown {
  if (bytes.length > maxBytes)
    throw new SegmentFault('LIMIT_EXCEEDED', `${where}: ${bytes.length} bytes; at most ${maxBytes}`, {
      where,
    });
  const text = fromUtf8(bytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(where, 'JSON', error);
  }
}

/** Requires an object with exactly `keys`. */
export function exactly<const K extends string>(
  value: unknown,
  keys: readonly K[],
  where: string,
): Readonly<Record<K, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(where, 'an object');
  const found = Object.keys(value);
  if (found.length !== keys.length || keys.some((key) => !Object.hasOwn(value, key)))
    throw malformed(where, `exactly the fields ${keys.join(', ')}`);
  return value as Record<K, unknown>;
}

export function matching(value: unknown, pattern: RegExp, where: string): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw malformed(where, `a string like ${pattern.source}`);
}

export function whole(value: unknown, max: number, where: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw malformed(where, `a whole number up to ${max}`);
}

export function listOf(value: unknown, max: number, where: string): readonly unknown[] {
  if (Array.isArray(value) && value.length >= 1 && value.length <= max) return value;
  throw malformed(where, `a list of 1 to ${max} entries`);
}
