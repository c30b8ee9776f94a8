// Placeholders as people read them: "withheld text 3 (16–31 characters)", with what is stored in the tooltip.
//
// The same placeholder has the same number on the whole page, so that equal values are seen to be equal; the numbers
// mean nothing beyond the page.

import { splitPlaceholders, type WithheldPart } from '@overt/redact';
import { escapeText } from './html.ts';

interface WithheldValue {
  readonly placeholder: string;
  /** `withheld text 3` */
  readonly label: string;
  /** `16–31 characters`; empty if the placeholder says nothing of it. */
  readonly size: string;
  /** Numbers of the steps that used it, in order; empty if it only stood on the screen. */
  readonly steps: number[];
}

/** Gives every placeholder of one page its label. */
export class WithheldLabels {
  readonly #values = new Map<string, WithheldValue>();
  readonly #counts = new Map<string, number>();

  /** Numbers the placeholders of what a step says, before any that only stand on the screen. */
  use(text: string, step: number): void {
    for (const part of splitPlaceholders(text)) {
      if (typeof part === 'string') continue;
      const { steps } = this.#of(part);
      if (steps.at(-1) !== step) steps.push(step);
    }
  }

  /** Values that some step used. */
  used(): readonly WithheldValue[] {
    return [...this.#values.values()].filter(({ steps }) => steps.length > 0);
  }

  /** For attributes and alternative texts. Not escaped. */
  plain(text: string): string {
    const said = splitPlaceholders(text).map((part) => {
      if (typeof part === 'string') return part;
      const { label, size } = this.#of(part);
      return size ? `${label} (${size})` : label;
    });
    return said.join('');
  }

  /** For the page: escaped, each placeholder marked and its stored form in the tooltip. */
  html(text: string): string {
    const said = splitPlaceholders(text).map((part) => {
      if (typeof part === 'string') return escapeText(part);
      const { label, size } = this.#of(part);
      return `<span class="held" title="${escapeText(part.placeholder)}">${label}${size ? ` <small>${size}</small>` : ''}</span>`;
    });
    return said.join('');
  }

  #of({ placeholder, noun, size }: WithheldPart): WithheldValue {
    let value = this.#values.get(placeholder);
    if (!value) {
      const number = (this.#counts.get(noun) ?? 0) + 1;
      this.#counts.set(noun, number);
      value = { placeholder, label: `withheld ${noun} ${number}`, size, steps: [] };
      this.#values.set(placeholder, value);
    }
    return value;
  }
}
