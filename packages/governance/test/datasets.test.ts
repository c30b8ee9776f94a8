import type { SubjectId } from '@overt/events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from './support/world.ts';

let world: World;
let mandate: string;
beforeAll(async () => {
  world = await openWorld();
  mandate = (await world.governance.mandates.activate(world.signMandate(world.mandate()))).hash;
});
afterAll(() => world.close());

const subject = (n: number) => `sub_${String(n).repeat(32)}` as SubjectId;
const REGISTER = `sha256:${'1'.repeat(64)}`;
const OTHER = `sha256:${'2'.repeat(64)}`;
const build = (dataset: string, subjects = [subject(1)]) =>
  world.governance.datasets.register({
    dataset,
    purpose: 'train-cua',
    mandate,
    digest: '9'.repeat(64),
    expires: '2027-11-01',
    subjects,
    register: REGISTER,
  });
const train = (dataset?: string) =>
  world.governance.mandates.require(mandate, {
    purpose: 'train-cua',
    endUse: 'assist',
    ...(dataset === undefined ? {} : { dataset }),
  });

describe('a dataset', () => {
  test('is due for comparison once the register is another one, and not again after it', async () => {
    const { datasets } = world.governance;
    await build('due');
    expect(await datasets.comparedWithOther(REGISTER)).not.toContain('due');
    expect(await datasets.comparedWithOther(OTHER)).toContain('due');
    await datasets.compared('due', { register: OTHER, hits: 0, unread: 3 });
    expect(await datasets.comparedWithOther(OTHER)).not.toContain('due');
    expect(await datasets.requireUsable('due')).toMatchObject({ noTrainHits: 0, noTrainUnread: 3 });
  });

  test('that names a customer is trained on by nobody until it is built again under its name', async () => {
    const { datasets } = world.governance;
    await build('named', [subject(2)]);
    await expect(build('named')).rejects.toMatchObject({ code: 'DATASET_EXISTS' });
    await train('named');
    await datasets.compared('named', { register: OTHER, hits: 2, unread: 0 });
    await expect(train('named')).rejects.toMatchObject({
      code: 'DATASET_NOT_USABLE',
      detail: { found: 'contains-no-train' },
    });
    await train(); // what a build asks: the next version leaves the customer out
    await build('named', [subject(3)]);
    await train('named');
    expect(await datasets.subjectsIn('named')).toEqual([subject(3)]);
  });

  test('that was recalled or that nobody built is trained on by nobody either', async () => {
    await build('recalled');
    await world.governance.datasets.recall('recalled');
    await expect(train('recalled')).rejects.toMatchObject({ code: 'DATASET_NOT_USABLE' });
    await expect(train('never')).rejects.toMatchObject({ code: 'DATASET_UNKNOWN' });
    expect(await world.governance.datasets.comparedWithOther(OTHER)).not.toContain('recalled');
  });
});
