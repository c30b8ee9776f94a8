// Every bound of the device API in one place; docs/spec/ingest.md#limits is the normative copy.

/** Bytes of one blob: below the format's own limit, because a body is held in memory. A minute of frames is about 3 MB. */
export const MAX_BLOB_BYTES = 64 * 1024 * 1024;
/** Bytes of the body of `POST /v1/segments`: a manifest (about 1.5 kB) and an envelope (about 1 kB), both base64. */
export const MAX_SEGMENT_BODY_BYTES = 64 * 1024;
/** Bytes of a refused body kept for diagnosis; longer ones are kept as their hash only. */
export const MAX_QUARANTINED_BYTES = 16 * 1024;
/** Refused bodies kept per device and week; beyond it only a row per code is kept, so a faulty device cannot fill the database. */
export const MAX_QUARANTINED_ROWS = 200;
/** Days a refused body is kept. */
export const QUARANTINE_DAYS = 30;
/** Hours a device's clock may be ahead of the server's when a new week begins there first. */
export const MAX_HOURS_AHEAD = 24;
/** Tries of one transaction that PostgreSQL asked to repeat (serialisation, deadlock). */
export const TRANSACTION_TRIES = 5;
/** Recently stored blobs whose size is remembered, so that accepting a segment does not read them again. */
export const REMEMBERED_BLOBS = 20_000;
