// The one place where keys are unwrapped (P7).
import { type BlobId, type IsoWeek, isoWeek, type ParticipantId, type SubjectId } from '@overt/events';
import { migrate, type Sql } from '@overt/store';
import { type Access, listAccesses } from './accesses.ts';
import { type Admission, admitEnvelope, type Derived, wrapDerived } from './admit.ts';
import { type Destroyed, type DestroyScope, destroyKeys } from './destroy.ts';
import { giveLease, type Lease, type LeaseRequest } from './lease.ts';
import { migrations } from './migrations.ts';
import { openKeys } from './open-keys.ts';
import type { BrokerParts } from './parts.ts';
import { rotate } from './rotate.ts';
import { ensureSealingKey, type SealingKey } from './sealing-keys.ts';
import { createSecrets, pseudonym } from './secrets.ts';

/** Inside a transaction of your own call only what takes it (`tx`); the others need a connection more. */
export interface Broker {
  /** The key that envelopes are sealed to now. */
  sealingKey(): Promise<SealingKey>;
  /** Takes in the keys of a segment, in the transaction that accepts it. */
  admit(tx: Sql, admission: Admission): Promise<void>;
  /** 32 bytes, made on first use; for the participant's own devices. */
  subjectSecret(participant: ParticipantId): Promise<Uint8Array>;
  /** Her pseudonym in a week. */
  subjectOf(participant: ParticipantId, week: IsoWeek): Promise<SubjectId>;
  subjectsOf(participant: ParticipantId, weeks: readonly IsoWeek[]): Promise<SubjectId[]>;
  lease(request: LeaseRequest): Promise<Lease>;
  /** Ends a lease before its time, for every process. */
  revoke(lease: string): Promise<void>;
  /** The keys of all of `blobs`, or a fault and none; the ledger has the entry before the first key leaves. */
  open(lease: Pick<Lease, 'token'>, blobs: readonly BlobId[]): Promise<Map<BlobId, Uint8Array>>;
  /** Seals an artefact with the keys of the person it was made from. */
  wrapFor(lease: Pick<Lease, 'token'>, tx: Sql, derived: Derived): Promise<void>;
  /** From now on these subjects' keys are released to themselves only (`rights`). */
  restrict(subjects: readonly SubjectId[]): Promise<void>;
  liftRestriction(subjects: readonly SubjectId[]): Promise<void>;
  destroy(scope: DestroyScope): Promise<Destroyed>;
  /** Who looked, newest first, with proofs. */
  accesses(subjects: readonly SubjectId[]): Promise<Access[]>;
  /** The daily round; without it destruction is not complete. */
  rotate(): Promise<void>;
  /** Wipes what is in memory. */
  close(): Promise<void>;
}

/**
 * Makes the broker's tables if needed, runs the daily round, and serves.
 *
 * @throws {BrokerFault} what `rotate` throws; {StoreFault}.
 */
export async function createBroker(parts: BrokerParts): Promise<Broker> {
  await migrate(parts.sql, migrations);
  await rotate(parts);
  const secrets = createSecrets(parts);
  // Kept in memory: ingest seals inside its own transaction.
  let current: (SealingKey & { readonly week: IsoWeek }) | undefined;

  return {
    async sealingKey() {
      if (current?.week !== isoWeek(parts.clock.now())) current = await ensureSealingKey(parts);
      const { id, publicKey, notAfter } = current!;
      return { id, publicKey, notAfter };
    },
    admit: (tx, admission) => admitEnvelope(parts, tx, admission),
    subjectSecret: (participant) => secrets.get(participant),
    async subjectOf(participant, week) {
      return pseudonym(parts.primitives, await secrets.get(participant), week);
    },
    async subjectsOf(participant, weeks) {
      const secret = await secrets.get(participant);
      return weeks.map((week) => pseudonym(parts.primitives, secret, week));
    },
    lease: (request) => giveLease(parts, request),
    async revoke(lease) {
      await parts.sql.query('update broker_lease set revoked = true where id = $1', [lease]);
    },
    open: (lease, blobs) => openKeys(parts, lease, blobs),
    wrapFor: (lease, tx, derived) => wrapDerived(parts, lease, tx, derived),
    async restrict(subjects) {
      await parts.sql.query(
        'insert into broker_restriction (subject) select unnest($1::text[]) on conflict do nothing',
        [subjects],
      );
    },
    async liftRestriction(subjects) {
      await parts.sql.query('delete from broker_restriction where subject = any($1::text[])', [subjects]);
    },
    async destroy(scope) {
      if ('participant' in scope) secrets.forget(scope.participant);
      return destroyKeys(parts, scope);
    },
    accesses: (subjects) => listAccesses(parts, subjects),
    rotate: () => rotate(parts),
    async close() {
      secrets.clear();
    },
  };
}
