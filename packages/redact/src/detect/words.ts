// Runs of letters, and runs of words, as name detectors need them.

import { classOf, isLetter, isWord, LOWER, UPPER } from '../classes.ts';

/** End of the run of letters (and marks) that begins at `start`. */
export function lettersEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && (isLetter(text.charCodeAt(end)) || classOf(text.charCodeAt(end)) === 6)) end++;
  return end;
}

/** End of the run of letters and digits that begins at `start`. */
export function wordEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isWord(text.charCodeAt(end))) end++;
  return end;
}

/** Longest distance between two words of one name: a space, a hyphen, `, `, `. `. */
const GAP_MAX = 2;

/** Start of the next word if at most two units of space, hyphen, dot, comma or apostrophe stand between; -1 if not. */
export function nextWord(text: string, from: number): number {
  for (let at = from; at <= from + GAP_MAX && at < text.length; at++) {
    if (isLetter(text.charCodeAt(at))) return at === from ? -1 : at;
    if (!" -.,'_".includes(text[at]!)) return -1;
  }
  return -1;
}

/** A capital followed by at least one small letter, or four capitals: how names are written and most words are not. */
export function isCapitalised(text: string, start: number, end: number): boolean {
  if (classOf(text.charCodeAt(start)) !== UPPER) return false;
  for (let at = start + 1; at < end; at++) if (classOf(text.charCodeAt(at)) === LOWER) return true;
  return end - start >= 4;
}
