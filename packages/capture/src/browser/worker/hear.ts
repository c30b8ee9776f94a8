// What page scripts say, and what becomes of it.

import type { PageAnswer, PageBatch, PageIndicator, PageMessage } from '../protocol.ts';
import type { DeviceWatch } from './device-watch.ts';
import { observationOf } from './observe.ts';
import { type Session, wallNow } from './session.ts';
import { placeOfFrame } from './tab-view.ts';

type Sender = chrome.runtime.MessageSender;

/** What listening needs of the worker. */
export interface Listener {
  readonly watch: DeviceWatch;
  readonly screenshots: { request(tabId: number, settled: { readonly stable: boolean }): void };
  session(): Promise<Session | undefined>;
  enqueue<T>(run: () => Promise<T>): Promise<T>;
  isIndicatorShown(session: Session, tabId: number): boolean;
  notePresence(session: Session): void;
}

export async function hear(worker: Listener, message: PageMessage, sender: Sender): Promise<PageAnswer> {
  const tabId = sender.tab?.id;
  if (tabId === undefined || sender.tab?.incognito) return { answer: 'stop' };
  if (message.say === 'media') {
    await worker.watch.ready();
    worker.watch.noteMedia(tabId, sender.frameId ?? 0, message);
    return { answer: 'observe' };
  }
  const session = await worker.session();
  if (!session) return { answer: 'stop' };
  switch (message.say) {
    case 'hello':
      return { answer: 'observe', surfaces: session.gate.surfacesAt(sender.url ?? '') };
    case 'indicator':
      return indicate(session, tabId, message, sender);
    case 'settled':
      worker.screenshots.request(tabId, message);
      return { answer: 'observe' };
    case 'batch':
      return keep(worker, session, message, sender);
  }
}

function indicate(session: Session, tabId: number, { shown }: PageIndicator, sender: Sender): PageAnswer {
  if (shown) session.indicators[tabId] = sender.documentId ?? '';
  else delete session.indicators[tabId];
  return { answer: 'observe' };
}

/** Longest a batch may have been on its way before its clock counts as another one. */
const DRIFT_MS = 60_000;

async function keep(
  worker: Listener,
  session: Session,
  batch: PageBatch,
  sender: Sender,
): Promise<PageAnswer> {
  const { tab } = sender;
  const tabId = tab?.id ?? -1;
  // The page's clock and this one are the same machine's; after a clock change they differ until the page is loaded again.
  const drift = wallNow() - batch.sentAt;
  const correction = Math.abs(drift) > DRIFT_MS ? drift : 0;
  const place = await placeOfFrame(tabId, sender.frameId ?? 0);
  return worker.enqueue<PageAnswer>(async () => {
    if ((await worker.session()) !== session) return { answer: 'stop' };
    if (session.hasBatch(batch.document, batch.batch)) return { answer: 'observe' };
    const { ordinal } = session.tabs.of(tabId);
    const where = { tab: ordinal, place, incognito: tab?.incognito ?? true, marks: batch.marks };
    const shown = worker.isIndicatorShown(session, tabId);
    for (const seen of batch.observations) {
      const at = seen.at + correction;
      worker.watch.noteInput(at);
      // A move that another frame overtook would be told as part of what came after it.
      if (seen.event.kind === 'pointer' && seen.event.phase === 'move' && session.isPast(at)) continue;
      session.admit(observationOf(seen, session.timeOf(at), where), shown);
    }
    if (batch.shed > 0) session.gate.noteGap('overload', session.timeOf(wallNow()), batch.shed);
    session.noteBatch(batch.document, batch.batch);
    worker.notePresence(session);
    await session.commit();
    return { answer: 'observe' };
  });
}
