// The office as a learner's environment, for tests: real input, the recorder's own outline code, the office's check.

import type { AgentAction, Environment, Observation } from '@overt/learn';
import type { BrowserContext, Page } from 'playwright-core';
import { openStart } from '../../src/demonstrations/index.ts';
import { createWorld, type Office, requireTask, type Slots } from '../../src/index.ts';
import { outlineOf, pageScript, placeOf } from './recorder.ts';

const SETTLE_MS = 120;
const KEYS: Readonly<Record<string, string>> = { ctrl: 'Control', alt: 'Alt', shift: 'Shift', meta: 'Meta' };
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export async function agentEnvironment(office: Office, context: BrowserContext): Promise<Environment> {
  await context.addInitScript({ content: await pageScript() });
  let front: Page = context.pages()[0] ?? (await context.newPage());
  let task = '';
  let slots: Slots = {};
  let clipboard: string | undefined;
  return {
    reset: async (id, seed) => {
      office.reset(seed);
      task = id;
      clipboard = undefined;
      slots = requireTask(id).slots(createWorld(seed));
      front = (await openStart(context, requireTask(id), seed, office.port))[0] ?? front;
      return { task: id, slots };
    },
    observe: async (): Promise<Observation> => ({
      place: placeOf(front.url()),
      places: context.pages().map((page) => placeOf(page.url())),
      nodes: await outlineOf(front),
      viewport: { width: 1280, height: 800 },
      ...(clipboard === undefined ? {} : { clipboard }),
    }),
    perform: async (action) => {
      if (action.do === 'switch') {
        front = context.pages().find((page) => placeOf(page.url()) === action.place) ?? front;
        await front.bringToFront();
      } else await act(front, action);
      await sleep(SETTLE_MS);
      await front.waitForLoadState('load').catch(() => undefined);
    },
    finished: async () => requireTask(task).check(office.state(), slots),
  };
}

async function act(page: Page, action: AgentAction): Promise<void> {
  const { mouse, keyboard } = page;
  switch (action.do) {
    case 'click':
      await mouse.move(action.x, action.y, { steps: 2 });
      return mouse.click(action.x, action.y, { clickCount: action.count });
    case 'drag':
      await mouse.move(action.x, action.y, { steps: 2 });
      await mouse.down();
      await mouse.move(action.x2, action.y2, { steps: 10 });
      return mouse.up();
    case 'type':
      return keyboard.type(action.text, { delay: 2 });
    case 'press':
      return keyboard.press([...action.modifiers, ...action.keys].map((key) => KEYS[key] ?? key).join('+'));
    case 'choose':
      await mouse.click(action.x, action.y);
      if (action.label !== null) await keyboard.type(action.label, { delay: 2 });
      else for (let i = 0; i < action.index; i += 1) await keyboard.press('ArrowDown');
      return keyboard.press('Enter');
    case 'scroll':
      await mouse.move(action.x, action.y);
      return mouse.wheel(0, action.dy);
    default:
      return undefined;
  }
}
