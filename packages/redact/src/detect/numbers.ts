// Everything that begins with a digit or with the sign of a number: cards, phones, dates, amounts, plain numbers.
// One bounded look ahead collects the digit groups; each recogniser then looks at the groups.

import { ibanLength, isCard, isMod97 } from '../checksum.ts';
import { isDigit, isLetter, isWord } from '../classes.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import type { Hit } from './hit.ts';

/** Units looked ahead over for groups: a spaced IBAN, the longest of them, has 42. */
const AHEAD = 44;
const GROUPS_MAX = 12;

/** Digit groups with single separators between them, from one starting digit. */
export interface Groups {
  readonly digits: string;
  /** End offset of each group, and its number of digits so far. */
  readonly ends: readonly number[];
  readonly counts: readonly number[];
  /** Separator before each group but the first. */
  readonly separators: readonly string[];
}

/** Reads the groups that begin at `start`. A separator is at most two units of space, dash, dot, slash, bracket. */
export function groupsAt(text: string, start: number): Groups {
  const ends: number[] = [];
  const counts: number[] = [];
  const separators: string[] = [];
  let digits = '';
  let at = start;
  const limit = Math.min(text.length, start + AHEAD);
  while (at < limit && ends.length < GROUPS_MAX) {
    const from = at;
    while (at < text.length && isDigit(text.charCodeAt(at)) && at - from < AHEAD) at++;
    if (at === from) break;
    digits += text.slice(from, at);
    ends.push(at);
    counts.push(digits.length);
    const separator = separatorAt(text, at);
    if (separator === 0) break;
    separators.push(text.slice(at, at + separator));
    at += separator;
  }
  return { digits, ends, counts, separators };
}

function separatorAt(text: string, at: number): number {
  for (let length = 1; length <= 3; length++) {
    const code = text.charCodeAt(at + length - 1);
    if (isDigit(code)) return length - 1;
    if (!isSeparator(code)) return 0;
  }
  return isDigit(text.charCodeAt(at + 3)) ? 3 : 0;
}

function isSeparator(code: number): boolean {
  return code === 32 || code === 45 || code === 46 || code === 47 || code === 40 || code === 41;
}

/** A payment card: groups apart by one space or dash, an issuer's range and length, Luhn. */
export function cardAt(start: number, groups: Groups): Hit | undefined {
  for (let last = groups.ends.length - 1; last >= 0; last--) {
    const count = groups.counts[last]!;
    if (count < 12 || count > 19) continue;
    if (
      groups.separators
        .slice(0, last)
        .some((separator) => separator !== ' ' && separator !== '-' && separator !== '.')
    )
      continue;
    if (isCard(groups.digits.slice(0, count)))
      return { start, end: groups.ends[last]!, type: 'CARD', evidence: 'luhn' };
  }
  return undefined;
}

/** A social security number with its separators, or bare when a cue stands near. */
export function ssnAt(text: string, start: number, groups: Groups, cue: boolean): Hit | undefined {
  const [first, second, third] = groups.counts;
  const grouped =
    first === 3 &&
    second === 5 &&
    third === 9 &&
    /^[- ]$/.test(groups.separators[0]!) &&
    groups.separators[0] === groups.separators[1];
  const bare = cue && first === 9;
  if (!grouped && !bare) return undefined;
  const end = grouped ? groups.ends[2]! : groups.ends[0]!;
  const area = Number(groups.digits.slice(0, 3));
  const valid =
    area !== 0 &&
    area !== 666 &&
    area < 900 &&
    groups.digits.slice(3, 5) !== '00' &&
    groups.digits.slice(5, 9) !== '0000';
  if (!valid || isWord(text.charCodeAt(end))) return undefined;
  return { start, end, type: 'SSN', evidence: grouped ? 'grouped' : 'cue' };
}

/** An IBAN that begins with two letters at `start`: country length, MOD 97-10. */
export function ibanAt(text: string, start: number): Hit | undefined {
  const country = text.slice(start, start + 2).toUpperCase();
  const length = ibanLength(country);
  if (length === undefined || !isDigit(text.charCodeAt(start + 2)) || !isDigit(text.charCodeAt(start + 3)))
    return undefined;
  let compact = '';
  let at = start;
  while (at < text.length && compact.length < length && at - start < AHEAD) {
    const code = text.charCodeAt(at);
    if (code < 128 && isWord(code)) compact += text[at]!.toUpperCase();
    else if (code !== 32 && code !== 45 && code !== 46) break;
    at++;
  }
  if (compact.length !== length || isWord(text.charCodeAt(at)) || !isMod97(compact)) return undefined;
  return { start, end: at, type: 'IBAN', evidence: 'mod97' };
}

/** A date in figures (ISO, day first, month first) or with the month as a word. */
export function dateAt(text: string, start: number, groups: Groups, lexicon: Lexicon): Hit | undefined {
  return numericDate(text, start, groups) ?? wordedDate(text, start, groups, lexicon);
}

function numericDate(text: string, start: number, groups: Groups): Hit | undefined {
  const [a, b, c] = groups.counts;
  const [first, second] = groups.separators;
  if (a === undefined || b === undefined || c === undefined || first !== second) return undefined;
  if (first !== '-' && first !== '.' && first !== '/') return undefined;
  if (!isCalendar(groups.digits, a, b, c)) return undefined;
  let end = groups.ends[2]!;
  const next = text.charCodeAt(end);
  if (next === 84 || next === 32)
    end = Math.max(end, timeEnd(text, end + 1) === end + 1 ? end : timeEnd(text, end + 1));
  return isWord(text.charCodeAt(end)) ? undefined : { start, end, type: 'DATE', evidence: 'figures' };
}

/** Year, month, day, or day and month in either order and a year; the counts are those of the digits so far. */
function isCalendar(digits: string, a: number, b: number, c: number): boolean {
  if (c > 8 || b - a > 2) return false;
  const [one, two, three] = [
    Number(digits.slice(0, a)),
    Number(digits.slice(a, b)),
    Number(digits.slice(b, c)),
  ];
  if (a === 4) return c - b <= 2 && isYear(one) && isMonth(two) && isDay(three);
  if (a > 2 || (c - b !== 4 && c - b !== 2)) return false;
  return (c - b === 2 || isYear(three)) && ((isDay(one) && isMonth(two)) || (isMonth(one) && isDay(two)));
}
const isYear = (n: number): boolean => n >= 1800 && n <= 2199;
const isMonth = (n: number): boolean => n >= 1 && n <= 12;
const isDay = (n: number): boolean => n >= 1 && n <= 31;

/** ISO readings of three figures; more than one if day and month cannot be told apart. */
export function datesOf(parts: readonly string[]): string[] {
  const [a = '', b = '', c = ''] = parts;
  if (a.length === 4) return iso(a, b, c);
  if (a.length > 2 || b.length > 2 || (c.length !== 4 && c.length !== 2)) return [];
  const year = c.length === 2 ? `20${c}` : c;
  return [...new Set([...iso(year, b, a), ...iso(year, a, b)])];
}

function iso(year: string, month: string, day: string): string[] {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (day.length > 2 || month.length > 2 || y < 1800 || y > 2199 || m < 1 || m > 12 || d < 1 || d > 31)
    return [];
  return [`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`];
}

const WORDED_AFTER = /^(?:st|nd|rd|th|\.|er)?[ ]?(?:of |de )?(\p{L}{3,9})\.?(?:,? (\d{4}))?/u;

function wordedDate(text: string, start: number, groups: Groups, lexicon: Lexicon): Hit | undefined {
  if ((groups.counts[0] ?? 9) > 2) return undefined;
  const end = groups.ends[0]!;
  if (!mayBeMonth(text, end)) return undefined;
  const match = WORDED_AFTER.exec(text.slice(end, end + 32));
  if (!match || lexicon.month(match[1]!) === 0) return undefined;
  const day = Number(groups.digits.slice(0, groups.counts[0]));
  return day >= 1 && day <= 31
    ? { start, end: end + match[0].length, type: 'DATE', evidence: 'month' }
    : undefined;
}

/** A letter within the few units that `12th of ` leaves between the day and its month. */
function mayBeMonth(text: string, end: number): boolean {
  const code = text.charCodeAt(end);
  return (
    isLetter(code) ||
    ((code === 32 || code === 46) &&
      MONTH_INITIALS.has(text.charCodeAt(text[end + 1] === ' ' ? end + 2 : end + 1)))
  );
}
/** Of months, and of `of` and `de`, in either case. */
const MONTH_INITIALS = new Set([...'jfmasondJFMASOND'].map((letter) => letter.charCodeAt(0)));

const WORDED_BEFORE = /^\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?(?![\d\p{L}])/u;

/** `March 12, 2026`: the month's name ends at `wordEnd`. */
export function monthAt(text: string, start: number, wordEnd: number): Hit | undefined {
  const match = WORDED_BEFORE.exec(text.slice(wordEnd, wordEnd + 20));
  if (!match || Number(match[1]) < 1 || Number(match[1]) > 31) return undefined;
  return { start, end: wordEnd + match[0].length, type: 'DATE', evidence: 'month' };
}

/** `9:30`, `17:05:12`. */
export function timeAt(text: string, start: number): Hit | undefined {
  const end = timeEnd(text, start);
  return end > start ? { start, end, type: 'TIME', evidence: 'clock' } : undefined;
}

const COLON = 58;
const CLOCK = /^([01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z| ?[ap]m\b)?/i;

function timeEnd(text: string, start: number): number {
  if (text.charCodeAt(start + 1) !== COLON && text.charCodeAt(start + 2) !== COLON) return start;
  const match = CLOCK.exec(text.slice(start, start + 24));
  if (!match || isDigit(text.charCodeAt(start + match[0].length))) return start;
  return start + match[0].length;
}

const NUMBER =
  /^\d{1,3}(?:([.,' ])\d{3}(?:\1\d{3}){0,4})(?:[.,]\d{1,2})?(?!\d)|^\d{1,15}[.,]\d{1,4}(?!\d)|^\d{1,15}(?!\d)/;
const CURRENCY_AFTER =
  /^ ?(?:[€$£¥₹₺₽₩]|(?:EUR|USD|GBP|CHF|JPY|CNY|SEK|NOK|DKK|PLN|CZK|HUF|CAD|AUD|INR|BRL|TRY|euros?|dollars?|Euro)(?!\p{L}))/u;
const CURRENCY_BEFORE =
  /(?:[€$£¥₹₺₽₩]|(?:^|[^\p{L}])(?:EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CAD|AUD|INR|Fr\.|kr\.?)) ?$/u;

/** An amount of money, a number with separators, or a plain number. */
export function numberAt(text: string, start: number): Hit {
  const match = NUMBER.exec(text.slice(start, start + 40));
  if (!match) return { start, end: digitsEnd(text, start), type: 'NUM', evidence: 'digits' };
  const end = start + match[0].length;
  const next = text.charCodeAt(end);
  const after = mayBeCurrency(next === 32 ? text.charCodeAt(end + 1) : next)
    ? CURRENCY_AFTER.exec(text.slice(end, end + 10))
    : null;
  if (after) return { start, end: end + after[0].length, type: 'AMOUNT', evidence: 'currency' };
  const last = text.charCodeAt(text.charCodeAt(start - 1) === 32 ? start - 2 : start - 1);
  const before =
    (mayBeCurrency(last) || last === 46 || last === 114) &&
    CURRENCY_BEFORE.exec(text.slice(Math.max(0, start - 6), start));
  if (before) return { start: start - symbolLength(before[0]), end, type: 'AMOUNT', evidence: 'currency' };
  const decimals = /[.,]\d\d$/.test(match[0]) && match[0].length > 3;
  return { start, end, type: decimals ? 'AMOUNT' : 'NUM', evidence: decimals ? 'decimals' : 'digits' };
}

/** A sign of money, a capital, or the first letter of `euro`, `dollar`. */
function mayBeCurrency(code: number): boolean {
  return code === 36 || code > 160 || (code >= 65 && code <= 90) || code === 100 || code === 101;
}

function symbolLength(before: string): number {
  const code = before.charCodeAt(0);
  const leads = before.length > 2 && !isLetter(code) && !'€$£¥₹₺₽₩'.includes(before[0]!);
  return leads ? before.length - 1 : before.length;
}

function digitsEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}

/** A UUID that begins at `start`. */
export function uuidAt(text: string, start: number): Hit | undefined {
  if (text.charCodeAt(start + 8) !== 45 || text.charCodeAt(start + 13) !== 45) return undefined;
  const end = start + 36;
  if (!UUID.test(text.slice(start, end)) || isWord(text.charCodeAt(end))) return undefined;
  return { start, end, type: 'UUID', evidence: 'uuid' };
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
