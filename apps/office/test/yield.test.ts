// Every task of the office that can be demonstrated, by real input, through the page's recorder and the gate: what is
// left to learn from, and that a policy which withholds everything is found out by it. Frames are held to their floor
// where there is a browser to take them: in the demo.

import { createCatalogue, type Fidelity, meet, type Policy } from '@overt/policy';
import { type Episode, type Step, YIELD_FLOORS, type Yield, yieldOf } from '@overt/trajectory';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demonstrate, demonstrated, openStart, type Pace } from '../src/demonstrations/index.ts';
import { canaries, createWorld, type Office, requireTask, startOffice } from '../src/index.ts';
import { openBrowser, VIEWPORT } from './support/browser.ts';
import { Recorder } from './support/recorder.ts';

const PACE: Pace = { keyMs: [3, 6], pauseMs: [200, 260], landMs: [700, 800] };
/** With a mistake put right, and without. */
const SEEDS = [4, 5];
const NOTHING: Partial<Policy> = { maxFidelity: 'structure' };

const places = new Map(createCatalogue().entries.map(({ id, fidelity }) => [id, fidelity]));
const yieldUnder = (episodes: readonly Episode[], ceiling: Fidelity): Yield =>
  yieldOf(
    episodes.flatMap(({ steps }) => steps),
    (place) => meet(places.get(place) ?? 'structure', ceiling),
  );

/** The step as a line of a failure: where, what, on which kind of element; nothing of what stood there. */
const inBrief = ({ place, type, rule, target, value_from }: Step): string =>
  [place, type, rule, target?.role, target?.name, target?.label, value_from?.from].join(' ');

describe('work in every task of the office', () => {
  let office: Office;
  let browser: Browser;
  const kept: Episode[] = [];
  const keptOfNothing: Episode[] = [];
  beforeAll(
    async () => {
      office = await startOffice({ seed: 0 });
      browser = await openBrowser();
      const context = await browser.newContext({ viewport: VIEWPORT });
      const recorder = await Recorder.in(context);
      for (const [i, seed] of SEEDS.entries()) {
        for (const task of demonstrated.map(requireTask)) {
          office.reset(seed);
          const slots = task.slots(createWorld(seed));
          const pages = await openStart(context, task, seed, office.port);
          await recorder.begin(task.id, task.goal, slots);
          await demonstrate(task, pages, slots, { corrections: i === 0, pace: PACE, seed });
          kept.push(await recorder.end(seed));
          keptOfNothing.push(recorder.under(NOTHING, seed));
        }
      }
    },
    30_000 * SEEDS.length * demonstrated.length,
  );
  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  test('leaves names and values to learn from where the interface may be kept', () => {
    const { workflow } = yieldUnder(kept, 'workflow');
    console.log(`yield at workflow: ${JSON.stringify(workflow)}`);
    const nameless = kept
      .flatMap(({ steps }) => steps)
      .filter(({ target }) => target && !target.name && !target.label && !target.bound);
    expect(workflow.steps).toBeGreaterThan(60);
    expect(workflow.named, nameless.map(inBrief).join('\n')).toBeGreaterThanOrEqual(YIELD_FLOORS.named);
    expect(workflow.valued).toBeGreaterThanOrEqual(YIELD_FLOORS.valued);
  });

  test('leaves nothing of what is planted in it', () => {
    const text = JSON.stringify(kept);
    for (const seed of SEEDS)
      for (const { kind, value } of canaries(createWorld(seed)))
        expect(text.includes(value), kind).toBe(false);
  });

  test('under a policy that withholds everything misses every floor', () => {
    expect(keptOfNothing.flatMap(({ steps }) => steps).length).toBeGreaterThan(60);
    const found = yieldUnder(keptOfNothing, 'structure');
    expect(found.workflow).toEqual({ steps: 0, named: 0, framed: 0, valued: 0 });
    // Nor does calling its places by another fidelity help: there is no name, no picture and no value.
    const asIfOpen = yieldUnder(keptOfNothing, 'workflow');
    expect(asIfOpen.workflow).toMatchObject({ named: 0, framed: 0, valued: 0 });
    expect(asIfOpen.workflow.steps).toBeGreaterThan(60);
  });
});
