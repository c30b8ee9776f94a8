// What governance needs from elsewhere. The broker is seen through the questions that rights ask of it.

import type { Broker } from '@overt/broker';
import type { SubjectId } from '@overt/events';
import type { Log, Signer } from '@overt/ledger';
import type { Clock, RootKey, Sql } from '@overt/store';
import type { Cosigner } from './cosigning.ts';

/** The part of the broker that rights are exercised through. */
export type PersonKeys = Pick<Broker, 'subjectOf' | 'subjectsOf' | 'restrict' | 'destroy' | 'accesses'>;

/**
 * A place that holds something of people: every package with rows or bytes by subject brings one, or erasure is not complete.
 * Called after the keys are gone, so it only has to remove what is unreadable already. Again is harmless.
 */
export interface ErasureAdapter {
  /** As the certificate names it: `segments`, `episodes`. */
  readonly name: string;
  erase(subjects: readonly SubjectId[]): Promise<{ readonly removed: number }>;
}

export interface GovernanceContext {
  readonly sql: Sql;
  readonly log: Log;
  /** Signs policies, receipts and certificates: the log's own key, so that one vkey verifies all of it. */
  readonly signer: Signer;
  readonly keys: PersonKeys;
  readonly rootKey: RootKey;
  readonly clock: Clock;
  /** Who may co-sign mandates and policies, by role: a works council, a privacy officer. */
  readonly cosigners: readonly Cosigner[];
  /** Vkeys of those who may put a jurisdiction pack into force here. */
  readonly administrators: readonly string[];
  readonly erasers: readonly ErasureAdapter[];
  /** Told after another policy came into force. */
  readonly onPolicy?: () => Promise<void>;
}
