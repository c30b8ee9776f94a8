// The worker: one queue, one session, everything else listens.
//
// What changes the session goes through the queue, so that order is kept and a commit is never interleaved. Every end of
// a recording takes the same way, whatever caused it (P5); why it ended is only in memory (intent.ts).

import type { Primitives } from '@overt/events';
import { NO_USAGE, type StopReason, stopOf, type Usage } from '@overt/policy';
import { CaptureFault } from '../../fault.ts';
import type { ControlResults } from '../control.ts';
import type { PageAnswer, PageMessage } from '../protocol.ts';
import { leaveBattery, watchBattery } from './battery.ts';
import { codeOf, withoutFault } from './coded.ts';
import { localDay } from './counting.ts';
import { DeviceWatch, isMetered } from './device-watch.ts';
import { forgetSince } from './forget.ts';
import { hear } from './hear.ts';
import { injectRecorder, removeRecorder } from './injection.ts';
import { type Intent, IntentMemory, wantsToRecord } from './intent.ts';
import { Meter } from './meter.ts';
import type { RecordingHost, Rooms, Settings } from './recording-host.ts';
import { openRooms } from './rooms.ts';
import { Screenshots } from './screenshots.ts';
import { orphaned, RECORDING, Session, type SessionParts, type SessionState } from './session.ts';
import { contextOf, momentOf, type Terms } from './standing.ts';

const SETTINGS = 'settings';
/** Until a tab that came to the front is painted. */
const ACTIVATION_MS = 120;
/** A veto is asked for again if it would be forgotten before the next look. */
const VETO_AHEAD_MS = 45_000;

/** What is over by itself; everything else needs the participant, or a change of what she agreed to. */
const PASSING: ReadonlySet<StopReason> = new Set<StopReason>(['paused', 'hours', 'call', 'budget']);

export class Worker implements RecordingHost {
  readonly intent = new IntentMemory();
  readonly meter = new Meter();
  readonly screenshots = new Screenshots(this);
  readonly watch: DeviceWatch;
  readonly #primitives: () => Promise<Primitives>;
  #rooms: Promise<Rooms> | undefined;
  #opened: Rooms | undefined;
  #session: Promise<Session | undefined> | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #reconsidering: Promise<void> = Promise.resolve();
  #lastMinute = 0;
  readonly #hearing = new Set<Promise<unknown>>();

  constructor(primitives: () => Promise<Primitives>) {
    this.#primitives = primitives;
    this.watch = new DeviceWatch({
      onChange: () => void this.reconsider(),
      usage: () => this.usage(),
      isNoticeShownOn: (at_ms) => this.#opened?.standing.isNoticeShownOn(at_ms) ?? false,
    });
  }

  rooms(): Promise<Rooms> {
    this.#rooms ??= this.#open();
    return this.#rooms;
  }

  async #open(): Promise<Rooms> {
    const opened = await openRooms(await this.#primitives(), () => void this.reconsider());
    await this.watch.ready();
    this.#opened = opened;
    return opened;
  }

  /** What recording costs this device now. */
  usage(): Usage {
    const today = localDay(Date.now());
    return {
      ...NO_USAGE,
      mb_today: this.#opened?.counting.megabytesOn(today) ?? 0,
      cpu_percent: this.meter.percent(),
      metered: isMetered(),
      battery_percent: this.watch.battery_percent,
    };
  }

  /** The running session: from memory, or as the last worker sealed it. */
  session(): Promise<Session | undefined> {
    this.#session ??= this.#resume();
    return this.#session;
  }

  async #resume(): Promise<Session | undefined> {
    const { vault, standing } = await this.rooms();
    const state = await vault.read<SessionState>(RECORDING);
    if (!state) return undefined;
    const terms = await standing.terms().catch((error: unknown) => withoutFault(error));
    if (!terms) {
      await vault.commit({ records: orphaned(state) });
      return undefined;
    }
    const session = Session.resume(await this.#parts(), terms, state);
    session.presence = (await this.settings()).presence;
    this.watch.setIdle(terms.policy.ends.idle_min);
    const { running } = await chrome.storage.session.get('running');
    if (running === session.recording) return session;
    // The browser ended, or the extension was replaced, and took its recording with it; what was sealed is held.
    await session.end();
    return undefined;
  }

  async #parts(): Promise<SessionParts> {
    const { vault, primitives, counting } = await this.rooms();
    const { meter } = this;
    return { vault, primitives, counting, meter, device: (at_ms) => this.watch.facts(at_ms) };
  }

  async settings(): Promise<Settings> {
    const { vault } = await this.rooms();
    return (await vault.read<Settings>(SETTINGS)) ?? { presence: 0 };
  }

  async #notePresenceOf(session: Session): Promise<void> {
    const { vault } = await this.rooms();
    await vault.commit({ records: { [SETTINGS]: { presence: session.presence } satisfies Settings } });
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

  /** Begins a recording if everything allows it; @returns its name. Only the participant calls this. */
  async begin(): Promise<string> {
    const { account } = await this.rooms();
    if (!(await this.session())) await account.renewPolicy();
    this.watch.noteInput(Date.now());
    return this.#begin({ remembers: true });
  }

  #begin({ remembers }: { readonly remembers: boolean }): Promise<string> {
    return this.enqueue(async () => {
      const running = await this.session();
      if (running) return running.recording;
      const { standing } = await this.rooms();
      const terms = await standing.terms();
      this.watch.setIdle(terms.policy.ends.idle_min);
      const stop = this.#stopUnder(terms);
      const wanted: Intent = { wants: 'on', policy: terms.policyHash };
      // Whoever starts during a call wants it on: it begins when the call is over.
      if (remembers && (!stop || PASSING.has(stop))) await this.intent.write(wanted);
      if (stop) throw stoppedBy(stop, standing.unnamed(terms.permission).length > 0);
      const session = Session.begin(await this.#parts(), terms);
      session.presence = (await this.settings()).presence;
      await session.commit();
      this.#session = Promise.resolve(session);
      await chrome.storage.session.set({ running: session.recording });
      await this.intent.write(wanted);
      await injectRecorder();
      await watchBattery();
      await this.showState();
      return session.recording;
    });
  }

  #stopUnder(terms: Terms): StopReason | undefined {
    const moment = momentOf(this.watch.facts(Date.now()));
    return stopOf(contextOf(terms), moment)?.reason as StopReason | undefined;
  }

  async stop(): Promise<string> {
    const { wants } = await this.intent.read();
    if (wants === 'off' && !(await this.session())) throw notRecording();
    return this.#end({ wants: 'off' });
  }

  async pause(minutes: number | undefined): Promise<string> {
    const intent = await this.intent.read();
    if (intent.wants === 'off') throw notRecording();
    const until = minutes === undefined ? {} : { until: Date.now() + minutes * 60_000 };
    if (minutes !== undefined) setTimeout(() => void this.reconsider(), minutes * 60_000 + 50); // the alarm is there if this worker is not
    return this.#end({ wants: 'paused', policy: intent.policy, ...until });
  }

  /** One key: pauses what is on, resumes what was paused. It never starts what was not on. */
  async toggle(): Promise<void> {
    const { wants } = await this.intent.read();
    if (wants === 'on') await this.pause(undefined);
    else if (wants === 'paused') await this.begin();
  }

  /** The one way a recording ends. @returns its name, or nothing if none ran. */
  async #end(next: Intent, stays: 'nothing' | 'media' = 'nothing'): Promise<string> {
    await this.intent.write(next);
    await removeRecorder('flush');
    await this.heard(); // what happened before the end belongs to the recording
    return this.enqueue(async () => {
      const session = await this.session();
      this.#session = Promise.resolve(undefined);
      if (session) {
        await session.end();
        await this.#notePresenceOf(session);
      }
      await this.#leave(stays);
      if (next.wants !== 'on') await leaveBattery();
      return session?.recording ?? '';
    });
  }

  async #leave(stays: 'nothing' | 'media'): Promise<void> {
    await removeRecorder('stop', stays);
    if (stays === 'nothing') this.watch.forgetMedia();
    await this.showState();
  }

  /** Destroys what was recorded since then; what runs is given up, and begins anew. */
  async forget(minutes: number): Promise<ControlResults['forget']> {
    const isRunning = (await this.session()) !== undefined;
    const forgotten = await this.enqueue(async () => {
      const session = await this.session();
      this.#session = Promise.resolve(undefined);
      // Before anything else: what pages still hold is not asked for.
      await removeRecorder('stop', 'media');
      const open = session ? await session.discard() : undefined;
      if (session) await this.#notePresenceOf(session);
      await chrome.storage.session.remove('running');
      return forgetSince(await this.rooms(), Date.now() - minutes * 60_000, open);
    });
    if (isRunning) await this.#begin({ remembers: false }).catch((error: unknown) => withoutFault(error));
    await this.showState();
    return forgotten;
  }

  /** Ends consent here at once, and says so to the server as soon as it answers. */
  async withdraw(erase: boolean): Promise<void> {
    await this.#end({ wants: 'off' });
    const { account, hold } = await this.rooms();
    await account.withdraw(erase);
    await hold.delete('all');
  }

  /** Ends what may not go on, and goes on with what may. One at a time, so that two causes end it once. */
  reconsider(): Promise<void> {
    this.#reconsidering = this.#reconsidering
      .then(() => this.#reconsider())
      .catch((error: unknown) => report(error));
    return this.#reconsidering;
  }

  async #reconsider(): Promise<void> {
    const session = await this.session();
    if (!session) return this.#goOn();
    const { standing } = await this.rooms();
    const terms = await standing.terms().catch((error: unknown) => withoutFault(error));
    const stop = terms ? this.#stopUnder(terms) : 'no-receipt';
    if (terms && stop === undefined) {
      await this.enqueue(async () => {
        if ((await this.session()) === session) await session.adopt(terms);
      });
      await this.intent.write({ wants: 'on', policy: terms.policyHash });
      return;
    }
    const intent = await this.intent.read();
    const isPassing = stop !== undefined && PASSING.has(stop);
    await this.#end(isPassing ? intent : { wants: 'off' }, stop === 'call' ? 'media' : 'nothing');
  }

  /** Begins again what ended by itself, if it is wanted and nothing but the cause has changed. */
  async #goOn(): Promise<void> {
    const intent = await this.intent.read();
    if (intent.wants === 'off' || !wantsToRecord(intent, Date.now())) return;
    const { account } = await this.rooms();
    const { hash } = await account.policy();
    // Nothing remote may start a recording: under another policy it is the participant who does.
    if (hash !== intent.policy) return this.intent.write({ wants: 'off' });
    await this.intent.write({ wants: 'on', policy: hash });
    await this.#begin({ remembers: false }).catch((error: unknown) => withoutFault(error));
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
    const hearing = hear(this, message, sender);
    if (message.say !== 'batch') return hearing;
    this.#hearing.add(hearing);
    const done = (): void => {
      this.#hearing.delete(hearing);
    };
    hearing.then(done, done);
    return hearing;
  }

  look(tabId: number): void {
    setTimeout(() => this.screenshots.request(tabId, { stable: true }), ACTIVATION_MS);
  }

  notePresence(session: Session): void {
    const minute = Math.floor(Date.now() / 60_000);
    if (minute === this.#lastMinute) return;
    this.#lastMinute = minute;
    session.presence++;
  }

  /** Every half minute, whatever the device is doing: ask for the policy first, for a halt must hold at once. */
  async tick(): Promise<void> {
    const { account, hold, exemptions, managed } = await this.rooms();
    if (!(await account.identity())) return;
    const steps: readonly (() => Promise<unknown>)[] = [
      () => account.renewPolicy(),
      () => this.reconsider(),
      async () => managed.refresh(VETO_AHEAD_MS),
      () => this.#seal(),
      () => account.sendWithdrawal(),
      () => exemptions.poll(),
      async () => hold.releaseDue((await this.settings()).presence),
    ];
    // One that fails must not keep the next from happening.
    for (const step of steps) await step().catch((error: unknown) => report(error));
  }

  async #seal(): Promise<void> {
    const session = await this.session();
    if (!session) return;
    await this.enqueue(async () => {
      if ((await this.session()) === session) await session.commit();
    });
    await this.#notePresenceOf(session);
  }
}

/** Codes only: a message could say where somebody was. */
export function report(error: unknown): void {
  console.error('overt', codeOf(error) ?? (error instanceof Error ? error.name : 'fault'));
}

function notRecording(): CaptureFault {
  return new CaptureFault('NOT_RECORDING', 'recording: none is running', {});
}

function stoppedBy(reason: StopReason, isUnnamed: boolean): CaptureFault {
  if (reason === 'notice' && !isUnnamed)
    return new CaptureFault(
      'NOTICE_DUE',
      'notice: the law that holds here asks for it on every day of recording; read it, then start',
      { reason },
    );
  return new CaptureFault(
    'STOPPED',
    `recording: it cannot begin now (${reason}); it is told in the status what stands in the way`,
    { reason },
  );
}
