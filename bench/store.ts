// Storage on this machine's disk: blobs, transactions and jobs per second, beside what the disk itself can sync.
//
//   npm run bench -- store [--smoke]
//
// A blob counts when it would survive a power cut; a transaction when its commit is on disk; a job when its row is gone.

import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobId } from '@overt/events';
import { openEmbedded, removeEmbedded } from '@overt/store/embedded';

const smoke = process.argv.includes('--smoke');
const BLOB_BYTES = 256 * 1024;
const BLOBS = smoke ? 60 : 2_000;
const FSYNCS = smoke ? 30 : 500;
const TRANSACTIONS = smoke ? 100 : 4_000;
const JOBS = smoke ? 500 : 20_000;

/** Runs `count` calls of `each`, `lanes` at a time. @returns calls per second. */
async function rate(count: number, lanes: number, each: (i: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < count) await each(next++);
    }),
  );
  return count / ((performance.now() - started) / 1000);
}

/** What the disk can do: write 256 KB to a new file and sync it, nothing else. */
async function rawFsync(dir: string, lanes: number): Promise<number> {
  const bytes = randomBytes(BLOB_BYTES);
  return rate(FSYNCS, lanes, async (i) => {
    const file = await open(join(dir, `raw-${i}`), 'w');
    await file.write(bytes);
    await file.datasync();
    await file.close();
  });
}

function blob(): { id: BlobId; bytes: Uint8Array } {
  const bytes = randomBytes(BLOB_BYTES);
  return { id: createHash('sha256').update(bytes).digest('hex') as BlobId, bytes };
}

const parent = join(process.cwd(), 'node_modules', '.overt');
mkdirSync(parent, { recursive: true });
const place = mkdtempSync(join(parent, 'bench-store-'));
const options = { dir: join(place, 'store'), keyFile: join(place, 'root.key') };
const rows: { what: string; perSecond: number; note: string }[] = [];
const record = (what: string, perSecond: number, note: string): void => {
  rows.push({ what, perSecond: Math.round(perSecond), note });
};

try {
  const cold = performance.now();
  const first = await openEmbedded(options);
  const cold_ms = performance.now() - cold;
  await first.close();
  const warm = performance.now();
  const store = await openEmbedded(options);
  const warm_ms = performance.now() - warm;

  for (const lanes of [1, 16]) {
    record(
      `raw: write and fdatasync 256 KB, ${lanes} at a time`,
      await rawFsync(place, lanes),
      'the disk alone',
    );
    const made = Array.from({ length: Math.min(BLOBS, 400) }, blob);
    const perSecond = await rate(made.length, lanes, (i) => store.blobs.put(made[i]!.id, made[i]!.bytes));
    record(
      `blob put 256 KB, ${lanes} at a time`,
      perSecond,
      'hash, fdatasync, rename, fsync of the directory',
    );
  }

  await store.sql.query(
    'create table bench (id bigint generated always as identity primary key, note text not null)',
  );
  for (const lanes of [1, 8]) {
    const insert = () =>
      store.sql.transaction((tx) =>
        tx.query('insert into bench (note) values ($1)', ['a segment row is about this long: 64 characters']),
      );
    record(
      `transaction of one row, ${lanes} at a time`,
      await rate(TRANSACTIONS, lanes, insert),
      'begin, insert, commit; synchronous_commit on',
    );
  }

  const enqueue = () => store.sql.transaction((tx) => store.jobs.enqueue(tx, 'bench', { id: 'x' }));
  record(
    'job added in its own transaction, 8 at a time',
    await rate(Math.min(JOBS, TRANSACTIONS), 8, enqueue),
    'committed',
  );
  await store.sql.query(
    `select graphile_worker.add_job('bench', payload := '{"id":"x"}') from generate_series(1, $1)`,
    [JOBS - Math.min(JOBS, TRANSACTIONS)],
  );
  const started = performance.now();
  let done = 0;
  const work = await store.jobs.run({
    bench: async () => {
      done += 1;
    },
  });
  for (;;) {
    const { ready, locked } = await store.jobs.counts();
    if (ready + locked === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  record(
    'job done and gone',
    done / ((performance.now() - started) / 1000),
    `${done} empty jobs, one process`,
  );
  await work.stop();
  await store.close();

  console.table(rows);
  console.log(`first start ${Math.round(cold_ms)} ms (initdb), second start ${Math.round(warm_ms)} ms`);
  const figures = Object.fromEntries(rows.map(({ what, perSecond }) => [what, perSecond]));
  console.log(
    JSON.stringify({
      bench: 'store',
      smoke,
      cold_ms: Math.round(cold_ms),
      warm_ms: Math.round(warm_ms),
      perSecond: figures,
    }),
  );
} finally {
  await removeEmbedded(options);
  rmSync(place, { recursive: true, force: true });
}
