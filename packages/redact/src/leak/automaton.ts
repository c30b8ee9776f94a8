// Aho-Corasick over bytes, dense, with byte classes: one table step per byte however many patterns there are.

/** Patterns compiled to one automaton. */
export interface Automaton {
  readonly start: number;
  /** State after reading one byte in `state`. */
  step(state: number, byte: number): number;
  /** Numbers of the patterns that end in `state`; empty for nearly all. */
  matches(state: number): readonly number[];
}

const NONE: readonly number[] = [];

/** @param patterns bytes; with `foldCase`, ASCII letters match in either case. */
export function compile(patterns: readonly Uint8Array[], foldCase: boolean): Automaton {
  const { classes, count } = byteClasses(patterns, foldCase);
  const size = 1 + patterns.reduce((sum, pattern) => sum + pattern.length, 0);
  const next = new Int32Array(size * count);
  const ends = new Map<number, number[]>();
  let states = 1;
  patterns.forEach((pattern, number) => {
    let state = 0;
    for (const byte of pattern) {
      const edge = state * count + classes[byte]!;
      if (next[edge] === 0) next[edge] = states++;
      state = next[edge]!;
    }
    ends.set(state, [...(ends.get(state) ?? []), number]);
  });
  linkFailures(next, count, states, ends);
  return {
    start: 0,
    step: (state, byte) => next[state * count + classes[byte]!]!,
    matches: (state) => ends.get(state) ?? NONE,
  };
}

/** Class 0 is every byte no pattern contains. */
function byteClasses(
  patterns: readonly Uint8Array[],
  foldCase: boolean,
): { classes: Uint8Array; count: number } {
  const classes = new Uint8Array(256);
  let count = 1;
  for (const pattern of patterns)
    for (const byte of pattern) {
      const folded = foldCase ? lower(byte) : byte;
      if (classes[folded] === 0) classes[folded] = count++;
    }
  if (foldCase) for (let byte = 65; byte <= 90; byte++) classes[byte] = classes[byte | 32]!;
  return { classes, count };
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte | 32 : byte;
}

/** Breadth first: a missing edge leads where the longest proper suffix leads, and matches are those of the suffix too. */
function linkFailures(next: Int32Array, count: number, states: number, ends: Map<number, number[]>): void {
  const fail = new Int32Array(states);
  const queue: number[] = [];
  for (let edge = 0; edge < count; edge++) if (next[edge] !== 0) queue.push(next[edge]!);
  for (const state of queue) {
    const inherited = ends.get(fail[state]!);
    if (inherited) ends.set(state, [...(ends.get(state) ?? []), ...inherited]);
    for (let edge = 0; edge < count; edge++) {
      const at = state * count + edge;
      const onFail = next[fail[state]! * count + edge]!;
      if (next[at] === 0) next[at] = onFail;
      else {
        fail[next[at]!] = onFail;
        queue.push(next[at]!);
      }
    }
  }
}
