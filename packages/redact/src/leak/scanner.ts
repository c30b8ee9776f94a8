// The leak scanner: does any of these values occur in these bytes, in any disguise? It reads bytes, not files or text,
// so that a database page, a log and a decrypted blob are searched alike. Walking files is the caller's.

import { RedactFault } from '../fault.ts';
import { type Automaton, compile } from './automaton.ts';
import { exactPatterns, foldedPatterns, type LeakPattern, type LeakTransform } from './transforms.ts';

/** A value planted to be found if anything leaks. */
export interface Canary {
  /** What a report may call it. */
  readonly id: string;
  readonly value: string;
}

export interface LeakHit {
  readonly canary: string;
  readonly transform: LeakTransform;
  /** Byte offset of the occurrence from the beginning of the stream. */
  readonly offset: number;
}

/** One file or blob, in chunks of any size; an occurrence across chunks is found. */
export interface LeakStream {
  push(chunk: Uint8Array): LeakHit[];
}

export interface LeakScanner {
  /** Patterns searched for at once. */
  readonly patterns: number;
  open(): LeakStream;
  scan(bytes: Uint8Array): LeakHit[];
}

/** Bytes of the shortest canary: a shorter one would be found by chance. */
const CANARY_MIN_BYTES = 6;

interface Compiled {
  readonly automaton: Automaton;
  readonly patterns: readonly (LeakPattern & { readonly canary: string })[];
}

/**
 * Searches for every canary as it is, in other case, without spaces, decomposed (NFD), percent-, JSON- and HTML-escaped,
 * in UTF-16, hex, base64 at its three alignments, and letter by letter.
 *
 * @throws {RedactFault} `CANARY_TOO_SHORT` for a canary under 6 bytes.
 * @see docs/spec/redaction.md#7-leak-audit
 */
export function createLeakScanner(canaries: readonly Canary[]): LeakScanner {
  for (const canary of canaries) requireLength(canary);
  const compiled = [compileAll(canaries, foldedPatterns, true), compileAll(canaries, exactPatterns, false)];
  const open = (): LeakStream => openStream(compiled);
  return {
    patterns: compiled.reduce((sum, { patterns }) => sum + patterns.length, 0),
    open,
    scan: (bytes) => open().push(bytes),
  };
}

function requireLength({ id, value }: Canary): void {
  const length = new TextEncoder().encode(value).length;
  if (length >= CANARY_MIN_BYTES) return;
  throw new RedactFault(
    'CANARY_TOO_SHORT',
    `canary ${id}: found ${length} bytes, expected at least ${CANARY_MIN_BYTES}; a shorter one is found by chance`,
    {},
  );
}

function compileAll(
  canaries: readonly Canary[],
  expand: (value: string) => LeakPattern[],
  foldCase: boolean,
): Compiled {
  const patterns = canaries.flatMap(({ id, value }) =>
    expand(value).map((pattern) => ({ ...pattern, canary: id })),
  );
  return {
    patterns,
    automaton: compile(
      patterns.map(({ bytes }) => bytes),
      foldCase,
    ),
  };
}

function openStream(compiled: readonly Compiled[]): LeakStream {
  const states = compiled.map(({ automaton }) => automaton.start);
  let base = 0;
  return {
    push(chunk) {
      const hits: LeakHit[] = [];
      compiled.forEach(({ automaton, patterns }, which) => {
        let state = states[which]!;
        for (let at = 0; at < chunk.length; at++) {
          state = automaton.step(state, chunk[at]!);
          for (const number of automaton.matches(state)) {
            const { canary, transform, bytes } = patterns[number]!;
            hits.push({ canary, transform, offset: base + at + 1 - bytes.length });
          }
        }
        states[which] = state;
      });
      base += chunk.length;
      return hits.sort((a, b) => a.offset - b.offset);
    },
  };
}
