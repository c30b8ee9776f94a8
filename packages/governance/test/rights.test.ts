import { bytes, isoWeek, type ParticipantId, type SubjectId } from '@overt/events';
import { ERASURE_PREDICATE } from '@overt/governance';
import { parseEntry, payloadOf, toUtf8, verifyArtefact, vkey } from '@overt/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, START, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(() => world.at(START));

const WEEK = isoWeek(START);
const keysOf = async (participant: ParticipantId, week = WEEK) => {
  const subject = await world.broker.subjectOf(participant, week);
  const rows = await world.store.sql.query<{ class: string }>(
    'select class from broker_key where subject = $1 order by class',
    [subject],
  );
  return rows.map((row) => row.class);
};
const register = async (subjects: readonly SubjectId[]) => {
  const { hash } = await world.governance.mandates.activate(
    world.signMandate(world.mandate({ programme: `p${Math.random()}` })),
  );
  const dataset = `cua-${world.log.size()}`;
  const record = {
    dataset,
    purpose: 'train-cua',
    mandate: hash,
    digest: '9'.repeat(64),
    expires: '2027-11-01',
    subjects,
  } as const;
  return { dataset, ...(await world.governance.datasets.register(record)) };
};

describe('erasing', () => {
  test('destroys every key, has every holder remove its bytes, marks datasets, and certifies it', async () => {
    const { participant, device } = await world.consenting();
    await world.holdKeys(participant);
    world.pass(7);
    await world.holdKeys(participant);
    const other = await world.consenting();
    await world.holdKeys(other.participant);
    const subject = await world.broker.subjectOf(participant, WEEK);
    const { dataset } = await register([subject]);
    world.removed.length = 0;

    const { erased, certificate } = await world.governance.withdraw(participant, true);

    // 2 weeks × (3 keys of classes + 1 of audit + 3 of blobs)
    expect(erased).toMatchObject({ keys: 14, horizon: expect.stringMatching(/^2026-12-\d\d$/) });
    expect(world.removed).toContain(subject);
    expect(world.removed).toHaveLength(2);
    const left = await world.store.sql.query('select 1 from broker_key where subject = any($1)', [
      world.removed,
    ]);
    expect(left).toEqual([]);
    expect(await keysOf(other.participant, isoWeek(world.now))).toEqual([
      'action',
      'audit',
      'pixels',
      'text',
    ]);
    expect(await world.governance.devices.byToken(device.token)).toBeUndefined();
    expect((await world.governance.datasets.all()).find((each) => each.dataset === dataset)?.state).toBe(
      'contains-erased',
    );

    const report = verifyArtefact(toUtf8(JSON.stringify(certificate)), { origin: vkey(world.signer) });
    expect(report).toMatchObject({ ok: true, entry: { type: 'erasure.completed', keys: 14 } });
    const statement = JSON.parse(bytes.fromUtf8(payloadOf(certificate!)));
    expect(statement).toMatchObject({
      predicateType: ERASURE_PREDICATE,
      predicate: {
        keys: { state: 'destroyed', count: 14 },
        bytes: { removed: [{ name: 'segments', removed: 2 }] },
        datasets: [{ dataset }],
        models: { state: 'not erased' },
      },
    });
    expect(JSON.stringify(statement)).not.toContain(participant);
  });

  test('makes her pseudonyms unfindable', async () => {
    const { participant } = await world.consenting();
    const before = await world.broker.subjectOf(participant, WEEK);
    await world.governance.withdraw(participant, true);
    expect(await world.broker.subjectOf(participant, WEEK)).not.toBe(before);
  });

  test('twice is as good as once', async () => {
    const { participant } = await world.consenting();
    await world.holdKeys(participant);
    expect((await world.governance.withdraw(participant, true)).erased!.keys).toBe(7);
    expect((await world.governance.withdraw(participant, true)).erased!.keys).toBe(0);
    expect(await world.governance.erasure.certificates(participant)).toHaveLength(2);
  });
});

describe('retention', () => {
  test('destroys the key of a class once the longest term she agreed to is over, and nothing before', async () => {
    const { participant } = await world.consenting();
    await world.holdKeys(participant);
    const ends = await world.governance.retention.expiries(participant, WEEK);
    expect(ends).toEqual({ action: '2028-12-04', text: '2027-03-01', pixels: '2027-03-01' });
    world.at(new Date('2027-02-28T23:00:00Z'));
    await world.governance.sweep();
    expect(await keysOf(participant)).toEqual(['action', 'audit', 'pixels', 'text']);
    world.at(new Date('2027-03-01T01:00:00Z'));
    expect((await world.governance.sweep()).keys).toBeGreaterThan(0);
    expect(await keysOf(participant)).toEqual(['action', 'audit']);
    expect((await world.governance.sweep()).keys).toBe(0);
    world.at(new Date('2028-12-04T01:00:00Z'));
    await world.governance.sweep();
    expect(await keysOf(participant)).toEqual(['audit']);
  });

  test('drops receipts 36 months after they ended, and with the last one everything that could name her', async () => {
    const { participant } = await world.consenting();
    await world.holdKeys(participant);
    await world.governance.withdraw(participant, false);
    world.at(new Date('2029-11-23T08:00:00Z'));
    await world.governance.sweep();
    expect(await world.governance.receipts.of(participant)).toHaveLength(1);
    expect(await keysOf(participant)).toEqual(['audit']);
    const subject = await world.broker.subjectOf(participant, WEEK);
    world.at(new Date('2029-11-24T09:00:00Z'));
    expect((await world.governance.sweep()).receipts).toBeGreaterThan(0);
    expect(await world.governance.receipts.of(participant)).toEqual([]);
    expect(await world.broker.subjectOf(participant, WEEK)).not.toBe(subject);
  });

  test('drops codes nobody used', async () => {
    await world.governance.people.signInCode(await world.participant());
    world.pass(1);
    await world.governance.sweep();
    expect(await world.store.sql.query('select 1 from governance_code')).toEqual([]);
  });
});

describe('the audit view', () => {
  test('tells a participant what is held, who may look, who looked, until when, and which datasets', async () => {
    const { participant, hash } = await world.consenting();
    await world.holdKeys(participant);
    const subject = await world.broker.subjectOf(participant, WEEK);
    const [blob] = await world.store.sql.query<{ blob: never }>(
      'select blob from broker_blob where subject = $1 limit 1',
      [subject],
    );
    const { dataset } = await register([subject]);
    const lease = await world.broker.lease({
      actor: 'act_1',
      role: 'worker',
      purpose: 'train-cua',
      policy: '0'.repeat(64),
      items: 1,
      bytes: 1_000_000,
      ttl_ms: 60_000,
    });
    await world.broker.open(lease, [blob!.blob]);

    const view = await world.governance.auditView(participant, {
      held: async (subjects) => ({ weeks: subjects.length }),
    });
    expect(view).toMatchObject({
      participant,
      participation: 'active',
      devices: [{ label: 'Work laptop', state: 'active' }],
      receipts: [{ hash, state: 'valid' }],
      keptUntil: { action: '2028-12-04', text: '2027-03-01', pixels: '2027-03-01' },
      held: { weeks: 1 },
      looked: [{ role: 'worker', purpose: 'train-cua', items: 1 }],
      datasets: [{ dataset, state: 'current' }],
      ledger: { key: vkey(world.signer), entries: world.log.size() },
    });
    expect(view.mayLook).toContainEqual({ role: 'participant', purposes: ['rights'] });
    expect(view.mayLook).toContainEqual({ role: 'owner', purposes: [] });
    const looked = verifyArtefact(toUtf8(view.looked[0]!.proof), { origin: vkey(world.signer) });
    expect(looked).toMatchObject({ ok: true, index: view.looked[0]!.index });
  });

  test('shows her nothing of anybody else', async () => {
    const other = await world.consenting();
    await world.holdKeys(other.participant);
    const view = await world.governance.auditView(await world.participant(), {
      held: async (subjects) => subjects,
    });
    expect(view).toMatchObject({
      participation: 'none',
      receipts: [],
      looked: [],
      datasets: [],
      devices: [],
    });
    expect(view.held).not.toContain(await world.broker.subjectOf(other.participant, WEEK));
  });
});

test('rows about people hold nothing finer than a week, but for the closed list of the specification', async () => {
  const columns = await world.store.sql.query<{ at: string }>(
    `select table_name || '.' || column_name as at from information_schema.columns
     where table_name like 'governance%' and data_type in ('timestamp with time zone', 'timestamp without time zone', 'date', 'time without time zone')
     order by 1`,
  );
  expect(columns.map((row) => row.at)).toEqual([
    'governance_code.expires',
    'governance_dataset.expires',
    'governance_ended_session.until',
    'governance_jurisdiction.since', // of a pack, not of a person
  ]);
});

test('ledger entries name no participant and no pseudonym', async () => {
  const { participant } = await world.consenting();
  await world.governance.withdraw(participant, true);
  for await (const { bytes: entry } of world.log.entries()) {
    const text = bytes.fromUtf8(entry);
    expect(text).not.toMatch(/prn_|dev_/);
    if (!parseEntry(entry).type.startsWith('key.')) expect(text).not.toMatch(/sub_/);
  }
});
