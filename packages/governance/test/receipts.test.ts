import {
  encodeStatement,
  noticesOf,
  RECEIPT_TYPE,
  type Receipt,
  WITHDRAWAL_TYPE,
  type Withdrawal,
} from '@overt/governance';
import {
  attachProof,
  minuteOf,
  parseEntry,
  signDsse,
  toUtf8,
  verifyArtefact,
  verifyDsse,
  vkey,
} from '@overt/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, START, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(() => world.at(START));

describe('a receipt', () => {
  test('comes back signed by both sides, with a proof that it is in the ledger, and verifies offline', async () => {
    const device = await world.enrol(await world.participant());
    const { receipts, policies } = world.governance;
    const accepted = await receipts.accept(device, world.receipt(device, await policies.current()));
    expect(verifyDsse(accepted.receipt, [device, world.signer], 2).payloadType).toBe(RECEIPT_TYPE);
    const file = toUtf8(JSON.stringify(attachProof(accepted.receipt, accepted.proof)));
    const report = verifyArtefact(file, { origin: vkey(world.signer) });
    expect(report).toMatchObject({
      ok: true,
      digest: `sha256:${accepted.hash}`,
      entry: { type: 'receipt.given', t: minuteOf(START) },
    });
  });

  test('permits capture on its own device, under its own policy, until it ends', async () => {
    const { device, hash, participant } = await world.consenting();
    const { policies, receipts, authority } = world.governance;
    const { hash: policy } = await policies.current();
    const q = { participant, device: device.device, policy };
    expect(await receipts.require(q)).toMatchObject({ hash, state: 'valid' });
    const state = (over: object = {}) =>
      authority.receiptState(world.store.sql, { device, receipt: hash, policy, ...over });
    expect(await state()).toBe('valid');
    expect(await state({ receipt: '0'.repeat(64) })).toBe('unknown');
    expect(await state({ device: await world.enrol(participant) })).toBe('unknown');
    expect(await state({ policy: '0'.repeat(64) })).toBe('other-policy');
    await expect(receipts.require({ ...q, policy: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'RECEIPT_OTHER_POLICY',
    });
    const other = await world.enrol(participant);
    await expect(receipts.require({ ...q, device: other.device })).rejects.toMatchObject({
      code: 'RECEIPT_MISSING',
    });
    world.pass(366);
    expect(await state()).toBe('expired');
    await expect(receipts.require(q)).rejects.toMatchObject({ code: 'RECEIPT_EXPIRED' });
  });

  test('sent twice is the same receipt', async () => {
    const device = await world.enrol(await world.participant());
    const envelope = world.receipt(device, await world.governance.policies.current());
    const first = await world.governance.receipts.accept(device, envelope);
    const entries = world.log.size();
    expect((await world.governance.receipts.accept(device, envelope)).receipt).toEqual(first.receipt);
    expect(world.log.size()).toBe(entries);
  });

  test.each<[string, Partial<Record<keyof Receipt, unknown>>]>([
    ['RECEIPT_OTHER_POLICY', { policy: '0'.repeat(64) }],
    ['RECEIPT_OTHER_NOTICE', { notice: '0'.repeat(64) }],
    ['RECEIPT_TERM', { notAfter: '2028-11-23T09:00:00.000Z' }],
    ['RECEIPT_TERM', { notAfter: '2026-11-23T08:00:00.000Z' }],
    ['RECEIPT_CLOCK', { given: '2026-11-23T09:11Z' }],
    ['RECEIPT_CLOCK', { given: '2026-11-19T08:59Z' }],
    ['RECEIPT_MALFORMED', { version: 2 as 1 }],
    ['RECEIPT_OTHER_NOTICE', { language: 'de', notice: 'en' }],
  ])('is refused as %s', async (code, change) => {
    const device = await world.enrol(await world.participant());
    const current = await world.governance.policies.current();
    const notice = change.notice === 'en' ? { notice: noticesOf(current.policy).get('en')! } : {};
    const envelope = world.receipt(device, current, { ...change, ...notice } as Partial<Receipt>);
    await expect(world.governance.receipts.accept(device, envelope)).rejects.toMatchObject({ code });
  });

  test('is refused from another device, for another person, and without the device’s own signature', async () => {
    const { receipts, policies } = world.governance;
    const policy = await policies.current();
    const [mine, other] = [
      await world.enrol(await world.participant()),
      await world.enrol(await world.participant()),
    ];
    const accept = (envelope: unknown) => receipts.accept(mine, envelope);
    await expect(accept(world.receipt(other, policy))).rejects.toMatchObject({ code: 'RECEIPT_UNSIGNED' });
    await expect(
      accept(world.receipt(mine, policy, { participant: other.participant })),
    ).rejects.toMatchObject({ code: 'RECEIPT_OF_ANOTHER' });
    await expect(accept(world.receipt(mine, policy, { device: other.device }))).rejects.toMatchObject({
      code: 'RECEIPT_OF_ANOTHER',
    });
    await expect(accept(signDsse('text/plain', new Uint8Array(3), mine.signer))).rejects.toMatchObject({
      code: 'RECEIPT_UNSIGNED',
    });
    for (const junk of [undefined, 'x', {}, { payloadType: RECEIPT_TYPE }]) {
      await expect(accept(junk)).rejects.toMatchObject({ code: 'RECEIPT_UNSIGNED' });
    }
  });

  test('is hers to download, as signed and as a consent record, and nobody else’s', async () => {
    const { hash, participant } = await world.consenting();
    const found = await world.governance.receipts.artefact(participant, hash);
    expect(verifyArtefact(toUtf8(JSON.stringify(found!.receipt)), { origin: vkey(world.signer) }).ok).toBe(
      true,
    );
    expect(found!.record).toMatchObject({ schema_version: '27560:2023', pii_principal_id: participant });
    expect(await world.governance.receipts.artefact(await world.participant(), hash)).toBeUndefined();
  });
});

describe('withdrawing', () => {
  const states = async (participant: Parameters<World['consenting']>[0]) =>
    (await world.governance.receipts.of(participant!)).map((receipt) => receipt.state);

  test('through the portal ends every receipt at once, on all devices', async () => {
    const { participant, device, hash } = await world.consenting();
    await world.consenting(participant);
    const { policies, authority } = world.governance;
    const { erased } = await world.governance.withdraw(participant, false);
    expect(erased).toBeUndefined();
    expect(await states(participant)).toEqual(['withdrawn', 'withdrawn']);
    const { hash: policy } = await policies.current();
    expect(await authority.receiptState(world.store.sql, { device, receipt: hash, policy })).toBe(
      'withdrawn',
    );
    const entry = parseEntry(await world.log.entry(world.log.size() - 1));
    expect(entry.type).toBe('receipt.withdrawn');
    expect(entry.receipts).toHaveLength(2);
  });

  test('from a device goes through the same door as giving', async () => {
    const { participant, device } = await world.consenting();
    const statement: Withdrawal = {
      format: 'overt-withdrawal',
      version: 1,
      participant,
      device: device.device,
      withdrawn: minuteOf(START),
      erase: false,
    };
    const envelope = signDsse(WITHDRAWAL_TYPE, encodeStatement(statement), device.signer);
    const stranger = await world.enrol(await world.participant());
    await expect(world.governance.fromDevice(stranger, envelope)).rejects.toMatchObject({
      code: 'RECEIPT_UNSIGNED',
    });
    expect(await states(participant)).toEqual(['valid']);
    await world.governance.fromDevice(device, envelope);
    expect(await states(participant)).toEqual(['withdrawn']);
  });

  test('does not stop her from taking part again, but an old receipt stays ended', async () => {
    const device = await world.enrol(await world.participant());
    const policy = await world.governance.policies.current();
    const envelope = world.receipt(device, policy);
    await world.governance.fromDevice(device, envelope);
    await world.governance.withdraw(device.participant, false);
    await expect(world.governance.fromDevice(device, envelope)).rejects.toMatchObject({
      code: 'RECEIPT_WITHDRAWN',
    });
    await world.governance.fromDevice(device, world.receipt(device, policy));
    expect(await states(device.participant)).toEqual(['valid', 'withdrawn']);
  });

  test('counts even while the ledger is away, and reaches it later', async () => {
    const { participant } = await world.consenting();
    await world.store.sql.query(
      `update governance_receipt set withdrawn = '2026-11-23T09:00Z', withdrawal = envelope where person = $1`,
      [participant],
    );
    expect(await states(participant)).toEqual(['withdrawn']);
    expect(await world.governance.receipts.settle()).toBe(1);
    expect(await world.governance.receipts.settle()).toBe(0);
  });

  test('waits for a segment that is being accepted, and is seen by the next', async () => {
    const { participant, device, hash } = await world.consenting();
    const { hash: policy } = await world.governance.policies.current();
    const order: string[] = [];
    let withdrawing: Promise<unknown> = Promise.resolve();
    await world.store.sql.transaction(async (tx) => {
      expect(await world.governance.authority.receiptState(tx, { device, receipt: hash, policy })).toBe(
        'valid',
      );
      withdrawing = world.governance.withdraw(participant, false).then(() => order.push('withdrawn'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      order.push('accepted');
    });
    await withdrawing;
    expect(order).toEqual(['accepted', 'withdrawn']);
    expect(
      await world.governance.authority.receiptState(world.store.sql, { device, receipt: hash, policy }),
    ).toBe('withdrawn');
  });
});
