// The step record: one semantic action with the state before it. Normative text: docs/spec/step.md.
//
// A step is a view over events of one track: it names every event it was made from and the rule that made it.
// Absent is `null`, never a default: what was not observed is not invented.

import type { Box, FieldKind, GapReason, Locator, OutlineNode, Transform, ValueSource } from '@overt/events';

/** Where a track's clock stands against others: the clock block of its segments. */
export interface TrackClock {
  /** The machine's monotonic clock when the track began, µs. */
  readonly monotonicOrigin_us: number;
  /** Wall clock when the track began, ms since 1970. */
  readonly wallOrigin_ms: number;
  /** Equal on two tracks exactly if their monotonic clocks are the same clock. */
  readonly boot: string;
  /** How far the wall clock may be wrong, µs. */
  readonly uncertainty_us: number;
}

export const STEP_TYPES = [
  'pointer.click',
  'pointer.drag',
  'scroll',
  'text.input',
  'key.press',
  'key.chord',
  'select.option',
  'select.toggle',
  'clipboard.copy',
  'clipboard.cut',
  'clipboard.paste',
  'nav.url',
  'tab.switch',
  'tab.close',
  'window.focus',
  'app.switch',
  'dialog',
  'file',
  'privacy.gap',
  'finish',
  'raw',
] as const;
export type StepType = (typeof STEP_TYPES)[number];

export const BUTTONS = ['left', 'middle', 'right', 'back', 'forward'] as const;
export type Button = (typeof BUTTONS)[number];
export type Modifier = 'alt' | 'ctrl' | 'meta' | 'shift';

/** One edit of a typing run, in order. No times: the rhythm of typing identifies a person. */
export interface Edit {
  readonly op: 'insert' | 'delete' | 'replace' | 'caret';
  /** Caret position in UTF-16 units where it began; -1 if unknown. */
  readonly at: number;
  readonly removed: number;
  /** Units inserted, as recorded (a bucket's upper end). */
  readonly inserted: number;
}

/** The element a step acted on, as it was just before. */
export interface StepTarget {
  readonly role: string;
  readonly name: string | null;
  readonly label: string | null;
  /** CSS pixels of the top viewport. */
  readonly box: Box;
  readonly locators: readonly Locator[];
  readonly field: FieldKind;
  readonly framePath: readonly number[];
  readonly states: readonly string[];
  /** The element, or its row, shows a value the device knows: "the row of {customer}". */
  readonly bound: ValueSource | null;
  /** The element's node in the outline named by `outline_before`; null if it was not found there. */
  readonly node: number | null;
  /** `event`: the recorder resolved it at the press; `outline`: by position in the outline; `both`: they agree. */
  readonly match_method: 'event' | 'outline' | 'both';
  /** 0 to 1. */
  readonly confidence: number;
}

export interface FrameRef {
  /** `track:number`; the name of the image is that of `pixels`. */
  readonly id: string;
  /** The frame whose pixels these are: itself, or an earlier one that looked exactly the same. */
  readonly pixels: string;
  /** From the end of the grab to the start of the action (before) or from the action's end to the grab (after), ms. */
  readonly age_ms: number;
  readonly stable: boolean;
  /** Steps on this tab that began after the frame and before this action: 0 is a fresh frame. */
  readonly steps_since: number;
  /** Stored pixels. */
  readonly width: number;
  readonly height: number;
  /** Stored pixels per CSS pixel. */
  readonly scale: number;
}
export type NoneReason =
  | 'no-frame'
  | 'no-outline'
  | 'navigated'
  | 'resized'
  | 'not-a-page'
  | 'frame-moved'
  | 'frame-quota'
  | 'frame-denied';
export interface None {
  readonly none: NoneReason;
}

export interface OutlineRef {
  /** `track:seq` of the outline event; the episode carries the outline under this id. */
  readonly id: string;
  /** From the outline to the start of the action, ms. */
  readonly age_ms: number;
  readonly steps_since: number;
}

/** What only some types of step have. */
export type StepDetail =
  | { readonly of: 'choice'; readonly op: 'select' | 'check' | 'uncheck' | 'date'; readonly index: number }
  | {
      readonly of: 'clipboard';
      /** Number of the copied value in the recording; 0 if it came from outside. */
      readonly link: number;
      readonly format: 'text' | 'html' | 'image' | 'files' | 'other';
      readonly length: number;
      readonly transform: Transform;
    }
  | {
      readonly of: 'navigation';
      readonly cause: string;
      readonly place: string;
      readonly route: string | null;
    }
  | {
      readonly of: 'switch';
      readonly tab: number;
      readonly window: number;
      readonly place: string;
      readonly title: string | null;
      /** The tab or window was opened just before, usually by the step before. */
      readonly opened: boolean;
    }
  | { readonly of: 'dialog'; readonly dialog: string; readonly outcome: 'accepted' | 'dismissed' | 'opened' }
  | {
      readonly of: 'file';
      readonly op: 'download' | 'upload' | 'open' | 'save';
      readonly extension: string;
      readonly files: number;
    }
  | { readonly of: 'gap'; readonly reason: GapReason; readonly withheld: number }
  | { readonly of: 'finish'; readonly status: 'success' | 'failure' | 'unknown' }
  | { readonly of: 'raw'; readonly kind: string };

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Step {
  /** `track:seq` of the first event it was made from. */
  readonly id: string;
  /** Position in the recording, from 0. */
  readonly index: number;
  /** The episode it belongs to; null before episodes were built. */
  readonly episode: string | null;
  readonly track: string;
  readonly type: StepType;
  /** µs since the recording's first track began. */
  readonly t_start_us: number;
  readonly t_end_us: number;
  /** CSS pixels of the top viewport (browser) or device pixels of the desktop. */
  readonly x: number | null;
  readonly y: number | null;
  /** Where a drag ended. */
  readonly x2: number | null;
  readonly y2: number | null;
  /** Down-sampled path of a drag, both ends included. */
  readonly path: readonly Point[] | null;
  readonly button: Button | null;
  /** Clicks (1 to 3), presses of a repeated key, or ticks of a scroll. */
  readonly count: number | null;
  /** How long the button was down; only for a long press. */
  readonly hold_ms: number | null;
  readonly modifiers: readonly Modifier[];
  /** Named keys, modifiers not included. */
  readonly keys: readonly string[] | null;
  readonly scroll_dx: number | null;
  readonly scroll_dy: number | null;
  /** Redacted value of the field after the run, or label of the option chosen. May hold placeholders. */
  readonly text: string | null;
  readonly edits: readonly Edit[] | null;
  readonly value_from: ValueSource | null;
  readonly target: StepTarget | null;
  /** Where a drag was dropped, if that is another element. */
  readonly target2: StepTarget | null;
  readonly detail: StepDetail | null;
  readonly frame_before: FrameRef | None;
  readonly frame_after: FrameRef | None;
  readonly outline_before: OutlineRef | None;
  /** Where the participant was when she acted (catalogue id). The destination of a switch is in `detail`. */
  readonly place: string;
  readonly tab: number;
  readonly window: number;
  /** CSS pixels of the viewport and device pixels per CSS pixel, when known. */
  readonly viewport: { readonly width: number; readonly height: number; readonly scale: number } | null;
  /** The step this one takes back or replaces. */
  readonly corrects: string | null;
  /** Something typed in this step was deleted again within it. */
  readonly correction: boolean;
  /** The step that copied what this one pastes. */
  readonly paste_of: string | null;
  /** Event numbers (`seq`) in `track`, ascending. No event is a source of two steps. */
  readonly source_event_ids: readonly number[];
  readonly rule: string;
  readonly rule_version: number;
  /** `partial`: something was missing (a release, a value) and is left missing. */
  readonly fidelity: 'exact' | 'partial';
  /** `undecided`: the clocks cannot tell whether this or the neighbouring step of another track came first. */
  readonly order: 'decided' | 'undecided';
}

/** The visible accessibility tree a step was taken in. */
export interface Outline {
  /** `track:seq`. */
  readonly id: string;
  readonly t_us: number;
  readonly tab: number;
  readonly place: string;
  readonly nodes: readonly OutlineNode[];
  readonly truncated: boolean;
}
