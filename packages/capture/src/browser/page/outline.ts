// The visible accessibility outline: roles, names, values, states and boxes of what the viewport shows.
//
// Pure DOM: the recorder runs it in its isolated world, the learner's evaluation injects the same function into a page,
// so that a model sees in use what it saw in training.

import { OUTLINE_NODES, OUTLINE_VISITS } from '../limits.ts';
import type { RawOutlineNode } from '../protocol.ts';
import { isOperated, roundBox, statesOf } from './describe.ts';
import { fieldFactsOf, fieldOf, readValue } from './field.ts';
import { labelOf } from './label.ts';
import { nameOf, textOf, tidy } from './name.ts';
import { isWidget, roleOf } from './role.ts';
import { slotOf } from './slot.ts';
import { StructurePaths } from './structure.ts';
import { valueSlotOf } from './surface.ts';
import { type Descend, type Visit, walkVisible } from './walk.ts';

export interface OutlineLimits {
  readonly nodes?: number;
  readonly visits?: number;
  /** Hosts left out, e.g. the recorder's own indicator. */
  readonly skip?: ReadonlySet<Element>;
}

export interface RawOutline {
  readonly nodes: readonly RawOutlineNode[];
  /** True if a bound was reached and nodes were left out. */
  readonly truncated: boolean;
}

/** Roles whose whole text is their name: what lies inside them is listed only if people can operate it. */
const CLOSED = new Set([
  'button',
  'link',
  'option',
  'tab',
  'menuitem',
  'menuitemcheckbox',
  'menuitemradio',
  'heading',
  'switch',
]);
const LEAVES = new Set([
  'cell',
  'gridcell',
  'columnheader',
  'rowheader',
  'listitem',
  'paragraph',
  'term',
  'definition',
  'status',
  'label',
  'legend',
  'treeitem',
]);

interface Around {
  readonly parent: number;
  /** Inside an element whose text is already its name. */
  readonly named: boolean;
}

/**
 * The outline of what `document` shows now, raw (not redacted), without the frames in it.
 *
 * @returns nodes numbered from 0, parents first, `parent` -1 at the top; boxes in this document's viewport.
 */
export function collectOutline(document: Document, limits: OutlineLimits = {}): RawOutline {
  const most = limits.nodes ?? OUTLINE_NODES;
  const nodes: RawOutlineNode[] = [];
  const paths = new StructurePaths();
  const visit = (at: Visit, around: Around): Descend<Around> => {
    const entry = entryOf(at.element, around.named);
    if (!entry) return { into: around };
    if (nodes.length >= most) return 'end';
    const id = nodes.length;
    nodes.push({
      id,
      parent: around.parent,
      ...entry.node,
      box: roundBox(at.rect),
      structure: paths.of(at.element),
    });
    return { into: { parent: id, named: around.named || entry.closed } };
  };
  const whole = walkVisible<Around>(
    document,
    { parent: -1, named: false },
    {
      visits: limits.visits ?? OUTLINE_VISITS,
      ...(limits.skip ? { skip: limits.skip } : {}),
      visit,
    },
  );
  return { nodes, truncated: !whole };
}

interface Entry {
  readonly node: Omit<RawOutlineNode, 'id' | 'parent' | 'box' | 'structure'>;
  readonly closed: boolean;
}

function entryOf(element: Element, named: boolean): Entry | undefined {
  const role = roleOf(element);
  const field = fieldOf(element);
  const widget = isWidget(role) || field !== 'none' || isOperated(element, role);
  if (named && !widget) return undefined;
  if (element.localName === 'tbody' || element.localName === 'body') return undefined;
  if (role === 'generic' && !widget) return textEntry(element);
  const closed = CLOSED.has(role) || field === 'rich' || (LEAVES.has(role) && !hasParts(element));
  const open = LEAVES.has(role) && !closed;
  const name = open
    ? tidy(element.getAttribute('aria-label') ?? '')
    : role === 'generic'
      ? textOf(element)
      : nameOf(element, role);
  const value = field === 'secret' || field === 'none' || field === 'toggle' ? '' : tidy(readValue(element));
  return {
    node: {
      role,
      ...(name ? { name, nameSlot: slotOf(element, role) } : {}),
      ...(value ? { value, valueSlot: valueSlotOf(element) } : {}),
      states: statesOf(element),
      field,
      ...(field === 'none' ? {} : { facts: fieldFactsOf(element, field) }),
    },
    closed: closed || role === 'generic',
  };
}

/** Text in an element without a role: the read-only values of a form, the message of a bubble. */
function textEntry(element: Element): Entry | undefined {
  let own = '';
  for (const child of element.childNodes) if (child instanceof Text) own += child.data;
  const name = tidy(own);
  if (!name) return undefined;
  const label = labelOf(element);
  return {
    node: {
      role: 'text',
      name: label && label !== name ? `${label}: ${name}` : name,
      nameSlot: slotOf(element, 'text'),
      states: [],
      field: 'none',
    },
    closed: false,
  };
}

/** True if something inside is more than text. */
function hasParts(element: Element): boolean {
  for (const child of element.querySelectorAll('*')) {
    const role = roleOf(child);
    if (isWidget(role) || role === 'list' || role === 'table' || role === 'heading' || role === 'paragraph')
      return true;
    if (child.localName.includes('-')) return true;
  }
  return element.children.length > 1;
}
