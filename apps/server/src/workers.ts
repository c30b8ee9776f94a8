// The tasks that run behind the requests, in this process. Every handler may be run twice and be killed anywhere.

import type { Broker } from '@overt/broker';
import { Fault, type RecordingId, type SegmentId } from '@overt/events';
import type { Ingest } from '@overt/ingest';
import type { Clock, JobHandler, Sql, Store } from '@overt/store';
import type { Logger } from 'pino';
import { DAILY_TICK_MS } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { buildRecording, type StepsContext } from './steps/build-recording.ts';
import { sweepEpisodes } from './steps/sweep-episodes.ts';

export interface WorkersContext {
  readonly store: Store;
  readonly broker: Pick<Broker, 'rotate'>;
  readonly ingest: Ingest;
  readonly steps: StepsContext;
  /** Compares a dataset with the no-train register of today. */
  readonly screenDataset: (dataset: string) => Promise<void>;
  /** Duties of governance that are due once a day. */
  readonly governanceDaily: () => Promise<void>;
  readonly metrics: Metrics;
  readonly log: Logger;
}

export async function startWorkers(context: WorkersContext): Promise<{ stop(): Promise<void> }> {
  const { store, ingest, steps } = context;
  const handlers = {
    steps: async ({ recording }: Readonly<Record<string, string>>) =>
      buildRecording(steps, recording as RecordingId),
    'destroy-segment': async ({ segment }: Readonly<Record<string, string>>) =>
      ingest.destroySegment(segment as SegmentId),
    'screen-dataset': async ({ dataset }: Readonly<Record<string, string>>) =>
      context.screenDataset(dataset ?? ''),
    daily: () => daily(context),
  };
  const running = await store.jobs.run(watched(handlers, context));
  const tick = () =>
    queueDaily(store).catch((fault: unknown) =>
      context.log.warn({ code: codeOf(fault) }, 'daily duties were not queued; tried again soon'),
    );
  await tick();
  const timer = setInterval(tick, DAILY_TICK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running.stop();
    },
  };
}

/** A failed job is tried again by the queue; what is known about it is its task and a code. */
function watched(
  handlers: Readonly<Record<string, JobHandler>>,
  { metrics, log }: WorkersContext,
): Record<string, JobHandler> {
  return Object.fromEntries(
    Object.entries(handlers).map(([task, handler]) => [
      task,
      async (payload, job) => {
        try {
          await handler(payload, job);
        } catch (fault) {
          metrics.failed(codeOf(fault));
          log.warn({ task, code: codeOf(fault), attempt: job.attempt }, 'job failed; it is tried again');
          throw fault;
        }
      },
    ]),
  );
}

async function daily({ broker, ingest, steps, store, governanceDaily }: WorkersContext): Promise<void> {
  await broker.rotate();
  await ingest.sweep();
  await sweepEpisodes(steps, today(store.clock));
  await governanceDaily();
  await forgetReplacedJobs(store.sql);
}

/** A job that was replaced by a newer one of its key while it ran, and then died, is never run again; its row would stay. */
async function forgetReplacedJobs(sql: Sql): Promise<void> {
  await sql.query(
    `select graphile_worker.complete_jobs(array(
       select id from graphile_worker.jobs where key is null and attempts >= max_attempts and locked_at is null))`,
  );
}

/** Queues the duties of this UTC day once, whoever asks first. */
async function queueDaily(store: Store): Promise<void> {
  const day = today(store.clock);
  await store.sql.transaction(async (tx) => {
    const first = await tx.query(
      'insert into server_day (day) values ($1) on conflict do nothing returning day',
      [day],
    );
    if (first.length > 0) await store.jobs.enqueue(tx, 'daily', { day }, `daily:${day}`);
    await tx.query('delete from server_day where day < $1::date - 7', [day]);
  });
}

const today = (clock: Clock) => clock.now().toISOString().slice(0, 10);
const codeOf = (fault: unknown) => (fault instanceof Fault ? String(fault.code) : 'BUG');
