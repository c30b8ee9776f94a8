import { Fault } from '@overt/events';

/** Worth another try: the world was not ready, nothing is wrong with the input. */
export type RetriableStoreCode = 'SQL_UNAVAILABLE' | 'SQL_CONFLICT' | 'STORE_BUSY';
/** Trying again changes nothing. */
export type FatalStoreCode =
  | 'SQL_REFUSED'
  | 'MIGRATION_CHANGED'
  | 'POSTGRES_MISSING'
  | 'POSTGRES_FAILED'
  | 'POSTGRES_TOO_OLD'
  | 'STORE_COPIED'
  | 'PLACE_UNSAFE'
  | 'BLOB_HASH_MISMATCH'
  | 'BLOB_CORRUPT'
  | 'ID_MALFORMED'
  | 'PATH_MALFORMED'
  | 'ROOT_KEY_MISSING'
  | 'ROOT_KEY_WRONG'
  | 'ROOT_KEY_UNSAFE'
  | 'UNWRAP_FAILED'
  | 'JOB_PAYLOAD_NOT_IDS';
export type StoreFaultCode = RetriableStoreCode | FatalStoreCode;

/** Storage did not do what was asked. `detail` holds names and codes only, never a stored value. */
export class StoreFault extends Fault<StoreFaultCode, Readonly<Record<string, string | number>>> {
  override readonly name = 'StoreFault';
}
