// What ingest needs to know about people and policies. Governance answers; ingest never sees how.

import type { DataClass, DeviceId, IsoWeek, ParticipantId, SubjectId } from '@overt/events';
import type { Sql } from '@overt/store';

/** A device that proved itself by its token. */
export interface Device {
  readonly device: DeviceId;
  readonly participant: ParticipantId;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

export type ReceiptState = 'valid' | 'unknown' | 'withdrawn' | 'expired' | 'other-policy';

/** How long each class may be kept, as `expiryOf` takes it. */
export type Terms = Readonly<Record<DataClass, { readonly days: number } | { readonly months: number }>>;

export interface Authority {
  /**
   * The state of a receipt for this device at this moment, read inside the accepting transaction. `other-policy` if the
   * manifest's policy keeps more than the one agreed to.
   */
  receiptState(
    tx: Sql,
    q: { readonly device: Device; readonly receipt: string; readonly policy: string },
  ): Promise<ReceiptState>;
  /** The shorter of what policy and law allow whoever gave this receipt; undefined if no such policy was ever in force here. */
  terms(under: { readonly policy: string; readonly receipt: string }): Promise<Terms | undefined>;
  /** The participant's pseudonym in `week`. */
  subjectOf(participant: ParticipantId, week: IsoWeek): Promise<SubjectId>;
}
