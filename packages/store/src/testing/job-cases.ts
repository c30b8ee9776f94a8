import assert from 'node:assert/strict';
import { Fault } from '@overt/events';
import { StoreFault } from '../fault.ts';
import type { Jobs, Sql } from '../ports.ts';
import type { Case } from './case.ts';

/** Jobs and the database they live in; no other worker runs meanwhile. */
export interface JobsSubject {
  readonly sql: Sql;
  readonly jobs: Jobs;
}

class CaseFault extends Fault<'CASE_FAILED'> {
  override readonly name = 'CaseFault';
}

/** Waits until `done` holds. */
export async function until(
  what: string,
  done: () => Promise<boolean> | boolean,
  ms = 15_000,
): Promise<void> {
  for (const end = Date.now() + ms; !(await done()); ) {
    assert.ok(Date.now() < end, `waited ${ms} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

const isDrained = async (jobs: Jobs): Promise<boolean> => {
  const { ready, waiting, locked } = await jobs.counts();
  return ready + waiting + locked === 0;
};

/** What every `Jobs` does. */
export const jobCases: readonly Case<JobsSubject>[] = [
  {
    name: 'has a job if and only if the transaction that added it commits',
    async run({ sql, jobs }) {
      const seen: string[] = [];
      await sql.transaction((tx) => jobs.enqueue(tx, 'acceptance', { id: 'committed' }));
      await assert.rejects(
        sql.transaction(async (tx) => {
          await jobs.enqueue(tx, 'acceptance', { id: 'undone' });
          throw new RangeError('no');
        }),
        RangeError,
      );
      const work = await jobs.run({ acceptance: async ({ id }) => void seen.push(id!) });
      await until('the committed job is done', () => isDrained(jobs));
      await work.stop();
      assert.deepEqual(seen, ['committed']);
    },
  },
  {
    name: 'starts a job soon after it is added while a worker waits',
    async run({ sql, jobs }) {
      let done = 0;
      const work = await jobs.run({
        acceptance: async () => {
          done = Date.now();
        },
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      const added = Date.now();
      await jobs.enqueue(sql, 'acceptance', { id: 'x' });
      await until('the job is done', () => done > 0);
      await until('it is gone', () => isDrained(jobs));
      await work.stop();
      assert.ok(done - added < 1_500, `it took ${done - added} ms`);
    },
  },
  {
    name: 'replaces a waiting job that has the same key',
    async run({ sql, jobs }) {
      const seen: string[] = [];
      for (const id of ['a', 'b', 'c']) await jobs.enqueue(sql, 'acceptance', { id }, 'one-key');
      const work = await jobs.run({ acceptance: async ({ id }) => void seen.push(id!) });
      await until('the job is done', () => isDrained(jobs));
      await work.stop();
      assert.deepEqual(seen, ['c']);
    },
  },
  {
    name: 'runs a failed job again, and stores of its failure the code and nothing else',
    async run({ sql, jobs }) {
      const attempts: number[] = [];
      const work = await jobs.run({
        acceptance: async (_, { attempt }) => {
          attempts.push(attempt);
          if (attempt === 1) throw new CaseFault('CASE_FAILED', 'the password of Anna is 4711', {});
        },
      });
      await jobs.enqueue(sql, 'acceptance', { id: 'x' });
      await until('it failed', async () => (await jobs.counts()).waiting === 1);
      const { codes } = await jobs.counts();
      assert.deepEqual(codes, { CASE_FAILED: 1 });
      const rows = await sql.query(`select j::text as row from graphile_worker._private_jobs j`);
      assert.doesNotMatch(JSON.stringify(rows), /Anna|4711|password/);
      await until('it is done at last', () => isDrained(jobs));
      await work.stop();
      assert.deepEqual(attempts, [1, 2]);
    },
  },
  {
    name: 'refuses a payload that carries more than ids',
    async run({ sql, jobs }) {
      for (const value of ['two words', 'x'.repeat(161), 'line\nbreak', '<b>']) {
        await assert.rejects(
          jobs.enqueue(sql, 'acceptance', { id: value }),
          (error) => error instanceof StoreFault && error.code === 'JOB_PAYLOAD_NOT_IDS',
        );
      }
    },
  },
  {
    name: 'does every job once when nothing fails, many at a time, and leaves none locked',
    async run({ sql, jobs }) {
      const seen = new Map<string, number>();
      await sql.transaction(async (tx) => {
        for (let i = 0; i < 300; i += 1) await jobs.enqueue(tx, 'acceptance', { id: String(i) });
      });
      const work = await jobs.run({
        acceptance: async ({ id }) => void seen.set(id!, (seen.get(id!) ?? 0) + 1),
      });
      await until('all are done', () => isDrained(jobs));
      await work.stop();
      assert.equal(seen.size, 300);
      assert.ok([...seen.values()].every((n) => n === 1));
    },
  },
  {
    name: 'waits, when stopped, for what is running, and gives back what is not',
    async run({ sql, jobs }) {
      let running = 0;
      let finished = 0;
      const work = await jobs.run({
        acceptance: async () => {
          running += 1;
          await new Promise((resolve) => setTimeout(resolve, 200));
          finished += 1;
        },
      });
      await sql.transaction(async (tx) => {
        for (let i = 0; i < 40; i += 1) await jobs.enqueue(tx, 'acceptance', { id: String(i) });
      });
      await until('some are running', () => running > 0);
      await work.stop();
      assert.equal(finished, running);
      const { locked, ready } = await jobs.counts();
      assert.deepEqual([locked, ready], [0, 40 - finished]);
      await sql.query('delete from graphile_worker._private_jobs');
    },
  },
  {
    name: 'takes over the jobs of a worker that died, within seconds',
    async run({ sql, jobs }) {
      await jobs.enqueue(sql, 'acceptance', { id: 'orphan' });
      await sql.query(
        `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'pool-of-the-dead'`,
      );
      const seen: string[] = [];
      const work = await jobs.run({ acceptance: async ({ id }) => void seen.push(id!) });
      await until('it was taken over', () => seen.length > 0, 8_000);
      await until('it is gone', () => isDrained(jobs));
      await work.stop();
      assert.deepEqual(await sql.query('select pool from store_worker'), []);
    },
  },
  {
    name: 'leaves the jobs of a worker that lives alone, however long they take',
    async run({ sql, jobs }) {
      let runs = 0;
      let release: (() => void) | undefined;
      const work = await jobs.run({
        acceptance: () => {
          runs += 1;
          return new Promise<void>((resolve) => (release = resolve));
        },
      });
      await jobs.enqueue(sql, 'acceptance', { id: 'long' });
      await until('it runs', () => runs === 1);
      const second = await jobs.run({
        acceptance: async () => {
          runs += 1;
        },
      });
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      assert.equal(runs, 1);
      release?.();
      await until('it is gone', () => isDrained(jobs));
      await Promise.all([work.stop(), second.stop()]);
      assert.equal(runs, 1);
    },
  },
];
