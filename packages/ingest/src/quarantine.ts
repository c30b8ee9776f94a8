// Keeps what was refused: code, device, week, and the body as opaque bytes, so that a person can find out why.
// The same refusal of the same body is one row, however often it is sent; per device and week the rows are bounded.

import { bytes as codec, isoWeek, type Primitives } from '@overt/events';
import type { Clock, Sql } from '@overt/store';
import { dateAfter } from './check-manifest.ts';
import { MAX_QUARANTINED_BYTES, MAX_QUARANTINED_ROWS, QUARANTINE_DAYS } from './limits.ts';
import type { Device } from './ports.ts';
import type { RefusalCode } from './refusal.ts';

export async function quarantine(
  context: { readonly sql: Sql; readonly primitives: Primitives; readonly clock: Clock },
  device: Device,
  body: Uint8Array,
  code: RefusalCode,
): Promise<void> {
  const now = context.clock.now();
  const week = isoWeek(now);
  const rows = await context.sql.query<{ n: number }>(
    'select count(*)::int as n from ingest_quarantine where device = $1 and week = $2',
    [device.device, week],
  );
  const full = rows[0]!.n >= MAX_QUARANTINED_ROWS;
  const digest = full ? `over-limit-${week}` : codec.toHex(context.primitives.sha256(body));
  const kept = full || body.length > MAX_QUARANTINED_BYTES ? null : body;
  await context.sql.query(
    `insert into ingest_quarantine (device, week, code, digest, body, expires) values ($1, $2, $3, $4, $5, $6)
     on conflict (device, digest, code) do nothing`,
    [device.device, week, code, digest, kept, dateAfter(now, QUARANTINE_DAYS)],
  );
}

export interface Quarantined {
  readonly week: string;
  readonly code: RefusalCode;
  readonly digest: string;
}

/** What was refused from these devices: for the person's own page. */
export function quarantined(sql: Sql, devices: readonly string[]): Promise<Quarantined[]> {
  return sql.query<Quarantined>(
    'select week, code, digest from ingest_quarantine where device = any($1) order by week, code, digest',
    [devices],
  );
}
