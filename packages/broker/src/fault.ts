import { Fault } from '@overt/events';

export type LeaseFaultCode =
  /** The role may not have the purpose, or not in this form: `detail.reason` names the rule. */
  | 'LEASE_REFUSED'
  | 'LEASE_MALFORMED'
  | 'LEASE_FORGED'
  | 'LEASE_EXPIRED'
  | 'LEASE_REVOKED'
  | 'BUDGET_SPENT'
  /** Some of the blobs cannot be opened: `detail.refused` gives a reason for each of those. None was opened, nothing was logged. */
  | 'KEYS_REFUSED'
  | 'SUBJECT_OUTSIDE';

/** Permission to read was asked for or used beyond its limits. No key left. */
export class LeaseFault extends Fault<LeaseFaultCode, Readonly<Record<string, unknown>>> {
  override readonly name = 'LeaseFault';
}

export type BrokerFaultCode =
  /** The ledger did not take the entry. No key left; try again. */
  | 'LOG_REFUSED'
  /** The envelope is sealed to a key that does not exist (any more): seal it again to the current one. */
  | 'ENVELOPE_KEY_UNKNOWN'
  | 'ENVELOPE_MISMATCH'
  | 'BLOB_OF_ANOTHER'
  | 'KEY_DESTROYED'
  | 'DAY_KEY_MISSING'
  | 'DAY_KEY_IN_USE'
  | 'COUNT_MISMATCH'
  | 'WRAP_BROKEN'
  | 'ID_MALFORMED'
  | 'PROOF_MISMATCH';

/** The key tree is not as it has to be, or was asked for what it does not do. */
export class BrokerFault extends Fault<BrokerFaultCode, Readonly<Record<string, unknown>>> {
  override readonly name = 'BrokerFault';
}
