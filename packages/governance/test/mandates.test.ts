import { isoWeek } from '@overt/events';
import { encodeMandate, MANDATE_TYPE } from '@overt/governance';
import { countersignDsse, createSigner, signDsse, toUtf8, verifyArtefact, vkey } from '@overt/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, START, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at(START);
  await world.store.sql.query('delete from governance_mandate');
});

const USE = { purpose: 'train-cua', endUse: 'assist' } as const;
const MAIL = [{ id: 'office.mail' }];

describe('a mandate', () => {
  test('is in force once the server and every co-signer it names have signed it', async () => {
    const { mandates } = world.governance;
    const mandate = world.mandate();
    const { hash } = await mandates.activate(world.signMandate(mandate));
    expect((await mandates.require(hash, USE)).mandate).toEqual(mandate);
    const artefact = toUtf8(JSON.stringify(await mandates.artefact(hash)));
    expect(
      verifyArtefact(artefact, { origin: vkey(world.signer), keys: [vkey(world.council)] }),
    ).toMatchObject({
      ok: true,
      signedBy: [world.signer.name, world.council.name],
      entry: { type: 'mandate.signed' },
    });
  });

  test('is refused with a signature missing, a co-signer nobody trusts, or another type', async () => {
    const { mandates } = world.governance;
    const mandate = world.mandate();
    const payload = encodeMandate(mandate);
    const code = async (envelope: unknown) =>
      mandates.activate(envelope).then(
        () => 'accepted',
        (cause) => cause.code,
      );
    expect(await code(signDsse(MANDATE_TYPE, payload, world.signer))).toBe('MANDATE_UNSIGNED');
    expect(await code(signDsse(MANDATE_TYPE, payload, world.council))).toBe('MANDATE_UNSIGNED');
    const friend = createSigner('friend', new Uint8Array(32).fill(1));
    const own = encodeMandate(world.mandate({ cosigners: [vkey(friend)] }));
    expect(await code(countersignDsse(signDsse(MANDATE_TYPE, own, world.signer), friend))).toBe(
      'MANDATE_COSIGNER',
    );
    expect(await code(countersignDsse(signDsse('text/plain', payload, world.signer), world.council))).toBe(
      'MANDATE_MALFORMED',
    );
    expect(await code('nonsense')).toBe('MANDATE_MALFORMED');
  });

  test('allows nothing outside its uses, before it takes effect, after it ends, or once it is revoked', async () => {
    const { mandates } = world.governance;
    const tomorrow = new Date(START.getTime() + 86_400_000).toISOString();
    const { hash } = await mandates.activate(world.signMandate(world.mandate({ effective: tomorrow })));
    await expect(mandates.require(hash, USE)).rejects.toMatchObject({ code: 'MANDATE_NOT_IN_FORCE' });
    world.pass(2);
    await mandates.require(hash, USE);
    await expect(mandates.require(hash, { ...USE, endUse: 'automate' })).rejects.toMatchObject({
      code: 'MANDATE_DOES_NOT_COVER',
    });
    await expect(mandates.require(hash, { ...USE, purpose: 'redaction-qa' })).rejects.toMatchObject({
      code: 'MANDATE_DOES_NOT_COVER',
    });
    await expect(mandates.require('0'.repeat(64), USE)).rejects.toMatchObject({ code: 'MANDATE_UNKNOWN' });
    world.pass(300);
    await expect(mandates.require(hash, USE)).rejects.toMatchObject({ code: 'MANDATE_NOT_IN_FORCE' });
    world.at(START);
    await mandates.revoke(hash);
    world.pass(2);
    await expect(mandates.require(hash, USE)).rejects.toMatchObject({ code: 'MANDATE_NOT_IN_FORCE' });
  });

  test('that allows more than the one before takes effect 30 days later at the earliest', async () => {
    const { mandates } = world.governance;
    const { hash } = await mandates.activate(world.signMandate(world.mandate()));
    const wider = { replaces: hash, endUses: ['assist', 'automate'] as ('assist' | 'automate')[] };
    await expect(mandates.activate(world.signMandate(world.mandate(wider)))).rejects.toMatchObject({
      code: 'MANDATE_NOTICE',
    });
    const beside = { tasks: ['office.chat'] };
    await expect(mandates.activate(world.signMandate(world.mandate(beside)))).rejects.toMatchObject({
      code: 'MANDATE_NOTICE',
    });
    const effective = new Date(START.getTime() + 30 * 86_400_000).toISOString();
    await mandates.activate(world.signMandate(world.mandate({ ...wider, effective })));
    await mandates.activate(world.signMandate(world.mandate({ replaces: hash })));
    expect((await mandates.all()).map((each) => each.state)).toEqual(['in-force', 'not-yet', 'in-force']);
  });
});

describe('a permit to build', () => {
  const week = isoWeek(START);
  const open = async () => {
    const { hash } = await world.governance.mandates.activate(world.signMandate(world.mandate()));
    return (over: object = {}) => world.governance.mandates.permit(hash, { ...USE, weeks: [week], ...over });
  };
  const episodeOf = async (participant: Parameters<World['holdKeys']>[0]) => ({
    task: 'office.invoice',
    places: MAIL,
    subject: await world.broker.subjectOf(participant, week),
    week,
  });

  test('covers an episode whose person consents, after the embargo and not before', async () => {
    const permit = await open();
    const { participant } = await world.consenting();
    const episode = await episodeOf(participant);
    expect((await permit()).covers(episode)).toEqual({ covered: false, reason: 'EMBARGO' });
    world.pass(20);
    expect((await permit()).covers(episode)).toEqual({ covered: false, reason: 'EMBARGO' });
    world.pass(1);
    const given = await permit();
    expect(given.covers(episode)).toEqual({ covered: true });
    expect(given.subjects.has(episode.subject)).toBe(true);
    expect(given.covers({ ...episode, task: 'office.chat' })).toEqual({ covered: false, reason: 'TASK' });
    expect(given.covers({ ...episode, places: [{ id: 'office.hr' }] })).toEqual({
      covered: false,
      reason: 'PLACE',
    });
  });

  test('covers nothing of somebody who never consented, has withdrawn, or came later', async () => {
    const permit = await open();
    const stranger = await world.participant();
    const gone = await world.consenting();
    await world.governance.withdraw(gone.participant, false);
    world.pass(7);
    const later = await world.consenting();
    world.pass(21);
    const given = await permit();
    for (const person of [stranger, gone.participant, later.participant]) {
      expect(given.covers(await episodeOf(person))).toEqual({ covered: false, reason: 'NO_CONSENT' });
    }
  });

  test('leaves out what a participant objects to, by task or by end use, until she agrees again', async () => {
    const permit = await open();
    const { participant } = await world.consenting();
    const { mandates } = world.governance;
    world.pass(28);
    const episode = await episodeOf(participant);
    for (const objection of [
      { kind: 'task', value: 'office.invoice' },
      { kind: 'end-use', value: 'assist' },
    ] as const) {
      await mandates.object(participant, objection);
      expect(await mandates.objections(participant)).toEqual([objection]);
      expect((await permit()).covers(episode)).toEqual({ covered: false, reason: 'OBJECTION' });
      await mandates.agree(participant, objection);
    }
    await mandates.object(participant, { kind: 'end-use', value: 'automate' });
    await mandates.object(participant, { kind: 'task', value: 'office.chat' });
    expect((await permit()).covers(episode)).toEqual({ covered: true });
  });
});
