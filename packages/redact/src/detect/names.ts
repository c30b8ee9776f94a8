// Names by what stands around them. Structure finds names reliably (slot `person`, lists, names already seen); these
// cues are the second line and never the reason to open a slot.

import { classOf, isLetter, UPPER } from '../classes.ts';
import { GIVEN, INTERFACE, type Lexicon, MONTH, TITLE, TOWARD } from '../lexicon/lexicon.ts';
import { follows } from './context.ts';
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
  const initials = initialsFirst(text, start, end, context);
  if (initials) return initials;
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
    byList(text, start, end, context) ??
    (context.mode === 'interface' ? byShape(text, start, end, context) : undefined)
  );
}

/** Names of the shipped lists, which are long and therefore trusted less than the short one. */
function byList(text: string, start: number, end: number, context: NameContext): Hit | undefined {
  const { lexicon } = context;
  const kind = lexicon.nameKind(text, start, end);
  const opens = beginsSentence(text, start);
  const last = nameEnd(text, end, context);
  const person = (evidence: string): Hit => ({ start, end: last, type: 'PERSON', evidence });
  if (kind === 'given' && (last > end || !opens)) return person('given');
  if (last > end) {
    if (kind === 'wordlike') return person('given');
    const next = nextWord(text, end);
    const nextKind = next === -1 ? 'none' : lexicon.nameKind(text, next, lettersEnd(text, next));
    if (nextKind !== 'none' && (kind === 'family' || (!opens && nextKind === 'family')))
      return person('family');
  }
  if (kind !== 'family' || opens || lexicon.isPlace(text, start, end)) return undefined;
  return follows(text, start, LEADS_TO_NAMES, 1) ? person('cue') : undefined;
}

/** Behind these, in running text, a family name of the list is a person. */
const LEADS_TO_NAMES = new Set(
  'by with asked told met meet called emailed colleague manager boss ask tell contact kollege kollegin kollegen mit von bei fragt familie collegue avec par docteur attorney anwalt nurse officer agent'.split(
    ' ',
  ),
);

/** `J. Smith`, `J.-P. Quux`: initials and a capitalised word that is no interface word. */
function initialsFirst(text: string, start: number, end: number, context: NameContext): Hit | undefined {
  if (end - start !== 1 || text[end] !== '.' || classOf(text.charCodeAt(start)) !== UPPER) return undefined;
  let at = end + 1;
  for (let more = 0; more < 3; more++) {
    if (text[at] === ' ' || text[at] === '-') at++;
    if (classOf(text.charCodeAt(at)) !== UPPER || text[at + 1] !== '.') break;
    at += 2;
  }
  if (text[at] === ' ') at++;
  const stop = lettersEnd(text, at);
  if (stop - at < 3 || !isCapitalised(text, at, stop) || isCommon(text, at, stop, context)) return undefined;
  if (
    context.mode === 'free' &&
    context.lexicon.nameKind(text, at, stop) === 'none' &&
    beginsSentence(text, start)
  )
    return undefined;
  return { start, end: nameEnd(text, stop, context), type: 'PERSON', evidence: 'initials' };
}

/** Names written small: a given name of the short list, or one of the long list and a family name behind it. */
export function smallNameAt(
  text: string,
  start: number,
  end: number,
  flags: number,
  lexicon: Lexicon,
): Hit | undefined {
  if (end - start < 3 || (flags & INTERFACE) !== 0 || lexicon.nameKind(text, start, end) !== 'given')
    return undefined;
  const next = text[end] === ' ' ? end + 1 : end;
  const stop = lettersEnd(text, next);
  const kind =
    stop - next > 2 && lexicon.flags(text, next, stop) === 0 ? lexicon.nameKind(text, next, stop) : 'none';
  if (kind === 'family' || kind === 'given') return { start, end: stop, type: 'PERSON', evidence: 'given' };
  return (flags & GIVEN) !== 0 && end - start > 3
    ? { start, end, type: 'PERSON', evidence: 'given' }
    : undefined;
}

function beginsSentence(text: string, start: number): boolean {
  if (start === 0) return true;
  const before = text[start - 1]!;
  if (before !== ' ') return before === '\n' || before === '"';
  return '.!?:'.includes(text[start - 2] ?? '.');
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
    if (start === -1 || isBreak(text, pending, start) || endsSentence(text, pending, start)) return end;
    const stop = lettersEnd(text, start);
    if (stop - start <= 5 && PARTICLES.has(text.slice(start, stop).toLowerCase())) {
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

function isBreak(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text[at] === ',' || text[at] === '_') return true;
  return false;
}

/** `. ` after a word of more than one letter ends a sentence; after an initial or a title it does not. */
function endsSentence(text: string, from: number, next: number): boolean {
  if (text[from] !== '.' && text[next - 1] !== '.' && text[from + 1] !== '.') return false;
  return from >= 2 && isLetter(text.charCodeAt(from - 2));
}

function isCommon(text: string, start: number, end: number, context: NameContext): boolean {
  const flags = context.lexicon.flags(text, start, end);
  return (flags & (INTERFACE | MONTH)) !== 0;
}
