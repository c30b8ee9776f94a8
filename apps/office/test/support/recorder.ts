// A recorder for tests: the page code of the extension in an ordinary page, its observations turned into events here.
//
// It has no gate. What the gate would withhold is left out by the strings' slots, and values are bound by plain
// equality with the goal's slots and with what was copied, as the gate does by keyed equality.

import type { Event, OutlineNode, Target, ValueSource } from '@overt/events';
import { buildEpisodes, buildReduction, type Episode } from '@overt/trajectory';
import { build } from 'esbuild';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { appOfHost } from '../../src/index.ts';

type Raw = Record<string, unknown>;
interface Seen {
  readonly at: number;
  readonly event: Raw;
  readonly clipboard?: string;
}
interface PageMessage {
  readonly say: string;
  readonly observations?: readonly Seen[];
}

const ENTRY = `
import { startRecorder } from './packages/capture/src/browser/page/recorder.ts';
import { collectOutline } from './packages/capture/src/browser/page/outline.ts';
globalThis.overtOutline = () => collectOutline(document);
if (globalThis.overtSend) startRecorder({
  send: async (message) => { globalThis.overtSend(message);
    if (message.say === 'indicator') setTimeout(() => globalThis.overtAsk({ ask: 'resume' }), 0);
    return { answer: 'observe' }; },
  onAsk: (answer) => { globalThis.overtAsk = answer; answer({ ask: 'resume' }); return () => {}; },
});`;

let bundled: Promise<string> | undefined;
/** The extension's page code as one script; it records only in pages that have the recorder's binding. */
export function pageScript(): Promise<string> {
  bundled ??= build({
    stdin: { contents: ENTRY, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    conditions: ['@overt/source'],
  }).then((result) => result.outputFiles[0]?.text ?? '');
  return bundled;
}

export const placeOf = (url: string): string => {
  const app = URL.canParse(url) ? appOfHost(new URL(url).host) : undefined;
  return app === undefined ? 'unknown' : `office.${app}`;
};

/** The page's outline over all its frames, in coordinates of its viewport. Raw. */
export async function outlineOf(page: Page): Promise<(OutlineNode & { nameSlot?: string })[]> {
  const all: OutlineNode[] = [];
  const visit = async (frame: Frame, dx: number, dy: number, path: readonly number[]): Promise<void> => {
    const outline = (await frame.evaluate('globalThis.overtOutline?.()').catch(() => undefined)) as
      | { nodes: OutlineNode[] }
      | undefined;
    const first = all.length;
    for (const node of outline?.nodes ?? []) {
      const box = { ...node.box, x: node.box.x + dx, y: node.box.y + dy };
      const parent = node.parent < 0 ? -1 : node.parent + first;
      all.push({ ...node, id: node.id + first, parent, box, framePath: path });
    }
    for (const [i, child] of frame.childFrames().entries()) {
      const box = await child
        .frameElement()
        .then((element) => element.boundingBox())
        .catch(() => null);
      if (box) await visit(child, dx + box.x, dy + box.y, [...path, i]);
    }
  };
  await visit(page.mainFrame(), 0, 0, []);
  return all;
}

/** What the device knows and a recording names without showing: the goal's slots, what was copied. */
class KnownValues {
  slots: Readonly<Record<string, string>> = {};
  readonly #copies: string[] = [];

  find(text: unknown): ValueSource | undefined {
    const wanted = String(text ?? '').trim();
    if (wanted === '') return undefined;
    const slot = Object.entries(this.slots).find(([, value]) => value === wanted)?.[0];
    if (slot !== undefined) return { from: 'slot', slot, transform: 'equal' };
    const link = this.link(wanted);
    return link > 0 ? { from: 'copy', link, transform: 'equal' } : undefined;
  }

  copy(text: string): void {
    if (text !== '' && !this.#copies.includes(text)) this.#copies.push(text);
  }

  link(text: string): number {
    return this.#copies.indexOf(text) + 1;
  }
}

/** The descriptor with the interface's words only; rows are bound, their texts dropped. */
function withheld(target: Raw, known: KnownValues): Target {
  const { near, facts, name, nameSlot, labelSlot, locators, label, ...rest } = target as Raw & {
    near?: string[];
  };
  const bound = (near ?? []).map((text) => known.find(text)).find((one) => one !== undefined);
  const [column, row] = typeof label === 'string' ? label.split(' / ') : [];
  return {
    ...rest,
    ...(column ? { label: row ? `${column} / <NAME_1>` : column } : {}),
    ...(nameSlot === 'interface' && name ? { name } : {}),
    locators: (locators as { by: string }[]).filter((one) => one.by === 'structure'),
    ...(bound ? { bound } : {}),
  } as unknown as Target;
}

interface Offset {
  readonly x: number;
  readonly y: number;
  readonly path: readonly number[];
}

async function offsetOf(frame: Frame): Promise<Offset> {
  const parent = frame.parentFrame();
  if (!parent) return { x: 0, y: 0, path: [] };
  const above = await offsetOf(parent);
  const box = await (await frame.frameElement()).boundingBox();
  const path = [...above.path, parent.childFrames().indexOf(frame)];
  return { x: above.x + (box?.x ?? 0), y: above.y + (box?.y ?? 0), path };
}

/** Records what happens in a context, from its start; make one before the first page is opened. */
export class Recorder {
  #events: { t: number; event: Raw }[] = [];
  #known = new KnownValues();
  #origin = 0;
  #pending = Promise.resolve();
  readonly #tabs: Page[] = [];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext) {
    this.#context = context;
  }

  static async in(context: BrowserContext): Promise<Recorder> {
    const recorder = new Recorder(context);
    await context.exposeBinding('overtSend', ({ page, frame }, message: PageMessage) => {
      recorder.#pending = recorder.#pending.then(() => recorder.#receive(page, frame, message));
    });
    await context.addInitScript({ content: await pageScript() });
    context.on('page', (page) => recorder.#watch(page));
    return recorder;
  }

  /** Begins a task; its slots' values are known from here on. */
  async begin(task: string, goal: string, slots: Readonly<Record<string, string>>): Promise<void> {
    await sleep(300);
    await this.#pending;
    this.#events = [];
    this.#known = new KnownValues();
    this.#known.slots = slots;
    this.#origin = Date.now();
    const page = this.#context.pages()[0];
    if (page) this.#activated(page);
    this.#put({
      kind: 'task',
      phase: 'start',
      type: task,
      slots: Object.keys(slots),
      goal,
      outcome: 'unknown',
    });
    if (page) await this.#look(page);
  }

  /** Ends it and returns what was recorded of it. */
  async end(): Promise<Episode> {
    await sleep(400);
    await this.#pending;
    this.#put({ kind: 'task', phase: 'finish', type: '', slots: [], outcome: 'success' });
    const ordered = [...this.#events].sort((a, b) => a.t - b.t);
    const events = ordered.map(({ t, event }, seq) => ({ ...event, t, seq }) as unknown as Event);
    const episodes = buildEpisodes(buildReduction([{ track: 'trk_test', events }]));
    const declared = episodes.find((episode) => episode.type !== 'unknown');
    if (!declared) throw new Error('the recording holds no declared task');
    return declared;
  }

  #put(event: Raw, at = Date.now()): void {
    this.#events.push({ t: Math.max(0, Math.round((at - this.#origin) * 1000)), event });
  }

  #tabOf(page: Page): number {
    if (!this.#tabs.includes(page)) this.#tabs.push(page);
    return this.#tabs.indexOf(page) + 1;
  }

  /** Turning to a tab is no event of a page; the extension hears of it from the browser. */
  #watch(page: Page): void {
    const bring = page.bringToFront.bind(page);
    page.bringToFront = async () => {
      await bring();
      this.#activated(page);
    };
  }

  #activated(page: Page): void {
    const where = { tab: this.#tabOf(page), place: placeOf(page.url()), window: 1 };
    this.#put({
      kind: 'window',
      level: 'tab',
      change: 'activate',
      ...where,
      width: 1280,
      height: 800,
      scale: 1,
    });
  }

  async #receive(page: Page, frame: Frame, message: PageMessage): Promise<void> {
    if (message.observations) {
      const offset = await offsetOf(frame).catch(() => ({ x: 0, y: 0, path: [] })); // the frame is gone already
      for (const seen of message.observations) this.#take(page, offset, seen);
    } else if (message.say === 'settled') await this.#look(page);
    else if (message.say === 'hello' && frame === page.mainFrame())
      this.#put({ kind: 'navigation', cause: 'link', tab: this.#tabOf(page), place: placeOf(page.url()) });
  }

  #take(page: Page, offset: Offset, seen: Seen): void {
    const { target, ...raw } = seen.event;
    const event: Raw = { ...raw, tab: this.#tabOf(page) };
    if (typeof event.x === 'number') event.x = event.x + offset.x;
    if (typeof event.y === 'number') event.y = event.y + offset.y;
    if (target) {
      const kept = withheld(target as Raw, this.#known);
      const box = { ...kept.box, x: kept.box.x + offset.x, y: kept.box.y + offset.y };
      event.target = { ...kept, framePath: offset.path, box };
    }
    const source = this.#known.find(event.text);
    if (source && (event.kind === 'text' || event.kind === 'choice')) event.source = source;
    if (source && event.kind === 'text') event.text = '<CONTENT_1>';
    if (event.kind === 'clipboard') {
      const text = (seen.clipboard ?? '').trim();
      if (event.op !== 'paste') this.#known.copy(text);
      Object.assign(event, { link: this.#known.link(text), length: 16, transform: 'equal' });
    }
    this.#put(event, seen.at);
  }

  async #look(page: Page): Promise<void> {
    const nodes = (await outlineOf(page)).map(({ nameSlot, name, value, ...node }) => ({
      ...node,
      ...(nameSlot === 'interface' && name ? { name } : {}),
    }));
    this.#put({
      kind: 'outline',
      tab: this.#tabOf(page),
      place: placeOf(page.url()),
      nodes,
      truncated: false,
    });
  }
}

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
