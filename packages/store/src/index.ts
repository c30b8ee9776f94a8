export type { FatalStoreCode, RetriableStoreCode, StoreFaultCode } from './fault.ts';
export { StoreFault } from './fault.ts';
export type { Migration } from './migrate.ts';
export { migrate } from './migrate.ts';
export type {
  BlobStore,
  Clock,
  DayKeks,
  JobContext,
  JobCounts,
  JobHandler,
  JobPayload,
  Jobs,
  RootKey,
  Sql,
  Store,
  StoreLog,
} from './ports.ts';
