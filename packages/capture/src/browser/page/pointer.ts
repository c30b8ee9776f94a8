// Pointer: down, up, drags and moves at no more than 60 Hz.
//
// `pointerdown` comes even when a page suppresses mouse events; the system's click count comes only with `mousedown`,
// which follows in the same task: it is filled in before the batch leaves.

import type { PointerEvent as PointerObservation } from '@overt/events';
import { MOVE_INTERVAL_MS } from '../limits.ts';
import { describe, meantBy } from './describe.ts';
import { modifiersOf, type Scene, timeOf } from './scene.ts';
import { deepTarget } from './tree.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Press = Mutable<Omit<PointerObservation, 'seq' | 't' | 'tab' | 'target'>>;

/** Records the pointer. `beforePress` runs first, so that a run of text is closed before the press that leaves it. */
export function recordPointer(scene: Scene, beforePress: (target: Element | undefined) => void): void {
  let last: Press | undefined;
  let lastDownOn: Element | undefined;
  let lastMove = 0;
  let dragging = false;

  const press = (event: MouseEvent, phase: 'down' | 'up' | 'cancel'): void => {
    const element = deepTarget(event);
    if (phase === 'down') beforePress(element);
    const observed: Press = {
      kind: 'pointer', phase, x: event.clientX, y: event.clientY, button: event.button, count: phase === 'down' ? 1 : 0,
      modifiers: modifiersOf(event),
    }; // biome-ignore format: one event, one line
    const meant = element && meantBy(element);
    const withTarget =
      meant && (phase === 'down' || meant !== lastDownOn)
        ? { ...observed, target: describe(meant) }
        : observed;
    if (phase === 'down') {
      last = withTarget;
      lastDownOn = meant;
    }
    scene.put(withTarget, timeOf(event), { urgent: true });
    scene.stir();
  };

  scene.listen('pointerdown', (event) => press(event, 'down'));
  scene.listen('mousedown', (event) => {
    if (last && event.detail > 0) last.count = event.detail;
    last = undefined;
  });
  scene.listen('pointerup', (event) => press(event, 'up'));
  scene.listen('pointercancel', (event) => {
    if (!dragging) press(event, 'cancel');
  });
  scene.listen('dragstart', () => {
    dragging = true;
  });
  scene.listen('drop', (event) => {
    if (dragging) press(event, 'up');
    const files = event.dataTransfer?.files;
    if (files && files.length > 0)
      scene.put(
        { kind: 'file', op: 'upload', extension: extensionOf(files[0]?.name ?? ''), count: files.length },
        timeOf(event),
        { urgent: true },
      );
  });
  scene.listen('dragend', (event) => {
    if (dragging && event.dataTransfer?.dropEffect === 'none') press(event, 'cancel');
    dragging = false;
  });
  // The pointer left for another frame: what it did here is older than what it does there.
  scene.listen('pointerout', (event) => {
    if (event.relatedTarget === null) scene.handOver();
  });
  scene.listen('pointermove', (event) => {
    if (event.timeStamp - lastMove < MOVE_INTERVAL_MS - 0.5) return;
    lastMove = event.timeStamp;
    scene.put(
      {
        kind: 'pointer',
        phase: 'move',
        x: event.clientX,
        y: event.clientY,
        button: -1,
        count: 0,
        modifiers: modifiersOf(event),
      },
      timeOf(event),
    );
  });
}

const EXTENSIONS = new Set([
  'bmp',
  'csv',
  'doc',
  'docx',
  'eml',
  'gif',
  'htm',
  'html',
  'ics',
  'jpeg',
  'jpg',
  'json',
  'log',
  'md',
  'mp3',
  'mp4',
  'odp',
  'ods',
  'odt',
  'pdf',
  'png',
  'ppt',
  'pptx',
  'rtf',
  'svg',
  'tar',
  'tsv',
  'txt',
  'wav',
  'webp',
  'xls',
  'xlsx',
  'xml',
  'zip',
]);

/** The file's extension if it is a common one, else empty: an unusual one may name something. */
export function extensionOf(name: string): string {
  const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
  return EXTENSIONS.has(extension) ? extension : '';
}
