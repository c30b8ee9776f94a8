import { POLICY_TYPE, PROPOSAL_TYPE } from '@overt/governance';
import { parseEntry, payloadOf, signDsse, verifyDsse } from '@overt/ledger';
import { demoPolicy, encodePolicy, type Policy, readPolicy } from '@overt/policy';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, START, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at(START);
  await world.store.sql.query('delete from governance_proposal; delete from governance_receipt');
});

const longer = { action_months: 24, text_days: 120, pixels_days: 120 };
const lastEntries = (n: number) =>
  Promise.all(
    Array.from({ length: n }, async (_, i) => parseEntry(await world.log.entry(world.log.size() - n + i))),
  );

describe('a policy in force', () => {
  const register = { names: ['Quellmark Instruments'], domains: ['quellmark.example'] };

  test('comes back as it was activated, signed, and the same one again changes nothing', async () => {
    const { policies } = world.governance;
    const policy = await world.next({ noTrain: { ...demoPolicy(START).noTrain, ...register } });
    const { hash, envelope } = await policies.activate(policy);
    expect((await policies.current()).policy).toEqual(policy);
    expect((await policies.byHash(hash))?.hash).toBe(hash);
    expect(verifyDsse(envelope, [world.signer]).payloadType).toBe(POLICY_TYPE);
    const entries = world.log.size();
    expect((await policies.activate(policy)).hash).toBe(hash);
    expect(world.log.size()).toBe(entries);
  });

  test('names no customer of its no-train register in the database, in no encoding', async () => {
    const noTrain = { ...demoPolicy(START).noTrain, ...register };
    await world.governance.policies.propose(await world.next({ noTrain }));
    const rows = await world.store.sql.query<{ text: string }>(
      `select encode(envelope, 'escape') || encode(envelope, 'base64') || row_to_json(p)::text as text from governance_policy p
       union all
       select encode(envelope, 'escape') || encode(envelope, 'base64') || row_to_json(p)::text as text from governance_proposal p`,
    );
    const held = rows.map((row) => row.text).join('\n');
    expect(rows.length).toBeGreaterThan(1);
    for (const value of [
      'Quellmark',
      Buffer.from('Quellmark').toString('hex'),
      Buffer.from('Quellmark Inst').toString('base64').slice(0, 16),
    ])
      expect(held).not.toContain(value);
  });

  test('is not followed by one whose term is over, or whose number does not grow', async () => {
    const { policies } = world.governance;
    const over = { ...demoPolicy(new Date('2024-01-01T00:00:00Z')), id: 'old' };
    await expect(policies.activate(over)).rejects.toMatchObject({ code: 'POLICY_ENDED' });
    const before = await policies.current();
    await policies.activate(await world.next({ maxFidelity: 'structure' }));
    await expect(policies.activate(world.cosigned(before.policy))).rejects.toMatchObject({
      code: 'POLICY_DOWNGRADED',
    });
    await expect(
      policies.activate({ ...before.policy, serial: before.policy.serial + 1, hold_h: 48 }),
    ).rejects.toMatchObject({ code: 'POLICY_DOWNGRADED' });
  });
});

describe('a change', () => {
  test('that keeps less takes effect at once, without anybody else’s signature', async () => {
    await world.consenting();
    const { policies } = world.governance;
    const { policy } = await policies.activate(await world.next({ hold_h: 72 }));
    expect((await policies.current()).policy).toEqual(policy);
  });

  test('that keeps more needs the co-signatures that the law of its places asks for', async () => {
    const { policies } = world.governance;
    const next = await world.next({ retention: longer });
    await expect(policies.activate(next)).rejects.toMatchObject({
      code: 'POLICY_UNCOSIGNED',
      detail: { expected: 'works-council,privacy-officer' },
    });
    const half = signDsse(POLICY_TYPE, encodePolicy(next), world.officer);
    await expect(policies.activate(half)).rejects.toMatchObject({
      code: 'POLICY_UNCOSIGNED',
      detail: { expected: 'works-council' },
    });
    const { envelope, hash } = await policies.activate(world.cosigned(next));
    expect(verifyDsse(envelope, [world.signer, world.council, world.officer], 3).payloadType).toBe(
      POLICY_TYPE,
    );
    expect((await policies.current()).hash).toBe(hash);
  });

  test('that keeps more waits for its days of notice once somebody takes part', async () => {
    await world.consenting();
    const { policies } = world.governance;
    const next = world.cosigned(await world.next({ retention: { ...longer, text_days: 150 } }));
    await expect(policies.activate(next)).rejects.toMatchObject({ code: 'POLICY_NOTICE_DAYS' });
    const proposal = await policies.propose(next);
    expect(proposal).toMatchObject({ material: true, days: 30, missing: [] });
    expect(proposal.changes).toContainEqual({
      path: 'retention.text_days',
      direction: 'wider',
      before: expect.any(String),
      after: '150',
    });
    world.pass(29);
    await expect(policies.activateProposal()).rejects.toMatchObject({ code: 'POLICY_NOTICE_DAYS' });
    await policies.propose(next); // again: its clock goes on
    world.pass(2);
    expect((await policies.activateProposal()).hash).toBe(proposal.hash);
    expect(await policies.proposal()).toBeUndefined();
    await expect(policies.activateProposal()).rejects.toMatchObject({ code: 'PROPOSAL_MISSING' });
  });

  test('is announced to devices under a type of its own, with the day and the policy', async () => {
    const { policies } = world.governance;
    expect(await policies.announcement()).toBeUndefined();
    await world.consenting();
    const next = await world.next({ purposes: ['train-cua', 'rights'], hold_h: 12 });
    await policies.propose(next);
    const announcement = await policies.announcement();
    const { payload, payloadType } = verifyDsse(announcement, [world.signer]);
    expect(payloadType).toBe(PROPOSAL_TYPE);
    const said = JSON.parse(new TextDecoder().decode(payload)) as { policy: unknown };
    expect(said).toMatchObject({ format: 'overt-proposal', version: 1, effective: '2026-12-23T09:01Z' });
    expect(readPolicy(said.policy)).toEqual(next);
    await policies.activate(await world.next({ serial: next.serial + 1, hold_h: 90 }));
    expect(await policies.announcement()).toBeUndefined();
    await policies.dropProposal();
  });

  test('can be signed by the co-signers while it waits; nobody else’s signature counts', async () => {
    await world.consenting();
    const { policies } = world.governance;
    const next = await world.next({ embargo_days: 7 });
    const proposed = await policies.propose(next);
    expect(proposed.missing).toEqual(['works-council', 'privacy-officer']);
    const payload = payloadOf(proposed.envelope);
    await expect(policies.cosign(signDsse(POLICY_TYPE, payload, world.administrator))).rejects.toMatchObject({
      code: 'POLICY_UNCOSIGNED',
    });
    const other = encodePolicy({ ...next, embargo_days: 0 });
    await expect(policies.cosign(signDsse(POLICY_TYPE, other, world.council))).rejects.toMatchObject({
      code: 'PROPOSAL_MISSING',
    });
    expect((await policies.cosign(signDsse(POLICY_TYPE, payload, world.council))).missing).toEqual([
      'privacy-officer',
    ]);
    expect((await policies.cosign(signDsse(POLICY_TYPE, payload, world.officer))).missing).toEqual([]);
    world.pass(31);
    expect((await policies.activateProposal()).policy).toEqual(next);
  });
});

describe('a halt', () => {
  test('takes effect at once, is in the ledger, and once more changes nothing', async () => {
    await world.consenting();
    const { policies } = world.governance;
    const before = await policies.current();
    const halted = await policies.halt();
    expect(halted.policy).toEqual({ ...before.policy, halt: true, serial: before.policy.serial + 1 });
    expect((await policies.halt()).hash).toBe(halted.hash);
    expect((await lastEntries(1))[0]?.type).toBe('halt.set');
    const lifted = await policies.lift();
    expect(lifted.policy).toEqual({ ...before.policy, serial: before.policy.serial + 2 });
    expect((await lastEntries(1))[0]?.type).toBe('halt.lifted');
    expect((await policies.lift()).hash).toBe(lifted.hash);
  });

  test('gives nothing back but what was agreed to before it', async () => {
    await world.consenting();
    const { policies } = world.governance;
    await policies.halt();
    const wider: Policy = await world.next({ halt: false, retention: { ...longer, pixels_days: 170 } });
    await expect(policies.activate(world.cosigned(wider))).rejects.toMatchObject({
      code: 'POLICY_NOTICE_DAYS',
    });
    await policies.lift();
  });

  test('of many at once leaves one policy in force and every number used once', async () => {
    const { policies } = world.governance;
    const all = await Promise.all([policies.halt(), policies.lift(), policies.halt(), policies.lift()]);
    expect(new Set(all.map(({ policy }) => policy.serial)).size).toBe(4);
    const active = await world.store.sql.query('select 1 from governance_policy where active');
    expect(active).toHaveLength(1);
    expect((await policies.current()).policy.halt).toBe(false);
  });
});
