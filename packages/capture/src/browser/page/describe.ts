// The descriptor of an element: everything that says which one it was, as it was just before the event.

import type { Box, Locator } from '@overt/events';
import type { ObservedTarget } from '../../gate/observation.ts';
import { NEAR_TEXTS } from '../limits.ts';
import { fieldFactsOf, fieldOf, readValue } from './field.ts';
import { groupOf, labelOf } from './label.ts';
import { nameOf, textOf, tidy } from './name.ts';
import { isWidget, roleOf } from './role.ts';
import { slotOf } from './slot.ts';
import { structureOf } from './structure.ts';
import { isSecretSurface, valueSlotOf } from './surface.ts';
import { composedChildren, composedClosest, composedParent, isShown } from './tree.ts';

/** The element's box in frame coordinates, CSS pixels to 1/128. */
export function boxOf(element: Element): Box {
  return roundBox(element.getBoundingClientRect());
}

/** A box at the precision the schema keeps. */
export function roundBox(rect: { x: number; y: number; width: number; height: number }): Box {
  return { x: round(rect.x), y: round(rect.y), width: round(rect.width), height: round(rect.height) };
}

function round(value: number): number {
  return Math.round(value * 128) / 128;
}

/** The states of an element that a person can see. */
export function statesOf(element: Element): string[] {
  const states: string[] = [];
  const aria = (name: string, state = name): void => {
    const value = element.getAttribute(`aria-${name}`);
    if (value === 'true') states.push(state);
    else if (value === 'mixed') states.push('mixed');
    else if (value === 'false' && name === 'expanded') states.push('collapsed');
  };
  aria('expanded');
  aria('selected');
  aria('pressed');
  aria('current');
  aria('invalid');
  if (element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true')
    states.push('disabled');
  if (element instanceof HTMLInputElement) {
    if (element.type === 'checkbox' || element.type === 'radio')
      states.push(element.checked ? 'checked' : 'unchecked');
    if (element.readOnly) states.push('readonly');
  } else aria('checked');
  if (element.matches('input:user-invalid,textarea:user-invalid,select:user-invalid')) states.push('invalid');
  if (element.matches(':required')) states.push('required');
  if (element instanceof HTMLOptionElement && element.selected) states.push('selected');
  if (element instanceof HTMLDetailsElement) states.push(element.open ? 'expanded' : 'collapsed');
  if (element === (element.getRootNode() as Document | ShadowRoot).activeElement) states.push('focused');
  return states;
}

const ROWS = 'tr,[role=row],li,[role=listitem],[role=option],[role=treeitem],article';

/** True if people operate the element although its role does not say so: a bare `div` with a listener. */
export function isOperated(element: Element, role: string): boolean {
  if (element.hasAttribute('tabindex') || element.hasAttribute('onclick')) return true;
  return role === 'generic' && isPointedAt(element);
}

/** The pointer becomes a hand here and not already around it: the nearest one can get to seeing a listener. */
function isPointedAt(element: Element): boolean {
  if (getComputedStyle(element).cursor !== 'pointer') return false;
  const around = composedParent(element);
  return around === null || getComputedStyle(around).cursor !== 'pointer';
}

/** Drawn on something that is meant. */
const DRAWINGS = new Set(['img', 'generic']);
/** Elements that are meant as a whole when a part of them is hit. */
const WHOLES = new Set([
  'cell',
  'gridcell',
  'columnheader',
  'rowheader',
  'listitem',
  'treeitem',
  'heading',
  'term',
  'definition',
]);

/** Parts of a page: they may take the focus, but nobody means them when hitting something inside. */
// biome-ignore format: a table reads better as a table
const PARTS = new Set([
  'main', 'region', 'form', 'dialog', 'alertdialog', 'navigation', 'banner', 'contentinfo', 'complementary', 'search', 'tabpanel', 'document', 'application',
]);

/** The element people mean when they hit a part of it: the nearest button, link, field or item; else the element itself. */
export function meantBy(element: Element): Element {
  const widget = composedClosest(element, (at) => isWidget(roleOf(at)) || fieldOf(at) !== 'none');
  if (widget) return widget;
  const role = roleOf(element);
  if (!DRAWINGS.has(role) || (role === 'img' && nameOf(element, role))) return element;
  const whole = composedClosest(element, (at) => {
    const its = roleOf(at);
    return WHOLES.has(its) || PARTS.has(its) || isOperated(at, its);
  });
  return whole && whole.localName !== 'body' && !PARTS.has(roleOf(whole)) ? whole : element;
}

/** The raw descriptor of an element; for the gate. */
export function describe(element: Element): ObservedTarget {
  const role = roleOf(element);
  const name =
    nameOf(element, role) || (role === 'generic' && isOperated(element, role) ? textOf(element) : '');
  const nameSlot = slotOf(element, role);
  const label = labelOf(element);
  const field = fieldOf(element);
  const group = !label && !(name && nameSlot === 'interface') ? groupOf(element) : undefined;
  return {
    role,
    ...(name ? { name, nameSlot } : {}),
    ...(label && label !== name ? { label } : {}),
    ...(group ? { label: group.name, labelSlot: group.slot } : {}),
    states: statesOf(element),
    box: boxOf(element),
    framePath: [],
    field,
    locators: locatorsOf(element, role, name, label),
    ...(field === 'none' ? {} : { valueSlot: valueSlotOf(element), facts: fieldFactsOf(element, field) }),
    near: nearTexts(element, field),
  };
}

const TEST_IDS = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa'];

/** Independent ways to find the element again, best first, each with the number of elements it matches now. */
function locatorsOf(element: Element, role: string, name: string, label: string): Locator[] {
  const root = element.getRootNode() as Document | ShadowRoot;
  const locators: Locator[] = [];
  for (const attribute of TEST_IDS) {
    const value = element.getAttribute(attribute);
    if (!value) continue;
    const matches = root.querySelectorAll(`[${attribute}="${CSS.escape(value)}"]`).length;
    locators.push({ by: 'testid', value: `${attribute}=${value}`, matches });
    break;
  }
  if (name && role !== 'generic')
    locators.push({ by: 'role', value: name, matches: countLike(element, role, name) });
  if (label) locators.push({ by: 'label', value: label, matches: countLabelled(element, label) });
  locators.push({ by: 'structure', value: structureOf(element), matches: 1 });
  return locators;
}

const COUNT_LIMIT = 400;

/** How many elements of the same tag share role and name; bounded, so that a long table costs no more than a short one. */
function countLike(element: Element, role: string, name: string): number {
  const root = element.getRootNode() as Document | ShadowRoot;
  const peers = root.querySelectorAll(
    element.hasAttribute('role')
      ? `[role="${CSS.escape(element.getAttribute('role') ?? '')}"]`
      : element.localName,
  );
  let count = 0;
  for (let i = 0; i < Math.min(peers.length, COUNT_LIMIT); i++) {
    const peer = peers[i];
    if (peer === element || (peer && roleOf(peer) === role && nameOf(peer, role) === name)) count++;
  }
  return Math.max(1, count);
}

function countLabelled(element: Element, label: string): number {
  const peers = (element.getRootNode() as Document | ShadowRoot).querySelectorAll(element.localName);
  let count = 0;
  for (let i = 0; i < Math.min(peers.length, 60); i++) {
    const peer = peers[i];
    if (peer && labelOf(peer) === label) count++;
  }
  return Math.max(1, count);
}

/** The texts of the element and of the row or item around it, one per leaf. */
function nearTexts(element: Element, field: string): string[] {
  const own = field === 'secret' ? '' : tidy(readValue(element)) || textOf(element);
  const texts: string[] = own ? [own] : [];
  const row = composedClosest(element, (at) => at.matches(ROWS));
  const visit = (node: Node): void => {
    if (texts.length >= NEAR_TEXTS) return;
    if (node instanceof Text) {
      const text = tidy(node.data);
      if (text) texts.push(text);
    } else if (
      node instanceof Element &&
      node.localName !== 'script' &&
      node.localName !== 'style' &&
      !isSecretSurface(node) &&
      isShown(node)
    ) {
      for (const child of composedChildren(node)) visit(child);
    }
  };
  if (row) visit(row);
  return texts;
}
