import { canaries, type Office, prepare, requireTask, startOffice } from '@overt/office';
import { demonstrate, openStart } from '@overt/office/demonstrations';
import { demoPolicy } from '@overt/policy';
import { buildSteps, type Step } from '@overt/trajectory';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, openBench, removeBuild } from './support/browser.ts';

const SEED = 1;
const TASKS = ['office.copy-invoice-total', 'office.sign-in'];

describe('work in the office, by real input', () => {
  let bench: Bench;
  let office: Office;
  let steps: readonly Step[];
  let stored: string;
  beforeAll(async () => {
    office = await startOffice({ seed: SEED });
    bench = await openBench(demoPolicy(new Date(), { tasks: TASKS }));
    await bench.begin();
    for (const id of TASKS) {
      const task = requireTask(id);
      office.reset(SEED);
      const { slots } = prepare(task, SEED, office.port);
      const pages = await openStart(bench.context, task, SEED, office.port);
      await bench.ask({ do: 'task', phase: 'start', type: id, goal: task.goal, slots });
      await demonstrate(task, pages, slots, { corrections: false });
      await pages[0]!.waitForTimeout(600);
      await bench.ask({ do: 'task', phase: 'finish', outcome: 'success' });
      expect(task.check(office.state(), slots)).toMatchObject({ ok: true });
    }
    const { recording, events } = await bench.finish();
    stored = JSON.stringify(events);
    steps = buildSteps(await recording.tracks());
  });
  afterAll(async () => {
    await bench?.close();
    await office?.close();
    await removeBuild();
  });

  test('nothing planted is in what arrived', () => {
    for (const { kind, value } of canaries(office.world)) expect(stored.includes(value), kind).toBe(false);
  });

  test('the row is bound to the goal, and the paste to its copy', () => {
    const row = steps.find((step) => step.target?.bound?.from === 'slot');
    expect(row?.target?.bound).toMatchObject({ slot: 'customer' });
    const copy = steps.find((step) => step.type === 'clipboard.copy');
    expect(copy?.target).toMatchObject({ role: 'definition', label: 'Total' });
    expect(
      steps.filter((step) => step.type === 'clipboard.paste').map((step) => step.value_from),
    ).toContainEqual(expect.objectContaining({ from: 'copy', transform: 'equal' }));
  });

  test('no step was invented: no drag, no scroll, no key that the script did not make', () => {
    expect(steps.filter((step) => step.type === 'pointer.drag')).toEqual([]);
  });

  test('the page where one signs in is recorded by structure alone, without pixels; the one of people’s data not at all', () => {
    expect(steps.filter((step) => step.place === 'office.hr')).toEqual([]);
    const signingIn = steps.filter((step) => step.place === 'office.sign-in' && step.target);
    expect(signingIn.length).toBeGreaterThan(0);
    for (const { target, frame_before, text } of signingIn) {
      expect([target?.name, target?.label, text]).toEqual([null, null, null]);
      expect(frame_before).toHaveProperty('none');
    }
  });
});
