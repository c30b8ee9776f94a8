// The daily round: what makes destruction complete. Run it at every start and once a UTC day.
//
// Order matters. Stale keys are replaced before anything is wrapped again: a stale key must never reach a newer day key than
// the one of its last day. Day keys go last, and only when no row lies under them.
import type { DataClass } from '@overt/events';
import type { Sql } from '@overt/store';
import { addDays } from './destroy.ts';
import { BrokerFault } from './fault.ts';
import { DAY_KEY_DAYS, REWRAP_ROWS } from './limits.ts';
import { recordPending } from './outbox.ts';
import type { BrokerParts } from './parts.ts';
import { destroyOldSealingKeys, ensureSealingKey, sealingContext } from './sealing-keys.ts';
import { secretContext } from './secrets.ts';
import { type BlobName, type KeyName, type KeyRow, keyContext, unwrapDek, wrapDek } from './subject-keys.ts';
import { type DayWrapped, unwrapDay, wrapToday } from './wrap.ts';

/** Rotates keys, finishes destructions and tells the ledger what is still untold. Harmless at any time, by any number of processes. */
export async function rotate(parts: BrokerParts): Promise<void> {
  await ensureSealingKey(parts);
  await destroyOldSealingKeys(parts);
  await replaceStaleKeys(parts);
  await rewrapAll(parts);
  await destroyOldDayKeys(parts);
  await parts.sql.query('delete from broker_lease where expires < $1', [
    new Date(parts.clock.now().getTime() - 86_400_000),
  ]);
  await recordPending(parts);
}

async function replaceStaleKeys(parts: BrokerParts): Promise<void> {
  const stale = await parts.sql.query<KeyName>('select subject, week, class from broker_key where stale');
  for (const name of stale) await parts.sql.transaction((tx) => replaceKey(parts, tx, name));
}

async function replaceKey(parts: BrokerParts, tx: Sql, name: KeyName): Promise<void> {
  const id = [name.subject, name.week, name.class];
  const [row] = await tx.query<KeyRow>(
    'select subject, week, class, day, wrapped from broker_key where subject = $1 and week = $2 and class = $3 and stale for update',
    id,
  );
  if (!row) return; // replaced or destroyed meanwhile
  const old = await unwrapDay(parts, row, keyContext(name));
  const fresh = parts.primitives.random(32);
  const blobs = await tx.query<BlobName & { class: DataClass; wrapped: Uint8Array }>(
    'select blob, subject, week, class, wrapped from broker_blob where subject = $1 and week = $2 and class = $3',
    id,
  );
  const rewrapped = blobs.map((blob) =>
    wrapDek(parts, fresh, unwrapDek(parts, old, blob.wrapped, blob), blob),
  );
  await tx.query(
    'update broker_blob b set wrapped = n.wrapped from unnest($1::text[], $2::bytea[]) as n(blob, wrapped) where b.blob = n.blob',
    [blobs.map((b) => b.blob), rewrapped.map((bytes) => Buffer.from(bytes))],
  );
  const { day, wrapped } = await wrapToday(parts, fresh, keyContext(name));
  await tx.query(
    'update broker_key set day = $4, wrapped = $5, stale = false where subject = $1 and week = $2 and class = $3',
    [...id, day, wrapped],
  );
}

/** A table of wrapped values: its key columns, and what each value is bound to. */
interface WrappedTable {
  readonly name: string;
  readonly id: readonly string[];
  context(row: Readonly<Record<string, string>>): readonly string[];
}

const WRAPPED_TABLES: readonly WrappedTable[] = [
  {
    name: 'broker_key',
    id: ['subject', 'week', 'class'],
    context: (row) => keyContext(row as unknown as KeyName),
  },
  { name: 'broker_secret', id: ['participant'], context: (row) => secretContext(row.participant!) },
  { name: 'broker_sealing_key', id: ['id'], context: (row) => sealingContext(row.id!) },
];

async function rewrapAll(parts: BrokerParts): Promise<void> {
  for (const table of WRAPPED_TABLES) while ((await rewrapSome(parts, table)) > 0);
}

/** @returns how many rows were wrapped under today's key. */
function rewrapSome(parts: BrokerParts, table: WrappedTable): Promise<number> {
  return parts.sql.transaction(async (tx) => {
    const { day: today } = await parts.dayKeks.current();
    const columns = table.id.join(', ');
    const rows = await tx.query<DayWrapped & Record<string, string>>(
      `select ${columns}, day, wrapped from ${table.name} where day < $1 order by ${columns} limit ${REWRAP_ROWS} for update`,
      [today],
    );
    for (const row of rows) {
      const context = table.context(row);
      const fresh = await wrapToday(parts, await unwrapDay(parts, row, context), context);
      const where = table.id.map((column, i) => `${column} = $${i + 3}`).join(' and ');
      await tx.query(`update ${table.name} set day = $1, wrapped = $2 where ${where}`, [
        fresh.day,
        fresh.wrapped,
        ...table.id.map((column) => row[column]),
      ]);
    }
    return rows.length;
  });
}

async function destroyOldDayKeys(parts: BrokerParts): Promise<void> {
  const { day: today } = await parts.dayKeks.current();
  const last = addDays(today, -DAY_KEY_DAYS);
  const old = (await parts.dayKeks.list()).filter((day) => day <= last);
  for (const day of old) {
    for (const { name } of WRAPPED_TABLES) await requireUnused(parts, name, day);
    await parts.dayKeks.destroy(day);
  }
}

async function requireUnused(parts: BrokerParts, table: string, day: string): Promise<void> {
  const [row] = await parts.sql.query<{ rows: string }>(
    `select count(*) as rows from ${table} where day = $1`,
    [day],
  );
  if (Number(row?.rows) === 0) return;
  throw new BrokerFault(
    'DAY_KEY_IN_USE',
    `day key ${day}: ${row?.rows} rows of ${table} still lie under it; it was kept, run the rotation again`,
    { day, table },
  );
}
