import type { Primitives } from '@overt/events';
import type { Log, Signer } from '@overt/ledger';
import type { Clock, DayKeks, RootKey, Sql } from '@overt/store';

/** What a broker is made of. */
export interface BrokerParts {
  readonly sql: Sql;
  /** Held for the day keys, which it wraps; rows are never wrapped under it directly, for it lives as long as the store. */
  readonly rootKey: RootKey;
  readonly dayKeks: DayKeks;
  readonly log: Pick<Log, 'append' | 'entry' | 'prove'>;
  /** Signs leases. */
  readonly signer: Signer;
  readonly primitives: Primitives;
  readonly clock: Clock;
}
