// Walks what the viewport shows, in composed order, and nothing else.
//
// Cost follows the viewport, not the page: subtrees outside the clip are skipped, long lists are entered by bisection,
// and the number of elements looked at is bounded.

import { composedChildren, isShown } from './tree.ts';

export interface Clip {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Visit {
  readonly element: Element;
  readonly rect: DOMRect;
  /** The part of the viewport in which the element's children can be seen. */
  readonly clip: Clip;
}

/** Says what to do with the children of an element. */
export type Descend<Context> = { readonly into: Context } | 'skip' | 'end';

export interface WalkOptions<Context> {
  readonly visits: number;
  readonly skip?: ReadonlySet<Element>;
  readonly visit: (at: Visit, context: Context) => Descend<Context>;
}

/** Visits every shown element that meets the viewport, parents first. @returns false if a bound ended the walk early. */
export function walkVisible<Context>(
  document: Document,
  context: Context,
  options: WalkOptions<Context>,
): boolean {
  const view = document.defaultView;
  const start = document.body ?? document.documentElement;
  if (!view || !start) return true;
  let left = options.visits;
  let ended = false;
  const visit = (element: Element, clip: Clip, here: Context): void => {
    if (ended || options.skip?.has(element)) return;
    if (left-- <= 0) {
      ended = true;
      return;
    }
    const rect = element.getBoundingClientRect();
    const hasArea = rect.width > 0 && rect.height > 0;
    if (hasArea && !meets(rect, clip)) return;
    if (!isShown(element) && !isTransparentWrapper(element)) return;
    const next = hasArea ? options.visit({ element, rect, clip }, here) : { into: here };
    if (next === 'end') ended = true;
    if (next === 'end' || next === 'skip') return;
    const inner = innerClip(element, rect, clip);
    for (const child of shownChildren(element, inner))
      if (child instanceof Element) visit(child, inner, next.into);
  };
  visit(start, { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight }, context);
  return !ended;
}

/** `display: contents` and slots have no box of their own but show their children. */
function isTransparentWrapper(element: Element): boolean {
  return element instanceof HTMLSlotElement || getComputedStyle(element).display === 'contents';
}

function meets(rect: DOMRect, clip: Clip): boolean {
  return rect.right > clip.left && rect.left < clip.right && rect.bottom > clip.top && rect.top < clip.bottom;
}

function innerClip(element: Element, rect: DOMRect, clip: Clip): Clip {
  if (element.scrollHeight <= element.clientHeight && element.scrollWidth <= element.clientWidth) return clip;
  if (element === element.ownerDocument.body || element === element.ownerDocument.documentElement)
    return clip;
  const style = getComputedStyle(element);
  if (style.overflowX === 'visible' && style.overflowY === 'visible') return clip;
  return {
    left: Math.max(clip.left, rect.left),
    top: Math.max(clip.top, rect.top),
    right: Math.min(clip.right, rect.right),
    bottom: Math.min(clip.bottom, rect.bottom),
  };
}

const LONG_LIST = 96;

/** The children, or of a long list that runs downwards only those that can meet the clip. */
function shownChildren(element: Element, clip: Clip): readonly Node[] {
  if (element.childElementCount < LONG_LIST || element.shadowRoot) return composedChildren(element);
  const children = element.children;
  if (!runsDownwards(children)) return composedChildren(element);
  let low = 0;
  let high = children.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((children[middle]?.getBoundingClientRect().bottom ?? 0) <= clip.top) low = middle + 1;
    else high = middle;
  }
  const shown: Element[] = [];
  for (let i = Math.max(0, low - 1); i < children.length; i++) {
    const child = children[i];
    if (!child) break;
    const rect = child.getBoundingClientRect();
    if (rect.height > 0 && rect.top >= clip.bottom) break;
    shown.push(child);
  }
  return shown;
}

function runsDownwards(children: HTMLCollection): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < 16; i++) {
    const rect = children[Math.floor((i * (children.length - 1)) / 15)]?.getBoundingClientRect();
    if (!rect || (rect.height === 0 && rect.width === 0)) continue;
    if (rect.top < last) return false;
    last = rect.top;
  }
  return last > Number.NEGATIVE_INFINITY;
}
