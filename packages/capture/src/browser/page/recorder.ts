// The page recorder: one per document. It attaches when it is started and is gone without a trace when it is stopped.
//
// Only trusted events count; listeners sit on the window in the capture phase, before any of the page's; nothing of
// the page is touched. Whether it may observe at all is the worker's decision, asked for before anything is kept.

import { FLUSH_MS } from '../limits.ts';
import type { FrameView, PageAnswer, PageMessage, SettleCause, WorkerAsk } from '../protocol.ts';
import { recordChoices } from './choices.ts';
import { recordClipboard } from './clipboard.ts';
import { type Edits, recordEdits } from './edits.ts';
import { rememberSecret } from './field.ts';
import { showIndicator } from './indicator.ts';
import { recordKeyboard } from './keyboard.ts';
import { marksOf } from './marks.ts';
import { Outbound } from './outbound.ts';
import { collectOutline } from './outline.ts';
import { recordPointer } from './pointer.ts';
import { now, type Scene } from './scene.ts';
import { Settler } from './settle.ts';
import { setSurfaces } from './surface.ts';
import { onShadowRoot } from './tree.ts';
import { childFrames, collectSurfaces, indexOfWindow } from './view.ts';
import { Dialogs, recordFocus, recordScroll } from './view-changes.ts';

/** What the recorder needs of the extension: messages out, questions in. */
export interface PageHost {
  send(message: PageMessage): Promise<PageAnswer>;
  onAsk(answer: (ask: WorkerAsk) => unknown): () => void;
}

const CHANGES: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeOldValue: true,
};

/** Starts recording this document, if the worker allows it. */
export function startRecorder(host: PageHost): { stop(): void } {
  return new PageRecorder(host);
}

class PageRecorder {
  readonly #document = crypto.randomUUID();
  readonly #isTop = window.top === window;
  readonly #host: PageHost;
  readonly #hooks = new AbortController();
  readonly #outbound: Outbound;
  readonly #settler: Settler;
  readonly #edits: Edits;
  readonly #dialogs: Dialogs;
  readonly #inRoots: ((root: ShadowRoot) => void)[] = [];
  readonly #skip = new Set<Element>();
  readonly #ends: (() => void)[] = [];
  /** Nothing is recorded before the worker said what this place is, nor while the indicator is not seen. */
  #suspended = true;

  constructor(host: PageHost) {
    this.#host = host;
    this.#outbound = new Outbound({
      document: this.#document,
      port: host,
      now,
      marks: () => marksOf(document),
      onStop: () => this.stop(),
    });
    this.#settler = new Settler((cause, stable) => this.#rest(cause, stable));
    const scene = this.#scene();
    this.#edits = recordEdits(scene);
    this.#dialogs = new Dialogs(scene);
    recordPointer(scene, (target) => this.#edits.commit(target));
    recordKeyboard(scene, () => this.#edits.commit());
    recordChoices(scene);
    recordClipboard(scene);
    recordScroll(scene);
    recordFocus(scene);
    this.#watchChanges();
    this.#watchPresence(scene);
    this.#ends.push(host.onAsk((ask) => this.#answer(ask)));
    window.addEventListener('pagehide', () => this.#handOver(), {
      capture: true,
      signal: this.#hooks.signal,
    });
    void this.#greet();
  }

  #scene(): Scene {
    return {
      put: (event, at, how) => {
        if (!this.#suspended) this.#outbound.put(event, at, how);
      },
      handOver: () => this.#outbound.flush(),
      stir: () => this.#settler.stir('input'),
      listen: (type, handle, options = {}) => {
        const trusted = (event: DocumentEventMap[typeof type]): void => {
          if (event.isTrusted && !this.#hooks.signal.aborted) handle(event);
        };
        const how = { capture: !options.bubble, passive: true, signal: this.#hooks.signal };
        window.addEventListener(type, trusted as EventListener, how);
        if (options.inRoots)
          this.#inRoots.push((root) => root.addEventListener(type, trusted as EventListener, how));
      },
    };
  }

  /** Signs that the person is at this document, before she acts. What changes behind her back is no such sign. */
  #watchPresence(scene: Scene): void {
    const here = (): void => this.#settler.present();
    scene.listen('pointermove', here);
    scene.listen('wheel', here);
    window.addEventListener('focus', here, { signal: this.#hooks.signal });
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'visible') here();
      },
      { signal: this.#hooks.signal },
    );
  }

  #watchChanges(): void {
    const changes = new MutationObserver((records) => {
      for (const { attributeName, oldValue, target } of records) {
        if (attributeName === 'type' && oldValue?.toLowerCase() === 'password')
          rememberSecret(target as Element);
      }
      if (records.some(({ target }) => !(target instanceof Element && this.#skip.has(target))))
        this.#settler.stir('change');
    });
    changes.observe(document, CHANGES);
    const endRoots = onShadowRoot((root) => {
      changes.observe(root, CHANGES);
      for (const attach of this.#inRoots) attach(root);
    });
    this.#ends.push(endRoots, () => changes.disconnect());
  }

  async #greet(): Promise<void> {
    let answer: PageAnswer;
    try {
      answer = await this.#host.send({
        say: 'hello',
        document: this.#document,
        index: indexHere(),
        ...viewportOf(window),
      });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      answer = { answer: 'stop' }; // nobody there to allow it
    }
    if (answer.answer === 'stop') {
      this.stop();
      return;
    }
    setSurfaces(answer.surfaces ?? []);
    if (!this.#isTop) this.#suspended = false;
    else if (!this.#hooks.signal.aborted) this.#indicate();
    whenReady(() => this.#settler.stir('load'), this.#hooks.signal);
  }

  #indicate(): void {
    const indicator = showIndicator(document, (shown) => {
      this.#suspended = !shown;
      this.#sayShown(shown);
    });
    this.#skip.add(indicator.host);
    this.#ends.push(() => indicator.remove());
  }

  /** Said until it is heard: without it the gate lets nothing of this tab pass. */
  #sayShown(shown: boolean): void {
    this.#host.send({ say: 'indicator', shown }).catch(() => {
      if (!this.#hooks.signal.aborted && this.#suspended === !shown)
        setTimeout(() => this.#sayShown(shown), FLUSH_MS);
    });
  }

  #rest(cause: SettleCause, stable: boolean): void {
    if (cause === 'still' && !hasAttention()) return;
    this.#dialogs.look();
    this.#outbound.flush();
    if (!this.#suspended) this.#say({ say: 'settled', document: this.#document, cause, stable });
  }

  /** Says something that need not be said again if the worker is just starting. */
  #say(message: PageMessage): void {
    this.#host.send(message).catch(() => undefined);
  }

  #answer(ask: WorkerAsk): unknown {
    switch (ask.ask) {
      case 'view':
        return this.#view(ask.outline === true);
      case 'frames':
        return { index: indexHere(), frames: childFrames(document) };
      case 'flush':
        return this.#handOver();
      case 'stop':
        return this.stop();
    }
  }

  /** Every input before this look leaves before the answer does: no later frame can be sealed before it. */
  #view(withOutline: boolean): FrameView {
    this.#outbound.flush();
    return {
      document: this.#document,
      index: indexHere(),
      epoch: `${this.#document}:${this.#settler.epoch}${isInputPending() ? ':pending' : ''}`,
      ...viewportOf(window),
      ...collectSurfaces(document, this.#skip),
      marks: marksOf(document),
      ...(withOutline ? { outline: collectOutline(document, { skip: this.#skip }) } : {}),
    };
  }

  #handOver(): void {
    this.#edits.handOver();
    this.#outbound.flush();
  }

  /** Removes every listener and the indicator; what was not sent is forgotten. */
  stop(): void {
    if (this.#hooks.signal.aborted) return;
    this.#hooks.abort();
    this.#settler.stop();
    this.#outbound.clear();
    for (const end of this.#ends) end();
  }
}

/** True for the one document that would get the next key: of the frames of a tab only one looks again. */
function hasAttention(): boolean {
  const { activeElement, visibilityState } = document;
  return (
    visibilityState === 'visible' && document.hasFocus() && !(activeElement instanceof HTMLIFrameElement)
  );
}

/** An input has happened that this page was not told of yet: what is grabbed now may show its beginning. */
function isInputPending(): boolean {
  const { scheduling } = navigator as Navigator & { scheduling?: { isInputPending?(): boolean } };
  return scheduling?.isInputPending?.() === true;
}

/** Place of this frame among its parent's; -1 at the top. */
function indexHere(): number {
  return window.top === window ? -1 : indexOfWindow(window.parent, window);
}

function viewportOf(view: Window): { width: number; height: number; scale: number } {
  return { width: view.innerWidth, height: view.innerHeight, scale: view.devicePixelRatio };
}

function whenReady(run: () => void, signal: AbortSignal): void {
  if (document.readyState === 'complete') run();
  else window.addEventListener('load', run, { once: true, signal });
}
