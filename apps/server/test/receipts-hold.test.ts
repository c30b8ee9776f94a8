// A receipt over the wire: what was recorded under a policy that is no wider goes on being taken; under a wider one it is not.

import { nodePrimitives } from '@overt/events/node';
import { signDsse } from '@overt/ledger';
import { activeOf, demoPolicy, PACK_TYPE, type Policy, packBytes, packOf } from '@overt/policy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultConfig, type RunningServer, startServer } from '../src/index.ts';
import { enrol, type TestRecorder, upload } from './support/recorder.ts';
import { type Scratch, scratch } from './support/scratch.ts';

const primitives = nodePrimitives();
const time = { now: new Date() };
let place: Scratch;
let server: RunningServer;
let recorder: TestRecorder;

beforeAll(async () => {
  place = await scratch();
  server = await startServer({
    ...defaultConfig(place.dataDir),
    keyFile: place.keyFile,
    log: 'error',
    clock: { now: () => time.now },
  });
  const { governance, signer } = server.parts;
  await governance.jurisdictions.activate(signDsse(PACK_TYPE, packBytes(packOf('US')), signer));
  await governance.policies.activate({
    ...demoPolicy(time.now),
    id: 'test',
    serial: 1,
    retention: { action_months: 24, text_days: 60, pixels_days: 60 },
    jurisdictions: activeOf([packOf('US')]),
  });
  recorder = await enrol(server.url, await server.enrolmentCode(), primitives);
});
afterAll(async () => {
  await server?.close();
  await place?.remove();
});

const next = async (change: Partial<Policy>): Promise<Policy> => {
  const { policy } = await server.parts.governance.policies.current();
  return { ...policy, serial: policy.serial + 1, ...change };
};
const sent = async () => upload(recorder.client, recorder.record(undefined, await recorder.policy()).next());

test('an entry of the no-train register, a halt and its end need no new consent', async () => {
  const { policies } = server.parts.governance;
  const agreed = await recorder.policy();
  const noTrain = { ...demoPolicy(time.now).noTrain, names: ['Quellmark Instruments'] };
  await policies.activate(await next({ noTrain }));
  expect((await recorder.policy()).hash).not.toBe(agreed.hash);
  expect(await sent()).toMatchObject({ status: 'accepted' });
  await policies.halt();
  await policies.lift();
  expect(await sent()).toMatchObject({ status: 'accepted' });
});

test('a longer retention needs one: until then nothing under it is taken, and what was under the old one is', async () => {
  const { policies } = server.parts.governance;
  const before = await recorder.policy();
  const longer = { action_months: 24, text_days: 80, pixels_days: 80 };
  await policies.propose(await next({ retention: longer }));
  await expect(policies.activateProposal()).rejects.toMatchObject({ code: 'POLICY_NOTICE_DAYS' });
  const effective = (await policies.proposal())!.effective;
  const today = time.now;
  time.now = effective;
  await policies.activateProposal();
  time.now = today;
  expect(await sent()).toMatchObject({ status: 'quarantined', code: 'POLICY_MISMATCH' });
  const old = recorder.record(undefined, before).next();
  expect(await upload(recorder.client, old)).toMatchObject({ status: 'accepted' });
});
