import { describe, expect, test } from 'vitest';
import { evaluate, policyOf, randomPolicy, shuffledModel, tally, trainModel } from '../src/index.ts';
import { demonstrate } from './support/desk.ts';
import { Paper } from './support/paper.ts';

const TASKS = ['paper.copy', 'paper.fill', 'paper.stage'] as const;
const UNSEEN = [101, 102, 103, 104, 105, 106, 107, 108];
const LIMITS = { actions: 30 };

async function lessons(seeds: readonly number[], corrections = false) {
  const all = [];
  for (const task of TASKS) for (const seed of seeds) all.push(await demonstrate(task, seed, corrections));
  return all;
}
const tried = async (policy: Parameters<typeof evaluate>[0], paper = new Paper()) =>
  tally(await evaluate(policy, paper, { tasks: TASKS, seeds: UNSEEN, limits: LIMITS }));
const solved = (tallied: Record<string, { ok: number; of: number }>): number =>
  Object.values(tallied).reduce((sum, one) => sum + one.ok, 0);

describe('a model of a few demonstrations', () => {
  test.each([1, 2, 3, 5])('solves every task on unseen seeds from %i', async (count) => {
    const model = trainModel(await lessons(Array.from({ length: count }, (_, i) => i + 1)), { seed: 1 });
    for (const [task, { ok, of }] of Object.entries(await tried(policyOf(model))))
      expect([task, ok]).toEqual([task, of]);
  });

  test('is no worse when the demonstrations contain mistakes that were put right', async () => {
    const model = trainModel(await lessons([1, 2], true), { seed: 1 });
    expect(solved(await tried(policyOf(model)))).toBe(TASKS.length * UNSEEN.length);
    expect(model.programmes.find((one) => one.task === 'paper.copy')?.corrections).toContainEqual({
      mistake: 'pointer.click',
      recovery: 'key.press',
    });
  });

  test('waits for a page that is slow to come', async () => {
    const paper = new Paper();
    paper.slowness = 3;
    const model = trainModel(await lessons([1, 2]), { seed: 1 });
    expect(solved(await tried(policyOf(model), paper))).toBe(TASKS.length * UNSEEN.length);
  });

  test('is the same whatever the order of the episodes', async () => {
    const episodes = await lessons([1, 2, 3]);
    expect(trainModel([...episodes].reverse(), { seed: 1 })).toEqual(trainModel(episodes, { seed: 1 }));
  });

  test('holds no value that a slot was given', async () => {
    const text = JSON.stringify(trainModel(await lessons([1, 2, 3]), { seed: 1 }));
    for (const value of ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Hazel', 'p1', 'p2', '.50'])
      expect(text).not.toContain(`"${value}`);
    expect(text).not.toContain('<ORG_');
  });
});

describe('the controls', () => {
  test('a model whose targets were exchanged solves next to nothing', async () => {
    const model = trainModel(await lessons([1, 2, 3]), { seed: 1 });
    expect(solved(await tried(policyOf(shuffledModel(model, 1))))).toBeLessThanOrEqual(2);
  });

  test('a random walker solves next to nothing', async () => {
    expect(solved(await tried(randomPolicy(1)))).toBeLessThanOrEqual(2);
  });
});

describe('when something is missing', () => {
  test('an agent abstains, and says at which step', async () => {
    const model = trainModel(await lessons([1, 2]), { seed: 1 });
    const paper = new Paper();
    paper.slowness = 1_000;
    const [attempt] = await evaluate(policyOf(model), paper, {
      tasks: ['paper.fill'],
      seeds: [101],
      limits: LIMITS,
    });
    expect(attempt).toMatchObject({ ok: false, reason: expect.stringMatching(/^step 0: no element fits/) });
  });

  test('an agent stops when the actions run out', async () => {
    const paper = new Paper();
    paper.slowness = 1_000;
    const model = trainModel(await lessons([1]), { seed: 1 });
    const [attempt] = await evaluate(policyOf(model), paper, {
      tasks: ['paper.fill'],
      seeds: [101],
      limits: { actions: 2 },
    });
    expect(attempt).toMatchObject({
      ok: false,
      actions: 2,
      reason: expect.stringContaining('not done after 2 actions'),
    });
  });

  test('a task nobody demonstrated is refused with its name', async () => {
    const model = trainModel(await lessons([1]), { seed: 1 });
    expect(() => policyOf(model).begin({ task: 'paper.other', slots: {} })).toThrowError(
      expect.objectContaining({ code: 'TASK_UNKNOWN' }),
    );
  });

  test.each([
    ['no episodes', []],
    ['a failure', [{ outcome: 'failure' as const }]],
    ['an undeclared task', [{ type: 'unknown' }]],
  ])('%s teach nothing', async (_, changes) => {
    const episode = await demonstrate('paper.copy', 1);
    expect(() =>
      trainModel(
        changes.map((change) => ({ ...episode, ...change })),
        { seed: 1 },
      ),
    ).toThrowError(expect.objectContaining({ code: 'NOTHING_TO_LEARN' }));
  });
});
