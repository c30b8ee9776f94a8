// Limits of the gate: name, unit, reason. Normative in docs/spec/policy.md §6.

/** Keyed forms of visible texts remembered; the oldest go first. About 20 screens of values. */
export const VISIBLE_MAX = 1_500;
/** Values of one outline that are remembered. */
export const VISIBLE_PER_OUTLINE = 300;
/** UTF-16 units of a value that takes part in binding; longer text is no value. */
export const VALUE_MAX_UNITS = 4_096;
/** Units below which an equality means nothing, unless it is with a goal slot or a copy. */
export const VISIBLE_MIN_UNITS = 3;
/** Words of a value whose parts are remembered. */
export const PART_WORDS_MAX = 8;
/** Copies remembered in one recording. */
export const COPIES_MAX = 500;
/** Microseconds: keys and edits are timed to this, finer timing says who types and nothing about the work. */
export const KEY_BUCKET_US = 50_000;
/** Documents remembered as confidential or as naming a no-train customer. */
export const MARKED_PAGES_MAX = 200;
/** Texts of a row that are compared for `bound`. */
export const NEAR_MAX = 24;
/** Units of a slot's beginning below which it could be anybody's. */
export const BEGINNING_MIN_UNITS = 3;
/** Units of a slot's beginning that is remembered; a longer text that is not finished has no source. */
export const BEGINNING_MAX_UNITS = 200;
/** Likewise of its further words: what is typed to find something in a list is short. */
export const WORD_BEGINNING_MAX_UNITS = 24;
