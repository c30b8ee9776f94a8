// Appends per second of the ledger, on a real directory and in memory, beside what the disk itself can do.
//
//   npm run bench -- ledger [--smoke]
//
// Every append is waited for: it counts once its entry is durable and covered by a published, signed checkpoint.

import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  auditLog,
  createSigner,
  encodeEntry,
  openLog,
  portableHash,
  type Signer,
  type TileStore,
  type TreeHash,
  verifierOf,
} from '@overt/ledger';
import { directoryTiles, nativeHash, nativeSigner } from '@overt/ledger/node';

const smoke = process.argv.includes('--smoke');
const APPENDS = smoke ? 5_000 : 400_000;
/** Appends under way at once: as many callers as a busy broker has, or one import job. */
const CONCURRENT = 8_192;
const FSYNCS = smoke ? 20 : 200;
const SEED = new Uint8Array(32).fill(7);
const ORIGIN = 'overt.example/bench';
const AT = new Date('2026-11-23T09:14:00Z');

// A key release as the broker writes it: about 300 bytes.
const entries = Array.from({ length: 1_000 }, (_, i) =>
  encodeEntry('key.release', AT, {
    actor: `act_${String(i).padStart(26, 'a')}`,
    actorRole: 'trainer',
    purpose: 'train-cua',
    lease: `lea_${'b'.repeat(26)}`,
    policy: `sha256:${'c'.repeat(64)}`,
    subjects: { n: 412, root: 'd'.repeat(64) },
    items: { n: i },
  }),
);

interface Result {
  readonly perSecond: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
}

async function appends(
  store: TileStore,
  signer: Signer,
  hash: TreeHash,
  count: number,
  concurrent: number,
): Promise<Result> {
  const log = await openLog({ origin: ORIGIN, signer, store, hash });
  const latencies: number[] = [];
  let next = 0;
  const caller = async () => {
    while (next < count) {
      const i = next++;
      const started = performance.now();
      await log.append(entries[i % entries.length]!);
      if (i % 16 === 0) latencies.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: concurrent }, caller));
  const seconds = (performance.now() - started) / 1000;
  await log.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  return { perSecond: count / seconds, p50_ms: at(0.5), p99_ms: at(0.99) };
}

function memoryTiles(): TileStore {
  const files = new Map<string, Uint8Array>();
  return {
    read: async (path) => files.get(path),
    write: async (path, bytes) => void files.set(path, bytes),
    removeBelow: async (prefix) => {
      for (const path of files.keys()) if (path.startsWith(prefix)) files.delete(path);
    },
  };
}

function rawFsyncs(directory: string): number {
  const started = performance.now();
  for (let i = 0; i < FSYNCS; i++) {
    const path = join(directory, `fsync-${i}`);
    const file = openSync(path, 'w');
    writeSync(file, entries[0]!);
    fdatasyncSync(file);
    closeSync(file);
    unlinkSync(path);
  }
  return FSYNCS / ((performance.now() - started) / 1000);
}

const directory = mkdtempSync(join(process.cwd(), 'node_modules/.overt-bench-ledger-'));
try {
  const signer = nativeSigner(ORIGIN, SEED);
  const fsyncs = rawFsyncs(directory);
  const disk = await appends(
    await directoryTiles(join(directory, 'log')),
    signer,
    nativeHash,
    APPENDS,
    CONCURRENT,
  );
  const auditStarted = performance.now();
  const audit = await auditLog({
    store: await directoryTiles(join(directory, 'log')),
    log: verifierOf(signer),
    hash: nativeHash,
  });
  const audited = audit.checkpoint.size / ((performance.now() - auditStarted) / 1000);
  const single = await appends(
    await directoryTiles(join(directory, 'single')),
    signer,
    nativeHash,
    smoke ? 20 : 200,
    1,
  );
  const memory = await appends(memoryTiles(), signer, nativeHash, APPENDS, CONCURRENT);
  const portable = await appends(
    memoryTiles(),
    createSigner(ORIGIN, SEED),
    portableHash,
    smoke ? 2_000 : 100_000,
    CONCURRENT,
  );
  const round = Math.round;
  console.table({
    'directory, durable': {
      'appends/s': round(disk.perSecond),
      'p50 ms': round(disk.p50_ms),
      'p99 ms': round(disk.p99_ms),
    },
    'directory, one caller': {
      'appends/s': round(single.perSecond),
      'p50 ms': single.p50_ms.toFixed(1),
      'p99 ms': single.p99_ms.toFixed(1),
    },
    'in memory, node:crypto': { 'appends/s': round(memory.perSecond) },
    'in memory, portable': { 'appends/s': round(portable.perSecond) },
    'audit of the directory': { 'appends/s': round(audited) },
    'raw: write + fdatasync': { 'appends/s': round(fsyncs) },
  });
  console.log(
    JSON.stringify({
      bench: 'ledger',
      appends: APPENDS,
      entryBytes: entries[0]!.length,
      concurrent: CONCURRENT,
      appendsPerSecond: round(disk.perSecond),
      p99_ms: round(disk.p99_ms),
      oneCallerPerSecond: round(single.perSecond),
      memoryPerSecond: round(memory.perSecond),
      portablePerSecond: round(portable.perSecond),
      auditedPerSecond: round(audited),
      rawFsyncsPerSecond: round(fsyncs),
    }),
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
