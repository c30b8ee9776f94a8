// One random key per subject (a participant's weekly pseudonym), week and class; never derived: a derived key can be made again.
import type { DataClass, IsoWeek, SubjectId } from '@overt/events';
import type { Sql } from '@overt/store';
import type { BrokerParts } from './parts.ts';
import { type DayWrapped, unwrap, unwrapDay, wrap, wrapToday } from './wrap.ts';

/** `audit` keys commit the subject into ledger entries; destroying one makes her unfindable there. */
export type KeyClass = DataClass | 'audit';

export interface KeyName {
  readonly subject: SubjectId;
  readonly week: IsoWeek;
  readonly class: KeyClass;
}

export type KeyRow = KeyName & DayWrapped;

export const keyContext = (name: KeyName): readonly string[] => ['key', name.subject, name.week, name.class];

/**
 * The keys of a subject's week for `classes`, made where missing. The rows stay locked against replacement until `tx` ends.
 */
export async function ensureSubjectKeys(
  parts: BrokerParts,
  tx: Sql,
  of: { readonly subject: SubjectId; readonly week: IsoWeek; readonly classes: readonly KeyClass[] },
): Promise<Map<KeyClass, Uint8Array>> {
  const keys = await lockSubjectKeys(parts, tx, of);
  const missing = of.classes.filter((name) => !keys.has(name));
  if (missing.length === 0) return keys;
  for (const name of missing) {
    const fresh = await wrapToday(parts, parts.primitives.random(32), keyContext({ ...of, class: name }));
    await tx.query(
      'insert into broker_key (subject, week, class, day, wrapped) values ($1, $2, $3, $4, $5) on conflict do nothing',
      [of.subject, of.week, name, fresh.day, fresh.wrapped],
    );
  }
  return lockSubjectKeys(parts, tx, of); // another transaction may have been first: its key counts
}

/** The keys that exist, locked against replacement until `tx` ends. */
export async function lockSubjectKeys(
  parts: BrokerParts,
  tx: Sql,
  of: { readonly subject: SubjectId; readonly week: IsoWeek; readonly classes: readonly KeyClass[] },
): Promise<Map<KeyClass, Uint8Array>> {
  const rows = await tx.query<KeyRow>(
    'select subject, week, class, day, wrapped from broker_key where subject = $1 and week = $2 and class = any($3::text[]) order by class for share',
    [of.subject, of.week, of.classes],
  );
  const keys = new Map<KeyClass, Uint8Array>();
  for (const row of rows) keys.set(row.class, await unwrapDay(parts, row, keyContext(row)));
  return keys;
}

export interface BlobName extends KeyName {
  readonly blob: string;
}

const dekContext = (name: BlobName): readonly string[] => [
  'dek',
  name.blob,
  name.subject,
  name.week,
  name.class,
];

/** Wraps a blob's key (32 bytes) under its subject's key. */
export function wrapDek(
  parts: BrokerParts,
  subjectKey: Uint8Array,
  dek: Uint8Array,
  name: BlobName,
): Uint8Array {
  return wrap(parts.primitives, subjectKey, dek, dekContext(name));
}

export function unwrapDek(
  parts: BrokerParts,
  subjectKey: Uint8Array,
  wrapped: Uint8Array,
  name: BlobName,
): Uint8Array {
  return unwrap(parts.primitives, subjectKey, wrapped, dekContext(name));
}

/** Bytes as the power of two at or above them; null if unknown. */
export function sizeBucket(bytes: number | undefined): number | null {
  return bytes === undefined ? null : Math.ceil(Math.log2(Math.max(1, bytes)));
}
