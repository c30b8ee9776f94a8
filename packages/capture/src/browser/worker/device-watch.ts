// What the device knows of itself: locked, idle, in a call, on what connection. Each cause is kept with the moment it
// began, so that what happened before it is still decided as before it.
//
// Held in memory and in the browser's session storage, which is memory too: nothing of it is written (P5).

import { type DeviceFacts, placeOf, type Usage } from '@overt/policy';

/** What a page said of its microphone, camera and screen capture. */
export interface MediaUse {
  readonly call: boolean;
  readonly sharing: boolean;
}

interface Causes {
  /** ms since 1970. */
  readonly lockedAt?: number;
  readonly idleAt?: number;
  /** By `tab:frame`: what it uses, and since when. */
  readonly media: Readonly<Record<string, MediaUse & { readonly at: number }>>;
  /** By tab: an audible page of a meeting, and since when. */
  readonly meetings: Readonly<Record<number, number>>;
}

const CAUSES = 'causes';
const INPUT = 'input';
/** Between two notes of the last input for the next worker: far below the shortest idling that counts. */
const INPUT_NOTE_MS = 15_000;
const NONE: Causes = { media: {}, meetings: {} };

export interface WatchOptions {
  /** Something changed that may stop or allow capture. */
  readonly onChange: () => void;
  readonly usage: () => Usage;
  readonly isNoticeShownOn: (at_ms: number) => boolean;
}

export class DeviceWatch {
  readonly #options: WatchOptions;
  readonly #ready: Promise<void>;
  #causes: Causes = NONE;
  #idleInterval_ms = 300_000;
  #lastInput = 0;
  #notedInput = 0;
  #battery_percent: number | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#ready = this.#load();
  }

  /** Resolves when what an earlier worker knew is known again. */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** The facts at a moment: a cause that began later does not count yet. */
  facts(at_ms: number): DeviceFacts {
    const { lockedAt, idleAt, media, meetings } = this.#causes;
    const began = (since: number | undefined): boolean => since !== undefined && at_ms >= since;
    const uses = Object.values(media).filter(({ at }) => began(at));
    return {
      paused: began(lockedAt),
      idle_min: idleAt === undefined ? 0 : Math.max(0, at_ms - Math.max(idleAt, this.#lastInput)) / 60_000,
      inCall: uses.some(({ call }) => call) || Object.values(meetings).some(began),
      sharing: uses.some(({ sharing }) => sharing),
      usage: this.#options.usage(),
      noticeShownToday: this.#options.isNoticeShownOn(at_ms),
    };
  }

  /** The participant did something; whatever the system says, she is there. */
  noteInput(at_ms: number): void {
    this.#lastInput = Math.max(this.#lastInput, at_ms);
    if (this.#lastInput - this.#notedInput < INPUT_NOTE_MS) return;
    this.#notedInput = this.#lastInput;
    // A worker that starts again must not take her for idle because the system does.
    void chrome.storage.session.set({ [INPUT]: this.#lastInput });
  }

  /** Charge in percent while on battery; undefined on mains. */
  get battery_percent(): number | undefined {
    return this.#battery_percent;
  }

  noteBattery(percent: number | undefined): void {
    if (percent === this.#battery_percent) return;
    this.#battery_percent = percent;
    this.#options.onChange();
  }

  setIdle(minutes: number): void {
    this.#idleInterval_ms = minutes * 60_000;
    // Less than 15 s is refused; the system is asked from the moment at which idling could count.
    chrome.idle.setDetectionInterval(Math.max(15, minutes * 60));
  }

  noteIdle(state: `${chrome.idle.IdleState}`): void {
    const { lockedAt: _lock, idleAt: _idle, ...rest } = this.#causes;
    const now = Date.now();
    if (state === 'locked') this.#set({ ...rest, lockedAt: this.#causes.lockedAt ?? now });
    else if (state === 'idle') this.#set({ ...rest, idleAt: now - this.#idleInterval_ms });
    else this.#set(rest);
  }

  noteMedia(tabId: number, frameId: number, use: MediaUse): void {
    const key = `${tabId}:${frameId}`;
    const { [key]: before, ...media } = this.#causes.media;
    if (!use.call && !use.sharing) this.#set({ ...this.#causes, media });
    else this.#set({ ...this.#causes, media: { ...media, [key]: { ...use, at: before?.at ?? Date.now() } } });
  }

  /** The document in that frame is gone, and with it what it used. The top frame takes the whole tab with it. */
  noteGone(tabId: number, frameId = 0): void {
    const isGone = (key: string): boolean =>
      frameId === 0 ? key.startsWith(`${tabId}:`) : key === `${tabId}:${frameId}`;
    const media = Object.fromEntries(Object.entries(this.#causes.media).filter(([key]) => !isGone(key)));
    const { [tabId]: _meeting, ...others } = this.#causes.meetings;
    const meetings = frameId === 0 && tabId in this.#causes.meetings ? others : this.#causes.meetings;
    if (
      Object.keys(media).length === Object.keys(this.#causes.media).length &&
      meetings === this.#causes.meetings
    )
      return;
    this.#set({ ...this.#causes, media, meetings });
  }

  /** An open, audible page of a meeting is a call, whatever the page says. */
  noteTab({ id, audible, url }: Pick<chrome.tabs.Tab, 'id' | 'audible' | 'url'>): void {
    if (id === undefined) return;
    const isMeeting = audible === true && url !== undefined && placeOf({ url }).category === 'meeting';
    const { [id]: before, ...meetings } = this.#causes.meetings;
    if (isMeeting === (before !== undefined)) return;
    this.#set({ ...this.#causes, meetings: isMeeting ? { ...meetings, [id]: Date.now() } : meetings });
  }

  /** Pages no longer say when what they use ends. */
  forgetMedia(): void {
    if (Object.keys(this.#causes.media).length > 0) this.#set({ ...this.#causes, media: {} });
  }

  #set(causes: Causes): void {
    this.#causes = causes;
    void chrome.storage.session.set({ [CAUSES]: causes });
    this.#options.onChange();
  }

  async #load(): Promise<void> {
    const { [CAUSES]: known, [INPUT]: input } = await chrome.storage.session.get([CAUSES, INPUT]);
    if (typeof input === 'number') this.#lastInput = Math.max(this.#lastInput, input);
    if (known) {
      this.#causes = known as Causes;
      return;
    }
    const state = await chrome.idle.queryState(this.#idleInterval_ms / 1_000);
    if (state === 'locked') this.#causes = { ...this.#causes, lockedAt: Date.now() };
    for (const tab of await chrome.tabs.query({ audible: true })) this.noteTab(tab);
  }
}

/** True where the connection is paid by volume, or its user asked to save data. */
export function isMetered(): boolean {
  const connection = (navigator as { connection?: { saveData?: boolean; type?: string } }).connection;
  return connection?.saveData === true || connection?.type === 'cellular';
}
