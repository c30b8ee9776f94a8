// Scrolling, focus and dialogs: what a person's input changes in the view.

import { describe } from './describe.ts';
import { nameOf } from './name.ts';
import { roleOf } from './role.ts';
import { modifiersOf, now, type Scene, timeOf } from './scene.ts';
import { deepTarget, isShown } from './tree.ts';

const SCROLL_INTERVAL_MS = 150;
/** A scroll within this time of a wheel, key, touch or press was meant by the person. */
const MEANT_MS = 600;

const SCROLL_KEYS = new Set([
  'ArrowDown',
  'ArrowUp',
  'ArrowLeft',
  'ArrowRight',
  'PageDown',
  'PageUp',
  'Home',
  'End',
  ' ',
]);

function isOnScrollbar(event: PointerEvent): boolean {
  const element = event.target;
  return (
    element instanceof Element &&
    (event.offsetX > element.clientWidth || event.offsetY > element.clientHeight) &&
    element.clientWidth > 0
  );
}

export function recordScroll(scene: Scene): void {
  const offsets = new WeakMap<Element, { x: number; y: number }>();
  const pending = new Map<Element, ReturnType<typeof setTimeout>>();
  const pointer = { x: 0, y: 0, at: Number.NEGATIVE_INFINITY, modifiers: 0 };
  const meant = (event: MouseEvent | KeyboardEvent | TouchEvent): void => {
    pointer.at = event.timeStamp;
    if (event instanceof MouseEvent) {
      pointer.x = event.clientX;
      pointer.y = event.clientY;
    }
    if (!(event instanceof TouchEvent)) pointer.modifiers = modifiersOf(event);
  };
  // The compositor scrolls before `wheel` arrives: where things were is known from every scroll before, meant or not,
  // and, for what was scrolled before this recorder came, from when the pointer entered it.
  scene.listen('pointerover', (event) => remember(offsets, deepTarget(event)));
  scene.listen('wheel', meant);
  scene.listen('keydown', (event) => {
    if (SCROLL_KEYS.has(event.key)) meant(event);
  });
  scene.listen('touchmove', meant);
  scene.listen('pointerdown', (event) => {
    if (isOnScrollbar(event)) meant(event);
  });
  scene.listen('pointermove', (event) => {
    if (event.buttons !== 0) meant(event);
  });
  scene.listen(
    'scroll',
    (event) => {
      const container = event.target instanceof Element ? event.target : document.scrollingElement;
      if (!container || pending.has(container) || container instanceof HTMLInputElement) return;
      if (event.timeStamp - pointer.at > MEANT_MS) {
        offsets.set(container, { x: container.scrollLeft, y: container.scrollTop });
        return;
      }
      const at = timeOf(event);
      const put = (): void => {
        pending.delete(container);
        const from = offsets.get(container) ?? { x: 0, y: 0 };
        const to = { x: container.scrollLeft, y: container.scrollTop };
        offsets.set(container, to);
        if (to.x === from.x && to.y === from.y) return;
        const target = container === document.scrollingElement ? {} : { target: describe(container) };
        scene.put(
          {
            kind: 'scroll',
            x: pointer.x,
            y: pointer.y,
            dx: to.x - from.x,
            dy: to.y - from.y,
            modifiers: pointer.modifiers,
            ...target,
          },
          at,
        );
        scene.stir();
      };
      pending.set(container, setTimeout(put, SCROLL_INTERVAL_MS));
    },
    { inRoots: true },
  );
}

/** Notes where everything around `element` is scrolled to, if that is not known yet. */
function remember(offsets: WeakMap<Element, { x: number; y: number }>, element: Element | undefined): void {
  for (let at: Element | null | undefined = element; at; at = at.parentElement) {
    if (!offsets.has(at) && (at.scrollTop !== 0 || at.scrollLeft !== 0))
      offsets.set(at, { x: at.scrollLeft, y: at.scrollTop });
  }
}

export function recordFocus(scene: Scene): void {
  scene.listen('focusin', (event) => {
    const element = deepTarget(event);
    if (element && element !== document.body)
      scene.put({ kind: 'focus', phase: 'in', target: describe(element) }, timeOf(event));
  });
  scene.listen('focusout', (event) => {
    const element = deepTarget(event);
    if (element?.isConnected && element !== document.body)
      scene.put({ kind: 'focus', phase: 'out', target: describe(element) }, timeOf(event));
  });
}

const DIALOGS = 'dialog[open],[role=dialog],[role=alertdialog]';
const DISMISSES = /^(cancel|close|dismiss|no|×|✕|x|abbrechen|schließen|annuler|fermer|cancelar|cerrar)\b/i;

/** Notices dialogs that appear and go. Native `alert`, `confirm` and `prompt` are invisible to extensions: they are not recorded. */
export class Dialogs {
  readonly #scene: Scene;
  #open = new Map<Element, string>();
  #last: 'escape' | 'dismiss' | 'other' = 'other';

  constructor(scene: Scene) {
    this.#scene = scene;
    scene.listen('keydown', (event) => {
      this.#last = event.key === 'Escape' ? 'escape' : 'other';
    });
    scene.listen('pointerdown', (event) => {
      const element = deepTarget(event);
      const inside = element?.closest(DIALOGS);
      const button = element?.closest('button,[role=button],a');
      this.#last =
        !inside || (button && DISMISSES.test(nameOf(button, roleOf(button)))) ? 'dismiss' : 'other';
    });
  }

  /** Looks for dialogs now; called when the page changed. */
  look(): void {
    const shown = new Map<Element, string>();
    for (const dialog of document.querySelectorAll(DIALOGS))
      if (isShown(dialog)) shown.set(dialog, nameOf(dialog, 'dialog'));
    for (const [dialog, text] of shown) {
      if (!this.#open.has(dialog))
        this.#scene.put(
          { kind: 'dialog', dialog: 'modal', outcome: 'opened', ...(text ? { text } : {}) },
          now(),
        );
    }
    for (const dialog of this.#open.keys()) {
      if (shown.has(dialog)) continue;
      const outcome = this.#last === 'other' ? 'accepted' : 'dismissed';
      this.#scene.put({ kind: 'dialog', dialog: 'modal', outcome }, now());
    }
    this.#open = shown;
  }
}
