// The ledger depends on nothing else of ours, so that an auditor can take it alone; hence its own copy of `Fault`.

/** Base of every error the ledger throws: a code from a closed union, a message for people, a detail for machines. */
export abstract class Fault<Code extends string, Detail extends object = object> extends Error {
  abstract override readonly name: string;
  readonly code: Code;
  readonly detail: Readonly<Detail>;
  constructor(code: Code, message: string, detail: Readonly<Detail>, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.detail = detail;
  }
}

/** Why bytes were refused, or why the log stopped. `LOG_*`, `STORE_*` and `APPEND_*` come from a running log; all others from input. */
export type LedgerFaultCode =
  | 'ENCODING_INVALID'
  | 'KEY_INVALID'
  | 'NOTE_MALFORMED'
  | 'NOTE_SIGNATURE_INVALID'
  | 'NOTE_UNVERIFIED'
  | 'CHECKPOINT_MALFORMED'
  | 'CHECKPOINT_ORIGIN'
  | 'COSIGNATURES_MISSING'
  | 'PROOF_MALFORMED'
  | 'PROOF_MISMATCH'
  | 'INDEX_OUTSIDE_TREE'
  | 'TILE_PATH_INVALID'
  | 'TILE_MALFORMED'
  | 'TILE_MISSING'
  | 'BUNDLE_MALFORMED'
  | 'ENTRY_TOO_LARGE'
  | 'ENTRY_MALFORMED'
  | 'DSSE_MALFORMED'
  | 'DSSE_UNVERIFIED'
  | 'ARTEFACT_UNKNOWN'
  | 'ARTEFACT_NOT_LOGGED'
  | 'STORE_INCONSISTENT'
  | 'STORE_WRITE_FAILED'
  | 'APPEND_IN_DOUBT'
  | 'LOG_FORKED'
  | 'LOG_CLOSED';

export interface LedgerDetail {
  /** Which artefact or path, when there is one; never content. */
  readonly where?: string;
  readonly found?: string | number;
  readonly expected?: string | number;
}

/** Bytes, a proof, a signature or a store is not what it claims to be. Nothing has been accepted. */
export class LedgerFault extends Fault<LedgerFaultCode, LedgerDetail> {
  override readonly name = 'LedgerFault';
}

/** Shorthand: `throw fault('PROOF_MISMATCH', '…')`. */
export function fault(
  code: LedgerFaultCode,
  message: string,
  detail: LedgerDetail = {},
  cause?: unknown,
): LedgerFault {
  return new LedgerFault(code, message, detail, cause === undefined ? undefined : { cause });
}
