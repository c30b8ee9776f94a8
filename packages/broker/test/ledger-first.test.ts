import { verifyArtefact, vkey } from '@overt/ledger';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBroker, verifyAccess } from '../src/index.ts';
import {
  type Ground,
  openGround,
  primitives,
  type Sealed,
  type World,
  workerRequest,
} from './support/world.ts';

let ground: Ground;
let world: World;
let people: Sealed[];
beforeAll(async () => {
  ground = await openGround();
  world = await ground.world();
  people = await Promise.all(['prn_anna', 'prn_berta', 'prn_carla'].map((name) => world.segment(name)));
});
afterAll(() => ground?.close());

describe('the ledger', () => {
  test('has the entry before any key leaves, and no name in it', async () => {
    const lease = await world.broker.lease(workerRequest());
    let released = false;
    let loggedFirst: boolean | undefined;
    const watching = await createBroker({
      ...world.parts,
      log: {
        entry: (i) => world.log.entry(i),
        prove: (i) => world.log.prove(i),
        append: async (entry) => {
          const at = await world.log.append(entry);
          loggedFirst = !released;
          return at;
        },
      },
    });
    const blobs = people.map((p) => p.blobs.action);
    await watching.open(lease, blobs);
    released = true;
    expect(loggedFirst).toBe(true);
    const entry = (await world.entries('key.release')).at(-1)!;
    expect(entry).toMatchObject({
      lease: lease.id,
      actor: 'worker:steps',
      role: 'worker',
      purpose: 'train-cua',
      blobs: 3,
      subjects: { size: 3 },
    });
    for (const p of people)
      for (const name of [p.subject, p.segment, ...Object.values(p.blobs)])
        expect(JSON.stringify(entry)).not.toContain(name);
  });

  test('does not say who a participant is when she reads her own', async () => {
    const lease = await world.broker.lease(
      workerRequest({
        actor: 'prn_anna',
        role: 'participant',
        purpose: 'rights',
        subjects: [people[0]!.subject],
      }),
    );
    await world.broker.open(lease, [people[0]!.blobs.text]);
    const entry = (await world.entries('key.release')).at(-1)!;
    expect(entry).toMatchObject({ actor: 'self', role: 'participant', purpose: 'rights' });
    expect(JSON.stringify(entry)).not.toContain('prn_');
  });

  test('lets no key out when it does not take the entry, and charges nothing', async () => {
    const lease = await world.broker.lease(workerRequest({ items: 1 }));
    const before = await world.broker.accesses(people.map((p) => p.subject));
    const cut = await createBroker({
      ...world.parts,
      log: { ...world.parts.log, append: () => Promise.reject(new RangeError('disconnected')) },
    });
    await expect(cut.open(lease, [people[0]!.blobs.action])).rejects.toMatchObject({ code: 'LOG_REFUSED' });
    expect(await world.broker.accesses(people.map((p) => p.subject))).toHaveLength(before.length);
    expect((await world.broker.open(lease, [people[0]!.blobs.action])).size).toBe(1);
  });

  test('counts exactly the keys that were released, for each person, whatever was asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(2), fc.constantFrom('action', 'text', 'pixels')), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.boolean(),
        async (asked, allowed) => {
          const before = await counts();
          const lease = await world.broker.lease(
            workerRequest(allowed ? {} : { subjects: [people[0]!.subject] }),
          );
          const blobs = asked.map(([who, name]) => people[who]!.blobs[name as 'action']);
          const keys = await world.broker.open(lease, blobs).catch(() => new Map());
          const after = await counts();
          for (const [i, p] of people.entries()) {
            const released = Object.values(p.blobs).filter((blob) => keys.has(blob)).length;
            expect(after[i]! - before[i]!).toBe(released);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  test('shows each person who looked, newest first, with proofs that hold on their own', async () => {
    const [anna, berta] = people as [Sealed, Sealed, Sealed];
    const list = await world.broker.accesses([anna.subject]);
    expect(list.map((a) => a.index)).toEqual(list.map((a) => a.index).sort((a, b) => b - a));
    const newest = list.at(0)!;
    expect(newest).toMatchObject({
      role: expect.any(String),
      purpose: expect.any(String),
      t: '2026-11-23T09:00Z',
    });
    const report = verifyArtefact(new TextEncoder().encode(newest.proof), {
      origin: vkey(world.parts.signer),
    });
    expect(report).toMatchObject({ ok: true });
    const entry = await world.log.entry(newest.index);
    for (const evidence of newest.evidence) verifyAccess(primitives, entry, evidence);
    expect(() =>
      verifyAccess(primitives, entry, { ...newest.evidence[0]!, subject: berta.subject }),
    ).toThrow();
  });

  test('tells one access once to a person who has several pseudonyms', async () => {
    world.turnTo('2026-11-30T09:00:00Z');
    const later = await world.segment('prn_anna');
    expect(later.subject).not.toBe(people[0]!.subject);
    const lease = await world.broker.lease(workerRequest());
    await world.broker.open(lease, [people[0]!.blobs.action, later.blobs.action, later.blobs.text]);
    const [newest] = await world.broker.accesses([people[0]!.subject, later.subject]);
    expect(newest).toMatchObject({ items: 3 });
    expect(newest!.evidence).toHaveLength(2);
  });
});

async function counts(): Promise<number[]> {
  return Promise.all(
    people.map(async (p) => (await world.broker.accesses([p.subject])).reduce((sum, a) => sum + a.items, 0)),
  );
}
