// Names that are known: the organisation's lists (plain, in memory) and names met in structural places of this recording
// (keyed tokens only, so they survive a worker's death without being stored).

import type { Hit } from './detect/hit.ts';
import { isCapitalised, lettersEnd, nextWord } from './detect/words.ts';
import type { KeyedHash } from './key.ts';
import { foldWord, hashFolded, INTERFACE, type Lexicon } from './lexicon/lexicon.ts';
import { NAMES_MAX } from './limits.ts';
import { normaliseText } from './normalise.ts';

/** Words of a name that are compared. */
const WORDS_MAX = 6;

export type NameType = 'PERSON' | 'CUSTOMER';

/** Asked at every word of a text. */
export interface KnownNames {
  readonly isEmpty: boolean;
  /** The longest known name that begins with the word from `start` to `end`. */
  matchAt(text: string, start: number, end: number): Hit | undefined;
}

/** Words of a name, folded, in order; `Berg, Anna` as `anna berg`. */
export function nameWords(name: string): string[] {
  const text = normaliseText(name);
  const comma = text.indexOf(',');
  const ordered =
    comma > 0 && text.indexOf(',', comma + 1) === -1
      ? `${text.slice(comma + 1)} ${text.slice(0, comma)}`
      : text;
  return foldWord(ordered)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Names of an organisation's lists. */
export function createNameList(lists: {
  customers?: readonly string[];
  colleagues?: readonly string[];
}): KnownNames {
  const byFirst = new Map<number, { words: string[]; type: NameType }[]>();
  const add = (names: readonly string[], type: NameType) => {
    for (const name of names) {
      const words = nameWords(name);
      if (words.length === 0) continue;
      const first = hashFolded(words[0]!, 0, words[0]!.length);
      byFirst.set(first, [...(byFirst.get(first) ?? []), { words, type }]);
    }
  };
  add(lists.customers ?? [], 'CUSTOMER');
  add(lists.colleagues ?? [], 'PERSON');
  return {
    isEmpty: byFirst.size === 0,
    matchAt(text, start, end) {
      const candidates = byFirst.get(hashFolded(text, start, end));
      if (!candidates) return undefined;
      const run = wordsFrom(text, start, end);
      let best: Hit | undefined;
      for (const { words, type } of candidates) {
        const last = run[words.length - 1];
        if (!last || words.some((word, at) => word !== run[at]!.word)) continue;
        if (!best || last.end > best.end) best = { start, end: last.end, type, evidence: 'list' };
      }
      return best;
    },
  };
}

interface Learned {
  readonly words: number;
  readonly type: NameType;
  /** A single word: counts only when capitalised and no word of the interface. */
  readonly part: boolean;
}

/** Names met in this recording. */
export class SeenNames implements KnownNames {
  readonly #keyed: KeyedHash;
  readonly #lexicon: Lexicon;
  readonly #seed: number;
  readonly #firsts = new Set<number>();
  readonly #names = new Map<string, Learned>();

  constructor(keyed: KeyedHash, lexicon: Lexicon) {
    this.#keyed = keyed;
    this.#lexicon = lexicon;
    this.#seed = keyed.seed('first-word');
  }

  get isEmpty(): boolean {
    return this.#names.size === 0;
  }

  learn(name: string, type: NameType): void {
    const words = nameWords(name).slice(0, WORDS_MAX);
    if (words.length === 0 || this.#names.size >= NAMES_MAX) return;
    this.#add(words, type, words.length === 1);
    if (words.length === 1 || type === 'CUSTOMER') return;
    for (const word of words) if (word.length >= 3) this.#add([word], type, true);
  }

  matchAt(text: string, start: number, end: number): Hit | undefined {
    if (!this.#firsts.has(hashFolded(text, start, end, this.#seed))) return undefined;
    const run = wordsFrom(text, start, end);
    for (let count = run.length; count >= 1; count--) {
      const phrase = run.slice(0, count).map(({ word }) => word);
      const known = this.#names.get(this.#token(phrase));
      if (!known || (known.part && !this.#isMention(text, start, end))) continue;
      return { start, end: run[count - 1]!.end, type: known.type, evidence: 'seen' };
    }
    return undefined;
  }

  /** JSON: hash of the first word, token, words, type, part. */
  state(): unknown {
    return {
      firsts: [...this.#firsts],
      names: [...this.#names].map(([token, { words, type, part }]) => [token, words, type, part ? 1 : 0]),
    };
  }

  restore(state: unknown): void {
    const { firsts, names } = (state ?? {}) as {
      firsts?: number[];
      names?: [string, number, NameType, number][];
    };
    for (const first of firsts ?? []) this.#firsts.add(first);
    for (const [token, words, type, part] of names ?? [])
      this.#names.set(token, { words, type, part: part === 1 });
  }

  #add(words: readonly string[], type: NameType, part: boolean): void {
    const token = this.#token(words);
    if (part && this.#names.has(token)) return;
    this.#firsts.add(hashFolded(words[0]!, 0, words[0]!.length, this.#seed));
    this.#names.set(token, { words: words.length, type, part });
  }

  #token(words: readonly string[]): string {
    return this.#keyed.token('name', words.join(' '));
  }

  #isMention(text: string, start: number, end: number): boolean {
    return isCapitalised(text, start, end) && (this.#lexicon.flags(text, start, end) & INTERFACE) === 0;
  }
}

function wordsFrom(text: string, start: number, end: number): { word: string; end: number }[] {
  const run = [{ word: foldWord(text.slice(start, end)), end }];
  let at = end;
  while (run.length < WORDS_MAX) {
    const next = nextWord(text, at);
    if (next === -1) break;
    at = lettersEnd(text, next);
    run.push({ word: foldWord(text.slice(next, at)), end: at });
  }
  return run;
}
