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
interface PageMessage {
  readonly say: string;
  readonly observations?: readonly {
    readonly at: number;
    readonly event: Raw;
    readonly clipboard?: string;
  }[];
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

export interface Recording {
  /** Begins a task; its slots' values are known from here on. */
  begin(task: string, goal: string, slots: Readonly<Record<string, string>>): Promise<void>;
  /** Ends it and returns what was recorded of it. */
  end(): Promise<Episode>;
}

export async function record(context: BrowserContext): Promise<Recording> {
  let events: { t: number; event: Raw }[] = [];
  let slots: Readonly<Record<string, string>> = {};
  let copies: string[] = [];
  let origin = 0;
  const tabs: Page[] = [];
  const tabOf = (page: Page): number => {
    if (!tabs.includes(page)) tabs.push(page);
    return tabs.indexOf(page) + 1;
  };
  const put = (event: Raw, at = Date.now()): void => {
    events.push({ t: Math.max(0, Math.round((at - origin) * 1000)), event });
  };
  const known = (text: unknown): ValueSource | undefined => {
    const wanted = String(text ?? '').trim();
    if (wanted === '') return undefined;
    const slot = Object.entries(slots).find(([, value]) => value === wanted)?.[0];
    if (slot !== undefined) return { from: 'slot', slot, transform: 'equal' };
    const link = copies.indexOf(wanted) + 1;
    return link > 0 ? { from: 'copy', link, transform: 'equal' } : undefined;
  };
  const kept = (target: Raw): Target => {
    const { near, facts, name, nameSlot, labelSlot, locators, ...rest } = target as Raw & { near?: string[] };
    const bound = (near ?? []).map(known).find((one) => one !== undefined);
    const label = typeof rest.label === 'string' ? rest.label.split(' / ')[0] : undefined;
    return {
      ...rest,
      ...(label ? { label: rest.label === label ? label : `${label} / <NAME_1>` } : {}),
      ...(nameSlot === 'interface' && name ? { name } : {}),
      locators: (locators as { by: string }[]).filter((one) => one.by === 'structure'),
      ...(bound ? { bound } : {}),
    } as unknown as Target;
  };
  const take = (
    page: Page,
    offset: { x: number; y: number; path: readonly number[] },
    seen: { at: number; event: Raw; clipboard?: string },
  ): void => {
    const { target, ...raw } = seen.event;
    const event: Raw = { ...raw, tab: tabOf(page) };
    if (typeof event.x === 'number') event.x = event.x + offset.x;
    if (typeof event.y === 'number') event.y = event.y + offset.y;
    if (target) {
      const found = kept(target as Raw);
      event.target = {
        ...found,
        framePath: offset.path,
        box: { ...found.box, x: found.box.x + offset.x, y: found.box.y + offset.y },
      };
    }
    const source = known(event.text);
    if (source && (event.kind === 'text' || event.kind === 'choice')) event.source = source;
    if (event.kind === 'clipboard') {
      const text = (seen.clipboard ?? '').trim();
      if (event.op !== 'paste' && text !== '' && !copies.includes(text)) copies.push(text);
      Object.assign(event, { link: copies.indexOf(text) + 1, length: 16, transform: 'equal' });
    }
    if (source && event.kind === 'text') event.text = '<CONTENT_1>';
    put(event, seen.at);
  };
  const offsetOf = async (frame: Frame): Promise<{ x: number; y: number; path: readonly number[] }> => {
    const parent = frame.parentFrame();
    if (!parent) return { x: 0, y: 0, path: [] };
    const above = await offsetOf(parent);
    const box = await (await frame.frameElement()).boundingBox();
    return {
      x: above.x + (box?.x ?? 0),
      y: above.y + (box?.y ?? 0),
      path: [...above.path, parent.childFrames().indexOf(frame)],
    };
  };
  const front = (page: Page): void => {
    put({
      kind: 'window',
      level: 'tab',
      change: 'activate',
      window: 1,
      tab: tabOf(page),
      place: placeOf(page.url()),
      width: 1280,
      height: 800,
      scale: 1,
    });
  };
  let pending = Promise.resolve();
  const log = process.env.RAWLOG;
  await context.exposeBinding('overtSend', (source, message: PageMessage) => {
    const { page, frame } = source;
    pending = pending.then(async () => {
      if (message.observations) {
        const offset = await offsetOf(frame).catch(() => ({ x: 0, y: 0, path: [] }));
        for (const seen of message.observations) {
          if (log) console.log(JSON.stringify(seen).slice(0, 400));
          take(page, offset, seen);
        }
      } else if (message.say === 'settled') {
        const nodes = (await outlineOf(page)).map(({ nameSlot, name, value, ...node }) => ({
          ...node,
          ...(nameSlot === 'interface' && name ? { name } : {}),
        }));
        put({ kind: 'outline', tab: tabOf(page), place: placeOf(page.url()), nodes, truncated: false });
      } else if (message.say === 'hello' && frame === page.mainFrame()) {
        put({ kind: 'navigation', cause: 'link', tab: tabOf(page), place: placeOf(page.url()) });
      }
    });
  });
  await context.addInitScript({ content: await pageScript() });
  const watch = (page: Page): void => {
    const bring = page.bringToFront.bind(page);
    page.bringToFront = async () => {
      await bring();
      front(page);
    };
  };
  for (const page of context.pages()) watch(page);
  context.on('page', watch);
  return {
    begin: async (task, goal, values) => {
      await new Promise((done) => setTimeout(done, 300));
      await pending;
      events = [];
      slots = values;
      copies = [];
      origin = Date.now();
      const page = context.pages()[0];
      if (page) front(page);
      put({ kind: 'task', phase: 'start', type: task, slots: Object.keys(values), goal, outcome: 'unknown' });
      for (const one of context.pages().slice(0, 1)) {
        const nodes = await outlineOf(one);
        put({
          kind: 'outline',
          tab: tabOf(one),
          place: placeOf(one.url()),
          nodes: nodes.map(({ nameSlot, name, value, ...node }) => ({
            ...node,
            ...(nameSlot === 'interface' && name ? { name } : {}),
          })),
          truncated: false,
        });
      }
    },
    end: async () => {
      await new Promise((done) => setTimeout(done, 400));
      await pending;
      put({ kind: 'task', phase: 'finish', type: '', slots: [], outcome: 'success' });
      const ordered = [...events]
        .sort((a, b) => a.t - b.t)
        .map(({ t, event }, seq) => ({ ...event, t, seq }) as unknown as Event);
      const episodes = buildEpisodes(buildReduction([{ track: 'trk_test', events: ordered }]));
      const declared = episodes.find((episode) => episode.type !== 'unknown');
      if (!declared) throw new Error('the recording holds no declared task');
      return declared;
    },
  };
}
