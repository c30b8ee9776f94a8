/** Said by every format that does not carry the whole step record. */
export const NUMBERS_LOST = [
  'times, edits, frames after, outlines, windows and source events are in the episodes and parquet formats only',
] as const;
