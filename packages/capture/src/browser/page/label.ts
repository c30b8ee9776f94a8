// What labels an element besides its name: the term of a definition, the header of a cell, the text just before a field;
// and, where nothing does, the named part of the application it stands in.

import type { Slot } from '@overt/redact';
import { givenNameOf, textOf, tidy } from './name.ts';
import { roleOf } from './role.ts';
import { slotOf } from './slot.ts';
import { composedClosest, composedParent } from './tree.ts';

const CELLS = 'td,th,[role=cell],[role=gridcell],[role=rowheader]';

/** The label, as the application's maker wrote it; empty if there is none. */
export function labelOf(element: Element): string {
  const labels = (element as HTMLInputElement).labels;
  if (labels && labels.length > 0) return tidy(Array.from(labels, (label) => textOf(label)).join(' '));
  const cell = element.closest(CELLS);
  if (cell) return labelOfCell(cell);
  const definition = element.closest('dd');
  if (definition) return labelOfDefinition(definition);
  return textOfLabel(element.previousElementSibling);
}

function textOfLabel(before: Element | null): string {
  const isLabel = before && ['label', 'b', 'strong'].includes(before.localName);
  return isLabel ? textOf(before) : '';
}

function labelOfDefinition(definition: Element): string {
  for (let at = definition.previousElementSibling; at; at = at.previousElementSibling)
    if (at.localName === 'dt') return textOf(at);
  return '';
}

/**
 * The column's header, as the application's maker wrote it. Where a table has none the row's header is the label
 * (`Total | 120`); beside a column header it names what the row is about, a customer say, and that is content.
 */
function labelOfCell(cell: Element): string {
  const row = cell.closest('tr,[role=row]');
  if (!row || roleOf(cell) === 'columnheader') return '';
  const column = columnHeaderOf(cell, row);
  if (column) return textOf(column);
  const cells = Array.from(row.children);
  if (cells.indexOf(cell) === 1 && cells[0]?.localName === 'th') return textOf(cells[0]);
  const rowHeader = cells.find((candidate) => candidate !== cell && roleOf(candidate) === 'rowheader');
  return rowHeader ? textOf(rowHeader) : '';
}

const TABLES = 'table,[role=grid],[role=table],[role=treegrid]';
/** Rows of headers that are looked at; further down a header heads a part of the data. */
const HEADER_ROWS = 3;
/** Below the first row only what is plainly a header: a `th` among data may name a customer. */
const PLAIN_HEADER = 'thead th,[role=columnheader]';

function columnHeaderOf(cell: Element, row: Element): Element | undefined {
  const table = row.closest(TABLES);
  if (!table) return undefined;
  const at = columnOf(cell, row);
  let found: Element | undefined;
  const rows = table.querySelectorAll('tr,[role=row]');
  for (let i = 0; i < Math.min(rows.length, HEADER_ROWS); i++) {
    const above = rows[i];
    if (!above || above === row || above.closest(TABLES) !== table) break;
    const header = Array.from(above.children).find((one) => {
      const from = columnOf(one, above);
      return from <= at && at < from + spanOf(one);
    });
    // The row nearest to the data is the one about this column alone.
    const isHeader = header && roleOf(header) === 'columnheader' && (i === 0 || header.matches(PLAIN_HEADER));
    if (isHeader && textOf(header)) found = header;
  }
  return found;
}

/** Number of the cell's first column from 1: as a grid that shows only a part of its columns says, else by counting. */
function columnOf(cell: Element, row: Element): number {
  const said = Number(cell.getAttribute('aria-colindex'));
  if (said > 0) return said;
  let column = 1;
  for (const one of row.children) {
    if (one === cell) break;
    column += spanOf(one);
  }
  return column;
}

function spanOf(cell: Element): number {
  const span = Number(cell.getAttribute('colspan') ?? cell.getAttribute('aria-colspan'));
  return span > 1 && span <= 1_000 ? span : 1;
}

/** Parts of an application that makers name. */
const GROUPS = new Set([
  'list',
  'listbox',
  'table',
  'grid',
  'treegrid',
  'tree',
  'group',
  'radiogroup',
  'region',
  'form',
  'dialog',
  'alertdialog',
  'toolbar',
  'menu',
  'menubar',
  'tablist',
  'navigation',
  'search',
]);

/** The nearest named part the element stands in, with whose text its name is. */
export function groupOf(element: Element): { readonly name: string; readonly slot: Slot } | undefined {
  let name = '';
  const parent = composedParent(element);
  const group = parent
    ? composedClosest(parent, (at) => {
        const role = roleOf(at);
        name = GROUPS.has(role) ? givenNameOf(at) : '';
        return name !== '';
      })
    : undefined;
  return group && { name, slot: slotOf(group, roleOf(group)) };
}
