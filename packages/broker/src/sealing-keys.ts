// The X25519 keys that devices seal envelopes to: a new one each ISO week, the old secret destroyed some days after its week.
import { bytes as codec, type IsoWeek, isoWeek } from '@overt/events';
import type { Sql } from '@overt/store';
import { BrokerFault } from './fault.ts';
import { SEALING_GRACE_DAYS } from './limits.ts';
import { recordLater } from './outbox.ts';
import type { BrokerParts } from './parts.ts';
import { type DayWrapped, unwrapDay, wrapToday } from './wrap.ts';

export interface SealingKey {
  readonly id: string;
  /** X25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** ISO time; seal to the next key after it. */
  readonly notAfter: string;
}

type SealingRow = DayWrapped & {
  readonly id: string;
  readonly public_key: Uint8Array;
  readonly not_after: Date;
};

export const sealingContext = (id: string): readonly string[] => ['sealing', id];

/** The key of the current week, made if it does not exist. */
export async function ensureSealingKey(parts: BrokerParts): Promise<SealingKey & { readonly week: IsoWeek }> {
  const now = parts.clock.now();
  const week = isoWeek(now);
  const row = (await findWeek(parts.sql, week)) ?? (await makeWeek(parts, week, endOfWeek(now)));
  return {
    id: row.id,
    publicKey: new Uint8Array(row.public_key),
    notAfter: row.not_after.toISOString(),
    week,
  };
}

async function findWeek(sql: Sql, week: IsoWeek): Promise<SealingRow | undefined> {
  const [row] = await sql.query<SealingRow>(
    'select id, public_key, not_after, day, wrapped from broker_sealing_key where week = $1',
    [week],
  );
  return row;
}

async function makeWeek(parts: BrokerParts, week: IsoWeek, notAfter: Date): Promise<SealingRow> {
  const { secret, publicKey } = parts.primitives.x25519.keypair();
  const id = `${week}-${codec.toHex(parts.primitives.sha256(publicKey)).slice(0, 16)}`;
  const { day, wrapped } = await wrapToday(parts, secret, sealingContext(id));
  secret.fill(0);
  await parts.sql.transaction(async (tx) => {
    const made = await tx.query(
      'insert into broker_sealing_key (id, week, public_key, not_after, day, wrapped) values ($1, $2, $3, $4, $5, $6) on conflict (week) do nothing returning id',
      [id, week, publicKey, notAfter, day, wrapped],
    );
    if (made.length > 0)
      await recordLater(parts, tx, 'broker.rotated', { key: id, public: codec.toBase64(publicKey) });
  });
  return (await findWeek(parts.sql, week))!;
}

/** The secret behind `id`. @throws {BrokerFault} `ENVELOPE_KEY_UNKNOWN` */
export async function sealingSecret(parts: BrokerParts, tx: Sql, id: string): Promise<Uint8Array> {
  const [row] = await tx.query<SealingRow>('select id, day, wrapped from broker_sealing_key where id = $1', [
    id,
  ]);
  if (row) return unwrapDay(parts, row, sealingContext(id));
  throw new BrokerFault(
    'ENVELOPE_KEY_UNKNOWN',
    'envelope: it is sealed to a key that was destroyed or never existed; fetch the current key and seal the envelope again',
    { key: id },
  );
}

/** Destroys the secrets whose grace is over. */
export async function destroyOldSealingKeys(parts: BrokerParts): Promise<void> {
  const due = new Date(parts.clock.now().getTime() - SEALING_GRACE_DAYS * 86_400_000);
  await parts.sql.transaction(async (tx) => {
    const gone = await tx.query<{ id: string }>(
      'delete from broker_sealing_key where not_after <= $1 returning id',
      [due],
    );
    for (const { id } of gone) await recordLater(parts, tx, 'broker.destroyed', { key: id });
  });
}

function endOfWeek(now: Date): Date {
  const daysLeft = 8 - (now.getUTCDay() || 7);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + daysLeft));
}
