// A customer who is put on the no-train register later is found in what was built before, and that dataset is named.

import { formatId } from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import { memoryTree } from '@overt/formats';
import { encodeMandate, MANDATE_TYPE, registerHash } from '@overt/governance';
import { countersignDsse, createSigner, parseEntry, signDsse, vkey } from '@overt/ledger';
import { activeOf, demoPolicy, PACK_TYPE, packBytes, packOf } from '@overt/policy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildOnServer, defaultConfig, type RunningServer, startServer } from '../src/index.ts';
import { type Portal, signIn, until } from './support/portal.ts';
import { enrol, upload } from './support/recorder.ts';
import { type Scratch, scratch } from './support/scratch.ts';

const primitives = nodePrimitives();
const council = createSigner('council.example', primitives.random(32));
const CUSTOMER = 'Invoice 4711'; // as the invented minute of the test recorder has it

let place: Scratch;
let server: RunningServer;
let portal: Portal;
let mandate: { readonly id: string; readonly hash: string };

beforeAll(async () => {
  place = await scratch();
  server = await startServer({
    ...defaultConfig(place.dataDir),
    keyFile: place.keyFile,
    log: 'error',
    cosigners: [{ role: 'works-council', vkey: vkey(council) }],
  });
  const { governance, signer } = server.parts;
  const now = new Date();
  await governance.jurisdictions.activate(signDsse(PACK_TYPE, packBytes(packOf('US')), signer));
  const policy = { ...demoPolicy(now), id: 'test', embargo_days: 0, jurisdictions: activeOf([packOf('US')]) };
  await governance.policies.activate(policy);
  portal = await signIn(await server.signInLink());
  const recorder = await enrol(server.url, await server.enrolmentCode(), primitives);
  const recording = recorder.record();
  for (let n = 0; n < 2; n += 1) await upload(recorder.client, recording.next());
  const { recording: id } = recording;
  await until(
    () => portal.raw(`/api/me/steps?recording=${id}`),
    (answer) => answer.ok,
  );
  await until(
    () => server.parts.store.jobs.counts(),
    ({ ready, waiting, locked }) => ready + waiting + locked === 0,
  );
  const terms = {
    format: 'overt-mandate',
    version: 1,
    id: formatId('mdt', primitives.random(16)) as `mdt_${string}`,
    programme: 'Test',
    tasks: ['unknown'],
    places: ['office.mail'],
    purposes: ['train-cua' as const],
    endUses: ['assist' as const],
    benefit: 'A share of the time saved.',
    issued: now.toISOString(),
    effective: now.toISOString(),
    notAfter: new Date(now.getTime() + 90 * 86_400_000).toISOString(),
    cosigners: [vkey(council)],
  } as const;
  const signed = signDsse(MANDATE_TYPE, encodeMandate(structuredClone(terms) as never), signer);
  const { hash } = await governance.mandates.activate(countersignDsse(signed, council));
  mandate = { id: terms.id, hash };
});
afterAll(async () => {
  await server?.close();
  await place?.remove();
});

const build = (name: string) =>
  buildOnServer(server.parts, {
    recipe: {
      format: 'overt-recipe',
      version: 1,
      name,
      purpose: 'train-cua',
      endUse: 'assist',
      mandate: mandate.id,
      formats: ['episodes'],
    },
    tree: memoryTree(),
    actor: 'trainer:test',
    code: '0.0.0',
  });
const stateOf = async (name: string) =>
  (await server.parts.governance.datasets.all()).find(({ dataset }) => dataset === name);
const registerOf = (names: string[]) => ({ ...demoPolicy(new Date()).noTrain, names });
async function register(names: string[]): Promise<void> {
  const { policies } = server.parts.governance;
  const { policy } = await policies.current();
  await policies.activate({ ...policy, serial: policy.serial + 1, noTrain: registerOf(names) });
}
const compared = (name: string) =>
  until(
    () => stateOf(name),
    (dataset) => dataset?.state !== 'current',
  ).then(({ answer }) => answer!);
const train = (dataset: string) =>
  server.parts.governance.mandates.require(mandate.hash, { purpose: 'train-cua', endUse: 'assist', dataset });

test('an entry added later finds the dataset, names it to everybody concerned, and nobody trains on it', async () => {
  const { governance, ledger } = server.parts;
  expect((await build('before')).manifest.episodes.length).toBeGreaterThan(0);
  await train('before');

  await register(['Nobody Whom We Know']);
  await until(
    () => governance.datasets.comparedWithOther(registerHash(registerOf(['Nobody Whom We Know']))),
    (due) => due.length === 0,
  );
  expect(await stateOf('before')).toMatchObject({ state: 'current', noTrainHits: 0, noTrainUnread: 0 });

  await register(['Nobody Whom We Know', CUSTOMER]);
  const found = await compared('before');
  expect(found).toMatchObject({ state: 'contains-no-train', noTrainUnread: 0 });
  expect(found.noTrainHits).toBeGreaterThan(0);
  expect(await portal.get('/api/me/datasets')).toMatchObject({
    datasets: [{ dataset: 'before', state: 'contains-no-train', noTrainHits: found.noTrainHits }],
  });
  await expect(train('before')).rejects.toMatchObject({ code: 'DATASET_NOT_USABLE' });

  const entries = await Promise.all(
    Array.from({ length: 20 }, (_, i) => ledger.size() - 1 - i)
      .filter((index) => index >= 0)
      .map(async (index) => ({ index, entry: parseEntry(await ledger.entry(index)) })),
  );
  const hit = entries.find(({ entry }) => entry.type === 'no-train.found')!;
  expect(hit.entry).toMatchObject({ dataset: 'before', hits: found.noTrainHits });
  expect(JSON.stringify(entries)).not.toContain(CUSTOMER);
  // Whoever looked for it is on record before anything was opened.
  const looked = entries.find(
    ({ entry }) => entry.type === 'key.release' && entry.purpose === 'redaction-qa',
  );
  expect(looked!.index).toBeLessThan(hit.index);
});

test('built again it leaves the customer out, or is not built at all', async () => {
  await expect(build('before')).rejects.toMatchObject({
    code: 'DATASET_EMPTY',
    detail: { found: expect.stringContaining('no-train') },
  });
});
