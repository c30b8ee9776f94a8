import type { ParticipantId } from '@overt/events';
import { bytes } from '@overt/events';
import {
  EXEMPTION_TYPE,
  EXEMPTIONS_TYPE,
  type ExemptionStatement,
  encodeExemption,
  GovernanceFault,
  parseExemption,
} from '@overt/governance';
import { minuteOf, parseEntry, signDsse, verifyDsse } from '@overt/ledger';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, START, type TestDevice, type World } from './support/world.ts';

let world: World;
let device: TestDevice;
let count = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at(START); // a Monday
  device = (await world.consenting()).device;
});

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const newId = () => {
  count += 1;
  return `exm_${'a'.repeat(24)}${BASE32[Math.floor(count / 32)]}${BASE32[count % 32]}`;
};

type Of<Format> = Partial<Extract<ExemptionStatement, { format: Format }>>;
const request = (change: Of<'overt-exemption'> = {}, by = device) =>
  ({
    format: 'overt-exemption',
    version: 1,
    id: newId(),
    participant: by.participant,
    device: by.device,
    scope: { place: 'office.mail' },
    reason: 'none-given',
    asked: minuteOf(world.now),
    ...change,
  }) as ExemptionStatement;
const sign = (statement: ExemptionStatement, by = device) =>
  signDsse(EXEMPTION_TYPE, encodeExemption(statement), by.signer);

async function ask(change: Of<'overt-exemption'> = {}): Promise<string> {
  const statement = request(change);
  await world.governance.exemptions.fromDevice(device, sign(statement));
  return statement.id;
}
const say = (format: 'appeal' | 'withdrawal', id: string) =>
  world.governance.exemptions.fromDevice(
    device,
    sign({
      format: `overt-exemption-${format}`,
      version: 1,
      id,
      participant: device.participant,
      device: device.device,
      asked: minuteOf(world.now),
    } as ExemptionStatement),
  );
const stateOf = async (id: string) =>
  (await world.governance.exemptions.of(device.participant)).find((one) => one.id === id)?.state;
const decide = (id: string, reviewer: string, grant: boolean, until?: string) =>
  world.governance.exemptions.decide(id, { reviewer, grant, until });
const lastEntry = async () => parseEntry(await world.log.entry(world.log.size() - 1));

describe('an exemption', () => {
  test('is pending from the moment it arrives, once however often it is sent, and answered under the server’s key', async () => {
    const statement = request({ scope: { host: 'crm.example' } });
    const { exemptions } = world.governance;
    for (let i = 0; i < 2; i += 1) await exemptions.fromDevice(device, sign(statement));
    const { payload, payloadType } = verifyDsse(await exemptions.answer(device.participant), [world.signer]);
    expect(payloadType).toBe(EXEMPTIONS_TYPE);
    expect(JSON.parse(bytes.fromUtf8(payload))).toEqual({
      format: 'overt-exemptions',
      version: 1,
      participant: device.participant,
      list: [{ id: statement.id, scope: { host: 'crm.example' }, state: 'pending' }],
    });
  });

  test('is decided by a reviewer, who sees what is asked and until when, not by whom', async () => {
    const id = await ask({ reason: 'protected-role' });
    const open = (await world.governance.exemptions.open()).find((one) => one.id === id);
    expect(open).toEqual({
      id,
      scope: { place: 'office.mail' },
      reason: 'protected-role',
      appealed: false,
      due: '2026-12-01',
    });
    await decide(id, 'officer-1', true, '2027-01-01T00:00:00Z');
    expect(await lastEntry()).toMatchObject({
      type: 'exemption.decided',
      state: 'granted',
      by: 'reviewer',
      exemption: expect.stringMatching(/^sha256:/),
    });
    expect(await stateOf(id)).toBe('granted');
    await expect(decide(id, 'officer-2', false)).rejects.toMatchObject({ code: 'EXEMPTION_DECIDED' });
    world.pass(60);
    expect(await stateOf(id)).toBe('ended');
  });

  test('that nobody decides in five working days is granted, read or swept', async () => {
    const [read, swept] = [await ask(), await ask()];
    world.pass(7); // Monday, the fifth working day
    expect(await stateOf(read)).toBe('pending');
    expect(await world.governance.exemptions.settle()).toBe(0);
    world.pass(1);
    expect(await stateOf(read)).toBe('granted');
    expect(await world.governance.exemptions.open()).toEqual([]);
    expect(await world.governance.exemptions.settle()).toBeGreaterThanOrEqual(2);
    expect(await lastEntry()).toMatchObject({ type: 'exemption.decided', state: 'granted', by: 'deadline' });
    expect(await world.governance.exemptions.settle()).toBe(0);
    expect(await stateOf(swept)).toBe('granted');
    await expect(decide(swept, 'officer-1', false)).rejects.toMatchObject({ code: 'EXEMPTION_DECIDED' });
  });

  test('that was refused can be appealed once: pending again, and somebody else decides', async () => {
    const id = await ask();
    await expect(say('appeal', id)).rejects.toMatchObject({ code: 'EXEMPTION_DECIDED' });
    await decide(id, 'officer-1', false);
    expect(await stateOf(id)).toBe('refused');
    await say('appeal', id);
    expect(await stateOf(id)).toBe('pending');
    await expect(decide(id, 'officer-1', false)).rejects.toMatchObject({ code: 'EXEMPTION_REVIEWER' });
    await expect(decide(id, device.participant, true)).rejects.toMatchObject({ code: 'EXEMPTION_REVIEWER' });
    await decide(id, 'officer-2', false);
    expect(await stateOf(id)).toBe('refused');
    await expect(say('appeal', id)).rejects.toMatchObject({ code: 'EXEMPTION_DECIDED' });
  });

  test('on appeal is granted like any other if nobody answers', async () => {
    const id = await ask();
    world.pass(4);
    await decide(id, 'officer-1', false);
    await say('appeal', id);
    world.pass(4);
    expect(await stateOf(id)).toBe('pending');
    world.pass(4);
    expect(await stateOf(id)).toBe('granted');
  });

  test('can be taken back at any time, from the device or the portal', async () => {
    const [first, second] = [await ask(), await ask()];
    await say('withdrawal', first);
    await world.governance.exemptions.withdraw(device.participant, second);
    expect([await stateOf(first), await stateOf(second)]).toEqual(['withdrawn', 'withdrawn']);
  });

  test('is hers alone: refused from another device, for another person, unsigned, or under a taken id', async () => {
    const { exemptions } = world.governance;
    const other = (await world.consenting()).device;
    const refused = (envelope: unknown, by = device) =>
      exemptions.fromDevice(by, envelope).then(
        () => 'accepted',
        (cause) => cause.code,
      );
    const mine = request();
    expect(await refused(sign(mine), other)).toBe('EXEMPTION_UNSIGNED');
    expect(await refused(sign(request({}, other)))).toBe('EXEMPTION_OF_ANOTHER');
    expect(await refused(signDsse('text/plain', encodeExemption(mine), device.signer))).toBe(
      'EXEMPTION_UNSIGNED',
    );
    expect(await refused('nonsense')).toBe('EXEMPTION_UNSIGNED');
    await exemptions.fromDevice(device, sign(mine));
    expect(await refused(sign(request({ id: mine.id }, other), other), other)).toBe('EXEMPTION_OF_ANOTHER');
    await expect(exemptions.withdraw(other.participant, mine.id)).rejects.toMatchObject({
      code: 'EXEMPTION_UNKNOWN',
    });
    expect(await exemptions.of(other.participant)).toEqual([]);
  });

  test('leaves nothing readable in its row but whose it is, and goes with an erasure', async () => {
    const id = await ask({ scope: { host: 'clinic.example' }, reason: 'private-life' });
    await decide(id, 'officer-1', false);
    const [row] = await world.store.sql.query<{ text: string }>(
      `select encode(sealed, 'escape') || row_to_json(e)::text as text from governance_exemption e where id = $1`,
      [id],
    );
    for (const word of ['clinic', 'private-life', 'refused', 'officer', '2026'])
      expect(row!.text).not.toContain(word);
    await world.governance.withdraw(device.participant as ParticipantId, true);
    expect(await world.store.sql.query('select 1 from governance_exemption where id = $1', [id])).toEqual([]);
  });

  test('from arbitrary bytes gives a code, never another exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes.toUtf8)), (input) => {
        expect(() => parseExemption(input)).toThrow(GovernanceFault);
      }),
    );
    expect(() => parseExemption(encodeExemption(request({ reason: 'because' as never })))).toThrow(
      expect.objectContaining({ code: 'EXEMPTION_MALFORMED' }),
    );
  });
});
