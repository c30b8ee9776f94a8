// Kills the server, PostgreSQL, or both at random moments while a recorder uploads, and asks afterwards whether
// everything that was acknowledged is there, once, with every step, in time.
//
// OVERT_KILL_ROUNDS sets the rounds (npm run test:kill: 50), OVERT_KILL_SEED repeats the moments of a failure.

import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { nodePrimitives } from '@overt/events/node';
import { openEmbedded } from '@overt/store/embedded';
import { buildEpisodes, buildReduction, type Step } from '@overt/trajectory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Portal, signIn, until } from './support/portal.ts';
import { CLOCK, enrol, type TestRecorder, type TestRecording, upload } from './support/recorder.ts';
import { type Scratch, scratch } from './support/scratch.ts';
import { bundleServer, type ServerProcess, startServerProcess } from './support/server-process.ts';

const ROUNDS = Number(process.env.OVERT_KILL_ROUNDS ?? 4);
const SEED = Number(process.env.OVERT_KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** The promise: every step is present this long after the restart. */
const STEPS_WITHIN_MS = 60_000;
const TRACKS = 2;
const VICTIMS = ['server', 'postgres', 'both'] as const;

const primitives = nodePrimitives();
let place: Scratch;
let bundle: Awaited<ReturnType<typeof bundleServer>>;
let server: ServerProcess;
let args: { dataDir: string; keyFile: string; port: number };

beforeAll(async () => {
  place = await scratch();
  bundle = await bundleServer();
  args = { dataDir: place.dataDir, keyFile: place.keyFile, port: await freePort() };
  server = await startServerProcess(bundle.file, args);
});
afterAll(async () => {
  server?.kill('SIGTERM');
  await server?.exited;
  await bundle?.remove();
  await place?.remove();
});

/** mulberry32 */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Uploading {
  readonly recording: TestRecording;
  /** Segments the server said it has, in order. */
  readonly acknowledged: string[];
  /** How often the answer was `duplicate`: the acknowledgement had been lost, not the segment. */
  duplicates: number;
}

/** Uploads segments one after the other until told to stop; a segment that was begun is sent until it is answered. */
async function keepUploading(recorder: TestRecorder, up: Uploading, stop: () => boolean): Promise<void> {
  while (!stop()) {
    const released = up.recording.next();
    for (;;) {
      const answer = await upload(recorder.client, released).catch(() => undefined);
      if (answer && answer.status !== 'quarantined') {
        up.acknowledged.push(released.segment);
        if (answer.status === 'duplicate') up.duplicates += 1;
        break;
      }
      if (answer?.status === 'quarantined' && answer.code !== 'BLOB_MISSING')
        throw new RangeError(`refused: ${answer.code}`);
      await wait(50);
    }
  }
}

const postmasterPid = async () =>
  Number.parseInt(await readFile(join(args.dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10);

/** Kills, and starts again what does not start itself. @returns the moment from which the 60 s count. */
async function strike(victim: (typeof VICTIMS)[number]): Promise<number> {
  if (victim !== 'server') process.kill(await postmasterPid(), 'SIGKILL');
  if (victim === 'postgres') return performance.now();
  server.kill('SIGKILL');
  await server.exited;
  const restarted = performance.now();
  server = await startServerProcess(bundle.file, args);
  return restarted;
}

const expectedSteps = ({ track, events }: TestRecording): Step[] =>
  buildEpisodes(buildReduction([{ track, clock: CLOCK, events }])).flatMap((episode) => [...episode.steps]);

interface Held {
  readonly recordings: readonly {
    readonly recording: string;
    readonly segments: readonly { readonly segment: string }[];
  }[];
}

/** Everything acknowledged is held once, and its steps are exactly those of its events, in time. */
async function check(
  page: () => Promise<Portal>,
  uploads: readonly Uploading[],
  restarted: number,
): Promise<number> {
  const portal = await page();
  const held = await portal.get<Held>('/api/me/segments');
  let slowest = 0;
  for (const { recording, acknowledged } of uploads) {
    const there = held.recordings
      .find((one) => one.recording === recording.recording)
      ?.segments.map((segment) => segment.segment);
    expect(there).toEqual(acknowledged);
    const expected = expectedSteps(recording);
    const ask = async () => {
      const response = await portal.raw(`/api/me/steps?recording=${recording.recording}`);
      return response.ok ? ((await response.json()) as { steps: Step[] }).steps : [];
    };
    const { answer } = await until(ask, (steps) => steps.length === expected.length, STEPS_WITHIN_MS);
    expect(answer).toEqual(expected);
    slowest = Math.max(slowest, performance.now() - restarted);
  }
  expect(slowest).toBeLessThan(STEPS_WITHIN_MS);
  return slowest;
}

test(
  `after each of ${ROUNDS} kills every acknowledged segment is there once, with all its steps within 60 s (seed ${SEED})`,
  async () => {
    const random = generator(SEED);
    const recorder = await enrol(server.url, server.code, primitives);
    let signedIn: Portal | undefined;
    const page = async () => {
      signedIn ??= await signIn(server.signIn); // the session outlives every restart
      return signedIn;
    };
    const totals = { segments: 0, duplicates: 0, slowest_ms: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const uploads = Array.from(
        { length: TRACKS },
        (): Uploading => ({ recording: recorder.record(), acknowledged: [], duplicates: 0 }),
      );
      let stopped = false;
      const running = Promise.all(uploads.map((up) => keepUploading(recorder, up, () => stopped)));
      await wait(50 + random() * 700);
      const victim = VICTIMS[Math.floor(random() * VICTIMS.length)]!;
      const restarted = await strike(victim);
      await wait(random() * 300);
      stopped = true;
      await running;
      const took = await check(page, uploads, restarted);
      totals.slowest_ms = Math.max(totals.slowest_ms, Math.round(took));
      if (process.env.OVERT_KILL_VERBOSE)
        console.log(
          `round ${round}: ${victim}, ${uploads.map((up) => up.acknowledged.length)} segments, steps after ${Math.round(took)} ms`,
        );
      totals.segments += uploads.reduce((sum, up) => sum + up.acknowledged.length, 0);
      totals.duplicates += uploads.reduce((sum, up) => sum + up.duplicates, 0);
    }
    expect(totals.segments).toBeGreaterThan(ROUNDS);
    await expectQuiet();
    console.log(
      `kill: ${ROUNDS} rounds, ${totals.segments} segments acknowledged, 0 lost, 0 doubled (${totals.duplicates} acknowledgements sent again), slowest steps ${totals.slowest_ms} ms after the restart, seed ${SEED}`,
    );
  },
  60_000 + ROUNDS * 30_000,
);

/** Every job is done: none locked by a worker that is dead, none given up but those that a newer job of their key replaced. */
async function expectQuiet(): Promise<void> {
  const store = await openEmbedded({ dir: args.dataDir, keyFile: args.keyFile });
  try {
    await until(
      () => store.jobs.counts(),
      ({ ready, waiting, locked }) => ready + waiting + locked === 0,
      90_000,
    );
    const left = await store.sql.query(
      'select task_identifier, last_error from graphile_worker.jobs where key is not null',
    );
    expect(left).toEqual([]);
    const doubled = await store.sql.query(
      'select track, n from ingest_segment group by track, n having count(*) > 1',
    );
    expect(doubled).toEqual([]);
  } finally {
    await store.close();
  }
}
