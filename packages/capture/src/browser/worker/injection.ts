// Puts the page recorder into pages while a recording runs, and takes it out when it ends. Without a recording, and so
// without a receipt, no page of the browser holds a line of it (promise P1).

import type { WorkerAsk } from '../protocol.ts';
import { askFrame, framesOf } from './tab-view.ts';

const EVERYWHERE = {
  matches: ['<all_urls>'],
  allFrames: true,
  matchOriginAsFallback: true,
  runAt: 'document_start',
  persistAcrossSessions: false,
} as const;

const RECORDER = { id: 'overt', js: ['content.js'], world: 'ISOLATED' } as const;
/** Says when a page begins and ends to use microphone, camera or screen capture; nothing else of the page. */
const MEDIA = { id: 'overt-media', js: ['media.js'], world: 'ISOLATED' } as const;
/** Its counterpart among the page's own scripts, without which nobody hears of it. */
const MEDIA_PAGE = { id: 'overt-media-page', js: ['media-page.js'], world: 'MAIN' } as const;
const ALL = [MEDIA_PAGE, MEDIA, RECORDER];

export async function injectRecorder(): Promise<void> {
  await unregister(ALL.map(({ id }) => id));
  await chrome.scripting.registerContentScripts(
    ALL.map((script) => ({ ...script, ...EVERYWHERE, js: [...script.js], matches: [...EVERYWHERE.matches] })),
  );
  const tabs = await chrome.tabs.query({});
  await Promise.all(tabs.map(({ id, url }) => injectInto(id, url)));
}

async function injectInto(tabId: number | undefined, url: string | undefined): Promise<void> {
  if (tabId === undefined || !/^https?:/.test(url ?? '')) return;
  // A page that may not be scripted (a web store, an error page) is simply not recorded.
  for (const { js, world } of ALL)
    await chrome.scripting
      .executeScript({ target: { tabId, allFrames: true }, files: [...js], world, injectImmediately: true })
      .catch(() => undefined);
}

/**
 * `flush` has every page hand over what it still holds; `stop` ends it there.
 *
 * @param stays `media`: pages go on saying when a call ends, because the recording goes on after it.
 */
export async function removeRecorder(
  ask: Extract<WorkerAsk['ask'], 'flush' | 'stop'>,
  stays: 'nothing' | 'media' = 'nothing',
): Promise<void> {
  if (ask === 'stop') await unregister(stays === 'media' ? [RECORDER.id] : ALL.map(({ id }) => id));
  const tabs = await chrome.tabs.query({});
  await Promise.all(tabs.map(({ id }) => askTab(id, { ask, stays })));
}

/** Every frame by itself: a message to the whole tab is answered when the first of them has answered. */
async function askTab(tabId: number | undefined, ask: WorkerAsk): Promise<void> {
  if (tabId === undefined) return;
  const frames = await framesOf(tabId);
  await Promise.all(frames.map(({ frameId }) => askFrame(tabId, frameId, ask)));
}

async function unregister(wanted: readonly string[]): Promise<void> {
  const registered = await chrome.scripting.getRegisteredContentScripts({ ids: [...wanted] });
  if (registered.length > 0)
    await chrome.scripting.unregisterContentScripts({ ids: registered.map(({ id }) => id) });
}
