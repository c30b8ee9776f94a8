// Limits of this package: name, unit, reason. Normative in docs/spec/redaction.md §8.

/** UTF-16 units of one string that are scanned; a longer one becomes one placeholder (fail closed). */
export const SCAN_MAX_UNITS = 1_048_576;
/** Units and words of an interface text; what is longer is a sentence, and sentences are substance. */
export const INTERFACE_MAX_UNITS = 160;
export const INTERFACE_MAX_WORDS = 12;
/** Placeholders remembered per recording; later ones stay stable but count as literals when they come back. */
export const KNOWN_MAX = 20_000;
/** Names learned per recording. */
export const NAMES_MAX = 20_000;
/** Rounds until what is left has no hit; after that the whole string goes. */
export const ROUNDS_MAX = 4;
/** Combining marks that may follow one letter; more are dropped (decoration, not language). */
export const MARKS_MAX = 32;
/** Units of a goal. */
export const GOAL_MAX_UNITS = 600;
