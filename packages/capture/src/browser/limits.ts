// Bounds of the browser source: name, unit, reason. Normative: docs/spec/capture.md#limits.

/** Nodes of one outline. 400 cover a full viewport of a dense application; the learner reads no more. */
export const OUTLINE_NODES = 400;
/** Elements looked at per outline: keeps the cost independent of the page's length. */
export const OUTLINE_VISITS = 6_000;
/** Surfaces per frame of a tab; beyond it the screenshot is not kept. */
export const SURFACES = 4_000;
/** Milliseconds between two pointer moves: 60 Hz. */
export const MOVE_INTERVAL_MS = 1000 / 60;
/** Milliseconds without typing that close a run of text. */
export const COMMIT_PAUSE_MS = 2_000;
/** Milliseconds that observations that cannot be followed by a navigation may wait in the page. */
export const FLUSH_MS = 200;
/** Milliseconds without a change of the page that count as rest. */
export const SETTLE_MS = 180;
/** Milliseconds after which the page counts as restless and is looked at anyway. */
export const SETTLE_MAX_MS = 1_500;
/** Milliseconds between looks at a page that changes by itself. */
export const CHANGE_INTERVAL_MS = 2_000;
/** Milliseconds after which a page at rest is looked at again: with the time a look takes, a frame stays under 2 s old. */
export const STILL_MS = 1_500;
/** Milliseconds after the last sign of the person for which that goes on: who is away costs nothing. */
export const STILL_FOR_MS = 20_000;
/** Milliseconds between checks that the indicator is visible; capture stops within twice this (promise P4: 1 s). */
export const INDICATOR_CHECK_MS = 400;
/** Observations a page script holds unacknowledged; beyond it, moves are shed first and the loss is counted. */
export const RING = 2_000;
/** Milliseconds between two screenshots: Chromium allows 2 per second. */
export const FRAME_INTERVAL_MS = 520;
/** Milliseconds of a segment. */
export const SEGMENT_MS = 60_000;
/** Characters of a raw value that are looked at. */
export const VALUE_CHARS = 4_000;
/** Texts of a row handed to the gate as candidates. */
export const NEAR_TEXTS = 12;
/** Minutes between two questions for the policy, whatever the device is doing; the browser allows no less. */
export const POLL_MIN = 0.5;
/** Milliseconds a question for the policy may take: with the period below 60 s, within which a halt has to hold. */
export const POLL_TIMEOUT_MS = 10_000;
/** Milliseconds another extension has to answer what may be captured, and for how long its answer is remembered. */
export const VETO_TIMEOUT_MS = 2_000;
export const VETO_REMEMBER_MS = 300_000;
/** Milliseconds between looks at whether a call is still on. */
export const CALL_CHECK_MS = 1_000;
