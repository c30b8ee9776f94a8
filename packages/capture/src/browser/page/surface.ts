// Classes of substance a page shows: what was searched for, suggestions, toasts; and what the catalogue knows of the
// parts of this place. What is none of these has its slot by who wrote it (slot.ts).
//
// A page can put its parts into a class by how it marks them up, never take them out of one.

import type { SurfaceRule } from '@overt/policy';
import type { Slot } from '@overt/redact';

/** Suggestions are made from what was typed before and from other people; the options of a `<select>` are the maker's. */
const SUGGESTIONS = '[role=listbox],datalist';
const TOASTS =
  '[role=alert][aria-live],[role=status][aria-live],.toast,.snackbar,[data-toast],[data-sonner-toast]';
const SEARCHES = '[role=search],search';
const SEARCH_FIELD = 'input[type=search],[role=searchbox]';
const SEARCH_NAME = /^(?:q|query|search|search[_-]?(?:query|term|text|field|box)|keywords?)$/i;

/** Rules of this place, a selector per surface; more than one entry of the catalogue never applies to a document. */
let rules: readonly SurfaceRule[] = [];

/** Takes over what the catalogue says of this place. */
export function setSurfaces(given: readonly SurfaceRule[]): void {
  rules = given;
}

/** True inside a part of the place that is never read. */
export function isSecretSurface(element: Element): boolean {
  return rules.some((rule) => rule.surface === 'secret' && isInside(element, rule));
}

/** The slot that the place or the kind of markup gives to the texts of `element`; undefined if neither does. */
export function givenSlot(element: Element, role: string): Slot | undefined {
  // The strictest of all that match: what is secret for one rule is not made interface by another.
  const matching = rules.filter((rule) => isInside(element, rule)).map(({ surface }) => surface);
  if (matching.includes('secret')) return 'secret';
  if (matching.includes('message')) return 'message';
  if (role === 'option' && element.closest(SUGGESTIONS) && !element.closest('select')) return 'autocomplete';
  if (element.closest(TOASTS)) return 'notification';
  return STRICT_FIRST.find((surface) => matching.includes(surface));
}

const STRICT_FIRST = ['person', 'content', 'interface'] as const;

/** Where the value of a field stands: a search box holds what was searched for. */
export function valueSlotOf(element: Element): 'search' | 'field' {
  if (element.matches(SEARCH_FIELD) || element.closest(SEARCHES)) return 'search';
  const names = [element.getAttribute('name'), element.id];
  return names.some((name) => name !== null && SEARCH_NAME.test(name)) ? 'search' : 'field';
}

function isInside(element: Element, { selector, surface }: SurfaceRule): boolean {
  try {
    return element.closest(selector) !== null;
  } catch (error) {
    // A selector that cannot be read: nobody knows what it is about, so it withholds everywhere and opens nowhere.
    if (error instanceof DOMException) return surface !== 'interface';
    throw error;
  }
}
