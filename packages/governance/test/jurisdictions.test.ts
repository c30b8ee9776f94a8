import { parseEntry, signDsse } from '@overt/ledger';
import { activeOf, demoPolicy, PACK_TYPE, PACKS, packBytes } from '@overt/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, START, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const packNamed = (id: string) => PACKS.find((pack) => pack.id === id)!;
const signed = (id: string) => signDsse(PACK_TYPE, packBytes(packNamed(id)), world.administrator);
const statusOf = async (id: string) =>
  (await world.governance.jurisdictions.list()).find((status) => status.pack === id)!;

describe('a jurisdiction pack', () => {
  test('is inactive until an administrator signs it, and is in the ledger with her key', async () => {
    const { jurisdictions } = world.governance;
    await jurisdictions.deactivate('DE');
    expect(await statusOf('DE')).toMatchObject({ active: false, review: 'not reviewed by counsel' });
    expect((await statusOf('DE')).by).toBeUndefined();
    expect(await jurisdictions.activate(signed('DE'))).toMatchObject({
      active: true,
      since: '2026-11-23',
      by: expect.stringContaining('admin.example+'),
    });
    expect(parseEntry(await world.log.entry(world.log.size() - 1))).toMatchObject({
      type: 'jurisdiction.activated',
      pack: 'DE',
      version: packNamed('DE').version,
    });
    const entries = world.log.size();
    await jurisdictions.activate(signed('DE'));
    expect(world.log.size()).toBe(entries);
  });

  test('is refused from anybody else, with changed terms, and under another type', async () => {
    const { jurisdictions } = world.governance;
    const payload = packBytes(packNamed('FR'));
    const code = (envelope: unknown) =>
      jurisdictions.activate(envelope).then(
        () => 'accepted',
        (cause) => cause.code,
      );
    expect(await code(signDsse(PACK_TYPE, payload, world.signer))).toBe('JURISDICTION_UNSIGNED');
    expect(await code(signDsse('text/plain', payload, world.administrator))).toBe('JURISDICTION_MALFORMED');
    expect(await code('nonsense')).toBe('JURISDICTION_MALFORMED');
    const lax = packBytes({
      ...packNamed('FR'),
      terms: { ...packNamed('FR').terms, maxFidelity: 'content', cosigners: [] },
    });
    expect(await code(signDsse(PACK_TYPE, lax, world.administrator))).toBe('JURISDICTION_UNKNOWN');
  });

  test('that is not active here is named by no policy in force', async () => {
    const { jurisdictions, policies } = world.governance;
    await jurisdictions.deactivate('UK');
    const all = await world.next({ jurisdictions: activeOf() });
    await expect(policies.activate(world.cosigned(all))).rejects.toMatchObject({
      code: 'POLICY_JURISDICTION',
      detail: { where: 'UK' },
    });
    const changed = activeOf().map((active) => ({ ...active, digest: '0'.repeat(64) }));
    await expect(
      policies.activate(world.cosigned(await world.next({ jurisdictions: changed }))),
    ).rejects.toMatchObject({ code: 'POLICY_JURISDICTION' });
  });

  test('that ends is out of the policy in force at once, and its receipts go on holding elsewhere', async () => {
    const { jurisdictions, policies, authority } = world.governance;
    const { device, hash } = await world.consenting();
    const before = (await policies.current()).policy.jurisdictions.length;
    await jurisdictions.deactivate('IE');
    const { policy, hash: current } = await policies.current();
    expect(policy.jurisdictions.map(({ pack }) => pack)).not.toContain('IE');
    expect(policy.jurisdictions).toHaveLength(before - 1);
    expect(await authority.receiptState(world.store.sql, { device, receipt: hash, policy: current })).toBe(
      'valid',
    );
    expect(await statusOf('IE')).toMatchObject({ active: false });
    await jurisdictions.deactivate('IE');
    expect((await policies.current()).hash).toBe(current);
  });

  test('that asks for nobody’s signature needs nobody’s; there is nothing to wait for while nothing was recorded', async () => {
    const { policies, jurisdictions } = world.governance;
    await world.store.sql.query('delete from governance_receipt');
    await jurisdictions.activate(signed('UK'));
    const american = activeOf([packNamed('US')]);
    const policy = { ...demoPolicy(START), id: 'american', jurisdictions: american };
    expect((await policies.activate(policy)).policy.jurisdictions).toEqual(american);
    const british = { ...policy, serial: policy.serial + 1, jurisdictions: activeOf([packNamed('UK')]) };
    await expect(policies.activate(british)).rejects.toMatchObject({
      code: 'POLICY_UNCOSIGNED',
      detail: { expected: 'privacy-officer' },
    });
  });
});
