// What a frame shows now: every run of text and every opaque area with its box, so that a screenshot can be masked
// before it is kept, and where its child frames lie.

import type { Box } from '@overt/events';
import type { Slot } from '@overt/redact';
import type { ObservedBox } from '../../gate/observation.ts';
import { OUTLINE_VISITS, SURFACES, VALUE_CHARS } from '../limits.ts';
import type { ChildFrame } from '../protocol.ts';
import { roundBox } from './describe.ts';
import { fieldFactsOf, fieldOf, isSecret, readValue } from './field.ts';
import { roleOf } from './role.ts';
import { textSlotOf } from './slot.ts';
import { givenSlot, valueSlotOf } from './surface.ts';
import { composedChildren } from './tree.ts';
import { type Clip, type Visit, walkVisible } from './walk.ts';

export interface Surfaces {
  readonly boxes: readonly ObservedBox[];
  readonly frames: readonly ChildFrame[];
  /** False if not everything was looked at: the area must be filled as a whole. */
  readonly complete: boolean;
}

/** Everything in `document`'s viewport that may have to be masked. */
export function collectSurfaces(document: Document, skip: ReadonlySet<Element>): Surfaces {
  const boxes: ObservedBox[] = [];
  const frames: ChildFrame[] = [];
  const whole = walkVisible<Slot>(document, 'content', {
    visits: OUTLINE_VISITS,
    skip,
    visit: (at, around) => {
      const role = roleOf(at.element);
      const slot =
        role === 'generic' ? (givenSlot(at.element, role) ?? around) : textSlotOf(at.element, role);
      addBoxes(at, slot, boxes);
      if (at.element.localName === 'iframe' || at.element.localName === 'frame')
        frames.push(childFrame(at.element, at.rect));
      if (boxes.length > SURFACES) return 'end';
      return isOpaque(at.element) ? 'skip' : { into: slot };
    },
  });
  for (const element of skip)
    if (element.isConnected)
      boxes.push({ slot: 'indicator', box: roundBox(element.getBoundingClientRect()) });
  return { boxes, frames, complete: whole };
}

const OPAQUE = new Set(['img', 'picture', 'video', 'audio', 'canvas', 'embed', 'object']);

function isOpaque(element: Element): boolean {
  return (
    OPAQUE.has(element.localName) ||
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement
  );
}

/** Drawings up to this size, in CSS pixels, are icons of the interface. */
const ICON = 48;

function addBoxes(at: Visit, slot: Slot, boxes: ObservedBox[]): void {
  const { element, rect, clip } = at;
  if (OPAQUE.has(element.localName)) {
    boxes.push({ slot: 'media', box: clipped(rect, clip) });
  } else if (element.localName === 'svg') {
    if (rect.width > ICON || rect.height > ICON) boxes.push({ slot: 'media', box: clipped(rect, clip) });
  } else if (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  ) {
    addField(element, clipped(rect, clip), boxes);
  } else {
    if (hasPicture(element)) boxes.push({ slot: 'media', box: clipped(rect, clip) });
    addLines(element, slot, clip, boxes);
  }
}

function addField(
  element: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
  box: Box,
  boxes: ObservedBox[],
): void {
  const field = fieldOf(element);
  if (field === 'secret') boxes.push({ slot: 'secret', box, facts: fieldFactsOf(element, field) });
  else if (field === 'none') boxes.push({ slot: 'interface', box, text: element.value });
  else if (field !== 'toggle') {
    const value = readValue(element);
    const placeholder = element.getAttribute('placeholder');
    if (value)
      boxes.push({
        slot: valueSlotOf(element),
        box,
        text: value.slice(0, VALUE_CHARS),
        facts: fieldFactsOf(element, field),
      });
    else if (placeholder) boxes.push({ slot: 'interface', box, text: placeholder });
  }
}

function addLines(element: Element, slot: Slot, clip: Clip, boxes: ObservedBox[]): void {
  for (const child of composedChildren(element)) {
    if (!(child instanceof Text) || !child.data.trim()) continue;
    const secret = isSecret(element);
    for (const box of linesOf(child, clip))
      boxes.push(secret ? { slot: 'secret', box } : { slot, box, text: child.data.slice(0, VALUE_CHARS) });
  }
}

function hasPicture(element: Element): boolean {
  return getComputedStyle(element).backgroundImage.includes('url(');
}

/** The part of `rect` that can be seen. */
function clipped(rect: DOMRect, clip: Clip): Box {
  const x = Math.max(rect.left, clip.left);
  const y = Math.max(rect.top, clip.top);
  return roundBox({
    x,
    y,
    width: Math.min(rect.right, clip.right) - x,
    height: Math.min(rect.bottom, clip.bottom) - y,
  });
}

/** The boxes of the text's lines that can be seen. */
function linesOf(text: Text, clip: Clip): Box[] {
  const range = text.ownerDocument.createRange();
  range.selectNodeContents(text);
  const lines: Box[] = [];
  for (const rect of range.getClientRects()) {
    if (rect.width === 0 || rect.height === 0) continue;
    if (
      rect.right <= clip.left ||
      rect.left >= clip.right ||
      rect.bottom <= clip.top ||
      rect.top >= clip.bottom
    )
      continue;
    lines.push(clipped(rect, clip));
  }
  return lines;
}

/** Where every child frame of `document` lies, seen or not. */
export function childFrames(document: Document): ChildFrame[] {
  const frames: ChildFrame[] = [];
  const visit = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('iframe,frame'))
      frames.push(childFrame(element, element.getBoundingClientRect()));
  };
  visit(document);
  return frames;
}

function childFrame(element: Element, rect: DOMRect): ChildFrame {
  const inner = element as HTMLElement;
  const style = getComputedStyle(element);
  const left = inner.clientLeft + Number.parseFloat(style.paddingLeft);
  const top = inner.clientTop + Number.parseFloat(style.paddingTop);
  return {
    index: indexOfWindow(element.ownerDocument.defaultView, (element as HTMLIFrameElement).contentWindow),
    box: roundBox({
      x: rect.x + left,
      y: rect.y + top,
      width: inner.clientWidth,
      height: inner.clientHeight,
    }),
  };
}

/** The number of a window among its parent's frames; -1 if it is not one of them. Allowed across origins. */
export function indexOfWindow(parent: Window | null, child: Window | null): number {
  if (!parent || !child) return -1;
  for (let i = 0; i < parent.length; i++) if (parent[i] === child) return i;
  return -1;
}
