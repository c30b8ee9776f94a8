// The part of the broker that ingest uses, with its keys in plain rows: enough to see which key arrived, and when it ended.

import { type BlobId, bytes as codec, type Envelope, openEnvelope, type Primitives } from '@overt/events';
import type { Sql } from '@overt/store';

export interface TestBroker {
  sealingKey(): Promise<{ id: string; publicKey: Uint8Array; notAfter: string }>;
  admit(tx: Sql, a: { subject: string; week: string; segment: string; envelope: Envelope }): Promise<void>;
  destroy(scope: object): Promise<{ keys: number; horizon: string }>;
  keyOf(blob: BlobId): Promise<Uint8Array | undefined>;
}

class EnvelopeRefused extends Error {
  readonly code = 'ENVELOPE_REFUSED';
}

export async function openTestBroker(sql: Sql, primitives: Primitives): Promise<TestBroker> {
  const pair = primitives.x25519.keypair();
  await sql.query(
    'create table if not exists test_key (blob text primary key, segment text not null, subject text not null, dek bytea not null)',
  );
  return {
    sealingKey: async () => ({ id: 'broker-1', publicKey: pair.publicKey, notAfter: '2026-11-30T00:00:00Z' }),
    async admit(tx, { subject, segment, envelope }) {
      let deks: Map<BlobId, Uint8Array>;
      try {
        deks = openEnvelope(envelope, pair.secret, primitives);
      } catch {
        throw new EnvelopeRefused('envelope');
      }
      for (const [blob, dek] of deks) {
        await tx.query('insert into test_key (blob, segment, subject, dek) values ($1, $2, $3, $4)', [
          blob,
          segment,
          subject,
          dek,
        ]);
      }
    },
    async destroy(scope) {
      const rows = await sql.query('delete from test_key where blob = $1 returning blob', [
        (scope as { blob: BlobId }).blob,
      ]);
      return { keys: rows.length, horizon: '2026-11-30' };
    },
    async keyOf(blob) {
      const rows = await sql.query<{ dek: Uint8Array }>('select dek from test_key where blob = $1', [blob]);
      return rows[0] && codec.concat(rows[0].dek);
    },
  };
}
