// Accessible name and label of an element, after the W3C accessible name computation.
//
// One difference is deliberate: the value of a control inside a label or a button never becomes part of a name, because a
// name is kept where a value may have to be withheld (promise P3).

import { isNamedByContent, roleOf } from './role.ts';
import { composedChildren, isShown } from './tree.ts';

const MAX_NAME = 200;

/** Collapses white space and cuts to the longest name that is kept. */
export function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME);
}

/** The accessible name, raw; empty if it has none. */
export function nameOf(element: Element, role = roleOf(element)): string {
  return (
    byReference(element, 'aria-labelledby') ||
    tidy(element.getAttribute('aria-label') ?? '') ||
    byNative(element) ||
    (isNamedByContent(role) ? textOf(element) : '') ||
    tidy(
      element.getAttribute('title') ??
        element.getAttribute('placeholder') ??
        element.getAttribute('aria-placeholder') ??
        '',
    )
  );
}

function byReference(element: Element, attribute: string): string {
  const ids = element.getAttribute(attribute)?.trim();
  if (!ids) return '';
  const root = element.getRootNode() as Document | ShadowRoot;
  return tidy(
    ids
      .split(/\s+/)
      .map((id) => root.getElementById?.(id))
      .map((named) => (named ? tidy(named.getAttribute('aria-label') ?? '') || textOf(named) : ''))
      .join(' '),
  );
}

function byNative(element: Element): string {
  const tag = element.localName;
  if (tag === 'img' || tag === 'area') return tidy(element.getAttribute('alt') ?? '');
  if (tag === 'input') {
    const input = element as HTMLInputElement;
    if (input.type === 'image') return tidy(input.alt);
    if (input.type === 'submit' || input.type === 'reset' || input.type === 'button')
      return (
        tidy(input.value) || (input.type === 'button' ? '' : input.type === 'submit' ? 'Submit' : 'Reset')
      );
  }
  const labels = (element as HTMLInputElement).labels;
  if (labels && labels.length > 0) return tidy(Array.from(labels, (label) => textOf(label)).join(' '));
  if (tag === 'fieldset') return childText(element, 'legend');
  if (tag === 'table') return childText(element, 'caption');
  if (tag === 'figure') return childText(element, 'figcaption');
  if (tag === 'svg') return childText(element, 'title');
  if (tag === 'iframe') return tidy(element.getAttribute('title') ?? '');
  return '';
}

function childText(element: Element, tag: string): string {
  for (const child of element.children) if (child.localName === tag) return tidy(child.textContent ?? '');
  return '';
}

const SILENT = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'select',
  'textarea',
  'input',
  'iframe',
  'object',
  'title',
]);

/** The text a person reads in the element, without the values of controls in it. */
export function textOf(element: Element, budget = MAX_NAME): string {
  const pieces: string[] = [];
  let left = budget;
  const visit = (node: Node, depth: number): void => {
    if (left <= 0 || depth > 24) return;
    if (node instanceof Text) {
      pieces.push(node.data);
      left -= node.data.trim().length;
      return;
    }
    if (!(node instanceof Element) || SILENT.has(node.localName)) return;
    if (depth > 0 && (node.getAttribute('aria-hidden') === 'true' || !isShown(node))) return;
    if (node.localName === 'img' || node.getAttribute('role') === 'img')
      pieces.push(` ${node.getAttribute('alt') ?? node.getAttribute('aria-label') ?? ''} `);
    else if (depth > 0 && node.hasAttribute('aria-label'))
      pieces.push(` ${node.getAttribute('aria-label')} `);
    else {
      pieces.push(' ');
      for (const child of composedChildren(node)) visit(child, depth + 1);
      pieces.push(' ');
    }
  };
  visit(element, 0);
  return tidy(pieces.join(''));
}

/** What labels the element besides its name: the term of a definition, the headers of a cell, the text just before a value. */
export function labelOf(element: Element): string {
  const labels = (element as HTMLInputElement).labels;
  if (labels && labels.length > 0) return tidy(Array.from(labels, (label) => textOf(label)).join(' '));
  const cell = element.closest('td,[role=cell],[role=gridcell]');
  if (cell) return labelOfCell(cell);
  const definition = element.closest('dd');
  if (definition) return labelOfDefinition(definition);
  const before = element.previousElementSibling;
  if (before && (before.localName === 'label' || before.localName === 'b' || before.localName === 'strong'))
    return textOf(before);
  return '';
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
  if (!row) return '';
  const cells = Array.from(row.children);
  const index = cells.indexOf(cell);
  const rowHeader = cells.find((candidate) => candidate !== cell && roleOf(candidate) === 'rowheader');
  const table = row.closest('table,[role=grid],[role=table],[role=treegrid]');
  const firstRow = table?.querySelector('tr,[role=row]');
  const header = firstRow && firstRow !== row ? firstRow.children[index] : undefined;
  const column = header && roleOf(header) === 'columnheader' ? textOf(header) : '';
  if (!column && !rowHeader && index === 1 && cells[0]?.localName === 'th') return textOf(cells[0]);
  return column || (rowHeader ? textOf(rowHeader) : '');
}
