// Where a value came from: a goal's slot, a copy, something visible. Decided by keyed equality on the device, so that a
// value can be withheld and its source still be learned ("put the customer's name here").

import type { Transform, ValueSource } from '@overt/events';
import type { Redactor } from '@overt/redact';
import { beginningKeysOf, type Form, type FormKey, formsOf, keysOf } from './forms.ts';
import { COPIES_MAX, NEAR_MAX, VALUE_MAX_UNITS, VISIBLE_MAX, VISIBLE_MIN_UNITS } from './limits.ts';

/** Where a visible text stood. */
export interface Spot {
  readonly role: string;
  readonly structure: string;
  readonly tab: number;
  /** A field's value: it never displaces the text it was typed from. */
  readonly isField: boolean;
}

interface SavedBindings {
  readonly slots?: readonly [string, string][];
  readonly copies?: readonly [string, number][];
  readonly nextLink?: number;
  readonly visible?: readonly [string, string, string, number, number][];
}

export class Bindings {
  readonly #redactor: Redactor;
  /** Form key → slot name. */
  readonly #slots = new Map<string, string>();
  /** Form key → link. */
  readonly #copies = new Map<string, number>();
  readonly #visible = new Map<string, Spot>();
  #nextLink = 1;

  constructor(redactor: Redactor, state?: unknown) {
    this.#redactor = redactor;
    const saved = (state ?? {}) as SavedBindings;
    for (const [key, slot] of saved.slots ?? []) this.#slots.set(key, slot);
    for (const [key, link] of saved.copies ?? []) this.#copies.set(key, link);
    for (const [key, role, structure, tab, field] of saved.visible ?? [])
      this.#visible.set(key, { role, structure, tab, isField: field === 1 });
    this.#nextLink = saved.nextLink ?? 1;
  }

  /** Keyed tokens and numbers; no value. */
  state(): unknown {
    const visible = [...this.#visible].map(([key, { role, structure, tab, isField }]) => [
      key,
      role,
      structure,
      tab,
      isField ? 1 : 0,
    ]);
    return { slots: [...this.#slots], copies: [...this.#copies], nextLink: this.#nextLink, visible };
  }

  /** A task begins: its slots' values, until the next task or its end. */
  setSlots(slots: Readonly<Record<string, string>>): void {
    this.#slots.clear();
    for (const [slot, value] of Object.entries(slots)) {
      if (!isValue(value)) continue;
      for (const key of keysOf(value, this.#redactor, 'all'))
        if (!this.#slots.has(key)) this.#slots.set(key, slot);
    }
    this.#addBeginnings(slots);
  }

  /** A beginning that two slots share says of neither that it was meant. */
  #addBeginnings(slots: Readonly<Record<string, string>>): void {
    const owners = new Map<FormKey, string | undefined>();
    for (const [slot, value] of Object.entries(slots)) {
      if (!isValue(value)) continue;
      for (const key of beginningKeysOf(value, this.#redactor))
        owners.set(key, owners.has(key) ? undefined : slot);
    }
    for (const [key, slot] of owners)
      if (slot !== undefined && !this.#slots.has(key)) this.#slots.set(key, slot);
  }

  /** A value was copied: its link. Equal values share one. */
  copy(value: string): number {
    if (!isValue(value)) return 0;
    const known = this.#copies.get(`e${this.#redactor.token(value)}`);
    if (known !== undefined) return known;
    const link = this.#nextLink++;
    for (const key of keysOf(value, this.#redactor, 'all')) this.#copies.set(key, link);
    if (link > COPIES_MAX) this.#forget(link - COPIES_MAX);
    return link;
  }

  /** A text is on the screen. */
  see(text: string, spot: Spot): void {
    if (!isValue(text) || (text.trim().length < VISIBLE_MIN_UNITS && !/\d\d/.test(text))) return;
    for (const key of keysOf(text, this.#redactor, spot.isField ? 'none' : 'values')) {
      const known = this.#visible.get(key);
      if (known && spot.isField && !known.isField) continue;
      this.#visible.delete(key);
      this.#visible.set(key, spot);
    }
    while (this.#visible.size > VISIBLE_MAX)
      this.#visible.delete(this.#visible.keys().next().value as string);
  }

  /** The copy a pasted value comes from; link 0 if it came from outside. */
  pasted(value: string): { link: number; transform: Transform } {
    const found = isValue(value) ? first(formsOf(value, this.#redactor), this.#copies) : undefined;
    return found ? { link: found.ref, transform: found.transform } : { link: 0, transform: 'equal' };
  }

  /** Source of a value that was typed or chosen at `own`. `order` says which kind is asked first. */
  sourceOf(
    value: string,
    own: Pick<Spot, 'structure' | 'tab'>,
    order: 'slot' | 'copy' = 'slot',
  ): ValueSource {
    if (!isValue(value)) return { from: 'typed' };
    const forms = formsOf(value, this.#redactor);
    const slot = this.#fromSlot(forms);
    const copy = this.#fromCopy(forms);
    const known = order === 'slot' ? (slot ?? copy) : (copy ?? slot);
    return known ?? this.#fromVisible(forms, own) ?? { from: 'typed' };
  }

  /** The slot or copy that an element's or its row's text equals; parts do not count. */
  boundOf(texts: readonly string[]): ValueSource | undefined {
    if (this.#slots.size === 0 && this.#copies.size === 0) return undefined;
    let byCopy: ValueSource | undefined;
    for (const text of texts.slice(0, NEAR_MAX)) {
      if (!isValue(text)) continue;
      const forms = formsOf(text, this.#redactor).filter(({ transform }) => transform !== 'part');
      const slot = this.#fromSlot(forms);
      if (slot) return slot;
      byCopy ??= this.#fromCopy(forms);
    }
    return byCopy;
  }

  /** Replaces the values of slots that a goal repeats by `{slot}`. */
  static asTemplate(goal: string, slots: Readonly<Record<string, string>>): string {
    let template = goal;
    const byLength = Object.entries(slots).sort(([, a], [, b]) => b.length - a.length);
    for (const [slot, value] of byLength)
      if (value.trim().length >= 2) template = template.replaceAll(value.trim(), `{${slot}}`);
    return template;
  }

  #fromSlot(forms: readonly Form[]): ValueSource | undefined {
    const found = first(forms, this.#slots);
    return found && { from: 'slot', slot: found.ref, transform: found.transform };
  }

  #fromCopy(forms: readonly Form[]): ValueSource | undefined {
    const found = first(forms, this.#copies);
    return found && { from: 'copy', link: found.ref, transform: found.transform };
  }

  #fromVisible(forms: readonly Form[], own: Pick<Spot, 'structure' | 'tab'>): ValueSource | undefined {
    for (const { key, transform } of forms) {
      const spot = this.#visible.get(key);
      if (!spot || (spot.structure === own.structure && spot.tab === own.tab)) continue;
      const { role, structure, tab } = spot;
      return { from: 'visible', role, structure, tab, transform };
    }
    return undefined;
  }

  #forget(link: number): void {
    for (const [key, value] of this.#copies) if (value === link) this.#copies.delete(key);
  }
}

function isValue(text: string): boolean {
  return text.length <= VALUE_MAX_UNITS && text.trim() !== '';
}

function first<Ref>(
  forms: readonly Form[],
  known: ReadonlyMap<string, Ref>,
): { ref: Ref; transform: Transform } | undefined {
  for (const { key, transform } of forms) {
    const ref = known.get(key);
    if (ref !== undefined) return { ref, transform };
  }
  return undefined;
}
