// A recorder for tests: the page code of the extension in an ordinary page, its observations turned into events here.
// What passes is decided, bound and redacted by the real gate under the demo's policy.

import {
  createGate,
  type Gate,
  type Observation,
  type ObservedNode,
  type ObservedTarget,
} from '@overt/capture/gate';
import type { Event, OutlineNode } from '@overt/events';
import { DEVICE_AT_WORK, demoPolicy, type Policy, placeOf as placeAt } from '@overt/policy';
import { createRedactor } from '@overt/redact';
import { buildEpisodes, buildReduction, type Episode } from '@overt/trajectory';
import { build } from 'esbuild';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { createWorld, tasks } from '../../src/index.ts';
import { VIEWPORT } from './browser.ts';

type Fields = Record<string, unknown>;
interface Seen {
  readonly at: number;
  readonly event: Fields;
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
    return { answer: 'observe' }; },
  onAsk: () => () => {},
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

export const placeOf = (url: string): string => placeAt({ url }).id;

/** The page's outline over all its frames, in coordinates of its viewport. Raw. */
export async function outlineOf(page: Page): Promise<ObservedNode[]> {
  const all: ObservedNode[] = [];
  const visit = async (frame: Frame, dx: number, dy: number, path: readonly number[]): Promise<void> => {
    const outline = (await frame.evaluate('globalThis.overtOutline?.()').catch(() => undefined)) as
      | { nodes: OutlineNode[] }
      | undefined;
    const first = all.length;
    for (const node of outline?.nodes ?? []) {
      const box = { ...node.box, x: node.box.x + dx, y: node.box.y + dy };
      const parent = node.parent < 0 ? -1 : node.parent + first;
      all.push({ ...node, id: node.id + first, parent, box, framePath: path, urls: urlsOf(frame) });
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

/** The strictest reader of all: a gate under the demo's policy, changed if a test wants, with a receipt of its own. */
function openGate(seed: number, changes: Partial<Policy>): Gate {
  const now = new Date();
  const { name, domain } = createWorld(seed).noTrain;
  const policyHash = 'a'.repeat(64);
  return createGate({
    policy: {
      ...demoPolicy(now, {
        noTrain: { names: [name], domains: [domain] },
        tasks: tasks.map((task) => task.id),
      }),
      ...changes,
    },
    policyHash,
    receipt: {
      hash: 'b'.repeat(64),
      policy: policyHash,
      given: now.toISOString(),
      notAfter: new Date(now.getTime() + 3_600_000).toISOString(),
    },
    redactor: createRedactor({ key: new Uint8Array(32).fill(seed % 256), fidelity: 'workflow' }),
    clock: { now: () => new Date() },
    isIndicatorVisible: () => true,
    device: () => DEVICE_AT_WORK,
  });
}

interface Raw {
  readonly t: number;
  readonly event: Fields;
  readonly facts: Fields;
}

/** Records what happens in a context, from its start; make one before the first page is opened. */
export class Recorder {
  #seen: Raw[] = [];
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
    this.#seen = [];
    this.#origin = Date.now();
    const page = this.#context.pages()[0];
    if (page) this.#activated(page);
    const start = {
      kind: 'task',
      phase: 'start',
      type: task,
      slots: Object.keys(slots),
      goal,
      outcome: 'unknown',
    };
    this.#put(start, { urls: [], slots });
    if (page) await this.#look(page);
  }

  /** Ends it and returns what the gate let through of it, as an episode. `seed` names the world it was recorded in. */
  async end(seed: number): Promise<Episode> {
    await sleep(400);
    await this.#pending;
    this.#put({ kind: 'task', phase: 'finish', type: '', slots: [], outcome: 'success' }, { urls: [] });
    return this.under({}, seed);
  }

  /** What a gate lets through of the task that ended last, were the policy changed. */
  under(changes: Partial<Policy>, seed: number): Episode {
    const gate = openGate(seed, changes);
    const passed = [...this.#seen]
      .sort((a, b) => a.t - b.t)
      .flatMap(({ t, event, facts }) =>
        gate.admit({
          event: { ...event, t },
          facts: { incognito: false, ...facts },
        } as unknown as Observation),
      );
    const events = passed.map((event, seq) => ({ ...event, seq }) as unknown as Event);
    const episodes = buildEpisodes(buildReduction([{ track: 'trk_test', events }]));
    const declared = episodes.find((episode) => episode.type !== 'unknown');
    if (!declared) throw new Error('the recording holds no declared task');
    return declared;
  }

  #put(event: Fields, facts: Fields, at = Date.now()): void {
    this.#seen.push({ t: Math.max(0, Math.round((at - this.#origin) * 1000)), event, facts });
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
    const event = {
      kind: 'window',
      level: 'tab',
      change: 'activate',
      tab: this.#tabOf(page),
      window: 1,
      place: '',
    };
    this.#put({ ...event, width: VIEWPORT.width, height: VIEWPORT.height, scale: 1 }, { urls: [page.url()] });
  }

  async #receive(page: Page, frame: Frame, message: PageMessage): Promise<void> {
    if (message.observations) {
      const offset = await offsetOf(frame).catch(() => ({ x: 0, y: 0, path: [] })); // the frame is gone already
      for (const seen of message.observations) this.#take(page, frame, offset, seen);
    } else if (message.say === 'settled') await this.#look(page);
    else if (message.say === 'hello' && frame === page.mainFrame())
      this.#put(
        { kind: 'navigation', cause: 'link', tab: this.#tabOf(page), place: '' },
        { urls: [page.url()] },
      );
  }

  #take(page: Page, frame: Frame, offset: Offset, { event: raw, at, clipboard }: Seen): void {
    const { target, ...rest } = raw as { target?: ObservedTarget; x?: number; y?: number };
    const event: Fields = { ...rest, tab: this.#tabOf(page) };
    if (rest.x !== undefined && rest.y !== undefined)
      Object.assign(event, { x: rest.x + offset.x, y: rest.y + offset.y });
    if (target) {
      const box = { ...target.box, x: target.box.x + offset.x, y: target.box.y + offset.y };
      event.target = { ...target, box, framePath: offset.path };
    }
    this.#put(event, { urls: urlsOf(frame), ...(clipboard === undefined ? {} : { clipboard }) }, at);
  }

  async #look(page: Page): Promise<void> {
    const nodes = await outlineOf(page);
    this.#put(
      { kind: 'outline', tab: this.#tabOf(page), place: '', nodes, truncated: false },
      { urls: [page.url()] },
    );
  }
}

/** Addresses of the documents from the top one down to the frame's own. */
function urlsOf(frame: Frame): string[] {
  const parent = frame.parentFrame();
  return parent ? [...urlsOf(parent), frame.url()] : [frame.url()];
}

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
