// Who this installation is: the name of its ledger and the Ed25519 key that signs it, policies, receipts and leases.
// Made once, with the first start; the key is kept wrapped under the root key.

import { randomBytes } from 'node:crypto';
import type { Signer } from '@overt/ledger';
import { nativeSigner } from '@overt/ledger/node';
import type { Migration, RootKey, Sql } from '@overt/store';

const SERVER = `
create table server_identity (
  one boolean primary key default true check (one),
  origin text not null,
  seed bytea not null
);
create table server_day (
  day date primary key
);
`;

export const migrations: readonly Migration[] = [{ id: 'server-0001', sql: SERVER }];

const CONTEXT = 'server:signing-seed';

export async function openIdentity(sql: Sql, rootKey: RootKey): Promise<Signer> {
  const fresh = await rootKey.wrap(randomBytes(32), CONTEXT);
  const origin = `overt.local/${randomBytes(6).toString('hex')}`;
  await sql.query('insert into server_identity (origin, seed) values ($1, $2) on conflict do nothing', [
    origin,
    fresh,
  ]);
  const [row] = await sql.query<{ origin: string; seed: Uint8Array }>(
    'select origin, seed from server_identity',
  );
  return nativeSigner(row!.origin, await rootKey.unwrap(row!.seed, CONTEXT));
}
