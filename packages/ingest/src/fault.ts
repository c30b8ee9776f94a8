import { Fault } from '@overt/events';

export type IngestFaultCode = 'BLOB_NAME_INVALID' | 'BLOB_HASH_MISMATCH' | 'BLOB_TOO_LARGE' | 'BLOB_EMPTY';

/** The bytes a device sent are not the blob it named; nothing was stored. */
export class IngestFault extends Fault<IngestFaultCode, { readonly bytes: number; readonly limit?: number }> {
  override readonly name = 'IngestFault';
}
