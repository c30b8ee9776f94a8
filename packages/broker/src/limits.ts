/** Longest life of a lease, ms: a working day (docs/spec/keys.md#leases). */
export const LEASE_MS = 8 * 3_600_000;
/** Blobs in one call of `open`: one ledger entry, one transaction. */
export const OPEN_BLOBS = 5_000;
/** Days after its own that a day key is destroyed on: within 24 hours of that day's begin, so that a row deleted on day D cannot be opened from D+7. */
export const DAY_KEY_DAYS = 6;
/** Days from a deletion until it has reached every copy of the key rows: what a certificate prints. */
export const HORIZON_DAYS = 7;
/** Days after the end of its week that a sealing key still opens envelopes: destroyed within the next 24 hours, so ≤ 7 days. */
export const SEALING_GRACE_DAYS = 6;
/** Key rows wrapped again in one transaction. */
export const REWRAP_ROWS = 500;
/** How long a participant's secret may stay in this process's memory, ms. */
export const SECRET_CACHE_MS = 600_000;
/** Secrets in memory. */
export const SECRET_CACHE_SIZE = 2_000;
