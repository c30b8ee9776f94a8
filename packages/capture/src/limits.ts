// Bounds of hold, release and upload: name, unit, reason. Normative: docs/spec/capture.md#limits.

/** Attempts within one run of the uploader before it waits for the next alarm. */
export const UPLOAD_ATTEMPTS = 4;
/** Milliseconds before the second attempt; doubled each time, with up to as much jitter. */
export const UPLOAD_BACKOFF_MS = 400;
/** Milliseconds one request may take. */
export const REQUEST_TIMEOUT_MS = 30_000;
