import { randomBytes } from 'node:crypto';
import type { ParticipantId } from '@overt/events';
import { createGovernance } from '@overt/governance';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, START, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(() => world.at(START));

const key = () => new Uint8Array(randomBytes(32));

describe('signing in', () => {
  test('a link works once, and the session is hers', async () => {
    const { people } = world.governance;
    const participant = await people.add(['participant']);
    const { code } = await people.signInCode(participant);
    const signedIn = await people.signIn(code);
    expect(await people.signIn(code)).toBeUndefined();
    expect(await people.bySession(signedIn!.session)).toEqual({ participant, roles: ['participant'] });
  });

  test('of two who use a link at once, one gets in', async () => {
    const { people } = world.governance;
    const { code } = await people.signInCode(await world.participant());
    const tries = await Promise.all(Array.from({ length: 8 }, () => people.signIn(code)));
    expect(tries.filter((signedIn) => signedIn !== undefined)).toHaveLength(1);
  });

  test('a link runs out after an hour, a session after a working day', async () => {
    const { people } = world.governance;
    const participant = await world.participant();
    const late = await people.signInCode(participant);
    const intime = await people.signIn((await people.signInCode(participant)).code);
    world.pass(61 / 1440);
    expect(await people.signIn(late.code)).toBeUndefined();
    expect(await people.bySession(intime!.session)).toBeDefined();
    world.pass(11.5 / 24);
    expect(await people.bySession(intime!.session)).toBeUndefined();
  });

  test('signing out ends this session and no other', async () => {
    const { people } = world.governance;
    const participant = await world.participant();
    const enter = async () => (await people.signIn((await people.signInCode(participant)).code))!.session;
    const [one, two] = [await enter(), await enter()];
    expect(one).not.toBe(two);
    await people.signOut(one);
    expect(await people.bySession(one)).toBeUndefined();
    expect(await people.bySession(two)).toBeDefined();
  });

  test('a session cannot be made up or changed', async () => {
    const { people } = world.governance;
    const { session } = (await people.signIn((await people.signInCode(await world.participant())).code))!;
    const other = await world.participant();
    const forged = `${Buffer.from(`${other} ${Date.now() * 2} x`).toString('base64url')}.${session.split('.')[1]}`;
    for (const text of [
      forged,
      `${session}x`,
      session.slice(0, -2),
      session.split('.')[0]!,
      '',
      '.',
      'a.b.c',
    ]) {
      expect(await people.bySession(text)).toBeUndefined();
      await people.signOut(text);
    }
  });

  test('sessions outlive a restart and leave no row behind', async () => {
    const { people } = world.governance;
    const { session } = (await people.signIn((await people.signInCode(await world.participant())).code))!;
    const again = await createGovernance({
      ...world.store,
      log: world.log,
      signer: world.signer,
      keys: world.broker,
      cosigners: [],
      administrators: [],
      erasers: [],
    });
    expect(await again.people.bySession(session)).toBeDefined();
    const tables = await world.store.sql.query<{ table_name: string }>(
      `select table_name from information_schema.tables where table_name like 'governance%session%'`,
    );
    expect(tables.map((row) => row.table_name)).toEqual(['governance_ended_session']);
  });

  test('no code is given for somebody who is not here', async () => {
    const stranger = `prn_${'z'.repeat(26)}` as ParticipantId;
    await expect(world.governance.people.signInCode(stranger)).rejects.toMatchObject({
      code: 'PERSON_UNKNOWN',
    });
  });

  test('an owner is found again', async () => {
    const owner = await world.governance.people.add(['owner']);
    expect(await world.governance.people.firstWith('owner')).toBe(owner);
  });
});

describe('enrolling', () => {
  test('gives a device that is known by its token alone', async () => {
    const participant = await world.participant();
    const device = await world.enrol(participant);
    expect(await world.governance.devices.byToken(device.token)).toEqual({
      device: device.device,
      participant,
      publicKey: device.publicKey,
    });
    expect(await world.governance.devices.byToken(`${device.token}x`)).toBeUndefined();
    expect(await world.governance.devices.of(participant)).toMatchObject([
      { label: 'Work laptop', state: 'active', since: '2026-W48' },
    ]);
  });

  test('takes a code once, for its own purpose, within its hour', async () => {
    const { devices, people } = world.governance;
    const participant = await world.participant();
    const { code } = await devices.enrolmentCode(participant);
    expect(await people.signIn(code)).toBeUndefined();
    const request = { code, publicKey: key(), label: '' };
    expect(await devices.enrol(request)).toBeDefined();
    expect(await devices.enrol({ ...request, publicKey: key() })).toBeUndefined();
    const late = await devices.enrolmentCode(participant);
    world.pass(1);
    expect(await devices.enrol({ ...request, code: late.code, publicKey: key() })).toBeUndefined();
  });

  test('refuses a public key that another device has', async () => {
    const device = await world.enrol(await world.participant());
    const { code } = await world.governance.devices.enrolmentCode(await world.participant());
    expect(
      await world.governance.devices.enrol({ code, publicKey: device.publicKey, label: '' }),
    ).toBeUndefined();
  });

  test('a revoked device is known no more, and only its owner can revoke it', async () => {
    const participant = await world.participant();
    const device = await world.enrol(participant);
    await world.governance.devices.revoke(await world.participant(), device.device);
    expect(await world.governance.devices.byToken(device.token)).toBeDefined();
    await world.governance.devices.revoke(participant, device.device);
    expect(await world.governance.devices.byToken(device.token)).toBeUndefined();
  });

  test('neither codes, tokens nor labels can be read from the database', async () => {
    const participant = await world.participant();
    const device = await world.enrol(participant);
    const { code } = await world.governance.devices.enrolmentCode(participant);
    const rows = await world.store.sql.query<{ text: string }>(
      `select d::text as text from governance_device d union all select c::text from governance_code c`,
    );
    const all = rows.map((row) => row.text).join('\n');
    const hex = (text: string) => Buffer.from(text).toString('hex');
    for (const secret of [code, device.token, 'Work laptop']) {
      expect(all).not.toContain(secret);
      expect(all).not.toContain(hex(secret));
    }
  });
});
