// The no-train register on the device: customers nobody may learn from. A hit drops the observation; it is counted,
// never named. Names are compared as sequences of whole words after folding case, width and punctuation.

import type { Policy } from './schema.ts';

/** A compiled register. Every question is cheap enough for every string of every event. */
export interface NoTrainRegister {
  readonly isEmpty: boolean;
  /**
   * The URL's host is, or lies under, a registered domain; its text names a registered name, account or domain; or a
   * registered pattern fits its host and path.
   */
  hitsUrl(url: string): boolean;
  /** The text contains a registered name or account, or a registered domain (also as part of a mail address). */
  hitsText(text: string): boolean;
  /** As {@link hitsText}, for a title or a heading, where the register's document markers count too. */
  hitsTitle(text: string): boolean;
}

const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is what is meant
const ASCII = /^[\x00-\x7f]*$/;
const NOT_ASCII_WORD = /[^a-z0-9]+/;

/** The phrases as a tree of words: a register of thousands that all begin alike costs no more than one. */
interface Phrases {
  readonly next: ReadonlyMap<string, Phrases>;
  /** A phrase ends here. */
  readonly ends: boolean;
}

/** A list that is left out is empty. */
export function createNoTrain(register: Partial<Policy['noTrain']>): NoTrainRegister {
  const { names = [], domains = [], accounts = [], urls = [] } = register;
  // A domain is found as its sequence of labels: `contoso.example` also inside `anna@mail.contoso.example`.
  const phrases = phrasesOf([...names, ...domains, ...accounts]);
  const markers = phrasesOf(register.markers ?? []);
  const patterns = urls.map((pattern) => pattern.toLowerCase().split('*'));
  const isEmpty = phrases.next.size === 0 && markers.next.size === 0 && patterns.length === 0;
  const hitsText = (text: string): boolean =>
    phrases.next.size > 0 && text !== '' && containsPhrase(wordsOf(text), phrases);
  const hitsAddress = (url: string): boolean => hitsText(url) || fitsAny(url, patterns);
  return {
    isEmpty,
    hitsText,
    hitsTitle: (text) =>
      hitsText(text) || (markers.next.size > 0 && text !== '' && containsPhrase(wordsOf(text), markers)),
    hitsUrl: (url) => !isEmpty && (hitsAddress(url) || (url.includes('%') && hitsAddress(decode(url)))),
  };
}

function phrasesOf(entries: readonly string[]): Phrases {
  interface Growing {
    readonly next: Map<string, Growing>;
    ends: boolean;
  }
  const root: Growing = { next: new Map(), ends: false };
  for (const entry of entries) {
    let at = root;
    for (const word of wordsOf(entry)) {
      const known = at.next.get(word) ?? { next: new Map(), ends: false };
      at.next.set(word, known);
      at = known;
    }
    at.ends = at !== root;
  }
  return root;
}

function wordsOf(text: string): string[] {
  // Most texts of an interface are ASCII, and folding costs more than everything else here.
  if (ASCII.test(text)) return text.toLowerCase().split(NOT_ASCII_WORD).filter(isWord);
  const plain = text.replace(INVISIBLE, '').normalize('NFKD').replace(MARKS, '').toLowerCase();
  const folded = plain.includes('ß') ? plain.replaceAll('ß', 'ss') : plain; // as capitals write it
  return folded.split(NOT_WORD).filter(isWord);
}

const isWord = (word: string): boolean => word !== '';

function containsPhrase(words: readonly string[], phrases: Phrases): boolean {
  for (let from = 0; from < words.length; from++) {
    let at: Phrases | undefined = phrases;
    for (let word = from; at && word < words.length; word++) {
      at = at.next.get(words[word]!);
      if (at?.ends) return true;
    }
  }
  return false;
}

/** @param patterns each split at its `*`: pieces that must follow one another, the first at the start, the last at the end. */
function fitsAny(url: string, patterns: readonly (readonly string[])[]): boolean {
  if (patterns.length === 0) return false;
  const address = addressOf(url);
  return patterns.some((pieces) => fits(address, pieces));
}

/** Leftmost matches of each piece in turn: linear, whatever the pattern. */
function fits(address: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return address === first;
  if (!address.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = address.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return address.length - last.length >= at && address.endsWith(last);
}

/** `host/path` of an address, lower case, without port, query and fragment; what is no address is taken as it stands. */
function addressOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const address = parsed?.host ? `${parsed.hostname}${parsed.pathname}` : (url.split(/[?#]/)[0] ?? '');
  return address.toLowerCase();
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch (cause) {
    if (cause instanceof URIError) return url;
    throw cause;
  }
}
