import { bytes as codec, type SubjectId } from '@overt/events';
import { createSigner, signDsse } from '@overt/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBroker, LEASE_TYPE, type LeaseRequest } from '../src/index.ts';
import { type Ground, openGround, type Sealed, type World, workerRequest } from './support/world.ts';

let ground: Ground;
let world: World;
let sealed: Sealed;
beforeAll(async () => {
  ground = await openGround();
  world = await ground.world();
});
beforeEach(async () => {
  world.turnTo('2026-11-23T09:00:00Z');
  sealed = await world.segment('prn_anna', 1_000);
});
afterAll(() => ground?.close());

const code = (c: string, more: object = {}) => expect.objectContaining({ code: c, ...more });

describe('a lease', () => {
  test('opens what it was given for, until it ends', async () => {
    const lease = await world.broker.lease(workerRequest());
    const keys = await world.broker.open(lease, [sealed.blobs.action, sealed.blobs.text]);
    expect(keys).toEqual(new Map([...sealed.deks].filter(([blob]) => blob !== sealed.blobs.pixels)));
    world.turnTo('2026-11-23T09:10:00Z');
    await expect(world.broker.open(lease, [sealed.blobs.action])).rejects.toEqual(code('LEASE_EXPIRED'));
  });

  test('lives at most eight hours', async () => {
    await world.broker.lease(workerRequest({ ttl_ms: 8 * 3_600_000 }));
    await expect(world.broker.lease(workerRequest({ ttl_ms: 8 * 3_600_000 + 1 }))).rejects.toEqual(
      code('LEASE_MALFORMED'),
    );
  });

  test.each([
    ['actor', ''],
    ['role', 'manager'],
    ['purpose', 'performance'],
    ['policy', ''],
    ['items', 0],
    ['items', 1.5],
    ['bytes', -1],
    ['ttl_ms', Number.NaN],
  ])('is refused when %s is %j', async (field, value) => {
    await expect(world.broker.lease({ ...workerRequest(), [field]: value } as LeaseRequest)).rejects.toEqual(
      code('LEASE_MALFORMED', { detail: { field } }),
    );
  });

  test('is refused by the table with the rule’s name', async () => {
    await expect(world.broker.lease(workerRequest({ role: 'owner' }))).rejects.toEqual(
      code('LEASE_REFUSED', { detail: { reason: 'ROLE_PURPOSE', role: 'owner', purpose: 'train-cua' } }),
    );
  });

  test('is believed by its token alone: changed fields change nothing, a changed or foreign token opens nothing', async () => {
    const lease = await world.broker.lease(
      workerRequest({ subjects: ['sub_00000000000000000000000000000000' as SubjectId] }),
    );
    const { subjects: _, ...wider } = lease;
    await expect(world.broker.open(wider, [sealed.blobs.action])).rejects.toEqual(code('KEYS_REFUSED'));
    const claims = { ...lease, subjects: undefined, token: undefined };
    const foreign = signDsse(
      LEASE_TYPE,
      codec.toUtf8(JSON.stringify(claims)),
      createSigner('example.org/log', new Uint8Array(32).fill(9)),
    );
    const envelope = JSON.parse(codec.fromUtf8(codec.fromBase64(lease.token))) as { payload: string };
    const changed = { ...envelope, payload: codec.toBase64(codec.toUtf8(JSON.stringify(claims))) };
    const otherType = signDsse('application/json', codec.toUtf8(JSON.stringify(claims)), world.parts.signer);
    for (const token of [foreign, changed, otherType].map((e) =>
      codec.toBase64(codec.toUtf8(JSON.stringify(e))),
    )) {
      await expect(world.broker.open({ token }, [sealed.blobs.action])).rejects.toEqual(code('LEASE_FORGED'));
    }
    for (const token of ['', 'x', '{}', lease.token.slice(8)])
      await expect(world.broker.open({ token }, [sealed.blobs.action])).rejects.toEqual(code('LEASE_FORGED'));
  });

  test('opens no more blobs than its items, also across restarts of the broker', async () => {
    const lease = await world.broker.lease(workerRequest({ items: 2 }));
    await world.broker.open(lease, [sealed.blobs.action]);
    const restarted = await createBroker(world.parts);
    await expect(restarted.open(lease, [sealed.blobs.action, sealed.blobs.text])).rejects.toEqual(
      code('BUDGET_SPENT', { detail: { lease: lease.id, budget: 'items', need: 2, left: 1 } }),
    );
    await restarted.open(lease, [sealed.blobs.text]);
    await expect(restarted.open(lease, [sealed.blobs.text])).rejects.toEqual(code('BUDGET_SPENT'));
  });

  test('opens no more bytes than it may, counted by what a size bucket has at least', async () => {
    const lease = await world.broker.lease(workerRequest({ bytes: 1_100 }));
    await world.broker.open(lease, [sealed.blobs.action, sealed.blobs.text]); // 1000 bytes are in the bucket (512, 1024]
    await expect(world.broker.open(lease, [sealed.blobs.pixels])).rejects.toEqual(code('BUDGET_SPENT'));
  });

  test('does not spend one budget twice when used at the same time', async () => {
    const lease = await world.broker.lease(workerRequest({ items: 3 }));
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => world.broker.open(lease, [sealed.blobs.action])),
    );
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(3);
  });

  test('ends when it is revoked', async () => {
    const lease = await world.broker.lease(workerRequest());
    await world.broker.revoke(lease.id);
    await expect(world.broker.open(lease, [sealed.blobs.action])).rejects.toEqual(code('LEASE_REVOKED'));
  });
});

describe('open', () => {
  test('opens all or nothing, says why for each, and then neither spends nor logs', async () => {
    const other = await world.segment('prn_berta');
    const lease = await world.broker.lease(workerRequest({ items: 1, subjects: [sealed.subject] }));
    const absent = 'f'.repeat(64) as typeof sealed.blobs.action;
    const before = world.log.size();
    await expect(world.broker.open(lease, [sealed.blobs.action, other.blobs.text, absent])).rejects.toEqual(
      code('KEYS_REFUSED', {
        detail: { lease: lease.id, refused: { [other.blobs.text]: 'subject-outside', [absent]: 'no-key' } },
      }),
    );
    expect(world.log.size()).toBe(before);
    expect((await world.broker.open(lease, [sealed.blobs.action])).size).toBe(1);
  });

  test('gives a restricted person’s keys to herself only, until the restriction is lifted', async () => {
    await world.broker.restrict([sealed.subject]);
    const work = await world.broker.lease(workerRequest());
    const own = await world.broker.lease(
      workerRequest({ role: 'participant', purpose: 'rights', subjects: [sealed.subject] }),
    );
    await expect(world.broker.open(work, [sealed.blobs.action])).rejects.toEqual(
      code('KEYS_REFUSED', { detail: { lease: work.id, refused: { [sealed.blobs.action]: 'restricted' } } }),
    );
    expect((await world.broker.open(own, [sealed.blobs.action])).size).toBe(1);
    await world.broker.liftRestriction([sealed.subject]);
    expect((await world.broker.open(work, [sealed.blobs.action])).size).toBe(1);
  });
});

describe('wrapFor', () => {
  const derive = (of: Sealed, more: object = {}) => ({
    subject: of.subject,
    week: of.week,
    class: 'action' as const,
    blob: codec.toHex(world.parts.primitives.random(32)) as Sealed['blobs']['action'],
    dek: new Uint8Array(32).fill(3),
    ...more,
  });
  const wrapFor = (lease: { token: string }, d: ReturnType<typeof derive>) =>
    world.store.sql.transaction((tx) => world.broker.wrapFor(lease, tx, d));

  test('seals an artefact with the keys of a person the lease names, and opens it again', async () => {
    const lease = await world.broker.lease(workerRequest({ subjects: [sealed.subject] }));
    const d = derive(sealed);
    await wrapFor(lease, d);
    expect((await world.broker.open(lease, [d.blob])).get(d.blob)).toEqual(d.dek);
  });

  test('refuses a person the lease does not name, or has read nothing of', async () => {
    const other = await world.segment('prn_carla');
    const named = await world.broker.lease(workerRequest({ subjects: [sealed.subject] }));
    await expect(wrapFor(named, derive(other))).rejects.toEqual(code('SUBJECT_OUTSIDE'));
    const unnamed = await world.broker.lease(workerRequest());
    await expect(wrapFor(unnamed, derive(other))).rejects.toEqual(code('SUBJECT_OUTSIDE'));
    await world.broker.open(unnamed, [other.blobs.text]);
    await wrapFor(unnamed, derive(other));
  });

  test('refuses purposes from which nothing may be made', async () => {
    const lease = await world.broker.lease(
      workerRequest({ purpose: 'redaction-qa', subjects: [sealed.subject] }),
    );
    await expect(wrapFor(lease, derive(sealed))).rejects.toEqual(code('LEASE_REFUSED'));
  });

  test('refuses when the source’s key is gone: nothing outlives it', async () => {
    const lease = await world.broker.lease(workerRequest({ subjects: [sealed.subject] }));
    await world.broker.destroy({ subject: sealed.subject, class: 'action' });
    await expect(wrapFor(lease, derive(sealed))).rejects.toEqual(code('KEY_DESTROYED'));
  });

  test('keeps nothing if the transaction around it fails', async () => {
    const lease = await world.broker.lease(workerRequest({ subjects: [sealed.subject] }));
    const d = derive(sealed, { class: 'text' });
    const failing = world.store.sql.transaction(async (tx) => {
      await world.broker.wrapFor(lease, tx, d);
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow(RangeError);
    await expect(world.broker.open(lease, [d.blob])).rejects.toEqual(code('KEYS_REFUSED'));
  });
});
