// Bounds of the server process. Those of the device API are in packages/ingest.

/** A body of any route but blobs and segments, bytes: receipts with their policy fit ten times over. */
export const MAX_JSON_BYTES = 256 * 1024;
/** A command of administration, bytes: a policy of the largest size, quoted in a text and signed. */
export const MAX_ADMIN_BYTES = 4 * 1024 * 1024;
/** Tries of one-time codes per address and minute; a code has far more values than this in any lifetime. */
export const CODE_TRIES_PER_MINUTE = 10;
/** Addresses remembered for that, oldest forgotten first. */
export const REMEMBERED_ADDRESSES = 10_000;
/** How long a device's token is taken as known without asking the database, ms: the delay of a revocation. */
export const TOKEN_TRUST_MS = 5_000;
/** Tokens remembered for that. */
export const REMEMBERED_TOKENS = 10_000;
/** How long a person's look at her own recording keeps its keys in memory, ms. */
export const LOOK_MS = 5 * 60_000;
/** Looks kept at once. */
export const OPEN_LOOKS = 20;
/** How long a client is asked to wait when storage is not there, seconds. */
export const RETRY_AFTER_S = 2;
/** Between two runs of the daily duties' clock, ms. Each duty runs once per UTC day however often it is asked. */
export const DAILY_TICK_MS = 10 * 60_000;
/** Life of a lease a worker takes for one recording, ms: the longest build measured took seconds. */
export const LEASE_MS = 10 * 60_000;

/** Milliseconds for which a proof of administration holds. */
export const PROOF_MS = 60_000;
/** Episodes whose texts are compared with the no-train register at once: one entry in the ledger for each page. */
export const SCREENING_PAGE = 500;
/** Milliseconds of a lease for one such page. */
export const SCREENING_LEASE_MS = 600_000;
