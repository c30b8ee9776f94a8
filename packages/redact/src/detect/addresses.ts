// Postal addresses: house number and street in either order, floors, codes and towns behind it, also over line ends.
//
// Nothing here knows the streets: form, the words for streets, and the codes of towns carry it. Every step looks a
// bounded number of words ahead.

import { classOf, isDigit, isLetter, isWord, UPPER } from '../classes.ts';
import { foldWord } from '../lexicon/lexicon.ts';
import {
  STATES,
  STREET_BEFORE,
  STREET_CERTAIN,
  STREET_ENDS,
  STREET_LIKELY,
  STREET_PARTICLES,
  STREET_WORDS,
  UNITS,
} from '../lexicon/streets.ts';
import type { Hit } from './hit.ts';
import { lettersEnd, wordEnd } from './words.ts';

const STREET_WORDS_MAX = 6;
const TAIL_PARTS_MAX = 6;
const HOUSE_MAX = 5;

const hit = (start: number, end: number, evidence: string): Hit => ({
  start,
  end,
  type: 'ADDRESS',
  evidence,
});

/** An address that begins with its house number: `221B Baker Street`, `12 bis, rue de la Paix`, `10115 Berlin`. */
export function addressFromNumber(text: string, start: number): Hit | undefined {
  if (
    start > 0 &&
    (isWord(text.charCodeAt(start - 1)) ||
      ('.,/-'.includes(text[start - 1]!) && isDigit(text.charCodeAt(start - 2))))
  )
    return undefined;
  let at = start;
  while (at - start < HOUSE_MAX && isDigit(text.charCodeAt(at))) at++;
  if (isDigit(text.charCodeAt(at))) return undefined;
  at = houseEnd(text, at);
  const first = skip(text, at, ' ,');
  if (first === at || !isLetter(text.charCodeAt(first))) return undefined;
  const end = streetBehind(text, first);
  return end === -1 ? undefined : hit(start, tailEnd(text, end), 'street');
}

/** An address that begins with its street: `Lindenstraße 5`, `Kölner Str. 12a`, `Via Roma, 3`. */
export function addressFromWord(text: string, start: number, end: number): Hit | undefined {
  const word = foldWord(text.slice(start, end));
  const isCapital = classOf(text.charCodeAt(start)) === UPPER;
  if (STREET_BEFORE.has(word)) return addressFromPrefix(text, start, end, isCapital);
  const isStreet =
    isCapital &&
    (STREET_WORDS.has(word) || (end - start >= 6 && STREET_ENDS.some((ending) => word.endsWith(ending))));
  if (!isStreet) return undefined;
  const last = houseNumberEnd(text, skip(text, end, '. ,'));
  if (last === -1) return undefined;
  const from = STREET_WORDS.has(word) ? withWordsBefore(text, start) : start;
  return from === start && STREET_WORDS.has(word) ? undefined : hit(from, tailEnd(text, last), 'street');
}

function addressFromPrefix(text: string, start: number, end: number, isCapital: boolean): Hit | undefined {
  let at = skip(text, end, '. ');
  let capitals = 0;
  for (let words = 0; words < STREET_WORDS_MAX; words++) {
    const number = skip(text, at, ', ');
    if (capitals > 0 && isDigit(text.charCodeAt(number))) {
      const last = houseNumberEnd(text, number);
      return last === -1 ? undefined : hit(start, tailEnd(text, last), 'street');
    }
    const stop = lettersEnd(text, at);
    if (stop === at) return undefined;
    const word = foldWord(text.slice(at, stop));
    if (classOf(text.charCodeAt(at)) === UPPER) capitals++;
    else if (!STREET_PARTICLES.has(word) && isCapital) return undefined;
    at = skip(text, stop, " '.-");
  }
  return undefined;
}

/** `12a`, `12 bis`, `12-14`, `12/3`. */
function houseEnd(text: string, at: number): number {
  if (isLetter(text.charCodeAt(at)) && !isWord(text.charCodeAt(at + 1))) return at + 1;
  const range = /^ ?[-–/] ?\d{1,5}[a-zA-Z]?(?![\p{L}\d])|^ (?:bis|ter|quater)(?![\p{L}\d])/u.exec(
    text.slice(at, at + 10),
  );
  return range ? at + range[0].length : at;
}

function houseNumberEnd(text: string, start: number): number {
  let at = start;
  while (at - start < HOUSE_MAX && isDigit(text.charCodeAt(at))) at++;
  if (at === start || isDigit(text.charCodeAt(at))) return -1;
  if (text[at] === ' ' && isLetter(text.charCodeAt(at + 1)) && !isWord(text.charCodeAt(at + 2)))
    return at + 2;
  const end = houseEnd(text, at);
  return isWord(text.charCodeAt(end)) ? -1 : end;
}

/** End of a street's name whose first word begins at `first`; -1 if it is none. */
function streetBehind(text: string, first: number): number {
  let at = first;
  let lastCapital = false;
  let before = false;
  let capitals = 0;
  for (let words = 0; words < STREET_WORDS_MAX; words++) {
    const stop = lettersEnd(text, at);
    if (stop === at) return -1;
    const word = foldWord(text.slice(at, stop));
    const capital = classOf(text.charCodeAt(at)) === UPPER;
    if (words === 0 && STREET_BEFORE.has(word) && !STREET_CERTAIN.has(word)) before = true;
    else if (
      words === 0 &&
      STREET_BEFORE.has(word) &&
      /^ (?:de|du|des|d'|la|le|[A-Z])/.test(text.slice(stop, stop + 4))
    )
      before = true;
    else if (words > 0 && !before && isStreetWord(word, capital, lastCapital, words))
      return directionEnd(text, stop);
    else if (
      words === 0 &&
      stop - at >= 7 &&
      STREET_ENDS.some((ending) => ending.length > 3 && word.endsWith(ending)) &&
      capital
    )
      return stop;
    if (capital) capitals++;
    if (before && words > 0 && !STREET_PARTICLES.has(word)) {
      if (!capital && words > 2) return -1;
      if (!isCapitalNext(text, stop)) return capitals > 0 || words <= 3 ? stop : -1;
    }
    lastCapital = capital;
    const next = skip(text, stop, before ? " '-" : " '.-");
    if (next === stop) return -1;
    at = next;
  }
  return -1;
}

function isStreetWord(word: string, capital: boolean, lastCapital: boolean, words: number): boolean {
  if (STREET_CERTAIN.has(word)) return capital === lastCapital && words <= 4;
  return STREET_LIKELY.has(word) && capital && lastCapital && words <= 4;
}

function isCapitalNext(text: string, stop: number): boolean {
  const next = skip(text, stop, " '-");
  if (next === stop) return false;
  if (classOf(text.charCodeAt(next)) === UPPER) return true;
  return STREET_PARTICLES.has(foldWord(text.slice(next, lettersEnd(text, next))));
}

/** `Street NW`, `Road South`. */
function directionEnd(text: string, stop: number): number {
  const from = text[stop] === '.' ? stop + 1 : stop;
  const direction = /^ (?:[NS][EW]|[NESW]|North|South|East|West)\.?(?![\p{L}\d])/u.exec(
    text.slice(from, from + 8),
  );
  return direction ? from + direction[0].length : stop;
}

/** Kölner | Straße: capitalised words directly before. */
function withWordsBefore(text: string, start: number): number {
  let from = start;
  for (let words = 0; words < 2; words++) {
    if (text[from - 1] !== ' ' && text[from - 1] !== '-') return from;
    let at = from - 1;
    while (at > 0 && isLetter(text.charCodeAt(at - 1)) && from - at < 30) at--;
    if (at === from - 1 || classOf(text.charCodeAt(at)) !== UPPER) return from;
    from = at;
  }
  return from;
}

const POST_CODE =
  /^(?:(?:D|A|CH|F|B|L|NL|DE|AT)-)?(?:\d{5}(?:-\d{4})?|\d{4} ?[A-Z]{2}|\d{4}|\d{3} \d{2}|\d{2}-\d{3})(?![\p{L}\d-])|^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![\p{L}\d])|^[A-Z]\d[A-Z] ?\d[A-Z]\d(?![\p{L}\d])/u;

/** Floors, post code, town, state behind a street, over commas and line ends. */
function tailEnd(text: string, from: number): number {
  let end = from;
  for (let part = 0; part < TAIL_PARTS_MAX; part++) {
    const at = skip(text, end, ' ,.\n\r\t', 12);
    if (at === end) break;
    const next = unitEnd(text, at) ?? codeEnd(text, at) ?? townEnd(text, at);
    if (next === undefined) break;
    end = next;
  }
  return end;
}

function unitEnd(text: string, at: number): number | undefined {
  const stop = lettersEnd(text, at);
  if (stop === at || !UNITS.has(foldWord(text.slice(at, stop))))
    return text[at] === '#' && isDigit(text.charCodeAt(at + 1)) ? wordEnd(text, at + 1) : undefined;
  const from = skip(text, stop, ' .#', 4);
  const end = wordEnd(text, from);
  return end > from && end - from <= 6 && /\d/.test(text.slice(from, end)) ? end : undefined;
}

/** A post code, and the town behind it. */
function codeEnd(text: string, at: number): number | undefined {
  const code = POST_CODE.exec(text.slice(at, at + 16));
  if (!code) return undefined;
  const end = at + code[0].length;
  return text[end] === ' ' ? (capitalsEnd(text, end + 1, 3) ?? end) : end;
}

/** A town that a state or a post code confirms: `Springfield, IL 62704`. */
function townEnd(text: string, at: number): number | undefined {
  const town = capitalsEnd(text, at, 3);
  if (town === undefined) return undefined;
  const next = skip(text, town, ' ,\n\r\t', 8);
  const state = lettersEnd(text, next);
  if (
    state - next >= 2 &&
    state - next <= 3 &&
    text.slice(next, state) === text.slice(next, state).toUpperCase() &&
    STATES.has(text.slice(next, state).toLowerCase())
  )
    return codeEnd(text, skip(text, state, ' ,', 3)) ?? state;
  return next > town ? codeEnd(text, next) : undefined;
}

function capitalsEnd(text: string, from: number, most: number): number | undefined {
  let end: number | undefined;
  let at = from;
  for (let words = 0; words < most; words++) {
    const stop = lettersEnd(text, at);
    const small =
      STREET_PARTICLES.has(text.slice(at, stop)) || /^(?:upon|am|an|sur|on)$/.test(text.slice(at, stop));
    if (stop === at || (classOf(text.charCodeAt(at)) !== UPPER && !(small && end !== undefined))) break;
    if (isDigit(text.charCodeAt(stop))) break;
    if (!small) end = stop;
    if (text[stop] !== ' ' && text[stop] !== '-') break;
    at = stop + 1;
  }
  return end;
}

/** A post code that proves itself: British, Canadian, or behind the letters of a state. */
export function postCodeAt(text: string, start: number): Hit | undefined {
  const window = text.slice(start, start + 14);
  const british = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?![\p{L}\d])|^[A-Z]\d[A-Z] \d[A-Z]\d(?![\p{L}\d])/u.exec(
    window,
  );
  if (british) return hit(start, start + british[0].length, 'post-code');
  const american = /^([A-Z]{2}),? \d{5}(?:-\d{4})?(?![\p{L}\d-])/u.exec(window);
  return american && STATES.has(american[1]!.toLowerCase())
    ? hit(start, start + american[0].length, 'post-code')
    : undefined;
}

/** What stands behind `address:` or `Anschrift:`, as far as it goes on like one. */
export function cuedAddressAt(text: string, cueEnd: number): Hit | undefined {
  if (text[cueEnd] !== ':') return undefined;
  const start = skip(text, cueEnd + 1, ' \t\n\r', 8);
  const limit = Math.min(text.length, start + 200);
  let end = start;
  let figures = 0;
  for (; end < limit; end++) {
    const char = text[end]!;
    if (isDigit(text.charCodeAt(end))) figures++;
    const isBreak =
      (char === '\n' && text[end + 1] === '\n') ||
      ((char === '.' || char === '?' || char === '!') &&
        text[end + 1] === ' ' &&
        end - start > 4 &&
        isLetter(text.charCodeAt(end - 4)));
    if (isBreak || char === ';' || char === ':' || char === '@' || char === '<' || char === '\uFFFC') break;
  }
  if (text[end] === ':' || text[end] === '@') end = Math.max(start, text.lastIndexOf('\n', end));
  while (end > start && !isWord(text.charCodeAt(end - 1))) end--;
  return figures > 0 && end - start >= 5 ? hit(start, end, 'cue') : undefined;
}

/** Skips up to `most` units that stand in `units`. */
function skip(text: string, from: number, units: string, most = 3): number {
  let at = from;
  while (at - from < most && at < text.length && units.includes(text[at]!)) at++;
  return at;
}
