// One pass over a normalised text. A loop over character classes wakes the detectors; each of them looks a bounded
// distance back and ahead, so the whole is linear in the text whatever it contains.

import { classOf, DIGIT, isDigit, isLetter, LETTER, LOWER, UPPER } from '../classes.ts';
import type { KnownNames } from '../known-names.ts';
import {
  FNV_PRIME,
  FNV_START,
  INTERFACE,
  type Lexicon,
  MONTH,
  PHONE_CUE,
  SECRET_CUE,
  SSN_CUE,
} from '../lexicon/lexicon.ts';
import { placeholderAt } from '../placeholder.ts';
import { bareUrlAt, emailAt, ipAt, urlAt } from './contact.ts';
import { type Hit, PRIORITY } from './hit.ts';
import { nameAt } from './names.ts';
import { cardAt, dateAt, groupsAt, ibanAt, monthAt, numberAt, ssnAt, timeAt, uuidAt } from './numbers.ts';
import { phoneAt } from './phone.ts';
import { cuedSecretAt, pemAt, prefixedSecretAt } from './secrets.ts';
import { wordEnd } from './words.ts';

export interface ScanOptions {
  readonly lexicon: Lexicon;
  readonly mode: 'interface' | 'free';
  readonly known: readonly KnownNames[];
}

/** How far a cue word ("phone", "SSN") reaches, in units. */
const CUE_REACH = 48;
/** Letters of a word that may be skipped at a glance; the shortest key without a separator in it is longer. */
const PLAIN_MAX = 11;
const AT_SIGN = 64;
const COLON = 58;
const LESS_THAN = 60;
const HYPHEN = 45;
const PLUS = 43;
const BRACKET = 40;

/** Hits in order of their start, without overlap: where two overlap the higher priority wins, then the longer. */
export function scan(text: string, options: ScanOptions): Hit[] {
  return new Scanner(text, options).run();
}

class Scanner {
  readonly #text: string;
  readonly #options: ScanOptions;
  readonly #known: readonly KnownNames[];
  readonly #hits: Hit[] = [];
  #at = 0;
  #phoneCueEnd = -1;
  #ssnCueEnd = -1;

  constructor(text: string, options: ScanOptions) {
    this.#text = text;
    this.#options = options;
    this.#known = options.known.filter((names) => !names.isEmpty);
  }

  run(): Hit[] {
    const text = this.#text;
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at);
      const kind = classOf(code);
      if (kind >= LOWER && kind <= LETTER) this.#word(kind);
      else if (kind === DIGIT) this.#number(this.#at);
      else this.#sign(code);
    }
    return this.#hits;
  }

  #sign(code: number): void {
    const text = this.#text;
    const at = this.#at;
    this.#at++;
    if (code === AT_SIGN) this.#take(emailAt(text, at, this.#floor()));
    else if (code === COLON && text.startsWith('//', at + 1)) this.#take(urlAt(text, at, this.#floor()));
    else if (code === LESS_THAN) this.#take(placeholderAt(text, at));
    else if (code === HYPHEN && text.startsWith('----', at + 1)) this.#take(pemAt(text, at));
    else if ((code === PLUS || code === BRACKET) && isDigit(text.charCodeAt(at + 1))) this.#signed(at);
  }

  #signed(at: number): void {
    const groups = groupsAt(this.#text, at + 1);
    this.#take(phoneAt(this.#text, at, groups, this.#hasPhoneCue(at)));
  }

  /** Skips a short small-letter word that is in no list and stands alone: most words of most texts. */
  #skipsPlainWord(): boolean {
    const text = this.#text;
    const start = this.#at;
    const limit = start + PLAIN_MAX;
    let hash = FNV_START;
    let at = start;
    let code = text.charCodeAt(at);
    while (code >= 97 && code <= 122 && at < limit) {
      hash = Math.imul(hash ^ code, FNV_PRIME);
      code = text.charCodeAt(++at);
    }
    const standsAlone = code === 32 || code === 44 || code === 10 || at === text.length;
    const { lexicon, mode } = this.#options;
    if (!standsAlone || this.#known.length > 0 || lexicon.mayMatter(hash >>> 0, mode)) return false;
    this.#at = at;
    return true;
  }

  #word(kind: number): void {
    if (kind === LOWER && this.#skipsPlainWord()) return;
    const text = this.#text;
    const start = this.#at;
    let letters = start + 1;
    while (letters < text.length && isLetter(text.charCodeAt(letters))) letters++;
    const end = wordEnd(text, letters);
    this.#at = end;
    const { lexicon, mode } = this.#options;
    if (end > letters || !isLetter(text.charCodeAt(end))) this.#take(this.#token(start, letters, end));
    if (this.#at > end) return;
    const flags = lexicon.flags(text, start, letters);
    if ((flags & (PHONE_CUE | SSN_CUE | SECRET_CUE | MONTH)) !== 0) this.#cue(start, end, flags);
    if (this.#at > end || end !== letters) return;
    for (const names of this.#known) this.#take(names.matchAt(text, start, end));
    if (this.#at > end) return;
    if (flags !== 0 || kind === UPPER) this.#take(nameAt(text, start, end, flags, { lexicon, mode }));
  }

  /** Things that begin with a letter but are no word: keys, IBANs, UUIDs, hosts. */
  #token(start: number, letters: number, end: number): Hit | undefined {
    const text = this.#text;
    const secret = prefixedSecretAt(text, start);
    if (secret) return secret;
    if (letters === start + 2 && isDigit(text.charCodeAt(letters))) {
      const iban = ibanAt(text, start);
      if (iban) return iban;
    }
    if (end === start + 8) {
      const uuid = uuidAt(text, start);
      if (uuid) return uuid;
    }
    return bareUrlAt(text, start, end);
  }

  #cue(start: number, end: number, flags: number): void {
    const text = this.#text;
    if ((flags & PHONE_CUE) !== 0) this.#phoneCueEnd = end + CUE_REACH;
    if ((flags & SSN_CUE) !== 0) this.#ssnCueEnd = end + CUE_REACH;
    if ((flags & MONTH) !== 0) this.#take(monthAt(text, start, end));
    // The cue itself stays; only its value is a hit.
    if ((flags & SECRET_CUE) !== 0) this.#take(cuedSecretAt(text, start, end));
  }

  #number(start: number): void {
    const text = this.#text;
    const groups = groupsAt(text, start);
    const hit =
      cardAt(start, groups) ??
      ipAt(text, start) ??
      dateAt(text, start, groups, this.#options.lexicon) ??
      ssnAt(text, start, groups, start < this.#ssnCueEnd) ??
      timeAt(text, start) ??
      uuidAt(text, start) ??
      phoneAt(text, start, groups, this.#hasPhoneCue(start)) ??
      numberAt(text, start);
    this.#at = hit.end;
    this.#take(hit);
  }

  #hasPhoneCue(at: number): boolean {
    return at < this.#phoneCueEnd;
  }

  #floor(): number {
    const last = this.#hits[this.#hits.length - 1];
    return last && PRIORITY[last.type] >= PRIORITY.EMAIL ? last.end : 0;
  }

  /** Adds a hit; one that overlaps earlier hits replaces them if it outranks them all, and is dropped if not. */
  #take(hit: Hit | undefined): void {
    if (!hit) return;
    const hits = this.#hits;
    let first = hits.length;
    while (first > 0 && hits[first - 1]!.end > hit.start) {
      first--;
      if (!outranks(hit, hits[first]!)) return;
    }
    hits.length = first;
    hits.push(hit);
    if (hit.end > this.#at) this.#at = hit.end;
  }
}

function outranks(a: Hit, b: Hit): boolean {
  const difference = PRIORITY[a.type] - PRIORITY[b.type];
  return difference !== 0 ? difference > 0 : a.end - a.start > b.end - b.start;
}

/** Share of a text's words that the interface dictionary knows, and how many words there are. */
export function interfaceShare(text: string, lexicon: Lexicon): { words: number; share: number } {
  let words = 0;
  let found = 0;
  for (let at = 0; at < text.length; ) {
    if (!isLetter(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const end = wordEnd(text, at);
    words++;
    if ((lexicon.flags(text, at, end) & INTERFACE) !== 0) found++;
    at = end;
  }
  return { words, share: words === 0 ? 1 : found / words };
}
