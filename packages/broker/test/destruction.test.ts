import { isoWeek, type ParticipantId, sealEnvelope } from '@overt/events';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBroker, pseudonym } from '../src/index.ts';
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
beforeAll(async () => {
  ground = await openGround();
});
beforeEach(async () => {
  world = await ground.world('2026-11-23T09:00:00Z'); // a Monday
});
afterAll(() => ground?.close());

const code = (c: string) => expect.objectContaining({ code: c });
const DAY = 86_400_000;
const at = (days: number) => new Date(Date.parse('2026-11-23T09:00:00Z') + days * DAY).toISOString();

async function days(from: number, to: number): Promise<void> {
  for (let day = from; day <= to; day += 1) {
    world.turnTo(at(day));
    await world.broker.rotate();
  }
}
const openAll = async (s: Sealed) =>
  world.broker.open(await world.broker.lease(workerRequest()), Object.values(s.blobs));

type Row = Record<string, unknown>;
const rowsOf = (table: string) => world.store.sql.query<Row>(`select * from ${table}`);
/** Puts old rows back, as somebody with a backup or WAL could. */
async function putBack(table: string, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    const names = Object.keys(row);
    await world.store.sql.query(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) on conflict do nothing`,
      Object.values(row),
    );
  }
}

describe('destroy', () => {
  test('ends every key of a person’s week, says until when copies live, and tells the ledger no name', async () => {
    const [anna, berta] = [await world.segment('prn_anna'), await world.segment('prn_berta')];
    const done = await world.broker.destroy({ subject: anna.subject });
    expect(done).toMatchObject({ keys: 3 + 4, horizon: '2026-11-30', index: expect.any(Number) });
    await expect(openAll(anna)).rejects.toEqual(code('KEYS_REFUSED'));
    expect((await openAll(berta)).size).toBe(3);
    expect(await world.broker.accesses([anna.subject])).toEqual([]);
    const [entry] = await world.entries('key.destroyed');
    expect(entry).toMatchObject({ case: done.case, scope: 'subject', keys: 7, horizon: '2026-11-30' });
    expect(JSON.stringify(entry)).not.toContain(anna.subject);
    expect(await world.broker.destroy({ subject: anna.subject })).toEqual({
      keys: 0,
      horizon: '2026-11-30',
      case: '',
    });
  });

  test('makes even the old rows unreadable once their day is over', async () => {
    const anna = await world.segment('prn_anna');
    const old = { keys: await rowsOf('broker_key'), blobs: await rowsOf('broker_blob') };
    await world.broker.destroy({ subject: anna.subject });
    await putBack('broker_key', old.keys);
    await putBack('broker_blob', old.blobs);
    expect(await openAll(anna)).toEqual(anna.deks); // the control: until the horizon a backup does open
    await world.broker.destroy({ subject: anna.subject });
    await days(1, 6);
    expect(await world.store.dayKeks.get('2026-11-23')).toBeUndefined();
    await putBack('broker_key', old.keys);
    await putBack('broker_blob', old.blobs);
    await expect(openAll(anna)).rejects.toEqual(code('DAY_KEY_MISSING'));
  });

  test('ends one class and leaves the others and the person’s view of accesses', async () => {
    const anna = await world.segment('prn_anna');
    await openAll(anna);
    expect(
      await world.broker.destroy({ subject: anna.subject, week: anna.week, class: 'pixels' }),
    ).toMatchObject({ keys: 2 });
    const lease = await world.broker.lease(workerRequest());
    expect((await world.broker.open(lease, [anna.blobs.action, anna.blobs.text])).size).toBe(2);
    await expect(world.broker.open(lease, [anna.blobs.pixels])).rejects.toEqual(code('KEYS_REFUSED'));
    expect(await world.broker.accesses([anna.subject])).toHaveLength(2);
  });

  test('ends single blobs: after the next rotation their old rows open nothing, and the person’s other blobs open as before', async () => {
    const [one, two] = [await world.segment('prn_anna'), await world.segment('prn_anna')];
    const old = {
      keys: await rowsOf('broker_key'),
      blobs: (await rowsOf('broker_blob')).filter((r) => r.blob === one.blobs.text),
    };
    expect(await world.broker.destroy({ blobs: [one.blobs.text] })).toMatchObject({
      keys: 1,
      horizon: '2026-11-30',
    });
    await days(1, 1);
    await putBack('broker_blob', old.blobs);
    await expect(openAll(one)).rejects.toEqual(code('WRAP_BROKEN'));
    expect(await openAll(two)).toEqual(two.deks);
    await days(2, 6);
    await world.store.sql.query(`delete from broker_blob where subject = $1`, [one.subject]);
    await world.store.sql.query(`delete from broker_key where subject = $1`, [one.subject]);
    await putBack('broker_key', old.keys);
    await putBack('broker_blob', old.blobs);
    const lease = await world.broker.lease(workerRequest());
    await expect(world.broker.open(lease, [one.blobs.text])).rejects.toEqual(code('DAY_KEY_MISSING'));
  });

  test('is done even if the ledger is away; the ledger hears of it with the next rotation', async () => {
    const anna = await world.segment('prn_anna');
    const cut = await createBroker({
      ...world.parts,
      log: { ...world.parts.log, append: () => Promise.reject(new RangeError('away')) },
    });
    await expect(cut.destroy({ subject: anna.subject })).rejects.toEqual(code('LOG_REFUSED'));
    await expect(openAll(anna)).rejects.toEqual(code('KEYS_REFUSED'));
    expect(await world.entries('key.destroyed')).toHaveLength(0);
    await world.broker.rotate();
    expect(await world.entries('key.destroyed')).toHaveLength(1);
  });

  test('races with readers without a deadlock: each reader gets all keys or none', async () => {
    const people = await Promise.all(['a', 'b', 'c', 'd'].map((n) => world.segment(`prn_${n}`)));
    const lease = await world.broker.lease(workerRequest());
    const all = people.flatMap((p) => Object.values(p.blobs));
    const readers = Array.from({ length: 12 }, () =>
      world.broker.open(lease, all).then(
        (keys) => keys.size,
        (e) => e.code,
      ),
    );
    const destroyers = people.map((p, i) =>
      world.broker.destroy(i % 2 ? { subject: p.subject } : { blobs: Object.values(p.blobs) }),
    );
    const admitters = ['a', 'b'].map((n) => world.segment(`prn_${n}`));
    const outcomes = await Promise.all(readers);
    await Promise.all([...destroyers, ...admitters]);
    for (const outcome of outcomes) expect([12, 'KEYS_REFUSED']).toContain(outcome);
  });

  test('ends a participant’s secret, and with it the way to her pseudonyms', async () => {
    const anna = 'prn_anna' as ParticipantId;
    const before = await world.broker.subjectOf(anna, isoWeek(new Date(at(0))));
    expect(await world.broker.destroy({ participant: anna })).toMatchObject({ keys: 1 });
    expect(await world.broker.subjectOf(anna, isoWeek(new Date(at(0))))).not.toBe(before);
  });
});

describe('rotate', () => {
  test('keeps everything readable for weeks, and no day key older than six days', async () => {
    const anna = await world.segment('prn_anna');
    const secret = await world.broker.subjectSecret('prn_anna' as ParticipantId);
    await days(1, 20);
    expect(await openAll(anna)).toEqual(anna.deks);
    expect(await world.store.dayKeks.list()).toEqual([
      '2026-12-08',
      '2026-12-09',
      '2026-12-10',
      '2026-12-11',
      '2026-12-12',
      '2026-12-13',
    ]);
    const restarted = await createBroker(world.parts);
    expect(await restarted.subjectSecret('prn_anna' as ParticipantId)).toEqual(secret);
  });

  test('catches up after the server was off for a month', async () => {
    const anna = await world.segment('prn_anna');
    await days(31, 31);
    expect(await openAll(anna)).toEqual(anna.deks);
    expect(await world.store.dayKeks.list()).toEqual(['2026-12-24']);
  });

  test('makes a sealing key each week, opens with the last one for a while, then destroys it; the ledger has both', async () => {
    const first = await world.broker.sealingKey();
    expect(first.notAfter).toBe('2026-11-30T00:00:00.000Z');
    const [row] = await rowsOf('broker_sealing_key');
    await days(1, 7);
    const second = await world.broker.sealingKey();
    expect(second.id).not.toBe(first.id);
    await days(8, 12);
    expect((await rowsOf('broker_sealing_key')).map((r) => r.id)).toContain(first.id);
    await days(13, 13); // 6 December: the grace is over
    expect((await rowsOf('broker_sealing_key')).map((r) => r.id)).not.toContain(first.id);
    expect((await world.entries('broker.rotated')).map((e) => e.key)).toEqual([first.id, second.id]);
    expect((await world.entries('broker.destroyed')).map((e) => e.key)).toEqual([first.id]);
    await putBack('broker_sealing_key', [row!]);
    await expect(
      world.store.sql.transaction(async (tx) => {
        const segment = 'a'.repeat(64) as never;
        const envelope = sealEnvelope(
          segment,
          [{ class: 'action', blob: 'b'.repeat(64) as never, dek: primitives.random(32) }],
          first,
          primitives,
        );
        await world.broker.admit(tx, {
          subject: `sub_${'0'.repeat(32)}` as never,
          week: '2026-W48' as never,
          segment,
          envelope,
        });
      }),
    ).rejects.toEqual(code('DAY_KEY_MISSING'));
  });
});

describe('admit', () => {
  test('keeps one key for one blob however often it comes, and refuses it for somebody else', async () => {
    const anna = await world.segment('prn_anna');
    const wraps = [
      { class: 'action' as const, blob: anna.blobs.action, dek: anna.deks.get(anna.blobs.action)! },
    ];
    const envelope = sealEnvelope(anna.segment, wraps, await world.broker.sealingKey(), primitives);
    const admit = (subject: Sealed['subject']) =>
      world.store.sql.transaction((tx) =>
        world.broker.admit(tx, { subject, week: anna.week, segment: anna.segment, envelope }),
      );
    await admit(anna.subject);
    expect(await openAll(anna)).toEqual(anna.deks);
    await expect(admit(`sub_${'1'.repeat(32)}` as Sealed['subject'])).rejects.toEqual(
      code('BLOB_OF_ANOTHER'),
    );
  });

  test('refuses an envelope for another segment, another broker key, and one that was changed', async () => {
    const anna = await world.segment('prn_anna');
    const key = await world.broker.sealingKey();
    const wraps = [{ class: 'action' as const, blob: 'b'.repeat(64) as never, dek: primitives.random(32) }];
    const good = sealEnvelope(anna.segment, wraps, key, primitives);
    const admit = (envelope: typeof good) =>
      world.store.sql.transaction((tx) =>
        world.broker.admit(tx, { subject: anna.subject, week: anna.week, segment: anna.segment, envelope }),
      );
    await expect(admit({ ...good, segment: 'c'.repeat(64) as never })).rejects.toEqual(
      code('ENVELOPE_MISMATCH'),
    );
    await expect(admit({ ...good, broker: '2026-W01-0000000000000000' })).rejects.toEqual(
      code('ENVELOPE_KEY_UNKNOWN'),
    );
    await expect(
      admit({ ...good, wraps: [{ ...good.wraps[0]!, blob: 'd'.repeat(64) as never }] }),
    ).rejects.toEqual(code('SEAL_BROKEN'));
  });

  test('stores no envelope and no key in the clear', async () => {
    const anna = await world.segment('prn_anna');
    const tables = await Promise.all(
      ['broker_key', 'broker_blob', 'broker_sealing_key', 'broker_secret'].map(rowsOf),
    );
    const dump = Buffer.concat(
      tables
        .flat()
        .flatMap((row) => Object.values(row).map((v) => (Buffer.isBuffer(v) ? v : Buffer.from(String(v))))),
    );
    for (const dek of anna.deks.values()) expect(dump.includes(Buffer.from(dek))).toBe(false);
    expect(dump.includes(Buffer.from(await world.broker.subjectSecret('prn_anna' as ParticipantId)))).toBe(
      false,
    );
  });
});

describe('pseudonym', () => {
  test('is the first half of HMAC-SHA-256 of the week under the secret', () => {
    const secret = Uint8Array.from({ length: 32 }, (_, i) => i);
    expect(pseudonym(primitives, secret, '2026-W48' as never)).toMatch(/^sub_[0-9a-f]{32}$/);
    expect(pseudonym(primitives, secret, '2026-W48' as never)).not.toBe(
      pseudonym(primitives, secret, '2026-W49' as never),
    );
  });
});
