// Placeholders: `<TYPE_n>` or `<TYPE_n:attr=value,…>` (docs/spec/redaction.md §3).
//
// The index is keyed by the recording, not counted: equal values get equal placeholders in every track of a recording
// without shared state, and a page cannot guess one, so a literal that looks like a placeholder is told from a real one.

import type { Hit } from './detect/hit.ts';
import { KNOWN_MAX } from './limits.ts';
import type { SpanType } from './plan.ts';

const SHAPE =
  /^<([A-Z][A-Z0-9]*)_(\d{1,12})(?::[a-z][a-z0-9]*=[A-Za-z0-9._-]{1,24}(?:,[a-z][a-z0-9]*=[A-Za-z0-9._-]{1,24}){0,3})?>/;
const SHAPE_MAX = 160;

/** A string shaped like a placeholder at `start`, whoever wrote it. */
export function placeholderAt(text: string, start: number): Hit | undefined {
  const match = SHAPE.exec(text.slice(start, start + SHAPE_MAX));
  if (!match) return undefined;
  return { start, end: start + match[0].length, type: 'LITERAL', evidence: 'placeholder' };
}

/** `64..127` for 64 to 127 units: the power-of-two bucket of a length. */
export function lengthBucket(units: number): string {
  if (units <= 1) return `${units}..${units}`;
  const low = 2 ** Math.floor(Math.log2(units));
  return `${low}..${low * 2 - 1}`;
}

export function formatPlaceholder(
  type: SpanType,
  index: number,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const pairs = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? `<${type}_${index}>` : `<${type}_${index}:${pairs.join(',')}>`;
}

/** Placeholders this recording has produced. */
export class IssuedPlaceholders {
  readonly #issued = new Set<string>();

  /** Remembers a placeholder and returns it. */
  issue(placeholder: string): string {
    if (this.#issued.size < KNOWN_MAX) this.#issued.add(placeholder);
    return placeholder;
  }

  has(placeholder: string): boolean {
    return this.#issued.has(placeholder);
  }

  state(): unknown {
    return [...this.#issued];
  }

  restore(state: unknown): void {
    for (const placeholder of (state ?? []) as string[]) this.#issued.add(placeholder);
  }
}
