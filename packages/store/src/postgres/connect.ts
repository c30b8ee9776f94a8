import pg from 'pg';
import { StoreFault } from '../fault.ts';
import { createJobs } from '../jobs/jobs.ts';
import { CONCURRENT_JOBS, POOL_WAIT_MS, POSTGRES_MAJOR, SQL_CONNECTIONS } from '../limits.ts';
import type { Jobs, Sql, StoreLog } from '../ports.ts';
import { createSql } from '../sql/pg-sql.ts';

export interface PostgresParts {
  readonly connection: pg.ClientConfig;
  /** Called when PostgreSQL cannot be reached. */
  readonly recover?: () => Promise<void>;
  readonly log: StoreLog;
}

export interface PostgresDatabase {
  readonly sql: Sql;
  readonly jobs: Jobs;
  /** Stops the workers that are still running, then closes all connections. */
  close(): Promise<void>;
}

/** Statements and jobs over one database, on connection pools of their own: a burst of one does not starve the other. */
export async function connectPostgres(parts: PostgresParts): Promise<PostgresDatabase> {
  const statements = createPool(parts.connection, SQL_CONNECTIONS);
  const work = createPool(parts.connection, CONCURRENT_JOBS + 2);
  const sql = createSql(statements, parts.recover ? { recover: parts.recover } : {});
  const closePools = async (): Promise<void> => {
    await Promise.all([statements.end(), work.end()]);
  };
  try {
    await requireVersion(sql);
    const jobs = await createJobs({
      sql,
      pool: work,
      connection: parts.connection,
      log: parts.log,
      ...(parts.recover ? { recover: parts.recover } : {}),
    });
    return {
      sql,
      jobs,
      async close() {
        await jobs.stopAll();
        await closePools();
      },
    };
  } catch (error) {
    await closePools();
    throw error;
  }
}

function createPool(connection: pg.ClientConfig, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: POOL_WAIT_MS,
  });
  // A connection that dies while idle, or between two statements, is noticed by the next statement; without these listeners it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function requireVersion(sql: Sql): Promise<void> {
  const [row] = await sql.query<{ version: string }>(
    `select current_setting('server_version_num') as version`,
  );
  const major = Math.floor(Number(row?.version ?? 0) / 10_000);
  if (major >= POSTGRES_MAJOR) return;
  throw new StoreFault(
    'POSTGRES_TOO_OLD',
    `PostgreSQL ${major}: expected version ${POSTGRES_MAJOR} or later`,
    { major },
  );
}
