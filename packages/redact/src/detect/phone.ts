// Phone numbers: international, trunk prefix, North American, bracketed area codes, extensions; bare digits only near a cue.

import { isDigit, isLetter } from '../classes.ts';
import type { Hit } from './hit.ts';
import type { Groups } from './numbers.ts';

/** ITU-T E.164: at most 15 digits. */
const E164_MAX = 15;
const EXTENSION = /^ ?(?:x|ext\.?|extension|-) ?(\d{1,6})(?!\d)/i;

/**
 * @param start the first digit, or the `+` or `(` before it.
 * @param groups the groups from the first digit.
 * @param cue a word such as "phone" stands near.
 */
export function phoneAt(text: string, start: number, groups: Groups, cue: boolean): Hit | undefined {
  const last = lastPhoneGroup(groups);
  if (last === -1) return undefined;
  const end = groups.ends[last]!;
  if (isLetter(text.charCodeAt(end)) && !EXTENSION.test(text.slice(end, end + 12))) return undefined;
  const evidence = shapeOf(text, start, groups, last, cue);
  if (!evidence) return undefined;
  const open = openingBracket(text, start);
  return { start: open, end: withExtension(text, end), type: 'PHONE', evidence };
}

function lastPhoneGroup(groups: Groups): number {
  for (let at = groups.counts.length - 1; at >= 0; at--) {
    const count = groups.counts[at]!;
    // A chain that goes on beyond a phone's length is something else (a card, a table of numbers).
    if (count > E164_MAX + 2) return -1;
    if (count >= 6) return at;
  }
  return -1;
}

function shapeOf(
  text: string,
  start: number,
  groups: Groups,
  last: number,
  cue: boolean,
): string | undefined {
  const count = groups.counts[last]!;
  const lead = text[start];
  const sizes = groups.counts.slice(0, last + 1).map((n, at) => n - (groups.counts[at - 1] ?? 0));
  const joined = groups.separators.slice(0, last);
  if (lead === '+') return count >= 7 ? 'international' : undefined;
  if (joined.some((separator) => separator.includes('. ') || separator === ' - ')) return undefined;
  if (lead === '(') return count >= 7 && joined.length > 0 && joined[0]!.includes(')') ? 'area' : undefined;
  const trunk = groups.digits.startsWith('0');
  if (trunk && groups.digits.startsWith('00') && count >= 9) return 'international';
  if (trunk && count >= 8 && count <= 13 && (joined.length > 0 || cue)) return 'trunk';
  if (isNorthAmerican(sizes, joined, groups.digits)) return 'north-american';
  if (
    joined.length >= 2 &&
    count >= 8 &&
    sizes.every((size) => size <= 5) &&
    joined.every((s) => /^[-. ]$/.test(s))
  ) {
    const thousands = sizes.slice(1).every((size) => size === 3);
    if (!thousands) return 'grouped';
  }
  return cue && count >= 6 ? 'cue' : undefined;
}

function isNorthAmerican(sizes: readonly number[], joined: readonly string[], digits: string): boolean {
  const shape = sizes.join(' ');
  if (shape === '3 3 4') return joined.every((separator) => /^[-. /]$|^\) ?$/.test(separator));
  if (shape === '1 3 3 4') return digits.startsWith('1');
  return shape === '3 4' && joined[0] === '-';
}

function openingBracket(text: string, start: number): number {
  if (start > 0 && text[start - 1] === '(' && text[start] !== '+') return start - 1;
  return start;
}

function withExtension(text: string, end: number): number {
  const match = EXTENSION.exec(text.slice(end, end + 20));
  if (!match || match[0].startsWith('-') || match[0].startsWith(' -')) return end;
  const tail = end + match[0].length;
  return isDigit(text.charCodeAt(tail)) ? end : tail;
}
