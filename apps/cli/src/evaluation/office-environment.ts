// The learner's environment on a real browser and the office: real input, the recorder's outline code, and the end
// state judged by the office's own check. The policy never sees the office's state, source or seeds.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutlineNode } from '@overt/events';
import type { AgentAction, Environment, Observation } from '@overt/learn';
import { createWorld, type Office, requireTask, type Slots } from '@overt/office';
import { openStart } from '@overt/office/demonstrations';
import { placeOf } from '@overt/policy';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { packageRoot } from '../package-root.ts';
import type {} from './page-outline.ts';

/** Time for a page of the office to answer and paint; a policy that needs more waits by itself. */
const SETTLE_MS = 150;
const LOAD_MS = 5_000;
const KEY_MS = 8;
const KEY_NAMES: Readonly<Record<string, string>> = {
  ctrl: 'Control',
  alt: 'Alt',
  shift: 'Shift',
  meta: 'Meta',
  ' ': 'Space',
};
const BUTTONS = ['left', 'middle', 'right'] as const;

const placeAt = (url: string): string => placeOf({ url }).id;
const keyName = (key: string): string => KEY_NAMES[key] ?? key;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Outlines of every frame of the page, in coordinates of its viewport, numbered as one. */
async function outlineOf(page: Page): Promise<OutlineNode[]> {
  const all: OutlineNode[] = [];
  const visit = async (frame: Frame, dx: number, dy: number, path: readonly number[]): Promise<void> => {
    const outline = await frame.evaluate(() => globalThis.overtOutline()).catch(() => undefined); // gone while we looked: the next look sees it
    const first = all.length;
    for (const node of outline?.nodes ?? []) {
      const box = { ...node.box, x: node.box.x + dx, y: node.box.y + dy };
      all.push({
        ...node,
        id: node.id + first,
        parent: node.parent < 0 ? -1 : node.parent + first,
        box,
        framePath: path,
      });
    }
    for (const [index, child] of frame.childFrames().entries()) {
      const box = await (await child.frameElement()).boundingBox();
      if (box) await visit(child, box.x, box.y, [...path, index]);
    }
  };
  await visit(page.mainFrame(), 0, 0, []);
  return all;
}

/** What is selected in the page, as Ctrl+C would take it: the agent knows what it copied. */
async function selectionOf(page: Page): Promise<string> {
  for (const frame of page.frames()) {
    const text = await frame
      .evaluate(() => {
        const field = document.activeElement;
        if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
          return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
        return String(document.getSelection() ?? '');
      })
      .catch(() => '');
    if (text.trim() !== '') return text.trim();
  }
  return '';
}

export interface OfficeEnvironment extends Environment {
  /** PNG of the tab in front. */
  picture(): Promise<Buffer>;
}

/** An environment over a running office and a fresh browser context. The context's tabs are the agent's. */
export async function officeEnvironment(office: Office, context: BrowserContext): Promise<OfficeEnvironment> {
  await context.addInitScript({ content: readFileSync(join(packageRoot(), 'dist/page-outline.js'), 'utf8') });
  let front = context.pages()[0] ?? (await context.newPage());
  let task = '';
  let slots: Slots = {};
  let clipboard: string | undefined;
  context.on('page', (page) => {
    front = page;
  });
  const perform = async (action: AgentAction): Promise<void> => {
    if (action.do === 'switch') {
      front = context.pages().find((page) => placeAt(page.url()) === action.place) ?? front;
      await front.bringToFront();
    } else if (action.do === 'press' && action.modifiers.includes('ctrl') && action.keys.includes('c')) {
      clipboard = (await selectionOf(front)) || clipboard;
      await act(front, action);
    } else await act(front, action);
    await sleep(SETTLE_MS);
    await front.waitForLoadState('load', { timeout: LOAD_MS }).catch(() => undefined); // a page that keeps loading is looked at as it is
  };
  return {
    reset: async (id, seed) => {
      office.reset(seed);
      task = id;
      clipboard = undefined;
      slots = requireTask(id).slots(createWorld(seed));
      const pages = await openStart(context, requireTask(id), seed, office.port);
      front = pages[0] ?? front;
      return { task: id, slots };
    },
    observe: async (): Promise<Observation> => {
      const viewport = front.viewportSize() ?? { width: 1280, height: 720 };
      const places = context.pages().map((page) => placeAt(page.url()));
      return {
        place: placeAt(front.url()),
        places,
        nodes: await outlineOf(front),
        viewport,
        ...(clipboard === undefined ? {} : { clipboard }),
      };
    },
    perform,
    finished: async () => requireTask(task).check(office.state(), slots),
    picture: () => front.screenshot(),
  };
}

async function act(page: Page, action: AgentAction): Promise<void> {
  const { mouse, keyboard } = page;
  switch (action.do) {
    case 'click':
      await mouse.move(action.x, action.y, { steps: 3 });
      return mouse.click(action.x, action.y, {
        clickCount: action.count,
        button: BUTTONS[action.button] ?? 'left',
      });
    case 'drag':
      await mouse.move(action.x, action.y, { steps: 3 });
      await mouse.down();
      await mouse.move(action.x2, action.y2, { steps: 12 });
      await sleep(SETTLE_MS);
      return mouse.up();
    case 'type':
      return keyboard.type(action.text, { delay: KEY_MS });
    case 'press':
      return keyboard.press([...action.modifiers, ...action.keys].map(keyName).join('+'));
    case 'choose':
      return choose(page, action);
    case 'scroll':
      await mouse.move(action.x, action.y);
      return mouse.wheel(0, action.dy);
    case 'wait':
      return sleep(SETTLE_MS);
    default:
      return undefined;
  }
}

/** A native list by keyboard, as it behaves the same on every platform: by its letters, or by counting from the top. */
async function choose(page: Page, action: Extract<AgentAction, { do: 'choose' }>): Promise<void> {
  await page.mouse.click(action.x, action.y);
  if (action.label !== null) await page.keyboard.type(action.label, { delay: KEY_MS });
  else {
    await page.keyboard.press('Home');
    for (let i = 0; i < action.index; i++) await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}
