// Constants of the learner (docs/spec/learn.md). They are not tuned per task; changing one needs a new measurement.

/** Clicks on one spot with at most this long between them are one multiple click, µs. */
export const MULTI_CLICK_US = 500_000;
/** A field's value told this soon after a click elsewhere was given before the click, µs. */
export const LATE_COMMIT_US = 150_000;
/** An instruction stays in the programme if at least this share of the demonstrations contains it. */
export const MIN_SUPPORT = 0.5;
/** Below this score no element is acted on. One exact path is enough for an icon that has no name. */
export const MIN_SCORE = 0.8;
/** Two elements closer than this in score fit equally well. */
export const TIE = 0.05;
/** How often a missing element is waited for, then looked for by scrolling, before the agent gives up. */
export const WAITS = 4;
export const SCROLLS = 6;
/** How often the focus is given a chance to be where typing is to go, if the field itself is not listed. */
export const FOCUS_WAITS = 1;
