import type { BlobId, Event } from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import { verifyArtefact } from '@overt/ledger';
import { buildEpisodes, buildReduction, type Step } from '@overt/trajectory';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultConfig, type RunningServer, startServer } from '../src/index.ts';
import { type Portal, signIn, until } from './support/portal.ts';
import { CLOCK, enrol, type TestRecorder, type TestRecording, upload } from './support/recorder.ts';
import { type Scratch, scratch } from './support/scratch.ts';

const primitives = nodePrimitives();
let place: Scratch;
let server: RunningServer;
let recorder: TestRecorder;
let portal: Portal;

const start = () => startServer({ ...defaultConfig(place.dataDir), keyFile: place.keyFile, log: 'error' });

beforeAll(async () => {
  place = await scratch();
  server = await start();
  recorder = await enrol(server.url, await server.enrolmentCode(), primitives);
  portal = await signIn(await server.signInLink());
});
afterAll(async () => {
  await server?.close();
  await place?.remove();
});

interface HeldAnswer {
  readonly recordings: readonly {
    readonly recording: string;
    readonly segments: readonly { readonly segment: string; readonly n: number; readonly deleted: boolean }[];
    readonly episodes: readonly object[];
  }[];
  readonly refused: readonly object[];
}

interface StepsAnswer {
  readonly looked: number;
  readonly steps: readonly Step[];
}

const stepsOf = async (recording: string) => {
  const response = await portal.raw(`/api/me/steps?recording=${recording}`);
  return response.ok ? ((await response.json()) as StepsAnswer) : { looked: -1, steps: [] };
};

/** The steps that follow from the events, made without server, sealing or storage. */
function expectedSteps(track: string, events: readonly Event[]): Step[] {
  return buildEpisodes(buildReduction([{ track, clock: CLOCK, events }])).flatMap((episode) => [
    ...episode.steps,
  ]);
}

const showsAll = (recording: TestRecording) => (answer: StepsAnswer) =>
  answer.steps.length === expectedSteps(recording.track, recording.events).length;

describe('from a recorder to the person’s page', () => {
  let recording: TestRecording;

  test('every step of what was uploaded is there, exactly as the events give it', async () => {
    recording = recorder.record();
    for (let i = 0; i < 3; i += 1) {
      expect(await upload(recorder.client, recording.next({ frames: true }))).toMatchObject({
        status: 'accepted',
      });
    }
    const { answer } = await until(() => stepsOf(recording.recording), showsAll(recording));
    expect(answer.steps).toEqual(expectedSteps(recording.track, recording.events));
    expect(answer.steps.some((step) => step.text?.startsWith('<AMOUNT_'))).toBe(true);
  });

  test('a step’s frame can be looked at, and only after the look is in the ledger', async () => {
    const { steps, looked } = await stepsOf(recording.recording);
    const frame = steps.map((step) => step.frame_before).find((one) => 'pixels' in one);
    expect(frame).toBeDefined();
    const response = await portal.raw(
      `/api/me/frames/${recording.recording}/${encodeURIComponent((frame as { pixels: string }).pixels)}`,
    );
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const { accesses } = await portal.get<{ accesses: { index: number; role: string; purpose: string }[] }>(
      '/api/me/accesses',
    );
    expect(accesses.find((access) => access.index === looked)).toMatchObject({
      role: 'participant',
      purpose: 'rights',
    });
    expect(accesses.some((access) => access.role === 'worker')).toBe(true);
  });

  test('the proof of a look verifies offline against the server’s key alone', async () => {
    const { accesses } = await portal.get<{ accesses: { index: number }[] }>('/api/me/accesses');
    const proof = await (await portal.raw(`/api/me/accesses/${accesses[0]!.index}/proof`)).arrayBuffer();
    expect(verifyArtefact(new Uint8Array(proof), { origin: server.serverKey })).toMatchObject({ ok: true });
    expect((await portal.raw('/api/me/accesses/999999/proof')).status).toBe(404);
  });

  test('the page’s own account says what is held, by week and until when, and nothing finer', async () => {
    const me = await portal.get<{ participation: string; receipts: { state: string }[] }>('/api/me');
    expect(me).toMatchObject({ participation: 'active', receipts: [{ state: 'valid' }] });
    const held = await portal.get<{ recordings: { recording: string; segments: object[] }[] }>(
      '/api/me/segments',
    );
    const mine = held.recordings.find((one) => one.recording === recording.recording);
    expect(mine?.segments).toHaveLength(3);
    expect(JSON.stringify(held)).not.toMatch(/\d{2}:\d{2}/);
  });

  test('deleting one segment takes its steps out at once and builds the rest again', async () => {
    const held = await portal.get<{
      recordings: { recording: string; segments: { segment: string; n: number }[] }[];
    }>('/api/me/segments');
    const [, second] = held.recordings.find((one) => one.recording === recording.recording)!.segments;
    expect((await portal.change('DELETE', `/api/me/segments/${second!.segment}`)).status).toBe(200);
    const perSegment = recording.events.length / 3;
    const rest = recording.events.filter((_, i) => i < perSegment || i >= 2 * perSegment);
    const { answer } = await until(
      () => stepsOf(recording.recording),
      ({ steps }) => steps.length === expectedSteps(recording.track, rest).length,
    );
    expect(answer.steps).toEqual(expectedSteps(recording.track, rest));
    expect((await portal.change('DELETE', `/api/me/segments/${'0'.repeat(64)}`)).status).toBe(404);
  });

  test('another person sees none of it', async () => {
    const other = await signIn(await server.signInLink(await server.addParticipant()));
    expect(await other.get('/api/me/segments')).toEqual({ recordings: [], refused: [] });
    expect((await other.raw(`/api/me/steps?recording=${recording.recording}`)).status).toBe(404);
    const held = await portal.get<{ recordings: { segments: { segment: string; deleted: boolean }[] }[] }>(
      '/api/me/segments',
    );
    const segment = held.recordings[0]!.segments.find((one) => !one.deleted)!.segment;
    expect((await other.change('DELETE', `/api/me/segments/${segment}`)).status).toBe(404);
  });
});

describe('the door', () => {
  test('says nothing to who is not signed in, and a link works once', async () => {
    expect((await fetch(`${server.url}/api/me`)).status).toBe(401);
    const link = await server.signInLink();
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303);
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(401);
  });

  test('lets the extension’s origin use the device API, and no other origin', async () => {
    const origin = `chrome-extension://${'a'.repeat(32)}`;
    const preflight = await fetch(`${server.url}/v1/segments`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    expect(
      (await fetch(`${server.url}/v1/policy`, { headers: { origin: 'https://example.org' } })).status,
    ).toBe(403);
    expect(
      (await fetch(`${server.url}/api/me`, { headers: { origin, cookie: portal.cookie } })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull();
  });

  test('takes changes from its own page only', async () => {
    const forged = await portal.raw('/api/me/withdraw', {
      method: 'POST',
      body: '{"erase":true}',
      headers: { 'content-type': 'application/json', origin: 'https://example.org' },
    });
    expect(forged.status).toBe(403);
    expect(
      (
        await portal.raw('/api/me/withdraw', {
          method: 'POST',
          body: '{"erase":true}',
          headers: { 'content-type': 'text/plain' },
        })
      ).status,
    ).toBe(403);
  });

  test('allows nothing inline and nothing from elsewhere', async () => {
    const policy = (await fetch(server.url)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  test('answers bad input with a code, never with a 5xx', async () => {
    const headers = { authorization: `Bearer ${recorder.token}` };
    const json = { ...headers, 'content-type': 'application/json' };
    const octets = { ...headers, 'content-type': 'application/octet-stream' };
    const answers = await Promise.all([
      fetch(`${server.url}/v1/segments`, { method: 'POST', headers: json, body: '{' }),
      fetch(`${server.url}/v1/segments`, { method: 'POST', headers: json, body: 'x'.repeat(100_000) }),
      fetch(`${server.url}/v1/segments`, { method: 'POST', headers: octets, body: new Uint8Array(9) }),
      fetch(`${server.url}/v1/segments`, { method: 'POST', headers }),
      fetch(`${server.url}/v1/blobs/nonsense`, { method: 'PUT', headers: octets, body: new Uint8Array(9) }),
      fetch(`${server.url}/v1/blobs/${'0'.repeat(64)}`, {
        method: 'PUT',
        headers: octets,
        body: new Uint8Array(9),
      }),
      fetch(`${server.url}/v1/blobs/${'0'.repeat(64)}`, { method: 'PUT', headers: json, body: '{}' }),
      fetch(`${server.url}/v1/receipts`, { method: 'POST', headers: json, body: '{"receipt":{}}' }),
      fetch(`${server.url}/v1/receipts`, { method: 'POST', headers: json, body: 'null' }),
      fetch(`${server.url}/v1/enrol`, { method: 'POST', headers: json, body: '{"code":1}' }),
      portal.raw('/api/me/steps'),
      portal.raw('/api/me/accesses/-1/proof'),
      portal.raw('/api/me/frames/x/y'),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([
      202, 202, 202, 202, 422, 422, 400, 422, 400, 400, 404, 404, 404,
    ]);
  });

  test('slows down whoever guesses codes, and enrols with a right one later', async () => {
    const guess = () =>
      fetch(`${server.url}/v1/enrol`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: 'guess', publicKey: Buffer.alloc(32, 1).toString('base64'), label: '' }),
      });
    const statuses = [];
    for (let i = 0; i < 14; i += 1) statuses.push((await guess()).status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
  });

  test('tells its numbers on this machine only, and none of them about people', async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text).toContain('overt_quarantined_total');
    expect(text).not.toMatch(/(dev|prn|sub|rec)_[a-z0-9]{20}/);
    expect(
      (await fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': '192.0.2.7' } })).status,
    ).toBe(404);
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ ok: true });
  });
});

describe('a second start', () => {
  test('is refused while the first runs', async () => {
    await expect(start()).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
  });

  test('finds everything again: key, session, device, and what was held', async () => {
    const key = server.serverKey;
    const before = await portal.get('/api/me/segments');
    await server.close();
    const begun = performance.now();
    server = await start();
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(server.serverKey).toBe(key);
    portal = await signIn(await server.signInLink());
    expect(await portal.get('/api/me/segments')).toEqual(before);
    recorder = await enrol(server.url, await server.enrolmentCode(), primitives);
  });
});

describe('withdrawing', () => {
  test('refuses what is sent afterwards, keeps what is held until its dates, and shows both', async () => {
    const participant = await server.addParticipant();
    const page = await signIn(await server.signInLink(participant));
    const mine = await enrol(server.url, await server.enrolmentCode(participant), primitives);
    const recording = mine.record();
    await upload(mine.client, recording.next());
    const late = recording.next();
    expect((await page.change('POST', '/api/me/withdraw', { erase: false })).status).toBe(200);
    expect(await upload(mine.client, late)).toMatchObject({
      status: 'quarantined',
      code: 'RECEIPT_WITHDRAWN',
    });
    const held = await page.get<HeldAnswer>('/api/me/segments');
    expect(held.recordings[0]?.segments.map((segment) => segment.deleted)).toEqual([false]);
    expect(held.refused).toMatchObject([{ code: 'RECEIPT_WITHDRAWN', times: 1 }]);
    expect(await page.get('/api/me')).toMatchObject({ participation: 'withdrawn' });
  });

  test('with erasure ends keys, steps and bytes, and the device is a stranger afterwards', async () => {
    const recording = recorder.record();
    await upload(recorder.client, recording.next());
    await until(() => stepsOf(recording.recording), showsAll(recording));
    const late = recording.next();
    expect((await portal.change('POST', '/api/me/withdraw', { erase: true })).status).toBe(200);
    await expect(upload(recorder.client, late)).rejects.toMatchObject({ code: 'SERVER_REFUSED' });
    expect((await portal.raw(`/api/me/steps?recording=${recording.recording}`)).status).toBe(404);
    const held = await portal.get<HeldAnswer>('/api/me/segments');
    expect(held.recordings.flatMap((one) => one.segments).every((segment) => segment.deleted)).toBe(true);
    expect(held.recordings.flatMap((one) => one.episodes)).toEqual([]);
    const { store } = server.parts;
    await until(
      () => store.jobs.counts(),
      ({ ready, waiting, locked }) => ready + waiting + locked === 0,
    );
    for (const segment of held.recordings.flatMap((one) => one.segments)) {
      const blobs = await store.sql.query<{ blob: BlobId }>(
        'select blob from ingest_blob where segment = $1',
        [segment.segment],
      );
      for (const { blob } of blobs) expect(await store.blobs.has(blob)).toBe(false);
    }
  });
});
