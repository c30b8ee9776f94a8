// Aho-Corasick over UTF-16 units, ASCII letters folded: one table step per unit, however many words are looked for.

export interface Keywords {
  /** Calls `found` with the end of every occurrence and the numbers of the words that end there. */
  each(text: string, found: (end: number, words: readonly number[]) => void): void;
}

/** @param words ASCII; other units never match. */
export function createKeywords(words: readonly string[]): Keywords {
  const folded = words.map((word) => word.toLowerCase());
  const { classes, count } = unitClasses(folded);
  const size = 1 + folded.reduce((sum, word) => sum + word.length, 0);
  const next = new Int32Array(size * count);
  const ends: (number[] | undefined)[] = [];
  const states = plant(folded, classes, count, next, ends);
  follow(next, count, states, ends);
  // Rows are addressed by their offset, so that a step is one addition and one look-up.
  for (let edge = 0; edge < states * count; edge++) next[edge]! *= count;
  const isEnd = new Uint8Array(states * count);
  for (let state = 0; state < states; state++) if (ends[state]) isEnd[state * count] = 1;
  return {
    each(text, found) {
      let row = 0;
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        row = next[row + (code < 128 ? classes[code]! : 0)]!;
        if (isEnd[row] === 1) found(at + 1, ends[row / count]!);
      }
    },
  };
}

/** Class 0 is every unit that no word contains. */
function unitClasses(words: readonly string[]): { classes: Uint8Array; count: number } {
  const classes = new Uint8Array(128);
  let count = 1;
  for (const word of words)
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at);
      if (classes[code] === 0) classes[code] = count++;
    }
  for (let code = 65; code <= 90; code++) classes[code] = classes[code | 32]!;
  return { classes, count };
}

function plant(
  words: readonly string[],
  classes: Uint8Array,
  count: number,
  next: Int32Array,
  ends: (number[] | undefined)[],
): number {
  let states = 1;
  words.forEach((word, number) => {
    let state = 0;
    for (let at = 0; at < word.length; at++) {
      const edge = state * count + classes[word.charCodeAt(at)]!;
      if (next[edge] === 0) next[edge] = states++;
      state = next[edge]!;
    }
    ends[state] = [...(ends[state] ?? []), number];
  });
  return states;
}

/** Breadth first: a missing edge leads where the longest proper suffix leads, and its words end here too. */
function follow(next: Int32Array, count: number, states: number, ends: (number[] | undefined)[]): void {
  const fail = new Int32Array(states);
  const queue: number[] = [];
  for (let edge = 0; edge < count; edge++) if (next[edge] !== 0) queue.push(next[edge]!);
  for (const state of queue) {
    const inherited = ends[fail[state]!];
    if (inherited) ends[state] = [...(ends[state] ?? []), ...inherited];
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
