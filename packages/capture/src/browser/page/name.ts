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
  return givenNameOf(element) || (isNamedByContent(role) ? textOf(element) : '') || byHint(element);
}

/** The name somebody gave to the element as such: not its text, and not what is shown on hovering. */
export function givenNameOf(element: Element): string {
  return (
    byReference(element, 'aria-labelledby') ||
    tidy(element.getAttribute('aria-label') ?? '') ||
    byNative(element)
  );
}

/** Where the text shown on hovering is kept: by HTML, by the common tooltip libraries, and while one of them shows it. */
const HINTS = [
  'title',
  'data-tooltip',
  'data-title',
  'data-original-title',
  'data-bs-original-title',
  'data-tip',
  'placeholder',
  'aria-placeholder',
];

function byHint(element: Element): string {
  for (const hint of HINTS) {
    const text = tidy(element.getAttribute(hint) ?? '');
    if (text) return text;
  }
  return '';
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

/** An icon's own title names what it stands on. */
function nameOfDrawing(svg: Element): string {
  return svg.getAttribute('aria-label') ?? childText(svg, 'title');
}

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
    const drawn = node.localName === 'svg' ? nameOfDrawing(node) : '';
    if (drawn) pieces.push(` ${drawn} `);
    else if (node.localName === 'img' || node.getAttribute('role') === 'img')
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
