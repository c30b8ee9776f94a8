// `Sql` over node-postgres. What PostgreSQL says about a failure is reduced to codes and names here: its messages and
// details quote values.
import pg from 'pg';
import { StoreFault } from '../fault.ts';
import { SQL_RECONNECT_MS } from '../limits.ts';
import type { Sql } from '../ports.ts';

export interface PgSqlOptions {
  /** Called when PostgreSQL cannot be reached; resolves when it is worth trying again. */
  readonly recover?: () => Promise<void>;
}

/** Statements over `pool`. A connection that cannot be made is retried for a while; a statement that was sent is never repeated. */
export function createSql(pool: pg.Pool, options: PgSqlOptions = {}): Sql {
  return {
    async query<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]> {
      const client = await connect(pool, options);
      let broken = false;
      try {
        return await run<R>(client, text, values);
      } catch (error) {
        broken = isUnavailable(error);
        throw error;
      } finally {
        client.release(broken);
      }
    },
    async transaction<T>(body: (tx: Sql) => Promise<T>): Promise<T> {
      const client = await connect(pool, options);
      let broken = false;
      try {
        return await bracket(client, { begin: 'begin', commit: 'commit', rollback: 'rollback' }, body, 1);
      } catch (error) {
        broken = isUnavailable(error);
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}

interface Bracket {
  readonly begin: string;
  readonly commit: string;
  readonly rollback: string;
}

async function bracket<T>(
  client: pg.PoolClient,
  words: Bracket,
  body: (tx: Sql) => Promise<T>,
  depth: number,
): Promise<T> {
  await run(client, words.begin);
  let outcome: T;
  try {
    outcome = await body(within(client, depth));
  } catch (error) {
    // A rollback that fails means the connection is gone, and with it the transaction: the first error is the one to tell.
    await run(client, words.rollback).catch(() => undefined);
    throw error;
  }
  await run(client, words.commit);
  return outcome;
}

function within(client: pg.PoolClient, depth: number): Sql {
  return {
    query: (text, values) => run(client, text, values),
    transaction: (body) => {
      const name = `s${depth}`;
      const words = {
        begin: `savepoint ${name}`,
        commit: `release savepoint ${name}`,
        rollback: `rollback to savepoint ${name}`,
      };
      return bracket(client, words, body, depth + 1);
    },
  };
}

async function run<R extends object>(
  client: pg.PoolClient,
  text: string,
  values?: readonly unknown[],
): Promise<R[]> {
  try {
    const answer = await client.query<R & pg.QueryResultRow>(text, values as unknown[] | undefined);
    return answer.rows;
  } catch (error) {
    throw translate(error);
  }
}

async function connect(pool: pg.Pool, options: PgSqlOptions): Promise<pg.PoolClient> {
  const deadline = Date.now() + SQL_RECONNECT_MS;
  for (let wait = 20; ; wait = Math.min(wait * 2, 500)) {
    try {
      return await pool.connect();
    } catch (error) {
      const fault = translate(error);
      if (fault.code !== 'SQL_UNAVAILABLE' || pool.ending || Date.now() + wait > deadline) throw fault;
      await options.recover?.();
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof StoreFault && error.code === 'SQL_UNAVAILABLE';
}

/** Turns what node-postgres threw into a fault without values. */
export function translate(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error;
  if (error instanceof pg.DatabaseError) return translateDatabaseError(error);
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'CONNECTION_LOST';
  return new StoreFault(
    'SQL_UNAVAILABLE',
    `PostgreSQL could not be reached or closed the connection (${reason}); the statement may or may not have been done`,
    { reason },
  );
}

function translateDatabaseError(error: pg.DatabaseError): StoreFault {
  const sqlstate = error.code ?? 'XX000';
  const detail: Record<string, string> = { sqlstate };
  if (error.constraint) detail.constraint = error.constraint;
  if (error.table) detail.table = error.table;
  // 57P0x: shutting down, crashed, starting up. 08: connection. 53300: too many connections.
  if (sqlstate.startsWith('57P') || sqlstate.startsWith('08') || sqlstate === '53300') {
    return new StoreFault(
      'SQL_UNAVAILABLE',
      `PostgreSQL is not serving (SQLSTATE ${sqlstate}); try again`,
      detail,
    );
  }
  if (sqlstate === '40001' || sqlstate === '40P01') {
    return new StoreFault(
      'SQL_CONFLICT',
      `PostgreSQL gave up a transaction that met another (SQLSTATE ${sqlstate}); run it again`,
      detail,
    );
  }
  // Class 42 is a mistake in our own SQL and quotes only that; the messages of other classes quote values.
  const said = sqlstate.startsWith('42') ? `: ${error.message}` : '';
  const where = [error.constraint && `constraint ${error.constraint}`, error.table && `table ${error.table}`]
    .filter(Boolean)
    .join(', ');
  return new StoreFault(
    'SQL_REFUSED',
    `PostgreSQL refused a statement (SQLSTATE ${sqlstate}${where ? `, ${where}` : ''})${said}`,
    detail,
  );
}
