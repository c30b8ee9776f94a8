// Bounds on what is read from strangers and on what one commit holds. See docs/spec/ledger.md#limits.

/** Hashes in a full tile and entries in a full bundle: fixed by C2SP tlog-tiles. */
export const TILE_WIDTH = 256;
/** Bytes of one entry: the bundle's length prefix is a uint16. */
export const MAX_ENTRY_BYTES = 65_535;
/** Bytes of a signed note. C2SP asks for at least 16 signatures, of which a post-quantum one has nearly 5 kB. */
export const MAX_NOTE_BYTES = 1_000_000;
/** Signature lines that are looked at before a note is refused; the same bound as Go's sumdb/note. */
export const MAX_NOTE_SIGNATURES = 100;
/** A path in a tree of 2^53 leaves has 53 hashes; more is garbage. */
export const MAX_PROOF_HASHES = 64;
/** Characters of one line of a proof file; the same bound as Go's bufio.Scanner, which other readers use. */
export const MAX_PROOF_LINE_CHARS = 64 * 1024 - 1;
/** An entry up to this size travels in the proof's `extra` line, so that the file verifies alone (base64 of it fits the line). */
export const MAX_EXTRA_ENTRY_BYTES = 48_000;
/** Signatures of one DSSE envelope. */
export const MAX_DSSE_SIGNATURES = 32;
/** Bytes of a DSSE payload. */
export const MAX_DSSE_PAYLOAD_BYTES = 16 * 1024 * 1024;
/** Entries and bytes that one group commit takes from the queue: bounds memory and the time to the next acknowledgement. */
export const MAX_COMMIT_ENTRIES = 16_384;
export const MAX_COMMIT_BYTES = 32 * 1024 * 1024;
/** Full tiles and bundles kept in memory for proofs: 64 × 8 KiB of hashes and as many bundles. */
export const CACHED_TILES = 64;
