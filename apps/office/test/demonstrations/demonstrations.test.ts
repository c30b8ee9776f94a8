import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demonstrate, demonstrated, openStart, type Pace } from '../../src/demonstrations/index.ts';
import { createWorld, type Office, requireTask, startOffice, tasks } from '../../src/index.ts';
import { openBrowser, VIEWPORT } from '../support/browser.ts';

const HASTY: Pace = { keyMs: [1, 2], pauseMs: [15, 25], landMs: [0, 0] };

let office: Office;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  office = await startOffice({ seed: 0 });
  browser = await openBrowser();
  context = await browser.newContext({ viewport: VIEWPORT });
});
afterAll(async () => {
  await browser.close();
  await office.close();
});

test('every task has a demonstration', () => {
  expect([...demonstrated].sort()).toEqual(tasks.map((task) => task.id).sort());
});

describe.each([
  { seed: 11, corrections: false },
  { seed: 12, corrections: true },
])('on seed $seed, corrections: $corrections', ({ seed, corrections }) => {
  test.each(demonstrated)('%s is undone before and done after its demonstration', async (id) => {
    const task = requireTask(id);
    office.reset(seed);
    const slots = task.slots(createWorld(seed));
    expect(task.check(office.state(), slots).ok).toBe(false);
    const pages = await openStart(context, task, seed, office.port);
    await demonstrate(task, pages, slots, { corrections, pace: HASTY, seed });
    await expect
      .poll(() => task.check(office.state(), slots), { timeout: 2_000 })
      .toEqual({ ok: true, reason: 'done' });
  });
});
