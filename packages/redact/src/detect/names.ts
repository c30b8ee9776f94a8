// Names by what stands around them. Structure finds names reliably (slot `person`, lists, names already seen); these
// cues are the second line and never the reason to open a slot.

import { GIVEN, INTERFACE, type Lexicon, MONTH, TITLE, TOWARD } from '../lexicon/lexicon.ts';
import type { Hit } from './hit.ts';
import { isCapitalised, lettersEnd, nextWord } from './words.ts';

/** Words of one name, particles and initials included. */
const NAME_WORDS_MAX = 6;
const PARTICLES = new Set('van von der den de di da del della dos la le bin ibn al el zu ten ter'.split(' '));
/** Titles that are words of their own unless capitalised. */
const CAPITAL_TITLES = new Set([
  'm',
  'sir',
  'madam',
  'sr',
  'sra',
  'miss',
  'prof',
  'monsieur',
  'madame',
  'frau',
  'herr',
]);

export interface NameContext {
  readonly lexicon: Lexicon;
  /** `interface` also takes two unknown capitalised words, and words after "Reply to", for a name. */
  readonly mode: 'interface' | 'free';
}

/** A name that begins at, or is announced by, the word from `start` to `end`. `flags` are that word's. */
export function nameAt(
  text: string,
  start: number,
  end: number,
  flags: number,
  context: NameContext,
): Hit | undefined {
  if ((flags & TITLE) !== 0) {
    const titled = afterTitle(text, start, end, context);
    if (titled) return titled;
  }
  if ((flags & TOWARD) !== 0 && context.mode === 'interface') {
    const addressed = afterCue(text, end, context);
    if (addressed) return addressed;
  }
  const capitalised = isCapitalised(text, start, end);
  if ((flags & (INTERFACE | MONTH)) !== 0)
    return capitalised && (flags & GIVEN) !== 0 ? ambiguous(text, start, end, context) : undefined;
  if (!capitalised && !(context.mode === 'interface' && (flags & GIVEN) !== 0 && end - start > 3))
    return undefined;
  if ((flags & GIVEN) !== 0) {
    const last = capitalised ? nameEnd(text, end, context) : smallNameEnd(text, end, context);
    return { start, end: last, type: 'PERSON', evidence: 'given' };
  }
  return (
    familyFirst(text, start, end, context) ??
    (context.mode === 'interface' ? byShape(text, start, end, context) : undefined)
  );
}

/** `Mark Anderson`: a given name that is also a word, so only with a family name that is none. */
function ambiguous(text: string, start: number, end: number, context: NameContext): Hit | undefined {
  const last = nameEnd(text, end, context);
  return last > end ? { start, end: last, type: 'PERSON', evidence: 'given' } : undefined;
}

function afterTitle(text: string, start: number, end: number, context: NameContext): Hit | undefined {
  const word = text.slice(start, end);
  if (CAPITAL_TITLES.has(word.toLowerCase()) && word[0] === word[0]!.toLowerCase()) return undefined;
  if (word === 'M' && text[end] !== '.') return undefined;
  const next = nextWord(text, end);
  if (next === -1 || text[end] === ',' || text[end] === '-') return undefined;
  const last = lettersEnd(text, next);
  if (!isCapitalised(text, next, last)) return undefined;
  return { start: next, end: nameEnd(text, last, context), type: 'PERSON', evidence: 'title' };
}

function afterCue(text: string, end: number, context: NameContext): Hit | undefined {
  if (text[end] !== ' ' && text[end] !== ':') return undefined;
  const next = text[end] === ':' && text[end + 1] === ' ' ? end + 2 : end + 1;
  const last = lettersEnd(text, next);
  if (last === next || !isCapitalised(text, next, last) || isCommon(text, next, last, context))
    return undefined;
  return { start: next, end: nameEnd(text, last, context), type: 'PERSON', evidence: 'cue' };
}

/** `Berg, Anna`. */
function familyFirst(text: string, start: number, end: number, context: NameContext): Hit | undefined {
  if (text[end] !== ',' || text[end + 1] !== ' ') return undefined;
  const next = end + 2;
  const last = lettersEnd(text, next);
  if (last === next || !isCapitalised(text, next, last)) return undefined;
  const flags = context.lexicon.flags(text, next, last);
  if ((flags & GIVEN) === 0 || (flags & INTERFACE) !== 0) return undefined;
  return { start, end: last, type: 'PERSON', evidence: 'given' };
}

function byShape(text: string, start: number, end: number, context: NameContext): Hit | undefined {
  const last = nameEnd(text, end, context);
  return last > end ? { start, end: last, type: 'PERSON', evidence: 'shape' } : undefined;
}

/** Extends a name over the capitalised words that follow, across particles and initials, not into interface words. */
function nameEnd(text: string, from: number, context: NameContext): number {
  let end = from;
  let pending = from;
  for (let words = 1; words < NAME_WORDS_MAX; words++) {
    const start = nextWord(text, pending);
    if (start === -1 || /[,_]/.test(text.slice(pending, start)) || endsSentence(text, pending, start))
      return end;
    const stop = lettersEnd(text, start);
    if (PARTICLES.has(text.slice(start, stop).toLowerCase())) {
      pending = stop;
      continue;
    }
    const initial =
      stop - start === 1 &&
      text[start] !== text[start]!.toLowerCase() &&
      (text[stop] === '.' || text[stop] === ' ');
    if (!initial && (!isCapitalised(text, start, stop) || isCommon(text, start, stop, context))) return end;
    end = stop;
    pending = stop;
  }
  return end;
}

/** `anna berg`, as typed into a search: one unknown word more. */
function smallNameEnd(text: string, from: number, context: NameContext): number {
  const start = text[from] === ' ' ? from + 1 : from;
  const stop = lettersEnd(text, start);
  return start > from && stop - start > 2 && context.lexicon.flags(text, start, stop) === 0 ? stop : from;
}

/** `. ` after a word of more than one letter ends a sentence; after an initial or a title it does not. */
function endsSentence(text: string, from: number, next: number): boolean {
  const gap = text.slice(from, next);
  if (!gap.includes('.')) return false;
  return from >= 2 && /\p{L}/u.test(text[from - 2]!);
}

function isCommon(text: string, start: number, end: number, context: NameContext): boolean {
  const flags = context.lexicon.flags(text, start, end);
  return (flags & (INTERFACE | MONTH)) !== 0;
}
