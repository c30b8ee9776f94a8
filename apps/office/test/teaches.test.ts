// Demonstrations recorded by the recorder's page code teach a learner that has seen neither the office's source, its
// state nor the seeds it is tried on. Words that are not the interface's are withheld, as the gate withholds them.

import { evaluate, policyOf, shuffledModel, tally, trainModel } from '@overt/learn';
import type { Episode } from '@overt/trajectory';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demonstrate, openStart, type Pace } from '../src/demonstrations/index.ts';
import { canaries, createWorld, type Office, requireTask, startOffice } from '../src/index.ts';
import { agentEnvironment } from './support/agent.ts';
import { openBrowser, VIEWPORT } from './support/browser.ts';
import { Recorder } from './support/recorder.ts';

const PACE: Pace = { keyMs: [3, 6], pauseMs: [200, 260], landMs: [700, 800] };
const TASKS = (process.env.OVERT_TASKS ?? 'office.copy-invoice-total,office.sign-in,office.move-card').split(
  ',',
);
const TAUGHT = (process.env.OVERT_TAUGHT ?? '2').split(',').map(Number);
const UNSEEN = (process.env.OVERT_UNSEEN ?? '101').split(',').map(Number);

let office: Office;
let browser: Browser;
beforeAll(async () => {
  office = await startOffice({ seed: 0 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await office.close();
});

async function lessons(): Promise<Episode[]> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const recorder = await Recorder.in(context);
  const episodes: Episode[] = [];
  for (const seed of TAUGHT) {
    for (const task of TASKS.map(requireTask)) {
      office.reset(seed);
      const slots = task.slots(createWorld(seed));
      const pages = await openStart(context, task, seed, office.port);
      await recorder.begin(task.id, task.goal, slots);
      await demonstrate(task, pages, slots, { corrections: seed % 2 === 0, pace: PACE, seed });
      episodes.push(await recorder.end(seed));
    }
  }
  await context.close();
  return episodes;
}

test(
  'what was recorded of a task solves it on an office nobody has seen',
  async () => {
    const model = trainModel(await lessons(), { seed: 1 });
    for (const seed of TAUGHT) {
      for (const { value } of canaries(createWorld(seed))) expect(JSON.stringify(model)).not.toContain(value);
    }
    const environment = await agentEnvironment(office, await browser.newContext({ viewport: VIEWPORT }));
    const work = { tasks: TASKS, seeds: UNSEEN, limits: { actions: 40 } };
    const attempts = await evaluate(policyOf(model), environment, work);
    console.log(`taught on ${TAUGHT.join()}, tried on ${UNSEEN.join()}: ${JSON.stringify(tally(attempts))}`);
    expect(attempts.filter((attempt) => !attempt.ok)).toEqual([]);
    const control = await evaluate(policyOf(shuffledModel(model, 1)), environment, {
      ...work,
      tasks: TASKS.slice(0, 1),
    });
    expect(control.filter((attempt) => attempt.ok)).toEqual([]);
  },
  120_000 * TASKS.length,
);
