// Destroys keys: rows go now, counted; their old copies in WAL and backups become unreadable when their day key goes
// (rotate.ts). The horizon says when that is.
import type { BlobId, DataClass, IsoWeek, ParticipantId, SubjectId } from '@overt/events';
import type { EntryValue } from '@overt/ledger';
import type { Sql } from '@overt/store';
import { BrokerFault } from './fault.ts';
import { HORIZON_DAYS } from './limits.ts';
import { recordLater, recordNow } from './outbox.ts';
import type { BrokerParts } from './parts.ts';

export type DestroyScope =
  | { readonly subject: SubjectId; readonly week?: IsoWeek; readonly class?: DataClass }
  | { readonly blob: BlobId }
  | { readonly blobs: readonly BlobId[] }
  /** Her secret: afterwards nobody can find her pseudonyms. Destroy their keys first. */
  | { readonly participant: ParticipantId };

export interface Destroyed {
  /** Keys that existed and no longer do. */
  readonly keys: number;
  /** `YYYY-MM-DD`: from this day no copy of them in WAL or backups opens anything, given a rotation each day. */
  readonly horizon: string;
  /** Names this destruction in the ledger. */
  readonly case: string;
  /** The ledger entry; absent if there was nothing to destroy. */
  readonly index?: number;
}

interface Removed {
  readonly keys: number;
  /** The newest day key that a removed row was wrapped under. */
  readonly day: string;
}

/** @throws {BrokerFault} `COUNT_MISMATCH` (nothing was destroyed), `LOG_REFUSED` (destroyed; the entry follows with the next rotation). */
export async function destroyKeys(parts: BrokerParts, scope: DestroyScope): Promise<Destroyed> {
  const today = parts.clock.now().toISOString().slice(0, 10);
  const done = await parts.sql.transaction(async (tx) => {
    const removed = await remove(tx, scope, today);
    const horizon = addDays(removed.day, HORIZON_DAYS);
    if (removed.keys === 0) return { keys: 0, horizon, case: '' };
    const id = await recordLater(parts, tx, 'key.destroyed', {
      ...describe(scope),
      keys: removed.keys,
      horizon,
    });
    return { keys: removed.keys, horizon, case: id };
  });
  return done.keys === 0 ? done : { ...done, index: await recordNow(parts, done.case) };
}

function remove(tx: Sql, scope: DestroyScope, today: string): Promise<Removed> {
  if ('subject' in scope) return removeSubject(tx, scope, today);
  if ('participant' in scope) return removeSecret(tx, scope.participant, today);
  return removeBlobs(tx, 'blob' in scope ? [scope.blob] : scope.blobs, today);
}

async function removeSubject(
  tx: Sql,
  scope: { subject: SubjectId; week?: IsoWeek; class?: DataClass },
  today: string,
): Promise<Removed> {
  const values = [scope.subject, scope.week ?? null, scope.class ?? null];
  const where = 'subject = $1 and ($2::text is null or week = $2) and ($3::text is null or class = $3)';
  // Locked first: whoever admits or opens now comes before or after, not in between.
  const keys = await tx.query<{ day: string }>(
    `select day from broker_key where ${where} order by subject, week, class for update`,
    values,
  );
  const [counted] = await tx.query<{ deks: string }>(
    `select count(*) as deks from broker_blob where ${where}`,
    values,
  );
  const goneDeks = await tx.query(`delete from broker_blob where ${where} returning 1`, values);
  const goneKeys = await tx.query(`delete from broker_key where ${where} returning 1`, values);
  requireCount(keys.length + Number(counted?.deks), goneKeys.length + goneDeks.length);
  if (!scope.class) {
    await tx.query(
      'delete from broker_access where subject = $1 and not exists (select from broker_key where subject = $1)',
      [scope.subject],
    );
  }
  return { keys: goneKeys.length + goneDeks.length, day: newest(keys, today) };
}

// A blob's key lies under its subject's key, which goes on living: the next rotation replaces that key, so that the blob's old
// row is left with a key whose own old rows go with their day.
async function removeBlobs(tx: Sql, blobs: readonly BlobId[], today: string): Promise<Removed> {
  // Keys before blobs, as everywhere: two transactions that take them in one order cannot wait for each other.
  await tx.query(
    `select 1 from broker_key k where (subject, week, class) in (select subject, week, class from broker_blob where blob = any($1::text[]))
      order by subject, week, class for update`,
    [blobs],
  );
  const rows = await tx.query<{ subject: string; week: string; class: string }>(
    'select subject, week, class from broker_blob where blob = any($1::text[]) for update',
    [blobs],
  );
  const gone = await tx.query('delete from broker_blob where blob = any($1::text[]) returning 1', [blobs]);
  requireCount(rows.length, gone.length);
  await tx.query(
    `update broker_key k set stale = true from unnest($1::text[], $2::text[], $3::text[]) as g(subject, week, class)
      where k.subject = g.subject and k.week = g.week and k.class = g.class and not k.stale`,
    [rows.map((r) => r.subject), rows.map((r) => r.week), rows.map((r) => r.class)],
  );
  return { keys: gone.length, day: today };
}

async function removeSecret(tx: Sql, participant: ParticipantId, today: string): Promise<Removed> {
  const gone = await tx.query<{ day: string }>(
    'delete from broker_secret where participant = $1 returning day',
    [participant],
  );
  return { keys: gone.length, day: newest(gone, today) };
}

function requireCount(expected: number, found: number): void {
  if (expected === found) return;
  throw new BrokerFault(
    'COUNT_MISMATCH',
    `destroy: ${expected} keys were there and ${found} would be gone; nothing was destroyed, try again`,
    { expected, found },
  );
}

/** What the ledger tells: the kind of scope, never whose. */
function describe(scope: DestroyScope): { readonly [name: string]: EntryValue } {
  if ('participant' in scope) return { scope: 'participant' };
  if (!('subject' in scope)) return { scope: 'blob' };
  return scope.class ? { scope: 'class', class: scope.class } : { scope: 'subject' };
}

// A row may lie under yesterday's key if today's rotation has not come yet; if it never comes to it, today bounds it.
function newest(rows: readonly { readonly day: string }[], today: string): string {
  const days = rows.map((row) => row.day).sort();
  return days.at(-1) ?? today;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
