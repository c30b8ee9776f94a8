// The ports of storage. Everything above this package is written against these and never against an adapter;
// the acceptance suite in ./testing says what an adapter has to do.
import type { BlobId } from '@overt/events';
import type { TileStore } from '@overt/ledger';

/**
 * Parameterised SQL for PostgreSQL ≥ 15. Tables belong to the package that uses them (see `migrate`).
 *
 * @throws {StoreFault} `SQL_UNAVAILABLE` if PostgreSQL could not be reached or went away in the middle: the statement may
 *   or may not have been done; `SQL_CONFLICT` on deadlock and serialization failure; `SQL_REFUSED` for everything else,
 *   with `sqlstate`, `constraint` and `table` in the detail, never a value.
 */
export interface Sql {
  /** Runs one statement (several, if there are no values) and returns its rows. `bigint` columns arrive as strings. */
  query<R extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Commits when `run` resolves, rolls back when it rejects. Inside a transaction it is a savepoint. */
  transaction<T>(run: (tx: Sql) => Promise<T>): Promise<T>;
}

/** Ciphertext by the SHA-256 of its bytes. */
export interface BlobStore {
  /**
   * Keeps `bytes`; when it resolves they survive a power cut. Twice is as good as once.
   * @throws {StoreFault} `BLOB_HASH_MISMATCH` if `id` is not the hash of `bytes`.
   */
  put(id: BlobId, bytes: Uint8Array): Promise<'stored' | 'present'>;
  /** @throws {StoreFault} `BLOB_CORRUPT` if what is stored no longer hashes to its name. */
  get(id: BlobId): Promise<Uint8Array | undefined>;
  has(id: BlobId): Promise<boolean>;
  /** Absent is fine. */
  delete(id: BlobId): Promise<void>;
  list(): AsyncIterable<BlobId>;
}

/** The key above all keys. It leaves its adapter never; `context` binds a wrapped key to what it is for. */
export interface RootKey {
  wrap(plain: Uint8Array, context: string): Promise<Uint8Array>;
  /** @throws {StoreFault} `UNWRAP_FAILED` for other bytes, another key or another context. */
  unwrap(wrapped: Uint8Array, context: string): Promise<Uint8Array>;
}

/** One key-encryption key per UTC day, kept outside PostgreSQL: destroying it is what makes a deleted key row unreadable in WAL and backups. */
export interface DayKeks {
  /** Today's key (32 bytes), made if it does not exist. `day` is `YYYY-MM-DD`. */
  current(): Promise<{ readonly day: string; readonly key: Uint8Array }>;
  get(day: string): Promise<Uint8Array | undefined>;
  /** Overwrites and removes it, durably. Absent is fine. */
  destroy(day: string): Promise<void>;
  /** Days that have a key, oldest first. */
  list(): Promise<string[]>;
}

export interface Clock {
  now(): Date;
}

/** A payload is ids, never content: the queue's table is plain text. */
export type JobPayload = Readonly<Record<string, string>>;

export interface JobContext {
  /** From 1. */
  readonly attempt: number;
  /** Aborts when the worker is stopping. */
  readonly signal: AbortSignal;
}

/** At least once, in no order. A handler that rejects is run again, later and later; only the code of its fault is stored. */
export type JobHandler = (payload: JobPayload, context: JobContext) => Promise<void>;

export interface JobCounts {
  readonly ready: number;
  /** Waiting for a later time: after a failure. */
  readonly waiting: number;
  readonly locked: number;
  /** Out of attempts. */
  readonly failed: number;
  /** The codes of last failures that still stand, and how often. */
  readonly codes: Readonly<Record<string, number>>;
}

export interface Jobs {
  /**
   * Adds a job in the caller's transaction: it exists if and only if the transaction commits.
   * A second job with the same `key` replaces the first while that one waits.
   * @throws {StoreFault} `JOB_PAYLOAD_NOT_IDS`.
   */
  enqueue(tx: Sql, task: string, payload: JobPayload, key?: string): Promise<void>;
  /** Works until stopped. Unlocks the jobs of dead workers at start and every few seconds. `stop` waits for handlers that are running. */
  run(handlers: Readonly<Record<string, JobHandler>>): Promise<{ stop(): Promise<void> }>;
  counts(): Promise<JobCounts>;
}

export interface Store {
  readonly sql: Sql;
  readonly blobs: BlobStore;
  readonly rootKey: RootKey;
  readonly dayKeks: DayKeks;
  readonly tiles: TileStore;
  readonly jobs: Jobs;
  readonly clock: Clock;
}

/** One line for people about what storage does; never content. */
export type StoreLog = (line: string) => void;
