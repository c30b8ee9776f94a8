// One pass over a normalised text. A loop over character classes wakes the detectors; each of them looks a bounded
// distance back and ahead, so the whole is linear in the text whatever it contains.

import { classOf, DIGIT, isDigit, isLetter, LETTER, LOWER, UPPER } from '../classes.ts';
import { base64At, base64End, percentHits } from '../encoded.ts';
import type { KnownNames } from '../known-names.ts';
import {
  ADDRESS_CUE,
  AGE_CUE,
  BIRTH_CUE,
  CARD_CUE,
  FNV_PRIME,
  FNV_START,
  ID_CUE,
  INTERFACE,
  type Lexicon,
  MONTH,
  PHONE_CUE,
  SECRET_CUE,
  SSN_CUE,
  USER_CUE,
} from '../lexicon/lexicon.ts';
import { placeholderAt } from '../placeholder.ts';
import { secretsIn } from '../secrets/find.ts';
import { cuedAddressAt } from './addresses.ts';
import { readNumber } from './at-number.ts';
import { readPlaceOrFirm, readToken, type Word } from './at-word.ts';
import { emailAt, urlAt } from './contact.ts';
import { type Hit, PRIORITY } from './hit.ts';
import { nameAt, smallNameAt } from './names.ts';
import { homePathAt, ipv6At, machineLineAt } from './network.ts';
import { groupsAt, monthAt } from './numbers.ts';
import { asBirth, cuedHandleAt, handleAt } from './person-facts.ts';
import { phoneAt } from './phone.ts';
import { cuedSecretAt, pemAt } from './secrets.ts';
import { wordEnd } from './words.ts';

export interface ScanOptions {
  readonly lexicon: Lexicon;
  readonly mode: 'interface' | 'free';
  readonly known: readonly KnownNames[];
  /** An organisation's own patterns. */
  readonly patterns?: { find(text: string): readonly Hit[] } | undefined;
}

/** How far a cue word ("phone", "SSN") reaches, in units. */
const CUE_REACH = 48;
/** Letters of a word that may be skipped at a glance; the shortest key without a separator in it is longer. */
const PLAIN_MAX = 11;
/** Letters and figures in one that may be the front of something encoded. */
const ENCODED_MIN = 12;
const AT_SIGN = 64;
const COLON = 58;
const LESS_THAN = 60;
const HYPHEN = 45;
const PLUS = 43;
const BRACKET = 40;
const SLASH = 47;
const BACKSLASH = 92;
const BARRIER_CODE = 0xfffc;
/** Cues that colour the figures behind them; others stand directly before what they announce. */
const REACHING = PHONE_CUE | SSN_CUE | CARD_CUE | BIRTH_CUE | AGE_CUE | ID_CUE;
const ANNOUNCING = REACHING | SECRET_CUE | MONTH | USER_CUE | ADDRESS_CUE;

/** Hits in order of their start, without overlap: where two overlap the higher priority wins, then the longer. */
export function scan(text: string, options: ScanOptions): Hit[] {
  const plain = (decoded: string): Hit[] => new Scanner(decoded, options).run();
  const hits = new Scanner(text, options, plain).run();
  const further = [...percentHits(text, plain), ...(options.patterns?.find(text) ?? [])];
  return further.length === 0 ? hits : merge([...hits, ...further]);
}

/** Of hits in any order, those that stay: no two overlap. */
function merge(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  for (const hit of [...hits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    let first = kept.length;
    let stays = true;
    while (stays && first > 0 && kept[first - 1]!.end > hit.start) stays = outranks(hit, kept[--first]!);
    if (!stays) continue;
    kept.length = first;
    kept.push(hit);
  }
  return kept;
}

class Scanner {
  readonly #text: string;
  readonly #options: ScanOptions;
  readonly #known: readonly KnownNames[];
  readonly #secrets: readonly Hit[];
  readonly #decoded: ((text: string) => Hit[]) | undefined;
  /** Up to here base64 was looked for. */
  #decodedTo = 0;
  readonly #hits: Hit[] = [];
  #at = 0;
  #nextSecret = 0;
  /** Flags of cue words met lately, and how far they reach. */
  #cues = 0;
  #cuesEnd = -1;

  /** @param decoded scans what a run of base64 decodes to; without it no run is decoded. */
  constructor(text: string, options: ScanOptions, decoded?: (text: string) => Hit[]) {
    this.#decoded = decoded;
    this.#text = text;
    this.#options = options;
    this.#known = options.known.filter((names) => !names.isEmpty);
    this.#secrets = secretsIn(text);
  }

  run(): Hit[] {
    const text = this.#text;
    let secretStart = this.#secrets[0]?.start ?? text.length;
    while (this.#at < text.length) {
      if (this.#at >= secretStart) {
        this.#takeSecret();
        secretStart = this.#secrets[this.#nextSecret]?.start ?? text.length;
        continue;
      }
      const code = text.charCodeAt(this.#at);
      const kind = classOf(code);
      if (kind >= LOWER && kind <= LETTER) this.#word(kind);
      else if (kind === DIGIT) this.#number(this.#at);
      else this.#sign(code);
    }
    while (this.#nextSecret < this.#secrets.length) this.#takeSecret();
    return this.#hits;
  }

  /** A key inside something that goes as a whole (an address with a token in it) goes with it. */
  #takeSecret(): void {
    const secret = this.#secrets[this.#nextSecret++]!;
    const last = this.#hits[this.#hits.length - 1];
    if (!last || last.end < secret.end || PRIORITY[last.type] < PRIORITY.URL) this.#take(secret);
  }

  #sign(code: number): void {
    const text = this.#text;
    const at = this.#at;
    this.#at++;
    if (code === AT_SIGN) this.#take(emailAt(text, at, this.#floor()) ?? handleAt(text, at));
    else if (code === COLON) this.#colon(at);
    else if (code === LESS_THAN) this.#angle(at);
    else if (code === BARRIER_CODE) this.#forgetCues();
    else if (code === HYPHEN && text.startsWith('----', at + 1)) this.#take(pemAt(text, at));
    else if (code === SLASH || code === BACKSLASH) this.#take(homePathAt(text, at));
    else if ((code === PLUS || code === BRACKET) && isDigit(text.charCodeAt(at + 1))) this.#signed(at);
  }

  #angle(at: number): void {
    const placeholder = placeholderAt(this.#text, at);
    if (placeholder) this.#forgetCues();
    this.#take(placeholder ?? machineLineAt(this.#text, at));
  }

  /** A cue does not reach across what was found: its length is not the same in the next round. */
  #forgetCues(): void {
    this.#cues = 0;
  }

  #colon(at: number): void {
    const text = this.#text;
    if (text.startsWith('//', at + 1)) this.#take(urlAt(text, at, this.#floor()));
    else if (text.charCodeAt(at + 1) === COLON) this.#take(ipv6At(text, at));
  }

  #signed(at: number): void {
    const groups = groupsAt(this.#text, at + 1);
    this.#take(phoneAt(this.#text, at, groups, (this.#cuesNear(at) & PHONE_CUE) !== 0));
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
    const word: Word = { start, letters, end, isCapital: kind === UPPER };
    this.#at = end;
    this.#take(readToken(text, word, this.#cuesNear(start)));
    if (end - start >= ENCODED_MIN) this.#encoded(start);
    if (this.#at > end) return;
    const { lexicon } = this.#options;
    const flags = lexicon.flags(text, start, letters);
    if ((flags & ANNOUNCING) !== 0) this.#cue(start, end, flags);
    if (this.#at > end || end !== letters) return;
    for (const names of this.#known) this.#take(names.matchAt(text, start, end));
    if (this.#at > end) return;
    this.#named(word, flags, kind);
  }

  #encoded(start: number): void {
    if (!this.#decoded || start < this.#decodedTo) return;
    this.#decodedTo = base64End(this.#text, start);
    this.#take(base64At(this.#text, start, this.#decoded));
  }

  #named(word: Word, flags: number, kind: number): void {
    const text = this.#text;
    const { lexicon, mode } = this.#options;
    const { start, end } = word;
    if (kind === UPPER) this.#take(readPlaceOrFirm(text, word, lexicon, flags, mode));
    if (this.#at > end) return;
    if (flags !== 0 || kind === UPPER) this.#take(nameAt(text, start, end, flags, { lexicon, mode }));
    if (this.#at === end && kind === LOWER && mode === 'free')
      this.#take(smallNameAt(text, start, end, flags, lexicon));
  }

  #cue(start: number, end: number, flags: number): void {
    const text = this.#text;
    this.#cues = this.#cuesNear(start) | (flags & REACHING);
    if ((flags & REACHING) !== 0) this.#cuesEnd = end + CUE_REACH;
    if ((flags & MONTH) !== 0) this.#take(monthAt(text, start, end));
    // The cue itself stays; only its value is a hit.
    if ((flags & SECRET_CUE) !== 0) this.#takeCued(cuedSecretAt(text, start, end));
    if ((flags & USER_CUE) !== 0) this.#takeCued(cuedHandleAt(text, end));
    if ((flags & ADDRESS_CUE) !== 0) this.#takeCued(cuedAddressAt(text, end));
  }

  /** A value that is a key of a known kind is left to that kind. */
  #takeCued(hit: Hit | undefined): void {
    const secret = this.#secrets[this.#nextSecret];
    if (!hit || (secret && secret.start < hit.end && secret.end > hit.start)) return;
    this.#take(hit);
  }

  #number(start: number): void {
    const hit = readNumber(this.#text, start, {
      lexicon: this.#options.lexicon,
      cues: this.#cuesNear(start),
    });
    this.#at = hit.end;
    this.#take(hit);
  }

  #cuesNear(at: number): number {
    return at < this.#cuesEnd ? this.#cues : 0;
  }

  #floor(): number {
    const last = this.#hits[this.#hits.length - 1];
    return last && PRIORITY[last.type] >= PRIORITY.EMAIL ? last.end : 0;
  }

  /** Adds a hit; one that overlaps earlier hits replaces them if it outranks them all, and is dropped if not. */
  #take(found: Hit | undefined): void {
    if (!found) return;
    const isBirth = found.type === 'DATE' && (this.#cuesNear(found.start) & BIRTH_CUE) !== 0;
    const hit = isBirth ? asBirth(found) : found;
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
