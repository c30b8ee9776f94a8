// What administrators, reviewers and devices have of the control over a running server, over its real doors.

import { bytes as codec, type DeviceId, formatId, type ParticipantId } from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import {
  EXEMPTION_TYPE,
  EXEMPTIONS_TYPE,
  type ExemptionStatement,
  encodeExemption,
  PROPOSAL_TYPE,
} from '@overt/governance';
import {
  createSigner,
  minuteOf,
  parseVkey,
  payloadOf,
  type Signer,
  signDsse,
  verifyDsse,
  vkey,
} from '@overt/ledger';
import { activeOf, type Policy, packOf, parsePolicy } from '@overt/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AdminCommand,
  administer,
  defaultConfig,
  type RunningServer,
  startServer,
} from '../src/index.ts';
import { type Portal, signIn } from './support/portal.ts';
import { type Scratch, scratch } from './support/scratch.ts';

const primitives = nodePrimitives();
const council = createSigner('council.example', primitives.random(32));
const officer = createSigner('privacy.example', primitives.random(32));

let place: Scratch;
let server: RunningServer;
let portal: Portal;
const said: string[] = [];

const config = () => ({
  ...defaultConfig(place.dataDir),
  keyFile: place.keyFile,
  log: 'error' as const,
  cosigners: [
    { role: 'works-council' as const, vkey: vkey(council) },
    { role: 'privacy-officer' as const, vkey: vkey(officer) },
  ],
});
const start = () => startServer(config(), (line) => said.push(line));
const command = (what: AdminCommand) => administer(config(), what) as Promise<Record<string, unknown>>;

beforeAll(async () => {
  place = await scratch();
  server = await start();
  portal = await signIn(await server.signInLink());
});
afterAll(async () => {
  await server?.close();
  await place?.remove();
});

interface Enrolled {
  readonly participant: ParticipantId;
  readonly device: DeviceId;
  readonly signer: Signer;
  ask(path: string, body?: object): Promise<Response>;
  policy(): Promise<Policy>;
}

async function enrolled(participant?: ParticipantId): Promise<Enrolled> {
  const signer = createSigner('device', primitives.random(32));
  const answer = await fetch(`${server.url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      code: await server.enrolmentCode(participant),
      publicKey: codec.toBase64(signer.publicKey),
      label: 'Laptop',
    }),
  });
  const { token, ...who } = (await answer.json()) as {
    token: string;
    participant: ParticipantId;
    device: DeviceId;
  };
  const ask = (path: string, body?: object) =>
    fetch(`${server.url}${path}`, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  const policy = async () => parsePolicy(payloadOf(await (await ask('/v1/policy')).json()));
  return { ...who, signer, ask, policy };
}

describe('the first start', () => {
  test('puts no law into force by itself, and says so with the command that does, on the console and in the portal', async () => {
    expect(said.filter((line) => line.includes('overt jurisdictions sign'))).toHaveLength(1);
    expect(await portal.get('/api/me')).toMatchObject({
      law: { active: [], sentence: expect.stringContaining('overt jurisdictions sign') },
    });
    const { jurisdictions } = await command({ do: 'jurisdictions.list' });
    expect(jurisdictions).toHaveLength(11);
    expect((jurisdictions as { active: boolean }[]).every(({ active }) => !active)).toBe(true);
    expect((await (await enrolled()).policy()).jurisdictions).toEqual([]);
  });
});

describe('an administrator at the machine', () => {
  test('puts a law into force that asks for nobody else, at once for every device', async () => {
    const device = await enrolled();
    expect(await command({ do: 'jurisdictions.sign', id: 'US' })).toMatchObject({ state: 'in-force' });
    expect((await device.policy()).jurisdictions).toEqual(activeOf([packOf('US')]));
    expect(await command({ do: 'jurisdictions.sign', id: 'US' })).toMatchObject({ state: 'in-force' });
    expect(await portal.get('/api/me')).toMatchObject({ law: { active: ['US'] } });
  });

  test('proposes one that asks for co-signers, and puts it in force once they have signed', async () => {
    const device = await enrolled();
    expect((await device.ask('/v1/proposal')).status).toBe(404);
    expect(await command({ do: 'jurisdictions.sign', id: 'DE' })).toMatchObject({
      state: 'uncosigned',
      missing: ['works-council', 'privacy-officer'],
    });
    const announced = await (await device.ask('/v1/proposal')).json();
    const serverKey = [{ publicKey: parseVkey(server.serverKey).publicKey }];
    expect(verifyDsse(announced, serverKey).payloadType).toBe(PROPOSAL_TYPE);
    expect(await portal.get('/api/me')).toMatchObject({
      proposal: {
        material: true,
        changes: expect.arrayContaining([
          { path: 'jurisdictions.DE', direction: 'wider', before: 'inactive', after: 'version 1' },
        ]),
      },
    });
    await expect(command({ do: 'policy.activate' })).rejects.toMatchObject({ code: 'POLICY_UNCOSIGNED' });
    const { proposal } = (await command({ do: 'policy.show' })) as { proposal: { envelope: object } };
    const payload = payloadOf(proposal.envelope as never);
    const { payloadType } = proposal.envelope as { payloadType: string };
    for (const signer of [council, officer])
      await command({ do: 'policy.cosign', envelope: { ...signDsse(payloadType, payload, signer) } });
    await command({ do: 'policy.activate' });
    expect((await device.policy()).jurisdictions.map(({ pack }) => pack)).toEqual(['US', 'DE']);
    expect((await device.ask('/v1/proposal')).status).toBe(404);
  });

  test('halts every device and lets them go on', async () => {
    const device = await enrolled();
    expect(await command({ do: 'policy.halt', on: true })).toMatchObject({ halt: true });
    expect(await device.policy()).toMatchObject({ halt: true });
    expect(await portal.get('/api/me')).toMatchObject({ policy: { halt: true } });
    await command({ do: 'policy.halt', on: false });
    expect(await device.policy()).toMatchObject({ halt: false });
  });

  test('ends a law, and it is out of the policy at once', async () => {
    const device = await enrolled();
    await command({ do: 'jurisdictions.end', id: 'DE' });
    expect((await device.policy()).jurisdictions.map(({ pack }) => pack)).toEqual(['US']);
  });

  test('is told what is wrong with a command; nobody without the root key learns that there is a door', async () => {
    await expect(command({ do: 'nonsense' } as never)).rejects.toMatchObject({ code: 'COMMAND_UNKNOWN' });
    await expect(command({ do: 'policy.propose', policy: { version: 2 } })).rejects.toMatchObject({
      code: 'POLICY_SHAPE',
    });
    const proofs = ['', 'AAAA', codec.toBase64(primitives.random(80))];
    for (const proof of proofs) {
      const answer = await fetch(`${server.url}/v1/admin`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ command: '{"do":"policy.halt","on":true}', proof }),
      });
      expect(answer.status).toBe(404);
    }
    expect((await (await enrolled()).policy()).halt).toBe(false);
  });

  test('does the same while no server runs; the next start keeps it', async () => {
    await server.close();
    await command({ do: 'policy.halt', on: true });
    const { jurisdictions } = (await command({ do: 'jurisdictions.list' })) as {
      jurisdictions: { pack: string; active: boolean }[];
    };
    expect(jurisdictions.filter(({ active }) => active).map(({ pack }) => pack)).toEqual(['US']);
    said.length = 0;
    server = await start();
    portal = await signIn(await server.signInLink());
    expect(said).toContain('recording is halted everywhere');
    expect((await (await enrolled()).policy()).halt).toBe(true);
    await command({ do: 'policy.halt', on: false });
  });
});

describe('an exemption', () => {
  const statement = (by: Enrolled, change: object = {}) =>
    ({
      format: 'overt-exemption',
      version: 1,
      id: formatId('prn', primitives.random(16)).replace('prn_', 'exm_'),
      participant: by.participant,
      device: by.device,
      scope: { host: 'mail.example' },
      reason: 'none-given',
      asked: minuteOf(new Date()),
      ...change,
    }) as ExemptionStatement;
  const post = (by: Enrolled, what: ExemptionStatement) =>
    by.ask('/v1/exemptions', { request: signDsse(EXEMPTION_TYPE, encodeExemption(what), by.signer) });
  const list = async (response: Response) => {
    const { exemptions } = (await response.json()) as { exemptions: unknown };
    const { payload, payloadType } = verifyDsse(exemptions, [
      { publicKey: parseVkey(server.serverKey).publicKey },
    ]);
    expect(payloadType).toBe(EXEMPTIONS_TYPE);
    return (JSON.parse(codec.fromUtf8(payload)) as { list: { id: string; state: string }[] }).list;
  };

  test('is asked for by a device, decided by a privacy officer in the portal, and followed by the device', async () => {
    const participant = await server.addParticipant();
    const device = await enrolled(participant);
    const page = await signIn(await server.signInLink(participant));
    const [asked, other] = [statement(device), statement(device, { scope: { everything: true } })];
    expect(await list(await post(device, asked))).toMatchObject([{ id: asked.id, state: 'pending' }]);
    await post(device, other);

    const reviewer = await server.parts.governance.people.add(['privacy-officer']);
    const review = await signIn(await server.signInLink(reviewer));
    const { open } = await review.get<{ open: { id: string }[] }>('/api/review/exemptions');
    expect(open.map(({ id }) => id).sort()).toEqual([asked.id, other.id].sort());
    expect(JSON.stringify(open)).not.toContain(participant);
    await review.change('POST', `/api/review/exemptions/${asked.id}`, { grant: false });
    await review.change('POST', `/api/review/exemptions/${other.id}`, { grant: true });
    const states = async () =>
      Object.fromEntries(
        (await list(await device.ask('/v1/exemptions'))).map(({ id, state }) => [id, state]),
      );
    expect(await states()).toEqual({ [asked.id]: 'refused', [other.id]: 'granted' });

    expect((await page.change('POST', `/api/me/exemptions/${asked.id}/appeal`)).status).toBe(200);
    expect(await states()).toMatchObject({ [asked.id]: 'pending' });
    const same = await review.change('POST', `/api/review/exemptions/${asked.id}`, { grant: true });
    expect([same.status, await same.json()]).toMatchObject([422, { code: 'EXEMPTION_REVIEWER' }]);
    await command({ do: 'exemptions.decide', id: asked.id, reviewer: 'second', grant: true });
    await page.change('POST', `/api/me/exemptions/${other.id}/withdraw`);
    expect(await states()).toEqual({ [asked.id]: 'granted', [other.id]: 'withdrawn' });
  });

  test('is refused with a code if it is not hers, and nobody but a privacy officer finds what is open', async () => {
    const [mine, other] = [await enrolled(await server.addParticipant()), await enrolled()];
    const refused = await post(mine, statement(other));
    expect([refused.status, await refused.json()]).toEqual([422, { code: 'EXEMPTION_OF_ANOTHER' }]);
    const malformed = await post(mine, statement(mine, { reason: 'because' }));
    expect([malformed.status, await malformed.json()]).toEqual([422, { code: 'EXEMPTION_MALFORMED' }]);
    expect((await mine.ask('/v1/exemptions', {})).status).toBe(400);
    expect((await portal.raw('/api/review/exemptions')).status).toBe(404);
    expect(
      (await portal.change('POST', `/api/review/exemptions/${statement(mine).id}`, { grant: true })).status,
    ).toBe(404);
  });
});
