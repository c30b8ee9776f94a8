// Constants of the reduction rules (docs/spec/step.md#rules). Changing one is a new RULE_VERSION.

/** Version of the whole rule set; a step names it, so that a newer set can stand beside an older one. */
export const RULE_VERSION = 2;

/** Events of one track that arrive late by up to this much are put in order of time, µs: page and browser report through two queues. */
export const DISORDER_US = 500_000;
/** Multi-click: at most this long between consecutive presses when the system reports no count, µs. */
export const MULTI_CLICK_US = 500_000;
/** Multi-click: at most this far between consecutive presses, px. */
export const MULTI_CLICK_PX = 4;
/** Multi-click without a reported count never goes beyond a triple. */
export const MULTI_CLICK_MAX = 3;
/** A press that strayed farther than this from where it began is a drag, px. */
export const DRAG_PX = 6;
/** A press held at least this long without straying is a long press, µs. */
export const LONG_PRESS_US = 1_000_000;
/** A press whose release never came is given up after this long, µs. */
export const PRESS_LOST_US = 30_000_000;
/** Tolerance of the down-sampled drag path (Douglas–Peucker), px. */
export const PATH_TOLERANCE_PX = 2;
/** Points kept of a drag while it is going on; beyond it every second one is dropped. */
export const PATH_POINTS = 512;
/** A scroll burst ends after this long without a tick, µs. */
export const SCROLL_GAP_US = 400_000;
/** Ticks in one scroll step; a longer burst continues in the next. */
export const SCROLL_TICKS = 1_000;
/** A typing run ends after this long without a key or an edit, µs. */
export const TYPING_GAP_US = 2_000_000;
/** How long after an act its own effect (clipboard, edit, choice, navigation) is taken as part of it, µs. */
export const EFFECT_US = 500_000;
/** Activations of an application, a window and a tab this close together are one switch, µs. */
export const SWITCH_US = 250_000;
/** A closed step waits this long for frames and commits that were sealed later than they happened, µs. */
export const LATE_US = 1_000_000;
/** A typing run whose field lost focus waits this long for the commit that carries its value, µs. */
export const COMMIT_US = 3_000_000;
/** A typing run whose field kept the focus waits at most this long after the next step began, µs. */
export const COMMIT_LONGEST_US = 120_000_000;
/** A navigation this soon after an act on the tab is its consequence, µs. */
export const NAVIGATION_US = 5_000_000;
/** Back within this time, with nothing done in between, takes the navigation back, µs. */
export const BACK_US = 15_000_000;
/** Escape within this time after a click takes the click back, µs. */
export const ESCAPE_US = 30_000_000;
/** An outline older than this at the press is only weak evidence of what was hit, µs. */
export const OUTLINE_FRESH_US = 300_000;
/** Frames, outlines remembered per tab while steps wait; steps remembered per tab for corrections. */
export const FRAMES_KEPT = 8;
export const OUTLINES_KEPT = 4;
export const STEPS_KEPT = 32;
/** Tabs remembered; the one untouched for longest is forgotten first. */
export const TABS_KEPT = 64;
/** Copied values remembered for paste links. */
export const LINKS_KEPT = 256;
/** Edits kept of one typing run; what is beyond is counted in the last one. */
export const EDITS_KEPT = 1_000;

/** Episodes outside declared tasks end after this long without a step, µs. */
export const IDLE_US = 60_000_000;
/** A change of place ends one already after this long, unless a copied value is still on its way, µs. */
export const PLACE_IDLE_US = 5_000_000;
/** Something withheld for longer than this makes the steps before and after two episodes, µs. */
export const GAP_US = 30_000_000;
/** Milliseconds: a frame before a step that is at most this old counts as fresh in the yield (docs/spec/step.md#yield). No rule depends on it. */
export const FRAME_FRESH_MS = 2_000;
