// Words around a candidate: whole words, a bounded way back and a shorter one ahead, folded.

import { isLetter, isWord } from '../classes.ts';
import { foldWord } from '../lexicon/lexicon.ts';

const BACK = 72;
const AHEAD = 24;
/** Words looked at on either side. */
const WORDS_BACK = 8;
const WORDS_AHEAD = 2;

/** Say that the number beside them is no one's: `order`, `version`, `build`… in English, German, French. */
const DENYING = new Set(
  'order orders bestellung bestellnummer commande version build release sku part article artikel artikelnummer lot batch charge serial seriennummer model modell item ticket invoice rechnung rechnungsnummer facture ref reference referenz commit revision isbn ean upc gtin page seite line zeile total sum summe offset bytes size port error code hash checksum timestamp epoch'.split(
    ' ',
  ),
);

export interface Cues {
  has(words: ReadonlySet<string>): boolean;
  readonly denies: boolean;
}

/** Words before `start` and after `end`; those of another line count, those behind a barrier do not. */
export function cuesAround(text: string, start: number, end: number): Cues {
  const near = [...wordsBefore(text, start), ...wordsAfter(text, end)];
  return {
    has: (words) => near.some((word) => words.has(word)),
    denies: near.some((word) => DENYING.has(word)),
  };
}

/** Folded words before `at`, nearest first. */
export function wordsBefore(text: string, at: number): string[] {
  const words: string[] = [];
  const floor = Math.max(0, at - BACK);
  let end = at;
  while (end > floor && words.length < WORDS_BACK) {
    const code = text.charCodeAt(end - 1);
    if (isEdge(code)) break;
    if (!isLetter(code)) {
      end--;
      continue;
    }
    let start = end;
    while (start > floor && isLetter(text.charCodeAt(start - 1))) start--;
    words.push(foldWord(text.slice(start, end)));
    end = start;
  }
  return words;
}

function wordsAfter(text: string, at: number): string[] {
  const words: string[] = [];
  const limit = Math.min(text.length, at + AHEAD);
  let start = at;
  while (start < limit && words.length < WORDS_AHEAD) {
    const code = text.charCodeAt(start);
    if (isEdge(code)) break;
    if (!isLetter(code)) {
      start++;
      continue;
    }
    let end = start;
    while (end < limit && isWord(text.charCodeAt(end))) end++;
    words.push(foldWord(text.slice(start, end)));
    start = end;
  }
  return words;
}

/** Something was found there or will have been: what lies behind it must not count in one round and not in the next. */
function isEdge(code: number): boolean {
  return code === 0xfffc || code === 60 || code === 62 || code === 35;
}

/** True if one of `words` stands in front of `at`, at most `most` words away. */
export function follows(text: string, at: number, words: ReadonlySet<string>, most = WORDS_BACK): boolean {
  return wordsBefore(text, at)
    .slice(0, most)
    .some((word) => words.has(word));
}
