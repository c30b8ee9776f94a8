import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobId } from '@overt/events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded, removeEmbedded } from '../../src/embedded/index.ts';
import { type KillPlan, killRounds, until } from '../../src/testing/index.ts';
import { bundle, removeBundles, startChild } from '../support/child.ts';
import { type Scratch, scratch } from '../support/scratch.ts';

let place: Scratch;
let writer: string;
let options: { dir: string; keyFile: string };

beforeAll(async () => {
  place = await scratch();
  options = { dir: join(place.dir, 'store'), keyFile: join(place.dir, 'root.key') };
  writer = await bundle('writer');
  const store = await openEmbedded(options);
  await store.sql.query(
    'create table promised (blob text not null); create table done (blob text primary key)',
  );
  await store.close();
});
afterAll(async () => {
  await removeEmbedded(options);
  await removeBundles();
  await place.remove();
});

async function check(acknowledged: ReadonlySet<string>): Promise<{ missing: string[]; doubled: string[] }> {
  const store = await openEmbedded(options);
  try {
    const rows = await store.sql.query<{ blob: string; copies: number }>(
      'select blob, count(*)::int as copies from promised group by 1',
    );
    const copies = new Map(rows.map((row) => [row.blob, row.copies]));
    const missing: string[] = [];
    for (const id of acknowledged)
      if (!copies.has(id) || !(await store.blobs.has(id as BlobId))) missing.push(id);
    return { missing, doubled: rows.filter((row) => row.copies > 1).map((row) => row.blob) };
  } finally {
    await store.close();
  }
}

/** More by `OVERT_KILL_ROUNDS=50`. */
const rounds = Number(process.env.OVERT_KILL_ROUNDS ?? 3);

const VICTIMS: readonly [string, Partial<KillPlan>][] = [
  ['the process', {}],
  [
    'PostgreSQL',
    {
      victims: async () => [
        Number.parseInt(await readFile(join(options.dir, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10),
      ],
    },
  ],
];

describe('a store whose process or PostgreSQL is killed at random moments', () => {
  test.each(VICTIMS)(
    'has all that was acknowledged, once, after %s dies',
    async (_, plan) => {
      const seed = Date.now() % 1_000_000;
      const start = () => startChild(writer, [options.dir, options.keyFile]);
      const report = await killRounds({ rounds, seed, afterMs: [50, 700], start, check, ...plan });
      expect(report, `seed ${seed}`).toMatchObject({ missing: [], doubled: [], idle: 0 });
      expect(report.acknowledged).toBeGreaterThan(10);
    },
    60_000 + rounds * 15_000,
  );

  test('has every job done and none locked soon after the restart', async () => {
    const store = await openEmbedded(options);
    const work = await store.jobs.run({
      work: async ({ blob }) =>
        void (await store.sql.query('insert into done (blob) values ($1) on conflict do nothing', [blob])),
    });
    const undone = async () =>
      (await store.sql.query('select blob from promised except select blob from done')).length;
    await until('all jobs are done', async () => (await undone()) === 0, 20_000);
    await until('no job is left', async () => (await store.jobs.counts()).locked === 0);
    await work.stop();
    await store.close();
  });
});
