/** Bytes of a unix socket path, without the closing zero: 108 on Linux, 104 on macOS. */
export const SOCKET_PATH_BYTES = process.platform === 'darwin' ? 103 : 107;
/** How long a start waits for a dying PostgreSQL to let go of its directory, ms; recovery of a killed one took 2 s where measured. */
export const STALE_POSTMASTER_MS = 10_000;
/** How long a started PostgreSQL may take until it answers, ms: crash recovery included. */
export const POSTGRES_START_MS = 60_000;
/** How long a statement waits for PostgreSQL to come back before it fails as SQL_UNAVAILABLE, ms. */
export const SQL_RECONNECT_MS = 20_000;
/** Connections of one process for statements; each transaction holds one. */
export const SQL_CONNECTIONS = 20;
/** How long a caller waits for a free connection, ms. Callers that hold one and ask for another could otherwise wait for each other for ever. */
export const POOL_WAIT_MS = 10_000;
/** The oldest PostgreSQL the statements of this project are written for. */
export const POSTGRES_MAJOR = 15;
/** A worker is dead when its lock was found free twice, this far apart, ms: one that only lost its connection takes the lock again within that time. */
export const WORKER_SUSPECT_MS = 2_500;
/** Between two looks for dead workers, ms. */
export const WORKER_SWEEP_MS = 10_000;
/** Jobs a worker takes at once; they are locked together and unlocked together if it dies. */
export const LOCAL_QUEUE_JOBS = 100;
/** Jobs in flight in one process: handlers wait for disk and database more than for the processor. */
export const CONCURRENT_JOBS = 8;
/** Characters of one value of a job's payload: ids fit, content does not. */
export const JOB_VALUE_CHARS = 160;
/** Bytes of PostgreSQL's own log that survive a start. */
export const POSTGRES_LOG_BYTES = 1_000_000;
/** How long PostgreSQL may go on showing the connections of a process that has left, ms. */
export const LEAVING_MS = 500;
/** How long workers that lost PostgreSQL, or were told to stop, may take to finish what is running; then they are left and their jobs unlocked, ms. */
export const RUNNER_STOP_MS = 10_000;
