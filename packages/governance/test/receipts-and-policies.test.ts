import type { IsoWeek } from '@overt/events';
import { expiryOf, isoWeek } from '@overt/events';
import type { Policy } from '@overt/policy';
import { demoPolicy } from '@overt/policy';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, START, type World } from './support/world.ts';

const LONG: Policy = {
  ...demoPolicy(START),
  retention: { action_months: 24, text_days: 180, pixels_days: 180 },
};

let world: World;
beforeAll(async () => {
  world = await openWorld({ ...LONG, retention: { ...LONG.retention, text_days: 60 } });
});
afterAll(() => world.close());
beforeEach(() => world.at(START));

/** Activates what needs signatures and notice, as an organisation would. */
async function widen(change: Partial<Policy>) {
  const { policies } = world.governance;
  await policies.propose(world.cosigned(await world.next(change)));
  world.pass(31);
  return policies.activateProposal();
}

describe('how long is kept', () => {
  const week: IsoWeek = isoWeek(START);

  test('is the shorter of the policy and the law where whoever consented works; nowhere is the strictest', async () => {
    const { policies, authority } = world.governance;
    const { hash: policy } = await policies.current();
    const american = await world.consenting(undefined, { jurisdiction: 'US' });
    const german = await world.consenting(undefined, { jurisdiction: 'DE', language: 'de' });
    const silent = await world.consenting();
    const terms = (receipt: string) => authority.terms({ policy, receipt });
    expect(await terms(american.hash)).toMatchObject({ text: { days: 60 }, pixels: { days: 180 } });
    for (const { hash } of [german, silent])
      expect(await terms(hash)).toMatchObject({ text: { days: 60 }, pixels: { days: 90 } });
    expect(await terms('0'.repeat(64))).toMatchObject({ pixels: { days: 90 } });
    expect(await authority.terms({ policy: '0'.repeat(64), receipt: german.hash })).toBeUndefined();
    const page = (who: typeof german) => world.governance.retention.expiries(who.participant, week);
    expect((await page(american)).pixels).toBe(expiryOf(week, { days: 180 }));
    expect((await page(german)).pixels).toBe(expiryOf(week, { days: 90 }));
  });

  test('ends with a key at the end of the longest term that was agreed to there', async () => {
    const american = await world.consenting(undefined, { jurisdiction: 'US' });
    const german = await world.consenting(undefined, { jurisdiction: 'DE' });
    const classes = async ({ participant }: typeof german) => {
      const subject = await world.broker.subjectOf(participant, week);
      const rows = await world.store.sql.query<{ class: string }>(
        `select class from broker_key where subject = $1 and class <> 'audit' order by class`,
        [subject],
      );
      return rows.map((row) => row.class);
    };
    for (const who of [american, german]) await world.holdKeys(who.participant);
    world.pass(120);
    await world.governance.sweep();
    expect(await classes(american)).toEqual(['action', 'pixels']);
    expect(await classes(german)).toEqual(['action']);
  });
});

describe('a receipt holds', () => {
  test('for a policy that keeps less: an entry of the no-train register needs no new consent', async () => {
    const { device, hash, participant } = await world.consenting();
    const { policies, receipts, authority } = world.governance;
    const agreed = await policies.current();
    const noTrain = { ...agreed.policy.noTrain, names: ['Quellmark Instruments'] };
    const next = await policies.activate(await world.next({ noTrain }));
    expect(next.hash).not.toBe(agreed.hash);
    const state = (policy: string) =>
      authority.receiptState(world.store.sql, { device, receipt: hash, policy });
    expect(await state(next.hash)).toBe('valid');
    expect(await state(agreed.hash)).toBe('valid');
    const held = await receipts.require({ participant, device: device.device, policy: next.hash });
    expect(held).toMatchObject({ hash, state: 'valid' });
  });

  test('through a halt and after it is lifted', async () => {
    const { device, hash } = await world.consenting();
    const { policies, authority } = world.governance;
    for (const { hash: policy, policy: followed } of [await policies.halt(), await policies.lift()]) {
      expect(await authority.receiptState(world.store.sql, { device, receipt: hash, policy })).toBe('valid');
      expect(followed.serial).toBeGreaterThan(LONG.serial);
    }
    expect((await policies.current()).policy.halt).toBe(false);
  });

  test('not once it is withdrawn, however narrow the policy became', async () => {
    const { device, hash, participant } = await world.consenting();
    const { policies, authority } = world.governance;
    const { hash: policy } = await policies.activate(await world.next({ maxFidelity: 'structure' }));
    await world.governance.withdraw(participant, false);
    expect(await authority.receiptState(world.store.sql, { device, receipt: hash, policy })).toBe(
      'withdrawn',
    );
  });

  test('not for one that keeps longer, until there is a new one; the old one still covers what it covered', async () => {
    const { device, hash, participant } = await world.consenting();
    const { policies, receipts, authority } = world.governance;
    const agreed = await policies.current();
    const next = await widen({ retention: LONG.retention });
    const state = (receipt: string, policy: string) =>
      authority.receiptState(world.store.sql, { device, receipt, policy });
    expect(await state(hash, next.hash)).toBe('other-policy');
    expect(await state(hash, agreed.hash)).toBe('valid');
    const q = { participant, device: device.device, policy: next.hash };
    await expect(receipts.require(q)).rejects.toMatchObject({ code: 'RECEIPT_OTHER_POLICY' });
    await expect(receipts.accept(device, world.receipt(device, agreed))).rejects.toMatchObject({
      code: 'RECEIPT_OTHER_POLICY',
    });
    const again = await receipts.accept(device, world.receipt(device, next));
    expect(await state(again.hash, next.hash)).toBe('valid');
    expect(await state(again.hash, agreed.hash)).toBe('valid');
    expect(await receipts.require(q)).toMatchObject({ hash: again.hash });
  });
});
