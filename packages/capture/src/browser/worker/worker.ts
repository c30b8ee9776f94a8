// The worker: one queue, one session, everything else listens.
//
// `startWorker` registers every listener synchronously, as a service worker must: it may be started by any of them.
// What changes the session goes through the queue, so that order is kept and a commit is never interleaved.

import { Fault, type Primitives } from '@overt/events';
import { CaptureFault } from '../../fault.ts';
import type { PageAnswer, PageBatch, PageHello, PageIndicator, PageMessage } from '../protocol.ts';
import { Account } from './account.ts';
import { answerControl, isControlRequest } from './commands.ts';
import { Hold } from './hold.ts';
import { injectRecorder, removeRecorder } from './injection.ts';
import { recordNavigation } from './navigation.ts';
import { observationOf } from './observe.ts';
import type { RecordingHost, Rooms, Settings } from './recording-host.ts';
import { Screenshots } from './screenshots.ts';
import { orphaned, RECORDING, Session, type SessionState, wallNow } from './session.ts';
import { placeOfFrame } from './tab-view.ts';
import { Vault } from './vault.ts';

const SETTINGS = 'settings';
const ALARM = 'overt';
/** Until a tab that came to the front is painted. */
const ACTIVATION_MS = 120;

export class Worker implements RecordingHost {
  readonly screenshots = new Screenshots(this);
  readonly #primitives: () => Promise<Primitives>;
  #rooms: Promise<Rooms> | undefined;
  #session: Promise<Session | undefined> | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #lastMinute = 0;
  readonly #hearing = new Set<Promise<unknown>>();

  constructor(primitives: () => Promise<Primitives>) {
    this.#primitives = primitives;
  }

  rooms(): Promise<Rooms> {
    this.#rooms ??= (async () => {
      const [vault, primitives] = await Promise.all([Vault.open(), this.#primitives()]);
      const account = new Account(vault, primitives);
      return { vault, primitives, account, hold: new Hold(vault, account, primitives) };
    })();
    return this.#rooms;
  }

  /** The running session: from memory, or as the last worker sealed it. */
  session(): Promise<Session | undefined> {
    this.#session ??= this.#resume();
    return this.#session;
  }

  async #resume(): Promise<Session | undefined> {
    const { vault, primitives, account } = await this.rooms();
    const state = await vault.read<SessionState>(RECORDING);
    if (!state) return undefined;
    const permission = await account.permission().catch((error: unknown) => noPermission(error));
    if (!permission) {
      await vault.commit({ records: orphaned(state) });
      return undefined;
    }
    const session = Session.resume({ vault, primitives, ...permission }, state);
    session.presence = (await this.settings()).presence;
    const { running } = await chrome.storage.session.get('running');
    if (running === session.recording) return session;
    // The browser ended, or the extension was replaced, and took its recording with it; what was sealed is held.
    await session.end();
    return undefined;
  }

  async settings(): Promise<Settings> {
    const { vault } = await this.rooms();
    return (await vault.read<Settings>(SETTINGS)) ?? { paused: false, presence: 0 };
  }

  async changeSettings(change: Partial<Settings>): Promise<void> {
    const { vault } = await this.rooms();
    await vault.commit({ records: { [SETTINGS]: { ...(await this.settings()), ...change } } });
  }

  /** Runs after everything that was queued before. A fault of one does not stop the next. */
  enqueue<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(run);
    this.#queue = done.catch((error: unknown) => {
      // What memory holds is ahead of what is stored: go on from what is stored; the page sends again.
      if (error instanceof CaptureFault && error.code === 'STORAGE_BROKEN') this.#session = undefined;
    }); // whoever enqueued it is told
    return done;
  }

  async heard(): Promise<void> {
    await Promise.allSettled([...this.#hearing]);
  }

  /** Begins a recording if policy and receipt allow it; @returns its name. */
  begin(): Promise<string> {
    return this.enqueue(async () => {
      const running = await this.session();
      if (running) return running.recording;
      const { vault, primitives, account } = await this.rooms();
      await account.renewPolicy();
      const session = Session.begin({ vault, primitives, ...(await account.permission()) });
      session.presence = (await this.settings()).presence;
      await session.commit();
      this.#session = Promise.resolve(session);
      await chrome.storage.session.set({ running: session.recording });
      await this.changeSettings({ paused: false });
      await injectRecorder();
      await this.showState();
      return session.recording;
    });
  }

  /** Ends the recording. Pause and stop are the same here and in what is stored; only this device remembers which it was. */
  async end(paused: boolean): Promise<string> {
    await removeRecorder('flush');
    return this.enqueue(async () => {
      const session = await this.session();
      if (!session) throw new CaptureFault('NOT_RECORDING', 'recording: none is running', {});
      this.#session = Promise.resolve(undefined);
      await session.end();
      await removeRecorder('stop');
      await this.changeSettings({ paused, presence: session.presence });
      await this.showState();
      return session.recording;
    });
  }

  /** One key: pauses what runs, resumes what was paused. It never starts what was not on. */
  async toggle(): Promise<void> {
    if (await this.session()) await this.end(true);
    else if ((await this.settings()).paused) await this.begin();
  }

  async showState(): Promise<void> {
    const recording = (await this.session()) !== undefined;
    await chrome.action.setBadgeText({ text: recording ? 'REC' : '' });
    await chrome.action.setBadgeBackgroundColor({ color: '#b3202a' });
  }

  isIndicatorShown(session: Session, tabId: number): boolean {
    return session.indicators[tabId] !== undefined;
  }

  /** What a page script said. */
  hear(message: PageMessage, sender: chrome.runtime.MessageSender): Promise<PageAnswer> {
    const hearing = this.#hear(message, sender);
    if (message.say !== 'batch') return hearing;
    this.#hearing.add(hearing);
    const done = (): void => {
      this.#hearing.delete(hearing);
    };
    hearing.then(done, done);
    return hearing;
  }

  async #hear(message: PageMessage, sender: chrome.runtime.MessageSender): Promise<PageAnswer> {
    const tabId = sender.tab?.id;
    const session = await this.session();
    if (!session || tabId === undefined || sender.tab?.incognito) return { answer: 'stop' };
    switch (message.say) {
      case 'hello':
        return this.#greet(message);
      case 'indicator':
        return this.#indicate(session, tabId, message, sender);
      case 'settled':
        this.screenshots.request(tabId, message);
        return { answer: 'observe' };
      case 'batch':
        return this.#keep(session, message, sender);
    }
  }

  async #greet(_hello: PageHello): Promise<PageAnswer> {
    return { answer: 'observe' };
  }

  #indicate(
    session: Session,
    tabId: number,
    { shown }: PageIndicator,
    sender: chrome.runtime.MessageSender,
  ): PageAnswer {
    if (shown) session.indicators[tabId] = sender.documentId ?? '';
    else delete session.indicators[tabId];
    return { answer: 'observe' };
  }

  async #keep(session: Session, batch: PageBatch, sender: chrome.runtime.MessageSender): Promise<PageAnswer> {
    const tab = sender.tab;
    const tabId = tab?.id ?? -1;
    const frameId = sender.frameId ?? 0;
    // The page's clock and this one are the same machine's; after a clock change they differ until the page is loaded again.
    const drift = wallNow() - batch.sentAt;
    const correction = Math.abs(drift) > 60_000 ? drift : 0;
    const place = await placeOfFrame(tabId, frameId);
    return this.enqueue(async () => {
      if ((await this.session()) !== session) return { answer: 'stop' };
      if (session.hasBatch(batch.document, batch.batch)) return { answer: 'observe' };
      const where = { tab: session.tabs.of(tabId).ordinal, place, incognito: tab?.incognito ?? true };
      const shown = this.isIndicatorShown(session, tabId);
      for (const seen of batch.observations) {
        // A move that another frame overtook would be told as part of what came after it.
        if (
          seen.event.kind === 'pointer' &&
          seen.event.phase === 'move' &&
          session.isPast(seen.at + correction)
        )
          continue;
        session.admit(observationOf(seen, session.timeOf(seen.at + correction), where), shown);
      }
      if (batch.shed > 0) session.gate.noteGap('overload', session.timeOf(wallNow()), batch.shed);
      session.noteBatch(batch.document, batch.batch);
      this.#notePresence(session);
      await session.commit();
      return { answer: 'observe' };
    });
  }

  look(tabId: number): void {
    setTimeout(() => this.screenshots.request(tabId, { stable: true }), ACTIVATION_MS);
  }

  #notePresence(session: Session): void {
    const minute = Math.floor(Date.now() / 60_000);
    if (minute === this.#lastMinute) return;
    this.#lastMinute = minute;
    session.presence++;
  }

  /** False when the policy was changed, halted or ran out, or the receipt ended: then every hook is removed. */
  async #mayGoOn(session: Session): Promise<boolean> {
    const { account } = await this.rooms();
    const permission = await account.permission().catch((error: unknown) => noPermission(error));
    if (!permission || permission.policy.hash !== session.parts.policy.hash) return false;
    session.gate.renew({ policyConfirmedAt: permission.policyConfirmedAt });
    session.indicatorVisible = true;
    return session.gate.isOpen();
  }

  /** Ends consent here at once, and says so to the server as soon as it answers. */
  async withdraw(erase: boolean): Promise<void> {
    if (await this.session()) await this.end(false);
    const { account, hold } = await this.rooms();
    await account.withdraw(erase);
    await hold.delete('all');
  }

  /** Every half minute: close what is due, send what is free, ask for the policy. */
  async tick(): Promise<void> {
    const { account, hold } = await this.rooms();
    if (!(await account.identity())) return;
    await account.renewPolicy();
    await account.sendWithdrawal();
    const session = await this.session();
    if (session) {
      await this.enqueue(() => session.commit());
      await this.changeSettings({ presence: session.presence });
      if (!(await this.#mayGoOn(session))) await this.end(false);
    }
    const { presence } = await this.settings();
    try {
      await hold.releaseDue(presence);
    } catch (error) {
      if (!(error instanceof CaptureFault)) throw error;
      hold.lastFault = error.code;
    }
  }
}

/** A missing or unfit receipt is a state, not a failure. */
function noPermission(error: unknown): undefined {
  if (error instanceof Fault) return undefined;
  throw error;
}

/** Registers everything, synchronously. Call once, at the top level of the service worker. */
export function startWorker(primitives: () => Promise<Primitives>): Worker {
  const worker = new Worker(primitives);
  const own = chrome.runtime.getURL('');
  chrome.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    if (sender.id !== chrome.runtime.id) return false;
    if (isControlRequest(message)) {
      // Only pages of the extension itself may command; a content script has the address of the page it is in.
      if (!sender.url?.startsWith(own)) return false;
      void answerControl(worker, message).then(reply);
      return true;
    }
    // Without an answer the page script sends again: nothing is acknowledged that is not sealed.
    void worker.hear(message as PageMessage, sender).then(reply, (error: unknown) => {
      console.error(
        'overt',
        error instanceof CaptureFault ? error.code : error instanceof Error ? error.name : 'fault',
      );
      reply(undefined);
    });
    return true;
  });
  chrome.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === ALARM) void worker.tick();
  });
  chrome.runtime.onInstalled.addListener(() => void chrome.alarms.create(ALARM, { periodInMinutes: 0.5 }));
  chrome.commands.onCommand.addListener((command) => {
    if (command === 'pause') void worker.toggle();
  });
  chrome.runtime.onStartup.addListener(() => {
    void chrome.alarms.create(ALARM, { periodInMinutes: 0.5 });
    void worker.session();
  });
  recordNavigation(worker);
  return worker;
}
