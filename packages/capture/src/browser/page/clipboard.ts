// Copy, cut and paste, with the text that moved; the gate keeps its keyed token, not the text.
//
// In `copy` the clipboard is still empty: the selection is taken in the capture phase. A page that puts its own text on
// the clipboard does so later in the same event; a second look at the end of the dispatch replaces the text then.

import type { ClipboardEvent as ClipboardObservation } from '@overt/events';
import { VALUE_CHARS } from '../limits.ts';
import type { PageEvent } from '../protocol.ts';
import { describe, meantBy } from './describe.ts';
import { fieldElementOf, isSecret } from './field.ts';
import { tidy } from './name.ts';
import { type Scene, timeOf } from './scene.ts';
import { deepTarget } from './tree.ts';

export function recordClipboard(scene: Scene): void {
  for (const op of ['copy', 'cut'] as const) {
    let seen: { element: Element | undefined; text: string; at: number } | undefined;
    const put = (own: string): void => {
      if (!seen) return;
      const { element, text, at } = seen;
      seen = undefined;
      putClip(scene, { op, element, text: own || text, format: 'text' }, at);
    };
    scene.listen(op, (event) => {
      const element = sourceOf(event);
      seen = { element, text: selectedText(element), at: timeOf(event) };
      // If the page stops the event on its way, the second look never comes.
      queueMicrotask(() => setTimeout(() => put(''), 0));
    });
    scene.listen(
      op,
      (event) => put(event.defaultPrevented ? (event.clipboardData?.getData('text/plain') ?? '') : ''),
      { bubble: true },
    );
  }
  scene.listen('paste', (event) => {
    const clip = event.clipboardData;
    const target = deepTarget(event);
    const element = target && (fieldElementOf(target) ?? meantBy(target));
    const secret = element !== undefined && isSecret(element);
    putClip(
      scene,
      {
        op: 'paste',
        element,
        text: secret ? '' : (clip?.getData('text/plain') ?? ''),
        format: formatOf(clip),
      },
      timeOf(event),
    );
  });
}

interface Clip {
  readonly op: ClipboardObservation['op'];
  readonly element: Element | undefined;
  readonly text: string;
  readonly format: ClipboardObservation['format'];
}

function putClip(scene: Scene, clip: Clip, at: number): void {
  const { op, element, format } = clip;
  const event: PageEvent = {
    kind: 'clipboard',
    op,
    format,
    ...(element ? { target: describe(element) } : {}),
  };
  const withText = clip.text !== '' && !(element && isSecret(element));
  scene.put(event, at, { urgent: true, ...(withText ? { clipboard: clip.text.slice(0, VALUE_CHARS) } : {}) });
  scene.stir();
}

function sourceOf(event: Event): Element | undefined {
  const target = deepTarget(event);
  const field = target && fieldElementOf(target);
  if (field) return field;
  const selection = document.getSelection();
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
  if (!range) return target;
  // A triple click selects up to the start of the next block: what was meant is where it began.
  const start = elementOf(range.startContainer);
  if (start && tidy(start.textContent ?? '') === tidy(selection?.toString() ?? '')) return start;
  const element = elementOf(range.commonAncestorContainer);
  return element && element !== document.body && element !== document.documentElement ? element : target;
}

function elementOf(node: Node): Element | undefined {
  return node instanceof Element ? node : (node.parentElement ?? undefined);
}

function selectedText(element: Element | undefined): string {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    return isSecret(element)
      ? ''
      : element.value.slice(element.selectionStart ?? 0, element.selectionEnd ?? 0);
  }
  return document.getSelection()?.toString() ?? '';
}

function formatOf(clip: DataTransfer | null): ClipboardObservation['format'] {
  const types = clip?.types ?? [];
  if (types.includes('Files'))
    return Array.from(clip?.items ?? []).some((item) => item.type.startsWith('image/')) ? 'image' : 'files';
  if (types.includes('text/plain')) return 'text';
  return types.includes('text/html') ? 'html' : 'other';
}
