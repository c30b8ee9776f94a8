// Outlines and screenshots when a page has come to rest.
//
// A screenshot is taken between two looks at every frame of the tab. If an input, another document or a moved box lies
// between them, it is dropped; what is kept is masked in memory first. The last kept one is the frame before the next action.

import { FRAME_INTERVAL_MS } from '../limits.ts';
import type { PageSettled } from '../protocol.ts';
import type { Meter } from './meter.ts';
import { type Session, wallNow } from './session.ts';
import { type TabView, viewTab } from './tab-view.ts';

export interface ScreenshotHost {
  readonly meter: Meter;
  /** The running session, or undefined. */
  session(): Promise<Session | undefined>;
  /** Runs after all that is queued for the session. */
  enqueue<T>(run: () => Promise<T>): Promise<T>;
  /** Resolves when every batch that has arrived is sealed. */
  heard(): Promise<void>;
  isIndicatorShown(session: Session, tabId: number): boolean;
}

interface Wanted {
  readonly tabId: number;
  readonly stable: boolean;
}

export class Screenshots {
  readonly #host: ScreenshotHost;
  readonly #wanted = new Map<number, Wanted>();
  readonly #lastOutline = new Map<number, string>();
  readonly #pixels = new Map<string, { readonly segment: string; readonly frame: number }>();
  #running = false;
  #lastShot = Number.NEGATIVE_INFINITY;

  constructor(host: ScreenshotHost) {
    this.#host = host;
  }

  /** The page in that tab came to rest. A later rest of the same tab supersedes an earlier one that still waits. */
  request(tabId: number, settled: Pick<PageSettled, 'stable'>): void {
    this.#wanted.set(tabId, { tabId, stable: settled.stable });
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        const wait = this.#lastShot + FRAME_INTERVAL_MS - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        // While it waited, a newer rest of this tab may have come: that one has the right `stable`.
        const wanted = this.#wanted.get(next.tabId) ?? next;
        this.#wanted.delete(next.tabId);
        await this.#look(wanted);
      }
    } finally {
      this.#running = false;
    }
  }

  #next(): Wanted | undefined {
    return [...this.#wanted.values()].at(-1);
  }

  async #look(wanted: Wanted): Promise<void> {
    const session = await this.#host.session();
    const tab = await chrome.tabs.get(wanted.tabId).catch(() => undefined); // closed meanwhile
    if (!session || !tab || !this.#host.isIndicatorShown(session, wanted.tabId)) return;
    const from = wallNow();
    const before = await viewTab(wanted.tabId, tab.incognito, true);
    if (!before) return;
    // The outline is stored while the screen is grabbed: the next input may be close.
    const outlined = this.#keepOutline(session, tab, before, from);
    if (tab.active) await this.#shoot(session, tab, before, wanted.stable);
    await outlined;
  }

  async #keepOutline(session: Session, tab: chrome.tabs.Tab, view: TabView, at: number): Promise<void> {
    const key = `${session.segmentId}${JSON.stringify(view.nodes)}`;
    if (this.#lastOutline.get(tab.id ?? -1) === key) return;
    this.#lastOutline.set(tab.id ?? -1, key);
    await this.#host.heard();
    await this.#host.enqueue(async () => {
      const event = {
        kind: 'outline' as const,
        t: session.timeOf(at),
        tab: session.tabs.of(tab.id ?? -1).ordinal,
        place: '',
        nodes: view.nodes,
        truncated: view.truncated,
      };
      session.admit({ event, facts: { urls: view.areas[0]?.urls ?? [], incognito: tab.incognito } }, true);
      await session.commit();
    });
  }

  async #shoot(session: Session, tab: chrome.tabs.Tab, before: TabView, stable: boolean): Promise<void> {
    // Asked before the screen is looked at: in a denied place no pixel is ever read.
    session.indicatorVisible = true;
    const early = session.gate.permitFrame({
      before: before.areas,
      after: before.areas,
      scale: before.scale,
    });
    if (!early.allow) return;
    const from = wallNow();
    this.#lastShot = performance.now();
    const shot = await chrome.tabs.captureVisibleTab(tab.windowId, { format: 'png' }).catch(() => undefined); // quota, or a page that may not be captured
    const to = wallNow();
    if (shot === undefined) {
      session.gate.noteGap('frame-quota', session.timeOf(to));
      return;
    }
    const after = await viewTab(tab.id ?? -1, tab.incognito, false);
    const now = await chrome.tabs.get(tab.id ?? -1).catch(() => undefined);
    if (!after || !now?.active || after.epoch !== before.epoch) return;
    const { image, scale } = await this.#host.meter.async(() => decode(shot, before.width));
    await this.#host.heard(); // an input from before the shot must not be sealed after it
    await this.#host.enqueue(() =>
      this.#keep(session, { before, after, image, scale, from, to, stable, tabId: tab.id ?? -1 }),
    );
  }

  async #keep(session: Session, shot: Shot): Promise<void> {
    session.indicatorVisible = this.#host.isIndicatorShown(session, shot.tabId);
    const permit = session.gate.permitFrame({
      before: shot.before.areas,
      after: shot.after.areas,
      scale: shot.scale,
    });
    if (!permit.allow) return;
    const blanked = session.gate.blankFrame(permit, {
      pixels: shot.image.data as unknown as Uint8Array,
      width: shot.image.width,
      height: shot.image.height,
    });
    const digest = await digestOf(shot.image);
    const same = this.#pixels.get(digest);
    const reused = same?.segment === session.segmentId ? same.frame : undefined;
    const png = reused === undefined ? await this.#host.meter.async(() => encode(shot.image)) : undefined;
    const number = session.addFrame((frame) => ({
      frame: blanked,
      png,
      events: session.gate.admitFrame(
        {
          kind: 'frame',
          t: session.timeOf(shot.to),
          frame,
          pixels: reused ?? frame,
          width: shot.image.width,
          height: shot.image.height,
          scale: shot.scale,
          from: session.momentOf(shot.from),
          to: session.momentOf(shot.to),
          stable: shot.stable,
          tab: session.tabs.of(shot.tabId).ordinal,
        },
        blanked,
      ),
    }));
    if (reused === undefined) {
      this.#pixels.clear(); // only the open segment's frames can be named again
      this.#pixels.set(digest, { segment: session.segmentId, frame: number });
    }
    await session.commit();
  }
}

interface Shot {
  readonly before: TabView;
  readonly after: TabView;
  readonly image: ImageData;
  readonly scale: number;
  readonly from: number;
  readonly to: number;
  readonly stable: boolean;
  readonly tabId: number;
}

async function decode(dataUrl: string, width: number): Promise<{ image: ImageData; scale: number }> {
  const bitmap = await createImageBitmap(await (await fetch(dataUrl)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { image: context.getImageData(0, 0, canvas.width, canvas.height), scale: canvas.width / width };
}

async function encode(image: ImageData): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}

async function digestOf(image: ImageData): Promise<string> {
  const digest = new Uint8Array(
    await crypto.subtle.digest('SHA-256', image.data as unknown as Uint8Array<ArrayBuffer>),
  );
  return String.fromCharCode(...digest);
}
