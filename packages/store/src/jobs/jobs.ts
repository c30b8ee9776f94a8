// Jobs on graphile-worker. What is ours: payloads are ids, a failure is stored as its code, a runner that fell over together
// with PostgreSQL gets up again, and the jobs of dead workers are unlocked (liveness.ts).
import { EventEmitter } from 'node:events';
import { Fault } from '@overt/events';
import {
  Logger,
  type Runner,
  run,
  runMigrations,
  type Task,
  type WorkerEvents,
  type WorkerPool,
} from 'graphile-worker';
import type pg from 'pg';
import { StoreFault } from '../fault.ts';
import { CONCURRENT_JOBS, JOB_VALUE_CHARS, LOCAL_QUEUE_JOBS, RUNNER_STOP_MS } from '../limits.ts';
import { migrate } from '../migrate.ts';
import type { JobCounts, JobHandler, JobPayload, Jobs, Sql, StoreLog } from '../ports.ts';
import { beginLife, type Life, livenessMigrations, startSweeper } from './liveness.ts';

export interface JobsParts {
  readonly sql: Sql;
  readonly pool: pg.Pool;
  readonly connection: pg.ClientConfig;
  readonly recover?: () => Promise<void>;
  readonly log: StoreLog;
}

/** A failed job's trace: the message that graphile-worker stores, and nothing else of the error. */
class JobFailure extends Error {
  override readonly name = 'JobFailure';
  override readonly stack = '';
}

/** Makes the queue's tables if needed. `stopAll` stops every run that is still going. */
export async function createJobs(parts: JobsParts): Promise<Jobs & { stopAll(): Promise<void> }> {
  const { sql } = parts;
  await migrate(sql, livenessMigrations);
  await runMigrations({ pgPool: parts.pool, logger: silent });
  const running = new Set<{ stop(): Promise<void> }>();
  return {
    async enqueue(tx, task, payload, key) {
      requireIds(task, payload);
      await tx.query('select graphile_worker.add_job($1, payload := $2::json, job_key := $3)', [
        task,
        JSON.stringify(payload),
        key ?? null,
      ]);
    },
    async run(handlers) {
      const work = keepWorking(parts, handlers);
      const handle = {
        stop: async (): Promise<void> => {
          running.delete(handle);
          await work.stop();
        },
      };
      running.add(handle);
      return handle;
    },
    counts: () => countJobs(sql),
    async stopAll() {
      await Promise.all([...running].map((handle) => handle.stop()));
    },
  };
}

function requireIds(task: string, payload: JobPayload): void {
  for (const [name, value] of Object.entries(payload)) {
    if (typeof value === 'string' && value.length <= JOB_VALUE_CHARS && /^[A-Za-z0-9_.:/@+=-]*$/.test(value))
      continue;
    throw new StoreFault(
      'JOB_PAYLOAD_NOT_IDS',
      `job ${task}: '${name}' is not an id (at most ${JOB_VALUE_CHARS} characters without spaces); a payload names things, it does not carry them`,
      { task, name },
    );
  }
}

/** Runs workers until stopped, and starts them again if they fall over. */
function keepWorking(
  parts: JobsParts,
  handlers: Readonly<Record<string, JobHandler>>,
): { stop(): Promise<void> } {
  const sweeper = startSweeper(parts.sql, parts.log);
  let stopped = false;
  let runner: Runner | undefined;
  let beginStopping = (): void => undefined;
  const stopping = new Promise<void>((resolve) => {
    beginStopping = resolve;
  });

  // A runner that met a PostgreSQL that was gone is not trusted to go on: graphile-worker 0.17 keeps a failed look-up of its
  // tasks for ever and then finds no job again. It is stopped, and a new one started.
  // Its stop is not waited for without end either: when two batches of completions fail, its count of pending ones goes below
  // zero and the stop never resolves. What it still holds is unlocked below, as that of any dead worker.
  async function workOnce(): Promise<void> {
    const lives: Life[] = [];
    const events: WorkerEvents = new EventEmitter();
    let giveUp = (): void => undefined;
    const givenUp = new Promise<void>((resolve) => {
      giveUp = resolve;
    });
    const onLost = (): void => {
      runner?.stop().catch(() => undefined);
      setTimeout(giveUp, RUNNER_STOP_MS).unref();
    };
    events.on('pool:create', ({ workerPool }: { workerPool: WorkerPool }) => {
      lives.push(beginLife({ ...parts, pool: workerPool.id, onLost: () => setImmediate(onLost) }));
    });
    try {
      runner = await startRunner(parts, handlers, events);
      if (stopped) void runner.stop().catch(() => undefined);
      await Promise.race([runner.promise, givenUp, stopping.then(() => wait(RUNNER_STOP_MS))]);
    } catch {
      // Told below: what it says quotes statements.
    }
    runner = undefined;
    await Promise.all(lives.map((life) => life.end()));
  }

  async function work(): Promise<void> {
    while (!stopped) {
      await workOnce();
      if (stopped) return;
      parts.log('jobs: the workers lost PostgreSQL; starting them again');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  const working = work();
  return {
    async stop() {
      stopped = true;
      beginStopping();
      runner?.stop().catch(() => undefined); // already stopping by itself
      await working;
      await sweeper.stop();
    },
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function startRunner(
  parts: JobsParts,
  handlers: Readonly<Record<string, JobHandler>>,
  events: WorkerEvents,
): Promise<Runner> {
  return run({
    pgPool: parts.pool,
    taskList: Object.fromEntries(Object.entries(handlers).map(([task, handler]) => [task, asTask(handler)])),
    parsedCronItems: [],
    noHandleSignals: true,
    logger: silent,
    events,
    preset: {
      worker: {
        concurrentJobs: CONCURRENT_JOBS,
        pollInterval: 1_000,
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        localQueue: { size: LOCAL_QUEUE_JOBS },
      },
    },
  });
}

function asTask(handler: JobHandler): Task {
  return async (payload, helpers) => {
    try {
      await handler(payload as JobPayload, { attempt: helpers.job.attempts, signal: helpers.abortSignal });
    } catch (error) {
      throw new JobFailure(codeOf(error));
    }
  };
}

/** What may be stored of an error: the code of a fault; of anything else only that it was a bug. */
export function codeOf(error: unknown): string {
  if (error instanceof Fault) return error.code;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : 'BUG';
}

async function countJobs(sql: Sql): Promise<JobCounts> {
  const rows = await sql.query<{
    state: 'ready' | 'waiting' | 'locked' | 'failed';
    code: string | null;
    jobs: string;
  }>(
    `select case when locked_at is not null then 'locked' when attempts >= max_attempts then 'failed' when run_at > now() then 'waiting' else 'ready' end as state,
        last_error as code, count(*) as jobs
      from graphile_worker._private_jobs group by 1, 2`,
  );
  const counts = { ready: 0, waiting: 0, locked: 0, failed: 0 };
  const codes: Record<string, number> = {};
  for (const row of rows) {
    counts[row.state] += Number(row.jobs);
    if (row.code !== null) codes[row.code] = (codes[row.code] ?? 0) + Number(row.jobs);
  }
  return { ...counts, codes };
}

// graphile-worker's messages quote errors; what people need to know is said through `log`.
const silent = new Logger(() => () => undefined);
