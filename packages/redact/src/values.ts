// The same value in different spellings: what makes `1.204,50 €` and `1,204.50` equal without keeping either.

import { datesOf } from './detect/numbers.ts';
import { createLexicon } from './lexicon/lexicon.ts';
import { normaliseText } from './normalise.ts';

const NUMBER_MAX = 40;

/**
 * Canonical readings (`1204.5`) of a text that is one number, perhaps with a currency, sign or percent; none if it is
 * not. Two readings where the separator is ambiguous: `1,204` is 1204 or 1.204.
 */
export function numberForms(raw: string): string[] {
  if (raw.length > NUMBER_MAX) return [];
  const text = normaliseText(raw).trim().replace(AFFIXES, '');
  const match = /^([+-]?)(\d[\d.,' ]*)$/.exec(text);
  if (!match) return [];
  const sign = match[1] === '-' ? '-' : '';
  return [...new Set(readings(match[2]!.trim()))].map((reading) => sign + reading);
}
const AFFIXES = /^(?:[€$£¥]|EUR|USD|GBP|CHF)\s?|\s?(?:[€$£¥%]|EUR|USD|GBP|CHF)$/g;

function readings(figures: string): string[] {
  const marks = figures.match(/[.,]/g) ?? [];
  const last = Math.max(figures.lastIndexOf('.'), figures.lastIndexOf(','));
  if (last === -1) return [canonical(figures, '')];
  const mark = figures[last]!;
  const whole = figures.slice(0, last);
  const rest = figures.slice(last + 1);
  if (/[^\d]/.test(rest) || rest === '') return [];
  const repeated = marks.filter((each) => each === mark).length > 1;
  const grouped = rest.length === 3 && /^\d{1,3}([.,' ]\d{3})*$/.test(whole);
  if (repeated) return grouped ? [canonical(whole + rest, '')] : [];
  const decimal = canonical(whole, rest);
  const onlyMark = marks.length === 1 && !/[' ]/.test(whole);
  return grouped && onlyMark ? [canonical(whole + rest, ''), decimal] : [decimal];
}

function canonical(whole: string, fraction: string): string {
  const integer = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  const decimals = fraction.replace(/0+$/, '');
  return decimals === '' ? integer : `${integer === '' ? '0' : integer}.${decimals}`;
}

const DATE_MAX = 48;
const WORDED =
  /^(?:\p{L}{2,12}\.?,? )?(\d{1,2})(?:st|nd|rd|th|\.|er)? ?(?:of |de )?(\p{L}{3,9})\.?,? (\d{4})$/u;
const WORDED_MONTH_FIRST = /^(?:\p{L}{2,12}\.?,? )?(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u;

/** Canonical readings (`2026-03-12`) of a text that is one date; two where day and month are ambiguous; none if it is no date. */
export function dateForms(raw: string): string[] {
  if (raw.length > DATE_MAX) return [];
  const text = normaliseText(raw).trim();
  const figures = /^(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})(?:[T ].*)?$/.exec(text);
  if (figures) return datesOf([figures[1]!, figures[3]!, figures[4]!]);
  const dayFirst = WORDED.exec(text);
  if (dayFirst) return worded(dayFirst[3]!, dayFirst[2]!, dayFirst[1]!);
  const monthFirst = WORDED_MONTH_FIRST.exec(text);
  return monthFirst ? worded(monthFirst[3]!, monthFirst[1]!, monthFirst[2]!) : [];
}

function worded(year: string, monthName: string, day: string): string[] {
  const month = createLexicon().month(monthName);
  return month === 0 ? [] : datesOf([year, String(month), day]);
}
