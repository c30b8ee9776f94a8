// Entries about what has been done. They are written in the transaction that does it and appended to the ledger after it:
// the ledger never tells of a destruction that did not happen, and none is forgotten when the process dies in between
// (it may then be told twice, under the same id).
import { bytes as codec } from '@overt/events';
import { type EntryValue, encodeEntry } from '@overt/ledger';
import type { Sql } from '@overt/store';
import { BrokerFault } from './fault.ts';
import type { BrokerParts } from './parts.ts';

/** Notes an entry in `tx`. @returns its random id, also in the entry as `case`. */
export async function recordLater(
  parts: BrokerParts,
  tx: Sql,
  type: string,
  fields: { readonly [name: string]: EntryValue },
): Promise<string> {
  const id = codec.toHex(parts.primitives.random(16));
  await tx.query('insert into broker_outbox (id, entry) values ($1, $2)', [
    id,
    encodeEntry(type, parts.clock.now(), { case: id, ...fields }),
  ]);
  return id;
}

/** Appends one noted entry. @returns its index in the ledger. */
export async function recordNow(parts: BrokerParts, id: string): Promise<number> {
  const [row] = await parts.sql.query<{ entry: Uint8Array }>(
    'select entry from broker_outbox where id = $1',
    [id],
  );
  if (!row) throw new BrokerFault('ID_MALFORMED', `ledger outbox: no entry ${id}`, { case: id });
  const index = await append(parts, row.entry);
  await parts.sql.query('delete from broker_outbox where id = $1', [id]);
  return index;
}

/** Appends whatever is still noted: after a crash, or after the ledger refused. */
export async function recordPending(parts: BrokerParts): Promise<void> {
  const rows = await parts.sql.query<{ id: string }>('select id from broker_outbox order by id');
  for (const { id } of rows) await recordNow(parts, id);
}

/** Appends, or throws `LOG_REFUSED`. */
export async function append(parts: BrokerParts, entry: Uint8Array): Promise<number> {
  try {
    return (await parts.log.append(new Uint8Array(entry))).index;
  } catch (cause) {
    throw new BrokerFault(
      'LOG_REFUSED',
      'ledger: it did not take the entry, so nothing is released; look at the ledger’s own fault, then try again',
      {},
      { cause },
    );
  }
}
