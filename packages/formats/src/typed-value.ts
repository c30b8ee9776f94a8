// What a step's value is in an export: where it comes from, if that is known; else its text with surrogates.

import type { ValueSource } from '@overt/events';
import type { Step } from '@overt/trajectory';
import { replacePlaceholders, type Surrogate } from './placeholder.ts';

/** A reference to a value that an agent has at run time: `{customer}`, `{copy:3}`, `{secret}`. */
export function referenceOf(source: ValueSource): string | null {
  switch (source.from) {
    case 'slot':
      return `{${source.slot}${suffix(source.transform)}}`;
    case 'copy':
      return `{copy:${source.link}${suffix(source.transform)}}`;
    case 'visible':
    case 'typed':
      return null;
  }
}

function suffix(transform: string): string {
  return transform === 'equal' || transform === 'trim' ? '' : `|${transform}`;
}

/** What to type; `null` if nothing is known of the value, so that the step cannot be shown as typing. */
export function typedValue(step: Step, surrogate: Surrogate): string | null {
  const reference = step.value_from === null ? null : referenceOf(step.value_from);
  if (reference !== null) return reference;
  if (step.target?.field === 'secret') return '{secret}';
  return step.text === null ? null : replacePlaceholders(step.text, surrogate);
}
