import { createHash } from 'node:crypto';
import { StoreFault } from './fault.ts';
import type { Sql } from './ports.ts';

/** One step of a schema. Each package exports its own list; an id is never reused and its SQL never edited. */
export interface Migration {
  /** `<package>-<four digits>`, e.g. `broker-0001`. */
  readonly id: string;
  readonly sql: string;
}

const LOCK = 7_216_031_804; // any number; all processes that migrate one database must use the same

/**
 * Applies, in order, the migrations this database does not have yet; each in its own transaction, one process at a time.
 *
 * @throws {StoreFault} `MIGRATION_CHANGED` if an applied migration's SQL is no longer what was applied.
 */
export async function migrate(sql: Sql, migrations: readonly Migration[]): Promise<void> {
  await sql.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await tx.query('create table if not exists store_migration (id text primary key, digest text not null)');
  });
  for (const migration of migrations) {
    const digest = createHash('sha256').update(migration.sql).digest('hex');
    await sql.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [LOCK]);
      const [applied] = await tx.query<{ digest: string }>(
        'select digest from store_migration where id = $1',
        [migration.id],
      );
      if (applied) return requireSame(migration.id, applied.digest, digest);
      await tx.query(migration.sql);
      await tx.query('insert into store_migration (id, digest) values ($1, $2)', [migration.id, digest]);
    });
  }
}

function requireSame(id: string, applied: string, found: string): void {
  if (applied === found) return;
  throw new StoreFault(
    'MIGRATION_CHANGED',
    `migration ${id}: its SQL hashes to ${found.slice(0, 12)}, but ${applied.slice(0, 12)} was applied to this database; add a new migration instead of editing it`,
    { id, applied, found },
  );
}
