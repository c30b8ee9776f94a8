// All word lists in one map behind a bit filter: most words of a text are turned away without making a string of them.

import { ID_CUES } from '../ids/kinds.ts';
import {
  AGE_CUES,
  BIRTH_CUES,
  CARD_CUES,
  MONTHS,
  PHONE_CUES,
  SECRET_CUES,
  SSN_CUES,
  TITLES,
  TOWARDS,
  USER_CUES,
} from './cues.ts';
import {
  FAMILY_FILTER,
  FILTER_HASHES,
  GIVEN_FILTER,
  PLACE_FILTER,
  WORDLIKE_GIVEN_FILTER,
} from './filters.generated.ts';
import { INTERFACE_WORDS } from './interface.ts';
import { AMBIGUOUS_NAMES, GIVEN_NAMES } from './names.ts';
import { ADDRESS_CUES } from './streets.ts';

export const INTERFACE = 1;
export const GIVEN = 2;
export const TITLE = 4;
export const TOWARD = 8;
export const PHONE_CUE = 16;
export const SECRET_CUE = 32;
export const SSN_CUE = 64;
export const MONTH = 128;
export const USER_CUE = 256;
export const ADDRESS_CUE = 512;
/** Near figures that belong to a card, a birth, an age, a register. */
export const CARD_CUE = 1_024;
export const BIRTH_CUE = 2_048;
export const AGE_CUE = 4_096;
export const ID_CUE = 8_192;

const FILTER_BITS = 18;
const FILTER_MASK = (1 << FILTER_BITS) - 1;
/** FNV-1a, 32 bits. */
export const FNV_PRIME = 0x01000193;
export const FNV_START = 0x811c9dc5;

/** Lower case without marks: how words are listed and looked up. */
export function foldWord(word: string): string {
  if (!hasWide(word, 0, word.length)) return word.toLowerCase();
  return word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßłøđ]/g, (letter) => UNMARKED[letter]!);
}
/** Letters with a stroke, which no decomposition takes apart. */
const UNMARKED: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ø: 'o', đ: 'd' };

/** FNV-1a over the units of a word, ASCII letters folded. Words with other letters are folded first ({@link foldWord}). */
export function hashWord(text: string, start: number, end: number, seed = FNV_START): number {
  let hash = seed;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    hash = Math.imul(hash ^ (code >= 65 && code <= 90 ? code | 32 : code), FNV_PRIME);
  }
  return hash >>> 0;
}

/** The same for a word in any script: equal for all spellings that {@link foldWord} makes equal. */
export function hashFolded(text: string, start: number, end: number, seed?: number): number {
  if (!hasWide(text, start, end)) return hashWord(text, start, end, seed);
  const folded = foldWord(text.slice(start, end));
  return hashWord(folded, 0, folded.length, seed);
}

export interface Lexicon {
  /** False if no word with this {@link hashWord} announces or is anything a scan in this mode looks for, written small; true says nothing. */
  mayMatter(hash: number, mode: 'interface' | 'free'): boolean;
  /** Flags of the word between two offsets; 0 if it is in no list. */
  flags(text: string, start: number, end: number): number;
  /** 1 to 12 for a month's name, else 0. */
  month(word: string): number;
  /** What the shipped name lists say of a word; they may say yes wrongly, about once in 300. */
  nameKind(text: string, start: number, end: number): NameKind;
  isPlace(text: string, start: number, end: number): boolean;
}

/** `wordlike`: a given name that is also a word (`mark`, `robin`). */
export type NameKind = 'given' | 'wordlike' | 'family' | 'none';

/** Words that say what the next ones are, also when written small. */
const ANNOUNCES =
  TITLE |
  PHONE_CUE |
  SECRET_CUE |
  SSN_CUE |
  MONTH |
  USER_CUE |
  ADDRESS_CUE |
  CARD_CUE |
  BIRTH_CUE |
  AGE_CUE |
  ID_CUE;

/** A set of hashes that may say yes wrongly, never no. */
class BitFilter {
  readonly #bits = new Uint8Array(1 << (FILTER_BITS - 3));

  add(hash: number): void {
    const bit = hash & FILTER_MASK;
    this.#bits[bit >> 3]! |= 1 << (bit & 7);
  }

  has(hash: number): boolean {
    const bit = hash & FILTER_MASK;
    return (this.#bits[bit >> 3]! & (1 << (bit & 7))) !== 0;
  }
}

/** A shipped set of words, read-only: base64 of its bits. */
class ShippedFilter {
  readonly #bytes: Uint8Array;

  constructor(base64: string) {
    this.#bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  }

  has(hash: number): boolean {
    const bytes = this.#bytes;
    const mask = bytes.length * 8 - 1;
    let bit = hash & mask;
    if ((bytes[bit >> 3]! & (1 << (bit & 7))) === 0) return false;
    const step = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) | 1;
    for (let n = 1; n < FILTER_HASHES; n++) {
      bit = (hash + Math.imul(n, step)) & mask;
      if ((bytes[bit >> 3]! & (1 << (bit & 7))) === 0) return false;
    }
    return true;
  }
}

interface NameFilters {
  readonly given: ShippedFilter;
  readonly wordlike: ShippedFilter;
  readonly family: ShippedFilter;
  readonly place: ShippedFilter;
}

let nameFilters: NameFilters | undefined;
function filters(): NameFilters {
  nameFilters ??= {
    given: new ShippedFilter(GIVEN_FILTER),
    wordlike: new ShippedFilter(WORDLIKE_GIVEN_FILTER),
    family: new ShippedFilter(FAMILY_FILTER),
    place: new ShippedFilter(PLACE_FILTER),
  };
  return nameFilters;
}

function nameKind(text: string, start: number, end: number): NameKind {
  if (end - start < 3) return 'none';
  const hash = hashFolded(text, start, end);
  const { given, wordlike, family } = filters();
  if (given.has(hash)) return 'given';
  if (wordlike.has(hash)) return 'wordlike';
  return family.has(hash) ? 'family' : 'none';
}

/** The shipped lists and an organisation's own interface words. */
export function createLexicon(interfaceWords: readonly string[] = []): Lexicon {
  if (interfaceWords.length === 0) return shipped();
  return build(interfaceWords);
}

let shippedLexicon: Lexicon | undefined;
function shipped(): Lexicon {
  shippedLexicon ??= build([]);
  return shippedLexicon;
}

function build(interfaceWords: readonly string[]): Lexicon {
  const words = new Map<string, number>();
  const months = new Map<string, number>();
  const { given } = filters();
  const any = new BitFilter();
  const matters = { free: new BitFilter(), interface: new BitFilter() };
  const add = (list: string, flag: number) => {
    for (const word of list.split(/\s+/)) if (word !== '') words.set(word, (words.get(word) ?? 0) | flag);
  };
  add(INTERFACE_WORDS, INTERFACE);
  add(interfaceWords.map(foldWord).join(' '), INTERFACE);
  add(GIVEN_NAMES, GIVEN);
  add(AMBIGUOUS_NAMES, GIVEN | INTERFACE);
  add(TITLES, TITLE);
  add(TOWARDS, TOWARD);
  add(PHONE_CUES, PHONE_CUE);
  add(SECRET_CUES, SECRET_CUE);
  add(SSN_CUES, SSN_CUE);
  add(USER_CUES, USER_CUE);
  add(CARD_CUES, CARD_CUE);
  add(BIRTH_CUES, BIRTH_CUE);
  add(AGE_CUES, AGE_CUE);
  add([...ID_CUES].join(' '), ID_CUE);
  add([...ADDRESS_CUES].join(' '), ADDRESS_CUE);
  MONTHS.forEach((line, index) => {
    add(line, MONTH);
    for (const word of line.split(' ')) months.set(word, index + 1);
  });
  for (const [word, flags] of words) {
    const hash = hashWord(word, 0, word.length);
    any.add(hash);
    if ((flags & ANNOUNCES) !== 0) matters.free.add(hash);
    if ((flags & (ANNOUNCES | TOWARD | GIVEN)) !== 0) matters.interface.add(hash);
  }
  return {
    mayMatter: (hash, mode) => matters[mode].has(hash) || (mode === 'free' && given.has(hash)),
    flags(text, start, end) {
      const wide = hasWide(text, start, end);
      if (!wide && !any.has(hashWord(text, start, end))) return 0;
      const word = text.slice(start, end);
      return words.get(wide ? foldWord(word) : word.toLowerCase()) ?? 0;
    },
    month: (word) => months.get(foldWord(word)) ?? 0,
    nameKind,
    isPlace: (text, start, end) => filters().place.has(hashFolded(text, start, end)),
  };
}

function hasWide(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) >= 128) return true;
  return false;
}
