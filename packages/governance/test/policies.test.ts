import { demoPolicy } from '@overt/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOTICE, openWorld, START, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe('a policy in force', () => {
  const policy = demoPolicy(START, {
    noTrain: { names: ['Quellmark Instruments'], domains: ['quellmark.example'] },
  });

  test('comes back as it was activated, signed', async () => {
    const { policies } = world.governance;
    const { hash } = await policies.activate(policy, [NOTICE]);
    expect((await policies.current()).policy).toEqual(policy);
    expect((await policies.byHash(hash))?.hash).toBe(hash);
  });

  test('names no customer of its no-train register in the database, in no encoding', async () => {
    await world.governance.policies.activate(policy, [NOTICE]);
    const rows = await world.store.sql.query<{ text: string }>(
      `select encode(envelope, 'escape') || encode(envelope, 'base64') || row_to_json(p)::text as text from governance_policy p`,
    );
    const held = rows.map((row) => row.text).join('\n');
    expect(held.length).toBeGreaterThan(100);
    for (const value of [
      'Quellmark',
      Buffer.from('Quellmark').toString('hex'),
      Buffer.from('Quellmark Inst').toString('base64').slice(0, 16),
    ])
      expect(held).not.toContain(value);
  });
});
