// Uploads per second into a real server process on the embedded database, from a second process with keep-alive
// connections; beside it, in the same run, what the disk alone can do with the same bytes.
//
// A blob counts when the server has answered, that is after write, fdatasync, rename and fsync of the folder. A segment
// counts when it is accepted: blobs of 256 KB in all, signature, chain, receipt, keys re-wrapped, one transaction. The
// server builds its steps meanwhile, on the same two cores. Figure of issue 2: ≥ 300 uploads of 256 KB per second.

import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  createClient,
  noticeHash,
  openPolicy,
  type ReleasedSegment,
  releaseSegment,
  signerName,
  signReceipt,
  subjectOf,
} from '@overt/capture';
import {
  beginSegment,
  bytes as codec,
  formatId,
  type RecordingId,
  SCHEMA_HASH,
  type TrackId,
} from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import { createSigner } from '@overt/ledger';
import { removeEmbedded } from '@overt/store/embedded';

const smoke = process.argv.includes('--smoke');
const BLOB_BYTES = 256 * 1024;
const BLOBS = smoke ? 60 : 1_500;
const SEGMENTS = smoke ? 24 : 600;
const IN_FLIGHT = 16;
const TRACKS = smoke ? 8 : 48;

const primitives = nodePrimitives();
const place = mkdtempSync(join(tmpdir(), 'overt-upload-'));
chmodSync(place, 0o755);
const store = { dir: join(place, 'data'), keyFile: join(place, 'root.key') };
const round = (n: number) => Math.round(n * 10) / 10;

/** Runs `one` for 0 … n−1 with `IN_FLIGHT` at a time. @returns per second, and the 99th percentile of one, ms. */
async function measure(
  n: number,
  one: (i: number) => Promise<unknown>,
): Promise<{ perSecond: number; p99_ms: number }> {
  const times: number[] = [];
  let next = 0;
  const begun = performance.now();
  const lane = async () => {
    for (let i = next++; i < n; i = next++) {
      const from = performance.now();
      await one(i);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  const seconds = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  return {
    perSecond: n / seconds,
    p99_ms: times[Math.min(times.length - 1, Math.floor(times.length * 0.99))]!,
  };
}

/** What the store does for one blob, without server, hash or socket. */
async function rawDisk(bytes: Uint8Array, dir: string, i: number): Promise<void> {
  const path = join(dir, `${i}`);
  const file = await open(`${path}.tmp`, 'w');
  await file.write(bytes);
  await file.datasync();
  await file.close();
  await rename(`${path}.tmp`, path);
  const folder = await open(dir);
  await folder.sync();
  await folder.close();
}

/** Processor time of the server process so far, ms; undefined where the system does not tell. It says what a busy machine hides. */
function cpuOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10; // ticks of 1/100 s
  } catch {
    return undefined;
  }
}

interface Serving {
  readonly pid: number;
  readonly url: string;
  readonly code: string;
  stop(): Promise<void>;
}

const SERVER = `
import { defaultConfig, startServer } from '@overt/server';
const server = await startServer({ ...defaultConfig(process.argv[1]), keyFile: process.argv[2], log: 'error' });
console.log(JSON.stringify({ url: server.url, code: await server.enrolmentCode() }));
process.on('SIGTERM', () => server.close().then(() => process.exit(0)));
`;

async function serve(): Promise<Serving> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SERVER, store.dir, store.keyFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const said = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => reject(new RangeError('the server ended before it served')));
  });
  return {
    pid: child.pid!,
    ...(JSON.parse(await said) as { url: string; code: string }),
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });

function send(
  url: string,
  options: { method: string; token: string; type: string; body: Uint8Array },
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { method, token, type, body } = options;
    const headers = { authorization: `Bearer ${token}`, 'content-type': type, 'content-length': body.length };
    const sent = request(url, { method, agent, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function enrol({ url, code }: Serving) {
  const seed = primitives.random(32);
  const publicKey = codec.toBase64(createSigner('device', seed).publicKey);
  const identity = await createClient({ server: url }).enrol({ code, publicKey, label: 'Bench' });
  const signer = createSigner(signerName(identity.device), seed);
  const { policy, hash: policyHash } = openPolicy(identity.policy, identity.serverKey, primitives);
  const { device, participant } = identity;
  const statement = {
    format: 'overt-receipt',
    version: 1,
    participant,
    device,
    notice: noticeHash(policy, primitives),
    policy: policyHash,
    given: `${new Date().toISOString().slice(0, 16)}Z`,
    notAfter: policy.notAfter,
  } as const;
  const { hash: receipt } = await createClient({ server: url, token: identity.token }).sendReceipt(
    signReceipt(statement, signer),
  );
  const secret = codec.fromBase64(identity.subjectSecret);
  const broker = { id: identity.broker.id, publicKey: codec.fromBase64(identity.broker.publicKey) };
  const by = {
    device,
    signer,
    broker,
    subjectOf: (week: Parameters<typeof subjectOf>[1]) => subjectOf(secret, week, primitives),
    primitives,
  };
  return { token: identity.token, release: trackMaker({ by, policy, policyHash, receipt }) };
}

/** Makes the segments of one track: a click, and a frame of incompressible bytes so that the blobs are 256 KB in all. */
function trackMaker(basis: {
  by: Parameters<typeof releaseSegment>[2];
  policy: Parameters<typeof releaseSegment>[0]['policy'];
  policyHash: string;
  receipt: string;
}) {
  return (count: number): ReleasedSegment[] => {
    const recording = formatId('rec', primitives.random(16)) as RecordingId;
    const track = formatId('trk', primitives.random(16)) as TrackId;
    const clock = { monotonicOrigin_us: 0, wallOrigin_ms: Date.now(), boot: 'bench', uncertainty_us: 1_000 };
    let head: ReleasedSegment['head'] = { n: 0, previous: null };
    return Array.from({ length: count }, (_, n) => {
      const deks = {
        action: primitives.random(32),
        text: primitives.random(32),
        pixels: primitives.random(32),
      };
      const writer = beginSegment({ track, clock, deks, primitives });
      const at = { x: 10, y: 10, modifiers: 0, tab: 1, button: 0, count: 1 } as const;
      const t = n * 60_000_000;
      writer.append({
        kind: 'frame',
        seq: n * 3,
        t,
        frame: n,
        pixels: n,
        width: 800,
        height: 500,
        scale: 1,
        from: t,
        to: t,
        stable: true,
        regions: 0,
        covered: 0,
        tab: 1,
      });
      writer.append({ kind: 'pointer', phase: 'down', seq: n * 3 + 1, t: t + 1_000_000, ...at });
      writer.append({ kind: 'pointer', phase: 'up', seq: n * 3 + 2, t: t + 1_100_000, ...at });
      writer.addFrame(n, randomBytes(BLOB_BYTES - 1_500));
      const pieces = writer.close();
      const blobs = (['action', 'text', 'pixels'] as const).flatMap((name) => {
        const mine = pieces.filter((piece) => piece.class === name);
        return mine.length > 0
          ? [{ class: name, bytes: codec.concat(...mine.map((piece) => piece.bytes)), dek: deks[name] }]
          : [];
      });
      const released = releaseSegment(
        {
          recording,
          track,
          source: 'browser',
          startedAt: new Date(),
          blobs,
          schema: SCHEMA_HASH,
          redactor: 'overt-redact/1',
          ...basis,
        },
        head,
        basis.by,
      );
      head = released.head;
      return released;
    });
  };
}

async function sendSegment(url: string, token: string, released: ReleasedSegment): Promise<void> {
  const octets = { method: 'PUT', token, type: 'application/octet-stream' };
  await Promise.all(
    released.blobs.map((blob) => send(`${url}/v1/blobs/${blob.id}`, { ...octets, body: blob.bytes })),
  );
  const body = codec.toUtf8(JSON.stringify({ manifest: released.manifest, envelope: released.envelope }));
  const { text } = await send(`${url}/v1/segments`, {
    method: 'POST',
    token,
    type: 'application/json',
    body,
  });
  if (!text.includes('"accepted"')) throw new RangeError(`a segment was not accepted: ${text.slice(0, 200)}`);
}

try {
  const server = await serve();
  try {
    const { token, release } = await enrol(server);
    const blobs = Array.from({ length: BLOBS }, () => {
      const body = randomBytes(BLOB_BYTES);
      return { body, id: createHash('sha256').update(body).digest('hex') };
    });
    const rawDir = join(place, 'raw');
    mkdirSync(rawDir);
    const raw = await measure(BLOBS, (i) => rawDisk(blobs[i]!.body, rawDir, i));
    rmSync(rawDir, { recursive: true });
    const cpuBefore = cpuOf(server.pid);
    const uploads = await measure(BLOBS, async (i) => {
      const { body, id } = blobs[i]!;
      const { status } = await send(`${server.url}/v1/blobs/${id}`, {
        method: 'PUT',
        token,
        type: 'application/octet-stream',
        body,
      });
      if (status !== 201) throw new RangeError(`a blob was answered with ${status}`);
    });
    const cpu_ms = ((cpuOf(server.pid) ?? Number.NaN) - (cpuBefore ?? Number.NaN)) / BLOBS;
    blobs.length = 0;
    const tracks = Array.from({ length: TRACKS }, () => release(Math.ceil(SEGMENTS / TRACKS)));
    const perTrack = tracks[0]!.length;
    const sent = await measure(TRACKS, async (i) => {
      for (const released of tracks[i]!) await sendSegment(server.url, token, released);
    });
    const segmentsPerSecond = sent.perSecond * perTrack;
    const row = (perSecond: number, p99_ms?: number) => ({
      'per second': round(perSecond),
      'MB/s': round((perSecond * BLOB_BYTES) / 1e6),
      'p99 ms': p99_ms === undefined ? '' : round(p99_ms),
    });
    console.table({
      'disk alone: write, fdatasync, rename, fsync': row(raw.perSecond, raw.p99_ms),
      'blobs of 256 KB, answered': row(uploads.perSecond, uploads.p99_ms),
      'segments of 256 KB, accepted': row(segmentsPerSecond),
    });
    console.log(
      JSON.stringify({
        bench: 'upload',
        smoke,
        blobBytes: BLOB_BYTES,
        inFlight: IN_FLIGHT,
        uploadsPerSecond: round(uploads.perSecond),
        p99_ms: round(uploads.p99_ms),
        segmentsPerSecond: round(segmentsPerSecond),
        rawDiskPerSecond: round(raw.perSecond),
        serverCpuMsPerUpload: round(cpu_ms),
        loadAverage: round(loadavg()[0]!),
      }),
    );
  } finally {
    agent.destroy();
    await server.stop();
  }
} finally {
  await removeEmbedded(store);
  rmSync(place, { recursive: true, force: true });
}
