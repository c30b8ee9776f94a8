// Where a string stands in an interface: who wrote it, the maker of the application or its users.
//
// The default is `content`, which the gate denies. A string counts as the maker's only where users do not write:
// on controls, headings, labels and in navigation, outside rows, lists of data and messages.

import type { Slot } from '@overt/redact';
import { isCommandWord } from './command-words.ts';
import { nameOf, textOf } from './name.ts';
import { roleOf } from './role.ts';
import { givenSlot } from './surface.ts';

const DATA = 'tr,[role=row],li,[role=listitem],[role=option],[role=treeitem],article,[role=article]';
const MESSAGES = 'article,[role=article],[role=log],[role=feed],[role=document]';
const TALK = '[role=log],[role=feed],[contenteditable]:not([contenteditable=false])';
const FURNITURE = 'nav,[role=navigation],[role=menu],[role=menubar],[role=toolbar],[role=tablist],menu,thead';

/** Where a heading names a part of the application; elsewhere it may name a customer, or repeat a subject. */
const HEADS = 'header,[role=banner],form,fieldset,dialog,[role=dialog]';
/** A `header` in one of these heads a piece of content (a mail, an order), not the application. */
const PARTS = 'main,section,article,aside,[role=main],[role=region],[role=article]';

const MAKERS = new Set([
  'button',
  'tab',
  'menuitem',
  'menuitemcheckbox',
  'menuitemradio',
  'checkbox',
  'radio',
  'switch',
  'slider',
  'spinbutton',
  'textbox',
  'searchbox',
  'combobox',
  'listbox',
  'columnheader',
  'label',
  'legend',
  'term',
  'navigation',
  'menu',
  'menubar',
  'toolbar',
  'dialog',
  'alertdialog',
  'region',
  'form',
  'table',
  'grid',
  'list',
  'group',
  'main',
  'banner',
  'contentinfo',
  'complementary',
  'search',
  'tablist',
  'tabpanel',
]);

/** Whose text the name of `element` is. */
export function slotOf(element: Element, role: string): Slot {
  return slotBy(element, role, () => nameOf(element, role) || textOf(element));
}

/** @param text what is about to be kept of the element: its name, or what stands in it. */
function slotBy(element: Element, role: string, text: () => string): Slot {
  const given = givenSlot(element, role);
  if (given) return given;
  const slot = slotByPlace(element, role);
  if (slot === 'interface') return isNamedAfterContent(element) ? 'content' : slot;
  return slot === 'content' && OPERATED.has(role) && isCommandWord(text()) ? 'interface' : slot;
}

/** What people operate without its role saying that the maker named it. */
const OPERATED = new Set(['link', 'generic']);

const NAMED_BY_USERS = new Set([
  'link',
  'cell',
  'gridcell',
  'rowheader',
  'listitem',
  'option',
  'treeitem',
  'row',
]);

/** A control or a part that takes its name from a row, an item or a heading ("Delete" + the row's title). */
function isNamedAfterContent(element: Element): boolean {
  const ids = element.getAttribute('aria-labelledby')?.trim();
  if (!ids) return false;
  const root = element.getRootNode() as Document | ShadowRoot;
  return ids.split(/\s+/).some((id) => {
    const namer = root.getElementById?.(id);
    if (!namer || namer === element || namer.closest(FURNITURE)) return false;
    const role = roleOf(namer);
    if (role === 'heading') return !namesApplication(namer) || namer.closest(DATA) !== null;
    return NAMED_BY_USERS.has(role) || (!MAKERS.has(role) && namer.closest(DATA) !== null);
  });
}

function slotByPlace(element: Element, role: string): Slot {
  if (element.closest(FURNITURE)) return 'interface';
  // An editor is named by the maker; what is written in it is a message.
  const around = FIELDS.has(role) ? element.parentElement : element;
  if (around?.closest(TALK)) return role === 'button' ? 'interface' : 'message';
  if (around?.closest(MESSAGES)) return LABELS.has(role) ? 'interface' : 'message';
  if (role === 'link')
    return element.closest('header,footer,[role=banner],[role=contentinfo]') && !element.closest(DATA)
      ? 'interface'
      : 'content';
  if (role === 'heading')
    return namesApplication(element) && !element.closest(DATA) ? 'interface' : 'content';
  if (!MAKERS.has(role)) return 'content';
  return element.closest(DATA) && !REPEATED.has(role) ? 'content' : 'interface';
}

function namesApplication(heading: Element): boolean {
  const head = heading.closest(HEADS);
  return head !== null && !(head.localName === 'header' && head.closest(PARTS));
}

/**
 * Whose text stands directly in `element`. A name given to a container (a region, a dialog, a table) is the maker's;
 * the text inside it need not be.
 */
export function textSlotOf(element: Element, role: string): Slot {
  if (element.matches(TALK)) return 'message';
  const slot = slotBy(element, role, () => element.textContent ?? '');
  return slot === 'interface' && CONTAINERS.has(role) && !element.closest(FURNITURE) ? 'content' : slot;
}

const FIELDS = new Set(['textbox', 'searchbox', 'combobox', 'spinbutton']);

/** What labels something, or operates it, also in a document that someone wrote. */
const LABELS = new Set([
  ...FIELDS,
  'button',
  'term',
  'columnheader',
  'label',
  'legend',
  'checkbox',
  'radio',
  'switch',
  'tab',
]);

const CONTAINERS = new Set([
  'dialog',
  'alertdialog',
  'region',
  'form',
  'table',
  'grid',
  'list',
  'listbox',
  'group',
  'main',
  'banner',
  'contentinfo',
  'complementary',
  'search',
  'tabpanel',
]);

/** Controls that stand in every row: their text is the maker's, unless a detector objects. */
const REPEATED = new Set([
  'button',
  'checkbox',
  'radio',
  'switch',
  'textbox',
  'searchbox',
  'spinbutton',
  'combobox',
  'columnheader',
  'label',
  'menuitem',
]);
