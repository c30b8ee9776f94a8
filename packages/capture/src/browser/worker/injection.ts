// Puts the page recorder into pages while a recording runs, and takes it out when it ends. Without a recording, and so
// without a receipt, no page of the browser holds a line of it (promise P1).

import type { WorkerAsk } from '../protocol.ts';

const SCRIPT = { id: 'overt', js: ['content.js'] };

export async function injectRecorder(): Promise<void> {
  await removeRegistration();
  await chrome.scripting.registerContentScripts([
    {
      ...SCRIPT,
      matches: ['<all_urls>'],
      allFrames: true,
      matchOriginAsFallback: true,
      runAt: 'document_start',
      world: 'ISOLATED',
      persistAcrossSessions: false,
    },
  ]);
  const tabs = await chrome.tabs.query({});
  await Promise.all(
    tabs.map(async ({ id, url }) => {
      if (id === undefined || !/^https?:/.test(url ?? '')) return;
      // A page that may not be scripted (a web store, an error page) is simply not recorded.
      await chrome.scripting
        .executeScript({ target: { tabId: id, allFrames: true }, files: SCRIPT.js, injectImmediately: true })
        .catch(() => undefined);
    }),
  );
}

/** `flush` has every page hand over what it still holds; `stop` ends it there. */
export async function removeRecorder(ask: Extract<WorkerAsk['ask'], 'flush' | 'stop'>): Promise<void> {
  if (ask === 'stop') await removeRegistration();
  const tabs = await chrome.tabs.query({});
  await Promise.all(
    tabs.map(({ id }) =>
      id === undefined
        ? undefined
        : chrome.tabs.sendMessage(id, { ask } satisfies WorkerAsk).catch(() => undefined),
    ),
  );
}

async function removeRegistration(): Promise<void> {
  const registered = await chrome.scripting.getRegisteredContentScripts({ ids: [SCRIPT.id] });
  if (registered.length > 0) await chrome.scripting.unregisterContentScripts({ ids: [SCRIPT.id] });
}
