import assert from 'node:assert/strict';
import { StoreFault } from '../fault.ts';
import { migrate } from '../migrate.ts';
import type { Sql } from '../ports.ts';
import type { Case } from './case.ts';

let tables = 0;

async function withTable(sql: Sql, use: (name: string) => Promise<void>): Promise<void> {
  tables += 1;
  const name = `acceptance_${process.pid}_${tables}`;
  await sql.query(`create table ${name} (id int primary key, note text)`);
  try {
    await use(name);
  } finally {
    await sql.query(`drop table ${name}`);
  }
}

const count = async (sql: Sql, table: string): Promise<number> =>
  (await sql.query(`select 1 from ${table}`)).length;

function refusedWith(code: string): (error: unknown) => boolean {
  return (error) => error instanceof StoreFault && error.code === code;
}

/** What every `Sql` does. The subject is an open database in which tables may be made. */
export const sqlCases: readonly Case<Sql>[] = [
  {
    name: 'gives back bytes, big integers, JSON, arrays and nothing as they were given',
    async run(sql) {
      const [row] = await sql.query(
        'select $1::bytea as bytes, $2::bigint as big, $3::jsonb as doc, $4::text[] as list, $5::text as nothing',
        [Buffer.from([0, 255, 7]), '9007199254740993', JSON.stringify({ a: [1] }), ['x', 'y'], null],
      );
      assert.deepEqual(row, {
        bytes: Buffer.from([0, 255, 7]),
        big: '9007199254740993',
        doc: { a: [1] },
        list: ['x', 'y'],
        nothing: null,
      });
    },
  },
  {
    name: 'keeps all of a transaction or nothing of it',
    run: (sql) =>
      withTable(sql, async (table) => {
        await sql.transaction((tx) => tx.query(`insert into ${table} values (1, 'a')`));
        const failing = sql.transaction(async (tx) => {
          await tx.query(`insert into ${table} values (2, 'b')`);
          throw new RangeError('changed my mind');
        });
        await assert.rejects(failing, RangeError);
        assert.equal(await count(sql, table), 1);
      }),
  },
  {
    name: 'shows nobody else what a transaction has not committed',
    run: (sql) =>
      withTable(sql, async (table) => {
        await sql.transaction(async (tx) => {
          await tx.query(`insert into ${table} values (1, 'a')`);
          assert.equal(await count(sql, table), 0);
          assert.equal(await count(tx, table), 1);
        });
        assert.equal(await count(sql, table), 1);
      }),
  },
  {
    name: 'undoes only the inner transaction when only that one fails',
    run: (sql) =>
      withTable(sql, async (table) => {
        await sql.transaction(async (tx) => {
          await tx.query(`insert into ${table} values (1, 'a')`);
          const inner = tx.transaction((deep) => deep.query(`insert into ${table} values (1, 'again')`));
          await assert.rejects(inner, refusedWith('SQL_REFUSED'));
          await tx.transaction((deep) => deep.query(`insert into ${table} values (2, 'b')`));
        });
        assert.equal(await count(sql, table), 2);
      }),
  },
  {
    name: 'tells which constraint refused a row, and never the row',
    run: (sql) =>
      withTable(sql, async (table) => {
        await sql.query(`insert into ${table} values (4711, 'secret word')`);
        const refused = sql.query(`insert into ${table} values (4711, 'secret word')`);
        await assert.rejects(refused, (error) => {
          assert.ok(error instanceof StoreFault);
          assert.equal(error.detail.sqlstate, '23505');
          assert.equal(error.detail.constraint, `${table}_pkey`);
          assert.doesNotMatch(
            JSON.stringify([error.message, error.detail, String(error.cause)]),
            /4711|secret/,
          );
          return true;
        });
      }),
  },
  {
    name: 'serves more callers at a time than it has connections',
    async run(sql) {
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, i) =>
          sql.query<{ n: number }>('select $1::int as n, pg_sleep(0.005)', [i]),
        ),
      );
      assert.deepEqual(
        answers.map((rows) => rows[0]?.n),
        Array.from({ length: 60 }, (_, i) => i),
      );
    },
  },
  {
    name: 'loses a connection in the middle of a statement as SQL_UNAVAILABLE, and serves the next',
    async run(sql) {
      await assert.rejects(
        sql.query('select pg_terminate_backend(pg_backend_pid())'),
        refusedWith('SQL_UNAVAILABLE'),
      );
      assert.deepEqual(await sql.query('select 1 as one'), [{ one: 1 }]);
    },
  },
  {
    name: 'migrates once, however many processes try at a time, and refuses an edited migration',
    async run(sql) {
      const table = `acceptance_migrated_${process.pid}`;
      const migration = {
        id: `acceptance-${process.pid}-${Date.now()}`,
        sql: `create table ${table} (id int); insert into ${table} values (1)`,
      };
      await Promise.all([migrate(sql, [migration]), migrate(sql, [migration]), migrate(sql, [migration])]);
      assert.equal(await count(sql, table), 1);
      await assert.rejects(
        migrate(sql, [{ ...migration, sql: `${migration.sql};` }]),
        refusedWith('MIGRATION_CHANGED'),
      );
      await sql.query(`drop table ${table}; delete from store_migration where id = '${migration.id}'`);
    },
  },
  {
    name: 'leaves nothing of a migration that fails in the middle',
    async run(sql) {
      const table = `acceptance_torn_${process.pid}`;
      const torn = {
        id: `acceptance-torn-${process.pid}`,
        sql: `create table ${table} (id int); select no_such_column from ${table}`,
      };
      await assert.rejects(migrate(sql, [torn]), refusedWith('SQL_REFUSED'));
      assert.deepEqual(await sql.query('select to_regclass($1) as found', [table]), [{ found: null }]);
    },
  },
];
