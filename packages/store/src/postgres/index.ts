// The same statements and jobs on a PostgreSQL that somebody else runs.
//
// The connection must reach PostgreSQL itself or a pool in session mode: workers listen, and hold a lock while they live.
import type { StoreLog } from '../ports.ts';
import { connectPostgres, type PostgresDatabase } from './connect.ts';

export type { PostgresDatabase } from './connect.ts';

/**
 * Connects to `url` (`postgres://…`).
 *
 * @throws {StoreFault} `SQL_UNAVAILABLE`; `POSTGRES_TOO_OLD` before version 15.
 */
export async function openPostgres(options: {
  readonly url: string;
  readonly log?: StoreLog;
}): Promise<PostgresDatabase> {
  const connection = {
    connectionString: options.url,
    application_name: `overt-${process.pid}`,
    keepAlive: true,
  };
  return connectPostgres({ connection, log: options.log ?? (() => undefined) });
}
