// Text-free paths: they say where an element sits and carry none of the page's words, ids or classes.
//
// `body>main>div:2>table>tr:3` counts siblings of the same tag from 1 (`:1` is left out); `>>` enters a shadow root.
// Normative: docs/spec/capture.md#structure.

import { shadowRootOf } from './tree.ts';

const MAX_DEPTH = 64;

/** The text-free path of an element inside its document. */
export function structureOf(element: Element): string {
  return new StructurePaths().of(element);
}

/** Paths of many elements of one document at one moment; what neighbours share is computed once. */
export class StructurePaths {
  readonly #paths = new Map<Element, string>();
  readonly #indices = new Map<Element, number>();

  of(element: Element, depth = 0): string {
    if (element === element.ownerDocument.documentElement) return 'html';
    const known = this.#paths.get(element);
    if (known !== undefined) return known;
    const path = depth > MAX_DEPTH ? '' : this.#above(element, depth) + this.#step(element);
    this.#paths.set(element, path);
    return path;
  }

  #above(element: Element, depth: number): string {
    const parent = element.parentElement;
    if (parent)
      return parent === element.ownerDocument.documentElement ? '' : `${this.of(parent, depth + 1)}>`;
    const root = element.getRootNode();
    return root instanceof ShadowRoot ? `${this.of(root.host, depth + 1)}>>` : '';
  }

  #step(element: Element): string {
    const tag = element.localName;
    let index = 1;
    for (let at = element.previousElementSibling; at; at = at.previousElementSibling) {
      if (at.localName !== tag) continue;
      const known = this.#indices.get(at);
      if (known === undefined) index++;
      else {
        index += known;
        break;
      }
    }
    this.#indices.set(element, index);
    return index === 1 ? tag : `${tag}:${index}`;
  }
}

/** The element at `path`, or undefined if the page no longer has one there. */
export function findByStructure(document: Document, path: string): Element | undefined {
  let at: Element | ShadowRoot | undefined = document.documentElement;
  if (path === 'html') return document.documentElement;
  for (const [index, scope] of path.split('>>').entries()) {
    if (index > 0) at = at instanceof Element ? shadowRootOf(at) : undefined;
    for (const step of scope.split('>')) {
      if (!at) return undefined;
      const [tag, nth] = step.split(':');
      let left = Number(nth ?? 1);
      let found: Element | undefined;
      for (const child of at.children) if (child.localName === tag && --left === 0) found = child;
      at = found;
    }
  }
  return at instanceof Element ? at : undefined;
}
