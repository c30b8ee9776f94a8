// Spellings of one value, as keyed tokens. Two values are compared form by form, strictest first; the value itself is
// forgotten as soon as its tokens are made.

import type { Transform } from '@overt/events';
import { dateForms, numberForms, type Redactor } from '@overt/redact';
import {
  BEGINNING_MAX_UNITS,
  BEGINNING_MIN_UNITS,
  PART_WORDS_MAX,
  WORD_BEGINNING_MAX_UNITS,
} from './limits.ts';

/** A form's key: what kind of sameness, and the token. */
export type FormKey = string;

export interface Form {
  readonly key: FormKey;
  readonly transform: Transform;
}

/** Forms by which a used value is looked up, strictest first. */
export function formsOf(value: string, redactor: Redactor): Form[] {
  const trimmed = value.trim();
  if (trimmed === '') return [];
  const folded = fold(trimmed);
  const own = redactor.token(value);
  const bare = trimmed === value ? own : redactor.token(trimmed);
  const lower = folded === trimmed ? bare : redactor.token(folded);
  const forms: Form[] = [
    { key: `e${own}`, transform: 'equal' },
    { key: `t${bare}`, transform: 'trim' },
    { key: `c${lower}`, transform: 'case' },
  ];
  for (const form of numberForms(trimmed))
    forms.push({ key: `n${redactor.token(form)}`, transform: 'number' });
  for (const form of dateForms(trimmed)) forms.push({ key: `d${redactor.token(form)}`, transform: 'date' });
  forms.push({ key: `p${lower}`, transform: 'part' });
  return forms;
}

/** Keys under which a source value is remembered: its own forms, and its parts if asked. */
export function keysOf(value: string, redactor: Redactor, parts: 'all' | 'values' | 'none'): FormKey[] {
  const keys = formsOf(value, redactor).flatMap(({ key }) => (key.startsWith('p') ? [] : [key]));
  if (parts === 'none') return keys;
  for (const part of parts === 'all' ? wordRuns(value) : valueWords(value)) {
    keys.push(`p${redactor.token(fold(part))}`);
    for (const form of numberForms(part)) keys.push(`n${redactor.token(form)}`);
  }
  return [...new Set(keys)];
}

/**
 * Keys of what the value begins with, and each of its words: what stands in a field while the rest is still to be typed,
 * or need not be, because a list already offers it. Whole words are parts anyway ({@link keysOf}).
 */
export function beginningKeysOf(value: string, redactor: Redactor): FormKey[] {
  const text = fold(value.trim());
  const starts = [0];
  for (let at = text.indexOf(' '); at >= 0 && starts.length < PART_WORDS_MAX; at = text.indexOf(' ', at + 1))
    starts.push(at + 1);
  const keys = new Set<FormKey>();
  for (const [word, start] of starts.entries()) {
    const longest = Math.min(
      text.length - 1,
      start + (word === 0 ? BEGINNING_MAX_UNITS : WORD_BEGINNING_MAX_UNITS),
    );
    for (let end = start + BEGINNING_MIN_UNITS; end <= longest; end++)
      if (text[end - 1] !== ' ') keys.add(`p${redactor.token(text.slice(start, end))}`);
  }
  return [...keys];
}

function fold(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ');
}

/** All runs of neighbouring words of a short value, but not the whole. */
function wordRuns(value: string): string[] {
  const words = value.trim().split(/\s+/);
  if (words.length > PART_WORDS_MAX) return valueWords(value);
  const runs: string[] = [];
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= words.length; to++) {
      const run = trimPunctuation(words.slice(from, to).join(' '));
      if (to - from < words.length && run.length >= 3) runs.push(run);
    }
  const [local, domain] = value.trim().split('@');
  if (words.length === 1 && local && domain) runs.push(local, domain);
  return runs;
}

const VALUE_WORDS_MAX = 8;

/** Words of a longer text that look like values: with a digit or an `@`. */
function valueWords(value: string): string[] {
  const found: string[] = [];
  for (const word of value.slice(0, 1_024).split(/\s+/)) {
    if (!/[\d@]/.test(word)) continue;
    const bare = trimPunctuation(word);
    if (bare.length >= 2 && bare !== value.trim()) found.push(bare);
    if (found.length >= VALUE_WORDS_MAX) break;
  }
  return found;
}

function trimPunctuation(text: string): string {
  return text.replace(/^[^\p{L}\p{N}€$£]+/u, '').replace(/[^\p{L}\p{N}€%]+$/u, '');
}
