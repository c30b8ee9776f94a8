// Which policy holds after a start with a policy of its own: the file is a wish, the rules decide.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodePrimitives } from '@overt/events/node';
import { POLICY_TYPE } from '@overt/governance';
import { countersignDsse, createSigner, signDsse, vkey } from '@overt/ledger';
import { activeOf, demoPolicy, encodePolicy, PACK_TYPE, type Policy, packBytes, packOf } from '@overt/policy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultConfig, startServer } from '../src/index.ts';
import { enrol } from './support/recorder.ts';
import { type Scratch, scratch } from './support/scratch.ts';

const primitives = nodePrimitives();
const [council, officer, administrator] = ['council', 'privacy', 'admin'].map((name) =>
  createSigner(`${name}.example`, primitives.random(32)),
) as [ReturnType<typeof createSigner>, ReturnType<typeof createSigner>, ReturnType<typeof createSigner>];
const policy: Policy = {
  ...demoPolicy(new Date()),
  id: 'own',
  serial: 1_000,
  jurisdictions: activeOf([packOf('US'), packOf('UK')]),
};
const cosigned = (one: Policy) => countersignDsse(signDsse(POLICY_TYPE, encodePolicy(one), council), officer);

let place: Scratch;
let file: string;
const said: string[] = [];
beforeAll(async () => {
  place = await scratch();
  file = join(place.dataDir, '..', 'policy.json');
});
afterAll(() => place.remove());

const start = (options: object = {}) => {
  said.length = 0;
  return startServer(
    {
      ...defaultConfig(place.dataDir),
      keyFile: place.keyFile,
      log: 'error',
      cosigners: [
        { role: 'works-council', vkey: vkey(council) },
        { role: 'privacy-officer', vkey: vkey(officer) },
      ],
      administrators: [vkey(administrator)],
      packs: (['US', 'UK'] as const).map((id) => signDsse(PACK_TYPE, packBytes(packOf(id)), administrator)),
      policyFile: file,
      ...options,
    },
    (line) => said.push(line),
  );
};
const current = async (options: object = {}) => {
  const server = await start(options);
  try {
    return (await server.parts.governance.policies.current()).policy;
  } finally {
    await server.close();
  }
};

test('without a policy before, one that is refused ends the start, with a code', async () => {
  await writeFile(file, encodePolicy(policy));
  await expect(start({ packs: [] })).rejects.toMatchObject({ code: 'POLICY_JURISDICTION' });
  await expect(start()).rejects.toMatchObject({ code: 'POLICY_UNCOSIGNED' });
  await writeFile(file, 'nonsense');
  await expect(start()).rejects.toMatchObject({ code: 'POLICY_NOT_JSON' });
});

test('with the co-signatures in its file, it is in force, and a later start changes nothing', async () => {
  await writeFile(file, JSON.stringify(cosigned(policy)));
  expect(await current()).toEqual(policy);
  const server = await start();
  const entries = server.parts.ledger.size();
  const { policies } = server.parts.governance;
  await policies.halt();
  await server.close();
  expect(await current()).toMatchObject({ serial: 1_001, halt: true });
  expect(said.filter((line) => line.includes('POLICY_'))).toEqual([]);
  expect(entries).toBeGreaterThan(0);
});

test('one whose number does not grow leaves the one before in force, and says why', async () => {
  await writeFile(file, JSON.stringify(cosigned({ ...policy, serial: 900, hold_h: 0 })));
  expect(await current()).toMatchObject({ serial: 1_001, halt: true });
  expect(said.find((line) => line.startsWith('POLICY_DOWNGRADED'))).toContain('stays in force');
});

test('one that keeps more is proposed once somebody takes part, and the one before goes on', async () => {
  const server = await start();
  await server.parts.governance.policies.lift();
  await enrol(server.url, await server.enrolmentCode(), primitives);
  await server.close();
  await writeFile(file, JSON.stringify(cosigned({ ...policy, serial: 2_000, hold_h: 1 })));
  expect(await current()).toMatchObject({ serial: 1_002, hold_h: 24 });
  expect(said.find((line) => line.includes('it is proposed'))).toBeDefined();
  await writeFile(file, encodePolicy({ ...policy, serial: 2_001, hold_h: 100 }));
  expect(await current()).toMatchObject({ serial: 2_001, hold_h: 100 });
});
