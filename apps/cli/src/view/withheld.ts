// Placeholders as people read them: "withheld text 3 (16–31 characters)", with what is stored in the tooltip.
//
// The same placeholder has the same number on the whole page, so that equal values are seen to be equal; the numbers
// mean nothing beyond the page.

import { escapeText } from './html.ts';

const PLACEHOLDER = /<([A-Z][A-Z0-9]*)_\d{1,12}(?::([a-z][a-z0-9]*=[A-Za-z0-9._,=-]{1,120}))?>/g;

const NOUNS: Readonly<Record<string, string>> = {
  PERSON: 'name',
  CUSTOMER: 'customer',
  EMAIL: 'e-mail address',
  PHONE: 'phone number',
  URL: 'link',
  IP: 'network address',
  CARD: 'card number',
  IBAN: 'account number',
  SSN: 'identity number',
  SECRET: 'secret',
  UUID: 'identifier',
  AMOUNT: 'amount',
  DATE: 'date',
  TIME: 'time',
  NUM: 'number',
  TEXT: 'text',
  UI: 'label',
  PATH: 'part of an address',
};

export interface WithheldValue {
  readonly placeholder: string;
  /** `withheld text 3` */
  readonly label: string;
  /** `16–31 characters`; empty if the placeholder says nothing of it. */
  readonly size: string;
  /** Numbers of the steps that used it, in order; empty if it only stood on the screen. */
  readonly steps: number[];
}

function sizeOf(attributes: string): string {
  const length = /(?:^|,)len=(\d+)(?:\.\.(\d+))?/.exec(attributes);
  if (!length) return '';
  const [, from, to = from] = length;
  return from === to ? `${from} characters` : `${from}–${to} characters`;
}

/** Gives every placeholder of one page its label. */
export class WithheldLabels {
  readonly #values = new Map<string, WithheldValue>();
  readonly #counts = new Map<string, number>();

  /** Numbers the placeholders of what a step says, before any that only stand on the screen. */
  use(text: string, step: number): void {
    for (const [placeholder, type = '', attributes = ''] of text.matchAll(PLACEHOLDER)) {
      const { steps } = this.#of(placeholder, type, attributes);
      if (steps.at(-1) !== step) steps.push(step);
    }
  }

  /** Values that some step used. */
  used(): readonly WithheldValue[] {
    return [...this.#values.values()].filter(({ steps }) => steps.length > 0);
  }

  /** For attributes and alternative texts. Not escaped. */
  plain(text: string): string {
    return text.replace(PLACEHOLDER, (placeholder, type: string, attributes = '') => {
      const { label, size } = this.#of(placeholder, type, attributes);
      return size ? `${label} (${size})` : label;
    });
  }

  /** For the page: escaped, each placeholder marked and its stored form in the tooltip. */
  html(text: string): string {
    let at = 0;
    let made = '';
    for (const match of text.matchAll(PLACEHOLDER)) {
      const [placeholder, type = '', attributes = ''] = match;
      const { label, size } = this.#of(placeholder, type, attributes);
      made += `${escapeText(text.slice(at, match.index))}<span class="held" title="${escapeText(placeholder)}">${label}${size ? ` <small>${size}</small>` : ''}</span>`;
      at = match.index + placeholder.length;
    }
    return made + escapeText(text.slice(at));
  }

  #of(placeholder: string, type: string, attributes: string): WithheldValue {
    let value = this.#values.get(placeholder);
    if (!value) {
      const noun = NOUNS[type] ?? 'value';
      const number = (this.#counts.get(noun) ?? 0) + 1;
      this.#counts.set(noun, number);
      value = { placeholder, label: `withheld ${noun} ${number}`, size: sizeOf(attributes), steps: [] };
      this.#values.set(placeholder, value);
    }
    return value;
  }
}
