// What ingest answers when it does not take a segment. A refusal is a decision, so it is a value: it is counted,
// kept as a row and told to the device with what to do next. Normative list: docs/spec/ingest.md#codes.

import { Fault } from '@overt/events';

/** What the device should do with a refused segment. */
export type Remedy =
  /** Nothing will make this manifest acceptable; keep it for the person to see, and go on. */
  | 'drop'
  /** `PUT` the blobs again, then `POST` the same body. */
  | 'send-blobs'
  /** Send the track's earlier segments first, then the same body. */
  | 'send-earlier'
  /** Fetch `/v1/broker-key`, wrap the keys again for it, and `POST` with the new envelope. */
  | 'wrap-again';

const REMEDIES = {
  BODY_TOO_LARGE: 'drop',
  BODY_UNREADABLE: 'drop',
  SIGNATURE_INVALID: 'drop',
  MANIFEST_UNREADABLE: 'drop',
  DEVICE_MISMATCH: 'drop',
  SUBJECT_MISMATCH: 'drop',
  WEEK_AHEAD: 'drop',
  RECEIPT_UNKNOWN: 'drop',
  RECEIPT_WITHDRAWN: 'drop',
  RECEIPT_EXPIRED: 'drop',
  POLICY_UNKNOWN: 'drop',
  POLICY_MISMATCH: 'drop',
  EXPIRY_PASSED: 'drop',
  EXPIRY_BEYOND_POLICY: 'drop',
  SCHEMA_UNKNOWN: 'drop',
  BLOBS_INVALID: 'drop',
  BLOB_TOO_LARGE: 'drop',
  BLOB_MISSING: 'send-blobs',
  BLOB_SIZE_MISMATCH: 'drop',
  BLOB_MISPLACED: 'drop',
  BLOB_TAKEN: 'drop',
  ENVELOPE_UNREADABLE: 'wrap-again',
  ENVELOPE_MISMATCH: 'wrap-again',
  ENVELOPE_REFUSED: 'wrap-again',
  TRACK_MISMATCH: 'drop',
  CHAIN_GAP: 'send-earlier',
  CHAIN_FORK: 'drop',
  KEYS_DESTROYED: 'drop',
} as const satisfies Record<string, Remedy>;

export type RefusalCode = keyof typeof REMEDIES;
export const REFUSAL_CODES = Object.keys(REMEDIES) as readonly RefusalCode[];

export function remedyOf(code: RefusalCode): Remedy {
  return REMEDIES[code];
}

/** Carries a refusal out of a transaction so that it rolls back; never leaves this package. */
export class Refused extends Fault<RefusalCode> {
  override readonly name = 'Refused';
  constructor(code: RefusalCode) {
    super(code, `segment refused: ${code}`, {});
  }
}
