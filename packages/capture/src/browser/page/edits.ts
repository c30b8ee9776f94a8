// Text edits: where, how much was removed and inserted; and when a run of them ends, the final value, once.
//
// A run ends on blur, Enter, Tab, submit, a press elsewhere, a pause or when the page goes. Of a secret field only
// the fact that it was filled leaves: one commit without value or length.

import type { ObservedTarget } from '../../gate/observation.ts';
import { COMMIT_PAUSE_MS, VALUE_CHARS } from '../limits.ts';
import { describe } from './describe.ts';
import { fieldElementOf, fieldOf, isSecret, readValue } from './field.ts';
import { bucket, now, type Scene, timeOf } from './scene.ts';
import { deepTarget } from './tree.ts';

interface Before {
  readonly element: HTMLElement;
  readonly start: number;
  readonly end: number;
  readonly length: number;
}
interface Run {
  readonly element: HTMLElement;
  readonly target: ObservedTarget;
  readonly secret: boolean;
  ime: boolean;
  /** Wall-clock time of its last edit. */
  lastAt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export interface Edits {
  /** Closes the open run, unless it is of `unless`. */
  commit(unless?: Element): void;
  /** Closes the open run as of its last edit: a recording ends with what happened before its end, whatever ended it. */
  handOver(): void;
}

export function recordEdits(scene: Scene): Edits {
  let before: Before | undefined;
  let run: Run | undefined;

  const commit = (unless?: Element, at?: number): void => {
    if (!run || (unless && (run.element === unless || run.element.contains(unless)))) return;
    const { element, target, ime, timer } = run;
    const secret = run.secret || isSecret(element);
    clearTimeout(timer);
    run = undefined;
    const value = secret ? '' : readValue(element).slice(0, VALUE_CHARS);
    scene.put(
      {
        kind: 'text',
        op: 'commit',
        at: 0,
        removed: 0,
        inserted: secret ? 0 : bucket(value.length),
        ...(secret ? {} : { text: value }),
        ime,
        target,
      },
      at ?? now(),
      { urgent: true },
    );
  };

  scene.listen('beforeinput', (event) => {
    const element = fieldOfEvent(event);
    if (!element) return;
    before = { element, ...caretOf(element), length: lengthOf(element) };
    if (run?.element !== element) open(element);
  });

  const open = (element: HTMLElement): void => {
    commit();
    run = {
      element,
      target: describe(element),
      secret: isSecret(element),
      ime: false,
      lastAt: now(),
      timer: undefined,
    };
  };

  scene.listen('input', (event) => {
    const element = fieldOfEvent(event);
    if (!element || !isTyped(element)) return;
    if (run?.element !== element) open(element);
    if (!run) return;
    run.lastAt = timeOf(event);
    clearTimeout(run.timer);
    run.timer = setTimeout(() => commit(), COMMIT_PAUSE_MS);
    run.ime ||= (event as InputEvent).isComposing === true;
    if (!run.secret)
      scene.put(
        {
          kind: 'text',
          ...editOf(before, element),
          ime: (event as InputEvent).isComposing === true,
          target: lean(run.target),
        },
        timeOf(event),
      );
    before = undefined;
    scene.stir();
  });

  scene.listen('focusout', () => commit());
  scene.listen('submit', () => commit(), { inRoots: true });
  return { commit: (unless) => commit(unless), handOver: () => commit(undefined, run?.lastAt) };
}

function fieldOfEvent(event: Event): HTMLElement | undefined {
  const element = deepTarget(event);
  return element && fieldElementOf(element);
}

function isTyped(element: HTMLElement): boolean {
  const field = fieldOf(element);
  if (element instanceof HTMLInputElement && element.type === 'range') return false;
  return (
    field === 'text' || field === 'multiline' || field === 'rich' || field === 'number' || field === 'secret'
  );
}

/** Edits come many to a run: they carry the descriptor without the row around it. */
function lean(target: ObservedTarget): ObservedTarget {
  const { near, ...rest } = target;
  return rest;
}

function lengthOf(element: HTMLElement): number {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
    return element.value.length;
  return element.textContent?.length ?? 0;
}

function caretOf(element: HTMLElement): { start: number; end: number } {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    return { start: element.selectionStart ?? -1, end: element.selectionEnd ?? -1 };
  }
  const selection = (element.getRootNode() as Document).getSelection?.() ?? document.getSelection();
  if (!selection || selection.rangeCount === 0) return { start: -1, end: -1 };
  const range = selection.getRangeAt(0);
  const upTo = range.cloneRange();
  upTo.selectNodeContents(element);
  upTo.setEnd(range.startContainer, range.startOffset);
  const start = upTo.toString().length;
  return { start, end: start + range.toString().length };
}

function editOf(
  before: Before | undefined,
  element: HTMLElement,
): { op: 'insert' | 'delete' | 'replace'; at: number; removed: number; inserted: number } {
  const length = lengthOf(element);
  if (before?.element !== element) return { op: 'replace', at: -1, removed: 0, inserted: bucket(length) };
  const selected = before.end - before.start;
  if (length < before.length && selected <= 0) {
    return { op: 'delete', at: caretOf(element).start, removed: before.length - length, inserted: 0 };
  }
  const removed = Math.max(0, selected);
  const inserted = Math.max(0, length - (before.length - removed));
  const op = inserted === 0 ? 'delete' : removed === 0 ? 'insert' : 'replace';
  return { op, at: before.start, removed, inserted: bucket(inserted) };
}
