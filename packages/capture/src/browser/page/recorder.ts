// The page recorder: one per document. It attaches when it is started and is gone without a trace when it is stopped.
//
// Only trusted events count; listeners sit on the window in the capture phase, before any of the page's; nothing of
// the page is touched. Whether it may observe at all is the worker's decision, asked for before anything is kept.

import type { FrameView, PageAnswer, PageMessage, WorkerAsk } from '../protocol.ts';
import { recordChoices } from './choices.ts';
import { recordClipboard } from './clipboard.ts';
import { recordEdits } from './edits.ts';
import { rememberSecret } from './field.ts';
import { type Indicator, showIndicator } from './indicator.ts';
import { recordKeyboard } from './keyboard.ts';
import { Outbound } from './outbound.ts';
import { collectOutline } from './outline.ts';
import { recordPointer } from './pointer.ts';
import { now, type Scene } from './scene.ts';
import { Settler } from './settle.ts';
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

export function startRecorder(host: PageHost): { stop(): void } {
  const documentName = crypto.randomUUID();
  const isTop = window.top === window;
  const skip = new Set<Element>();
  const hooks = new AbortController();
  const inRoots: ((root: ShadowRoot) => void)[] = [];
  let suspended = isTop;
  let indicator: Indicator | undefined;

  const outbound = new Outbound({ document: documentName, port: host, now, onStop: () => stop() });
  const settler = new Settler((cause, stable) => {
    dialogs.look();
    outbound.flush();
    if (!suspended) void send({ say: 'settled', document: documentName, cause, stable });
  });
  const scene: Scene = {
    put: (event, at, how) => {
      if (!suspended) outbound.put(event, at, how);
    },
    stir: () => settler.stir('input'),
    listen: (type, handle, options = {}) => {
      const trusted = (event: DocumentEventMap[typeof type]): void => {
        if (event.isTrusted && !hooks.signal.aborted) handle(event);
      };
      const how = { capture: !options.bubble, passive: true, signal: hooks.signal };
      window.addEventListener(type, trusted as EventListener, how);
      if (options.inRoots) inRoots.push((root) => root.addEventListener(type, trusted as EventListener, how));
    },
  };

  const edits = recordEdits(scene);
  recordPointer(scene, (target) => edits.commit(target));
  recordKeyboard(scene, () => edits.commit());
  recordChoices(scene);
  recordClipboard(scene);
  recordScroll(scene);
  recordFocus(scene);
  const dialogs = new Dialogs(scene);

  const changes = new MutationObserver((records) => {
    for (const { attributeName, oldValue, target } of records) {
      if (attributeName === 'type' && oldValue?.toLowerCase() === 'password')
        rememberSecret(target as Element);
    }
    if (records.some(({ target }) => !(target instanceof Element && skip.has(target))))
      settler.stir('change');
  });
  changes.observe(document, CHANGES);
  const endRoots = onShadowRoot((root) => {
    changes.observe(root, CHANGES);
    for (const attach of inRoots) attach(root);
  });

  const send = (message: PageMessage): Promise<PageAnswer> =>
    host.send(message).catch(() => ({ answer: 'observe' as const }));
  const stop = (): void => {
    if (hooks.signal.aborted) return;
    hooks.abort();
    changes.disconnect();
    endRoots();
    settler.stop();
    outbound.clear();
    indicator?.remove();
    endAsks();
  };

  const view = (withOutline: boolean): FrameView => {
    const { boxes, frames, complete } = collectSurfaces(document, skip);
    return {
      document: documentName, index: indexHere(), epoch: `${documentName}:${settler.epoch}`,
      ...viewportOf(window), boxes, frames, complete,
      ...(withOutline ? { outline: collectOutline(document, { skip }) } : {}),
    }; // biome-ignore format: one view, two lines
  };
  const endAsks = host.onAsk((ask) => {
    switch (ask.ask) {
      case 'view':
        return view(ask.outline === true);
      case 'frames':
        return { index: indexHere(), frames: childFrames(document) };
      case 'flush':
        edits.commit();
        outbound.flush();
        return undefined;
      case 'suspend':
      case 'resume':
        suspended = ask.ask === 'suspend';
        return undefined;
      case 'stop':
        stop();
        return undefined;
    }
  });

  window.addEventListener(
    'pagehide',
    () => {
      edits.commit();
      outbound.flush();
    },
    { capture: true, signal: hooks.signal },
  );
  void host.send({ say: 'hello', document: documentName, index: indexHere(), ...viewportOf(window) }).then(
    ({ answer }) => {
      if (answer === 'stop') {
        stop();
        return;
      }
      if (isTop) {
        indicator = showIndicator(document, (shown) => {
          suspended = !shown;
          void send({ say: 'indicator', shown });
        });
        skip.add(indicator.host);
      }
      whenReady(() => settler.stir('load'), hooks.signal);
    },
    () => stop(),
  );
  return { stop };
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
