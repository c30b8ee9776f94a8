// Which workers live, and the jobs of those that do not.
//
// graphile-worker believes a locked job for four hours. Here every worker pool holds a session lock in PostgreSQL while it
// lives: a killed process, a lost host or a dropped connection frees it at once, with no heartbeat to write. A pool whose lock
// is found free twice, some seconds apart, is dead (once could be a worker that is just reconnecting), and its jobs are
// unlocked. Unlocking too early is harmless: jobs run at least once anyway.
import pg from 'pg';
import { WORKER_SUSPECT_MS, WORKER_SWEEP_MS } from '../limits.ts';
import type { Migration } from '../migrate.ts';
import type { Sql, StoreLog } from '../ports.ts';

export const livenessMigrations: readonly Migration[] = [
  {
    id: 'store-0001',
    sql: `create table store_worker (
      pool text primary key,
      suspected_at timestamptz
    )`,
  },
];

const LOCK = `hashtextextended('overt worker ' || pool, 0)`;

/**
 * One look at all pools that hold jobs or are registered: suspects those whose lock is free, buries the ones suspected for long enough.
 *
 * @returns how many dead pools had their jobs unlocked, and how many are suspected.
 */
export async function sweepWorkers(sql: Sql): Promise<{ readonly dead: number; readonly suspected: number }> {
  return sql.transaction(async (tx) => {
    // A pool killed before it registered is known by the jobs it locked.
    await tx.query(`insert into store_worker (pool)
      select locked_by from graphile_worker._private_jobs where locked_by is not null
      union select locked_by from graphile_worker._private_job_queues where locked_by is not null
      on conflict do nothing`);
    const free = await tx.query<{ pool: string; old: boolean }>(
      `select pool, coalesce(suspected_at < now() - $1 * interval '1 millisecond', false) as old
        from (select pool, suspected_at from store_worker for update skip locked) w
        where pg_try_advisory_xact_lock(${LOCK})`,
      [WORKER_SUSPECT_MS],
    );
    const dead = free.filter((w) => w.old).map((w) => w.pool);
    const suspected = free.filter((w) => !w.old).map((w) => w.pool);
    if (dead.length > 0) await bury(tx, dead);
    if (suspected.length > 0) {
      await tx.query(
        'update store_worker set suspected_at = now() where pool = any($1::text[]) and suspected_at is null',
        [suspected],
      );
    }
    return { dead: dead.length, suspected: suspected.length };
  });
}

export interface Sweeper {
  stop(): Promise<void>;
}

/** Sweeps now, again as soon as a suspect can be judged, and then every few seconds. */
export function startSweeper(sql: Sql, log: StoreLog): Sweeper {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let sweep: Promise<void> = Promise.resolve();

  async function once(): Promise<void> {
    let next = WORKER_SWEEP_MS;
    try {
      const { dead, suspected } = await sweepWorkers(sql);
      if (dead > 0) log(`jobs: unlocked those of ${dead} dead worker(s)`);
      if (suspected > 0) next = WORKER_SUSPECT_MS + 200;
    } catch {
      next = WORKER_SUSPECT_MS; // PostgreSQL is away; the statement port has waited for it already
    }
    if (!stopped) timer = setTimeout(() => (sweep = once()), next);
  }

  sweep = once();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await sweep;
    },
  };
}

export interface Life {
  /** Unlocks what the pool still holds and takes it off the list. Its workers must have stopped. */
  end(): Promise<void>;
}

export interface LifeOptions {
  readonly sql: Sql;
  readonly connection: pg.ClientConfig;
  readonly pool: string;
  /** Called whenever PostgreSQL was out of reach, however shortly. */
  readonly onLost: () => void;
  readonly recover?: () => Promise<void>;
}

/** Registers `pool` and holds its lock on a connection of its own, through restarts of PostgreSQL, until `end`. */
export function beginLife({ sql, connection, pool, onLost, recover }: LifeOptions): Life {
  let ended = false;
  let client: pg.Client | undefined;
  let holding: Promise<void> = Promise.resolve();

  async function hold(): Promise<void> {
    while (!ended) {
      const attempt = new pg.Client({ ...connection, keepAlive: true });
      attempt.on('error', () => undefined);
      try {
        await attempt.connect();
        await attempt.query(
          'insert into store_worker (pool) values ($1) on conflict (pool) do update set suspected_at = null',
          [pool],
        );
        await attempt.query(`select pg_advisory_lock(${LOCK}) from (select $1::text as pool) p`, [pool]);
        attempt.once('end', () => {
          if (ended) return;
          onLost();
          holding = hold();
        });
        client = attempt;
        return;
      } catch {
        onLost();
        await attempt.end().catch(() => undefined);
        await recover?.().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  holding = hold();
  return {
    async end() {
      ended = true;
      await holding;
      await client?.end().catch(() => undefined);
      // If PostgreSQL is away for longer than a statement waits, a sweep of whoever comes next does this.
      await bury(sql, [pool]).catch(() => undefined);
    },
  };
}

async function bury(sql: Sql, pools: readonly string[]): Promise<void> {
  await sql.query('select graphile_worker.force_unlock_workers($1::text[])', [pools]);
  await sql.query('delete from store_worker where pool = any($1::text[])', [pools]);
}
