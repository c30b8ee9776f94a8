// Event schema v1: what a track may contain. Normative text: docs/spec/event.md.
//
// Every field belongs to exactly one data class. Fields marked `text` hold redacted strings and are sealed in
// the text blob; everything else is `action`; pixels travel beside the events. A reader that holds only the
// action blob sees the same events without their `text` fields.

/** Microseconds on the track's monotonic clock since the track began; an integer. */
export type Micros = number;

/** CSS pixels of the top viewport (browser) or device pixels of the virtual desktop, precision 1/128. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Bit set of the modifier keys that were down. */
export const MODIFIER = { alt: 1, ctrl: 2, meta: 4, shift: 8 } as const;
export type Modifiers = number;

/** What kind of value a field takes. `secret` fields (password, one-time code, card) never carry a value. */
export type FieldKind =
  | 'none'
  | 'text'
  | 'multiline'
  | 'rich'
  | 'number'
  | 'date'
  | 'choice'
  | 'toggle'
  | 'file'
  | 'secret';

/** One way to find an element again. `structure` contains no text of the page; the others hold redacted text. */
export interface Locator {
  readonly by: 'structure' | 'testid' | 'role' | 'label';
  /** action class for `structure`, text class otherwise: without the text blob such a locator is left out. */
  readonly value: string;
  /** How many elements it matched when it was taken; 1 is what a replayer wants. */
  readonly matches: number;
}

/** The element an event happened on, as it was just before. */
export interface Target {
  /** ARIA role; `generic` if none. */
  readonly role: string;
  /** text: accessible name, redacted. */
  readonly name?: string;
  /** text: label of the field, redacted; only when it differs from `name`. */
  readonly label?: string;
  readonly states: readonly string[];
  readonly box: Box;
  /** Indices of the frames from the top document down to the element's. */
  readonly framePath: readonly number[];
  readonly field: FieldKind;
  readonly locators: readonly Locator[];
  /** The element's text, or its row's, equals a value the device knows (a goal slot, a copied value): how an agent finds "the row of {customer}". */
  readonly bound?: ValueSource;
}

/** Where a value came from, decided on the device by keyed equality; the value itself may be withheld. */
export type ValueSource =
  | { readonly from: 'copy'; readonly link: number; readonly transform: Transform }
  | { readonly from: 'slot'; readonly slot: string; readonly transform: Transform }
  | {
      readonly from: 'visible';
      readonly role: string;
      readonly structure: string;
      readonly tab: number;
      readonly transform: Transform;
    }
  | { readonly from: 'typed' };
/** What was done to the source value: equal, or trimmed, case-folded, a part of it, or reformatted. */
export type Transform = 'equal' | 'trim' | 'case' | 'part' | 'number' | 'date';

interface Common {
  /** Number of the event in its track, from 0; strictly increasing, a gap means a dropped chunk. */
  readonly seq: number;
  readonly t: Micros;
}

export interface PointerEvent extends Common {
  readonly kind: 'pointer';
  readonly phase: 'move' | 'down' | 'up' | 'cancel';
  readonly x: number;
  readonly y: number;
  /** DOM numbering: 0 left, 1 middle, 2 right, 3 back, 4 forward; -1 for a move. */
  readonly button: number;
  /** The system's click count (1 single, 2 double, 3 triple); 0 if it reports none. */
  readonly count: number;
  readonly modifiers: Modifiers;
  readonly tab: number;
  readonly target?: Target;
}
export interface KeyEvent extends Common {
  readonly kind: 'key';
  readonly phase: 'down' | 'up';
  /** A named key (`Enter`, `Tab`, `Escape`), the key of a chord (`c` with ctrl), or `Char` for any letter typed. Never a typed letter. */
  readonly key: string;
  readonly modifiers: Modifiers;
  readonly repeat: boolean;
  readonly tab: number;
  readonly target?: Target;
}
export interface TextEvent extends Common {
  readonly kind: 'text';
  /** `insert`/`delete`/`replace` are edits as they happen; `commit` closes a run with the final value. */
  readonly op: 'insert' | 'delete' | 'replace' | 'commit';
  /** Caret position, in UTF-16 units, where the edit began; -1 if unknown. */
  readonly at: number;
  readonly removed: number;
  /** Units inserted, as a power-of-two bucket's upper end; 0 for secrets. */
  readonly inserted: number;
  /** text: the redacted value; on `commit` only. */
  readonly text?: string;
  readonly source?: ValueSource;
  readonly ime: boolean;
  readonly tab: number;
  readonly target: Target;
}
export interface ChoiceEvent extends Common {
  readonly kind: 'choice';
  readonly op: 'select' | 'check' | 'uncheck' | 'date';
  /** Index of the option chosen; -1 where there is none. */
  readonly index: number;
  /** text: label of the option, redacted. */
  readonly text?: string;
  readonly source?: ValueSource;
  readonly tab: number;
  readonly target: Target;
}
export interface ScrollEvent extends Common {
  readonly kind: 'scroll';
  readonly x: number;
  readonly y: number;
  /** CSS pixels; positive is right and down. */
  readonly dx: number;
  readonly dy: number;
  readonly modifiers: Modifiers;
  readonly tab: number;
  readonly target?: Target;
}
export interface FocusEvent extends Common {
  readonly kind: 'focus';
  readonly phase: 'in' | 'out';
  readonly tab: number;
  readonly target: Target;
}
export interface WindowEvent extends Common {
  readonly kind: 'window';
  readonly level: 'application' | 'window' | 'tab';
  readonly change: 'open' | 'close' | 'activate' | 'resize' | 'title';
  readonly window: number;
  /** Ordinal of the tab in this recording (not the browser's id), from 1; 0 for desktop windows without tabs. */
  readonly tab: number;
  /** Catalogue id, e.g. `office.mail`; `unknown` if the catalogue does not know it; `withheld` if its fidelity is `none`. */
  readonly place: string;
  /** text: title, redacted. */
  readonly title?: string;
  /** Viewport in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
}
export interface NavigationEvent extends Common {
  readonly kind: 'navigation';
  readonly cause: 'link' | 'typed' | 'reload' | 'history' | 'form' | 'script' | 'other';
  readonly tab: number;
  readonly place: string;
  /** text: route template, without query and fragment, variable parts as placeholders. */
  readonly route?: string;
}
export interface ClipboardEvent extends Common {
  readonly kind: 'clipboard';
  readonly op: 'copy' | 'cut' | 'paste';
  /** Number of the copied value in this recording: equal values share one, so a paste names its copy. 0 if it came from outside. */
  readonly link: number;
  readonly format: 'text' | 'html' | 'image' | 'files' | 'other';
  /** Power-of-two bucket's upper end; 0 for secrets. */
  readonly length: number;
  readonly transform: Transform;
  readonly source?: ValueSource;
  readonly tab: number;
  readonly target?: Target;
}
export interface DialogEvent extends Common {
  readonly kind: 'dialog';
  readonly dialog: 'alert' | 'confirm' | 'prompt' | 'beforeunload' | 'modal';
  readonly outcome: 'opened' | 'accepted' | 'dismissed';
  readonly tab: number;
  /** text: redacted. */
  readonly text?: string;
}
export interface FileEvent extends Common {
  readonly kind: 'file';
  readonly op: 'download' | 'upload' | 'open' | 'save';
  /** Extension in lower case without dot, if it is a known one; else empty. */
  readonly extension: string;
  readonly count: number;
  readonly tab: number;
}
/** A screenshot; its pixels are in the pixels blob under the same number. */
export interface FrameEvent extends Common {
  readonly kind: 'frame';
  readonly frame: number;
  /** The frame whose pixels these are: itself, or an earlier one with exactly equal pixels. */
  readonly pixels: number;
  readonly width: number;
  readonly height: number;
  /** Stored pixels per CSS pixel. */
  readonly scale: number;
  /** The grab began and ended; no input fell between. */
  readonly from: Micros;
  readonly to: Micros;
  /** Nothing on the screen had moved for the settle time when it was taken. */
  readonly stable: boolean;
  /** Regions filled, and the share of the frame they cover in 1/1000. */
  readonly regions: number;
  readonly covered: number;
  readonly tab: number;
}
export interface OutlineNode {
  /** Number inside this outline, parents before children. */
  readonly id: number;
  readonly parent: number;
  readonly role: string;
  /** text: redacted. */
  readonly name?: string;
  /** text: redacted value of a field. */
  readonly value?: string;
  readonly states: readonly string[];
  readonly box: Box;
  readonly framePath: readonly number[];
  readonly field: FieldKind;
  /** Text-free path; the `structure` locator of a target on it. */
  readonly structure: string;
}
/** The visible accessibility tree, bounded to the viewport. */
export interface OutlineEvent extends Common {
  readonly kind: 'outline';
  readonly tab: number;
  readonly place: string;
  /** text, as a whole: a reader without the text blob sees an empty list. */
  readonly nodes: readonly OutlineNode[];
  /** True if the bound was reached and nodes were left out. */
  readonly truncated: boolean;
}
/** A task the participant declared: begins or ends an episode by her word. */
export interface TaskEvent extends Common {
  readonly kind: 'task';
  readonly phase: 'start' | 'finish';
  /** Task type of the mandate, e.g. `office.copy-invoice-total`; empty if she named none. */
  readonly type: string;
  /** Names of the goal's slots; their values stay on the device. */
  readonly slots: readonly string[];
  /** text: the goal as a template over slots, e.g. `Copy the total of {customer} into the sheet`. */
  readonly goal?: string;
  readonly outcome: 'success' | 'failure' | 'unknown';
}
/** Something was withheld here: by which rule, how much, never what. Pausing leaves no gap: it ends the recording. */
export interface GapEvent extends Common {
  readonly kind: 'gap';
  readonly reason: GapReason;
  /** Observations withheld since the last gap of this reason. */
  readonly count: number;
}
export type GapReason =
  | 'place-none'
  | 'private-window'
  | 'unknown-place'
  | 'secret-field'
  | 'substance'
  | 'bystander'
  | 'no-train'
  | 'frame-moved'
  | 'frame-quota'
  | 'frame-denied'
  | 'overload'
  | 'fault';

export type Event =
  | PointerEvent
  | KeyEvent
  | TextEvent
  | ChoiceEvent
  | ScrollEvent
  | FocusEvent
  | WindowEvent
  | NavigationEvent
  | ClipboardEvent
  | DialogEvent
  | FileEvent
  | FrameEvent
  | OutlineEvent
  | TaskEvent
  | GapEvent;
export type EventKind = Event['kind'];

export const DATA_CLASSES = ['action', 'text', 'pixels'] as const;
export type DataClass = (typeof DATA_CLASSES)[number];
