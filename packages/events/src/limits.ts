// Normative limits of segments (docs/spec/segment.md#limits). A writer refuses to exceed them; a reader refuses
// before it allocates. They bound what a hostile blob can cost: memory, and time linear in its size.

const KIB = 1024;
const MIB = 1024 * KIB;

export const LIMITS = {
  /** Bytes of one blob. A minute of frames at one per second stays well below. */
  blobBytes: 256 * MIB,
  /** Chunks of one blob. */
  chunks: 65_536,
  /** Bytes of one chunk as stored, length prefix included. */
  chunkBytes: 24 * MIB,
  /** Bytes of one column block after decompression. */
  blockBytes: 16 * MIB,
  /** Bytes of all column blocks of one blob after decompression. */
  plainBytesPerBlob: 256 * MIB,
  /** Events of one column block. */
  eventsPerBlock: 8_192,
  /** Events of one segment. */
  eventsPerSegment: 524_288,
  /** Dictionary entries of one column block. */
  stringsPerBlock: 65_536,
  /** A writer flushes at this many events… */
  flushEvents: 2_000,
  /** …or when the block's events span this long, in µs. */
  flushSpan_us: 5_000_000,
  /** …or when its dictionary holds this many UTF-16 units. */
  flushStringUnits: 1 * MIB,
  /** Bytes of one encoded frame (PNG). */
  frameBytes: 16 * MIB,
  /** UTF-16 units of any one string of an event. */
  stringUnits: 64 * KIB,
  /** Elements of any list inside an event but outline nodes. */
  listEntries: 64,
  /** Nodes of one outline. */
  outlineNodes: 5_000,
  /** UTF-16 units of one side row (target, outline) as JSON. */
  sideRowUnits: 2 * MIB,
  /** Magnitude of a coordinate, in pixels. */
  pixels: 2 ** 24,
  /** Magnitude of any integer, and of a time in µs. */
  integer: 2 ** 50,
  /** Magnitude of a scale. */
  scale: 1024,
  /** Bytes of a manifest. */
  manifestBytes: 16 * KIB,
  /** Bytes of an envelope. */
  envelopeBytes: 16 * KIB,
  /** zstd window that a reader accepts, in bytes, unless the block itself is larger. */
  zstdWindowBytes: 8 * MIB,
} as const;
