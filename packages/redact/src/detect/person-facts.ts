// What is said of a person besides her name: born when, how old, called what.

import { isWord } from '../classes.ts';
import { AGE_CUES } from '../lexicon/cues.ts';
import { follows } from './context.ts';
import type { Hit } from './hit.ts';

/** A date is a date of birth if a word near it says so. */
export function asBirth(hit: Hit): Hit {
  return { ...hit, type: 'BIRTH', evidence: 'cue' };
}

const AGE_AFTER =
  /^(?:[ -]years?[ -]old|[ -]year-olds?| ?y\/?o| Jahre alt|[- ]?jährige[nrs]?| ans et)(?![A-Za-z])/;
/** Between the cue and the years. */
const AGE_BEFORE = /(?:[a-zé]{2,5}|\)) ?[:=]? ?(?:of |de |von )?$/;

/** `34 years old`, `aged 34`, `34 Jahre alt`, `âgé de 34 ans`; `cue` says that a word like `age` stands near. */
export function ageAt(text: string, start: number, end: number, cue: boolean): Hit | undefined {
  const years = Number(text.slice(start, end));
  if (years < 1 || years > 120) return undefined;
  const next = text.charCodeAt(end);
  if (next === 32 || next === 45 || next === 121 || next === 106) {
    const after = AGE_AFTER.exec(text.slice(end, end + 14));
    if (after) return { start, end: end + after[0].length, type: 'AGE', evidence: 'cue' };
  }
  const isNear =
    cue &&
    !isWord(next) &&
    follows(text, start, AGES, 2) &&
    AGE_BEFORE.test(text.slice(Math.max(0, start - 12), start));
  return isNear ? { start, end, type: 'AGE', evidence: 'cue' } : undefined;
}
const AGES = new Set(AGE_CUES.split(' '));

const HANDLE_MAX = 40;
/** `@` also begins rules of style sheets and marks in code. */
const NOT_HANDLES = new Set(
  'media import charset font-face keyframes supports namespace page layer property override param return returns deprecated throws see link todo author since version test types'.split(
    ' ',
  ),
);

/** `@anna_b` as a word of its own. */
export function handleAt(text: string, at: number): Hit | undefined {
  if (at > 0 && (isWord(text.charCodeAt(at - 1)) || text[at - 1] === '@' || text[at - 1] === '/'))
    return undefined;
  let end = at + 1;
  const limit = Math.min(text.length, at + HANDLE_MAX);
  while (end < limit && isHandle(text.charCodeAt(end))) end++;
  while (end > at + 1 && !isWord(text.charCodeAt(end - 1))) end--;
  const name = text.slice(at + 1, end);
  if (name.length < 3 || text[end] === '/' || text[end] === '@' || !/[A-Za-z\u00c0-\uffff]/.test(name))
    return undefined;
  if (NOT_HANDLES.has(name.toLowerCase())) return undefined;
  return { start: at, end, type: 'HANDLE', evidence: 'at' };
}

function isHandle(code: number): boolean {
  return isWord(code) || code === 95 || code === 46 || code === 45;
}

const USER_SEPARATOR = /^(?: ?name| ?id)?["']? ?[:=] ?["']?/i;

/** The value after `username:`, `login =`, `Benutzername:`. */
export function cuedHandleAt(text: string, cueEnd: number): Hit | undefined {
  const separator = USER_SEPARATOR.exec(text.slice(cueEnd, cueEnd + 12));
  if (!separator) return undefined;
  const start = cueEnd + separator[0].length;
  let end = start;
  const limit = Math.min(text.length, start + HANDLE_MAX);
  while (end < limit && (isHandle(text.charCodeAt(end)) || text[end] === '\\' || text[end] === '@')) end++;
  while (end > start && !isWord(text.charCodeAt(end - 1))) end--;
  return end - start >= 3 ? { start, end, type: 'HANDLE', evidence: 'cue' } : undefined;
}
