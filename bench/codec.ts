// Segment codec on a real recording: bytes per event and events per second, with NDJSON + zstd beside it.
//
// Both sides get the same event objects, the same chunks (2,000 events), the same zstd and the same seal, and the
// same process: the JIT is warm when the clock starts, so the cold first pass is shown as its own row.
// Figures of issue 2: ≤ 3.0 B/event, ≥ 1,000,000 events/s for encode + compress + seal on one core.

import { existsSync, readFileSync } from 'node:fs';
import {
  beginSegment,
  bytes,
  type DataClass,
  type Event,
  formatId,
  type Primitives,
  readSegment,
  type TrackId,
} from '@overt/events';
import { nodePrimitives, zstdWasmPath } from '@overt/events/node';
import { webPrimitives } from '@overt/events/web';

const RECORDING = process.env.OVERT_BENCH_DUCKTRACK ?? '../shared/data/ducktrack/events.jsonl';
const CHUNK_EVENTS = 2_000;

interface RawEvent {
  readonly time_stamp: number;
  readonly action: 'move' | 'click' | 'scroll' | 'press' | 'release';
  readonly x?: number;
  readonly y?: number;
  readonly dx?: number;
  readonly dy?: number;
  readonly button?: string;
  readonly pressed?: boolean;
  readonly name?: string;
}

interface Pass {
  readonly seconds: number;
  /** Processor time of the whole process, its garbage collector and compiler threads included. */
  readonly cpuSeconds: number;
  readonly bytes: number;
}

const primitives = nodePrimitives();
const web = await webPrimitives({ wasm: readFileSync(zstdWasmPath()) });
const clock = { monotonicOrigin_us: 0, wallOrigin_ms: 0, boot: 'bench', uncertainty_us: 1_000 };

function convert(raw: RawEvent, seq: number, origin: number): Event {
  const t = Math.round((raw.time_stamp - origin) * 1e6);
  const at = { seq, t, x: to128(raw.x ?? 0), y: to128(raw.y ?? 0), modifiers: 0, tab: 1 };
  switch (raw.action) {
    case 'move':
      return { kind: 'pointer', phase: 'move', button: -1, count: 0, ...at };
    case 'click':
      return {
        kind: 'pointer',
        phase: raw.pressed ? 'down' : 'up',
        button: raw.button === 'right' ? 2 : 0,
        count: 1,
        ...at,
      };
    case 'scroll':
      return { kind: 'scroll', dx: to128(raw.dx ?? 0), dy: to128(raw.dy ?? 0), ...at };
    default: {
      const key = raw.name !== undefined && raw.name.length > 1 ? raw.name : 'Char';
      return {
        kind: 'key',
        seq,
        t,
        phase: raw.action === 'press' ? 'down' : 'up',
        key,
        modifiers: 0,
        repeat: false,
        tab: 1,
      };
    }
  }
}

function to128(value: number): number {
  return Math.round(value * 128) / 128;
}

interface SealedSegment {
  readonly bytes: Uint8Array;
  readonly dek: Uint8Array;
}

function sealSegment(events: readonly Event[], using: Primitives = primitives): SealedSegment {
  const deks: Record<DataClass, Uint8Array> = {
    action: primitives.random(32),
    text: primitives.random(32),
    pixels: primitives.random(32),
  };
  const track = formatId('trk', primitives.random(16)) as TrackId;
  const writer = beginSegment({ track, clock, deks, primitives: using });
  for (const event of events) writer.append(event);
  const pieces = writer.close();
  return { bytes: bytes.concat(...pieces.map((piece) => piece.bytes)), dek: deks.action };
}

function sealNdjson(events: readonly Event[]): {
  chunks: Uint8Array[];
  dek: Uint8Array;
  nonces: Uint8Array[];
} {
  const dek = primitives.random(32);
  const chunks: Uint8Array[] = [];
  const nonces: Uint8Array[] = [];
  for (let from = 0; from < events.length; from += CHUNK_EVENTS) {
    let text = '';
    for (const event of events.slice(from, from + CHUNK_EVENTS)) text += `${JSON.stringify(event)}\n`;
    const nonce = primitives.random(12);
    chunks.push(primitives.seal(dek, nonce, primitives.compress(bytes.toUtf8(text)), new Uint8Array(0)));
    nonces.push(nonce);
  }
  return { chunks, dek, nonces };
}

function openNdjson({ chunks, dek, nonces }: ReturnType<typeof sealNdjson>): Event[] {
  const events: Event[] = [];
  chunks.forEach((chunk, i) => {
    const plain = primitives.decompress(primitives.open(dek, nonces[i]!, chunk, new Uint8Array(0)), 16 << 20);
    for (const line of bytes.fromUtf8(plain).split('\n'))
      if (line !== '') events.push(JSON.parse(line) as Event);
  });
  return events;
}

/** Runs `pass` `repeats` times, one after the other, as one timed stretch. */
function timed(repeats: number, pass: () => number): Pass {
  let size = 0;
  const cpuStart = process.cpuUsage();
  const start = process.hrtime.bigint();
  for (let i = 0; i < repeats; i++) size = pass();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const cpu = process.cpuUsage(cpuStart);
  return { seconds, cpuSeconds: (cpu.user + cpu.system) / 1e6, bytes: size };
}

function rate(events: number, repeats: number, pass: Pass): number {
  return Math.round((events * repeats) / pass.seconds);
}

/** What the work costs when other processes share the cores, and an underestimate when they do not. */
function cpuRate(events: number, repeats: number, pass: Pass): number {
  return Math.round((events * repeats) / pass.cpuSeconds);
}

/** The middle of five stretches: other work on the machine disturbs single ones. */
function median(passes: readonly Pass[]): Pass {
  return [...passes].sort((a, b) => a.seconds - b.seconds)[passes.length >> 1]!;
}

function measure(events: readonly Event[], repeats: number): Record<string, number> {
  const n = events.length;
  const cold = rate(
    n,
    1,
    timed(1, () => sealSegment(events).bytes.length),
  );
  const five = (pass: () => number): Pass => {
    timed(Math.max(1, repeats >> 2), pass); // warm-up
    return median(Array.from({ length: 5 }, () => timed(repeats, pass)));
  };
  const segment = sealSegment(events);
  const ndjson = sealNdjson(events);
  const back = readSegment({ action: segment }, primitives).events;
  if (JSON.stringify(back.map(sorted)) !== JSON.stringify(events.map(sorted)))
    throw new RangeError('codec bench: the events read are not those written');
  const encode = five(() => sealSegment(events).bytes.length);
  const decode = five(() => readSegment({ action: segment }, primitives).events.length);
  const encodeWeb = five(() => sealSegment(events, web).bytes.length);
  const encodeNdjson = five(() => sealNdjson(events).chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  const decodeNdjson = five(() => openNdjson(ndjson).length);
  return {
    events: n,
    bytesPerEvent: segment.bytes.length / n,
    coldPerSecond: cold,
    encodePerSecond: rate(n, repeats, encode),
    encodePerCpuSecond: cpuRate(n, repeats, encode),
    decodePerSecond: rate(n, repeats, decode),
    webBytesPerEvent: encodeWeb.bytes / n,
    webEncodePerSecond: rate(n, repeats, encodeWeb),
    ndjsonBytesPerEvent: encodeNdjson.bytes / n,
    ndjsonEncodePerSecond: rate(n, repeats, encodeNdjson),
    ndjsonEncodePerCpuSecond: cpuRate(n, repeats, encodeNdjson),
    webEncodePerCpuSecond: cpuRate(n, repeats, encodeWeb),
    ndjsonDecodePerSecond: rate(n, repeats, decodeNdjson),
  };
}

function sorted(event: Event): unknown {
  return Object.fromEntries(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function print(f: Record<string, number>, repeats: number): void {
  const cell = (value: number | undefined): string =>
    (value === undefined ? '-' : value.toLocaleString('en-US')).padStart(16);
  const row = (name: string, size: number, rates: readonly (number | undefined)[]): void =>
    console.log(`${name.padEnd(34)}${size.toFixed(3).padStart(8)}${rates.map(cell).join('')}`);
  console.log(
    `segment codec: ${f.events} events of a real recording, ${repeats} segments per stretch, median of 5, Node ${process.versions.node}`,
  );
  console.log(
    `${''.padEnd(34)}${' B/event'}${['written/s', 'written/CPU s', 'read/s'].map((name) => name.padStart(16)).join('')}`,
  );
  row('segment (columns, zstd, sealed)', f.bytesPerEvent!, [
    f.encodePerSecond,
    f.encodePerCpuSecond,
    f.decodePerSecond,
  ]);
  row('segment, first pass (cold JIT)', f.bytesPerEvent!, [f.coldPerSecond, undefined, undefined]);
  row('segment, primitives of a browser', f.webBytesPerEvent!, [
    f.webEncodePerSecond,
    f.webEncodePerCpuSecond,
    undefined,
  ]);
  row('NDJSON, zstd, sealed', f.ndjsonBytesPerEvent!, [
    f.ndjsonEncodePerSecond,
    f.ndjsonEncodePerCpuSecond,
    f.ndjsonDecodePerSecond,
  ]);
  const smaller = f.ndjsonBytesPerEvent! / f.bytesPerEvent!;
  const faster = f.encodePerCpuSecond! / f.ndjsonEncodePerCpuSecond!;
  console.log(
    `the segment is ${smaller.toFixed(2)} times smaller and takes ${faster.toFixed(2)} times less processor time to write`,
  );
}

function main(): void {
  if (!existsSync(RECORDING)) {
    console.log(
      `codec bench: no recording at ${RECORDING}; set OVERT_BENCH_DUCKTRACK to a DuckTrack events.jsonl`,
    );
    console.log(JSON.stringify({ bench: 'codec', skipped: 'no recording' }));
    return;
  }
  const raw = readFileSync(RECORDING, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RawEvent);
  const origin = raw[0]!.time_stamp;
  const events = raw.map((event, seq) => convert(event, seq, origin));
  const repeats = process.argv.includes('--smoke') ? 4 : 75;
  const figures = measure(events, repeats);
  print(figures, repeats);
  console.log(JSON.stringify({ bench: 'codec', ...figures }));
}

main();
