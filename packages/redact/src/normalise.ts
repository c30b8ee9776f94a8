// One spelling for detection, with a map back to the original. Full-width forms, decomposed letters, invisible
// characters and exotic dashes would otherwise each hide a value from every detector.

import { classOf, MARK } from './classes.ts';
import { MARKS_MAX } from './limits.ts';

export interface Normalised {
  readonly text: string;
  /** Offset in the original where the unit at `index` begins; `text.length` maps to the original's end. */
  from(index: number): number;
  /** Offset in the original where the unit before `index` ends. */
  to(index: number): number;
}

/** The text in NFKC, letter by letter, without invisible characters, with plain dashes, quotes and spaces. */
export function normalise(raw: string): Normalised {
  let at = 0;
  while (at < raw.length && isPlain(raw.charCodeAt(at))) at++;
  if (at === raw.length) return { text: raw, from: (index) => index, to: (index) => index };
  return normaliseSlowly(raw);
}

/** The same without the map. */
export function normaliseText(raw: string): string {
  return normalise(raw).text;
}

function normaliseSlowly(raw: string): Normalised {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  while (at < raw.length) {
    const code = raw.charCodeAt(at);
    if (isInvisible(code)) {
      at++;
      continue;
    }
    const end = clusterEnd(raw, at);
    const folded =
      end === at + 1 && isPlain(code) ? raw[at]! : fold(raw.slice(at, Math.min(end, at + MARKS_MAX)));
    for (let unit = 0; unit < folded.length; unit++) {
      starts.push(at);
      ends.push(end);
    }
    parts.push(folded);
    at = end;
  }
  return {
    text: parts.join(''),
    from: (index) => starts[index] ?? raw.length,
    to: (index) => (index === 0 ? 0 : (ends[index - 1] ?? raw.length)),
  };
}

/** End of the letter that begins at `at`: its combining marks, and joining jamo, belong to it. */
function clusterEnd(raw: string, at: number): number {
  const high = raw.charCodeAt(at);
  let end = at + (high >= 0xd800 && high < 0xdc00 && isLowSurrogate(raw.charCodeAt(at + 1)) ? 2 : 1);
  while (end < raw.length) {
    const next = raw.charCodeAt(end);
    if (next < 0x300 || !(classOf(next) === MARK || (next >= 0x1160 && next <= 0x11ff))) break;
    end++;
  }
  return end;
}

function fold(cluster: string): string {
  const folded = cluster.normalize('NFKC');
  return folded.replace(DASHES, '-').replace(QUOTES, "'").replace(SPACES, ' ');
}

const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const QUOTES = /[\u2018\u2019\u02bc]/g;
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** Needs no folding, whatever stands beside it (marks, which begin at U+0300, are never plain). */
function isPlain(code: number): boolean {
  if (code < 0x80) return true;
  if (code < 0x300)
    return code >= 0xc0
      ? !isCompatibility(code)
      : code === 0xa3 || code === 0xa7 || code === 0xb0 || code === 0xa9;
  return code === 0x20ac || (code >= 0x201c && code <= 0x201e) || code === 0x2022;
}

/** Letters of U+00C0..U+02FF with a compatibility decomposition. */
function isCompatibility(code: number): boolean {
  return (code >= 0x132 && code <= 0x149) || (code >= 0x17f && code <= 0x1f3) || code >= 0x2b0;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}

function isInvisible(code: number): boolean {
  if (code < 0xad) return false;
  return (
    code === 0xad ||
    code === 0x180e ||
    code === 0xfeff ||
    code === 0x034f ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xfe00 && code <= 0xfe0f)
  );
}
