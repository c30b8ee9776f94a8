// What a source (browser page, desktop hook) hands to the gate: an event with RAW text, and raw facts about where it
// happened. Nothing here may be stored, logged or sent; only what the gate returns may.
//
// How to fill it, in short:
//   - Leave `seq` out; the writer numbers what passed. Set `t` non-decreasing within the track.
//   - Put raw strings where the schema says "text:" (name, label, title, route, text, goal, outline name/value).
//     Say for each where it stood (`…Slot`); a missing slot means `content`, which is denied at `workflow`.
//   - Never read the value of a field for which `isSecretField(facts)` of @overt/policy is true: send the event
//     without text. If you do send one, the gate throws it away unread.
//   - `place` fields may be '' : the gate fills them from `facts.urls`.
//   - Do not compute `source`, `bound`, `link` or `transform`: the gate does, by keyed equality.

import type {
  Box,
  ChoiceEvent,
  ClipboardEvent,
  DialogEvent,
  FileEvent,
  FocusEvent,
  FrameEvent,
  KeyEvent,
  NavigationEvent,
  OutlineEvent,
  OutlineNode,
  PointerEvent,
  ScrollEvent,
  Target,
  TaskEvent,
  TextEvent,
  WindowEvent,
} from '@overt/events';
import type { FieldFacts } from '@overt/policy';
import type { Slot } from '@overt/redact';

/** An element as seen: raw name and label. Locators `role` and `label` carry the raw accessible name/label alone (the role is `role`). */
export interface ObservedTarget extends Omit<Target, 'bound'> {
  /** Default `content`. Use `interface` for static or actionable roles whose text the application's maker wrote. */
  readonly nameSlot?: Slot;
  /** Default `interface`: labels are written by the application's maker. */
  readonly labelSlot?: Slot;
  /** Where the value of the field stands; default `field`. */
  readonly valueSlot?: Slot;
  /** Needed whenever `field` is not `none`. */
  readonly facts?: FieldFacts;
  /** Raw texts of the element and of the cells of its row or list item (≤ 16): the gate sets `bound` if one equals a known value. */
  readonly near?: readonly string[];
}

/** A node of the outline as seen. */
export interface ObservedNode extends OutlineNode {
  /** Default `content`. */
  readonly nameSlot?: Slot;
  /** Default `field` if `field` is not `none`, else `content`. */
  readonly valueSlot?: Slot;
  readonly facts?: FieldFacts;
  /** Documents from the top one down to the node's own; needed if `framePath` is not empty, or no text of it is kept. */
  readonly urls?: readonly string[];
}

type Seen<E> = E extends { readonly target: Target }
  ? Omit<E, 'seq' | 'source' | 'target'> & { readonly target: ObservedTarget }
  : E extends { readonly target?: Target }
    ? Omit<E, 'seq' | 'source' | 'target'> & { readonly target?: ObservedTarget }
    : Omit<E, 'seq'>;

/** An event of the schema without what only the gate may decide. */
export type ObservedEvent =
  | Seen<PointerEvent>
  | Seen<KeyEvent>
  | Seen<TextEvent>
  | Seen<ChoiceEvent>
  | Seen<ScrollEvent>
  | Seen<FocusEvent>
  | Seen<WindowEvent>
  | Seen<NavigationEvent>
  | Seen<DialogEvent>
  | Seen<FileEvent>
  | Omit<Seen<ClipboardEvent>, 'link' | 'transform' | 'length'>
  | (Omit<Seen<OutlineEvent>, 'nodes'> & { readonly nodes: readonly ObservedNode[] })
  | Seen<TaskEvent>;

/** What a document says of itself: raw, read when the observation was made. */
export interface DocumentMarks {
  readonly title: string;
  readonly headings: readonly string[];
  /** Values of sensitivity labels in the document (`data-sensitivity`, `<meta name="classification">`). */
  readonly labels: readonly string[];
}

/** Where it happened. */
export interface ObservedFacts {
  /**
   * Full URLs of the documents from the top one down to the element's own, raw. The strictest decides.
   * For a desktop window: `app:` + its class or executable. Empty only for `task` events, which belong to no place.
   */
  readonly urls: readonly string[];
  /** The window is private (incognito); nothing of it passes. */
  readonly incognito: boolean;
  /** Slot of the event's own `text` / `title` / `route` / dialog text. Defaults: `field`, `title`, `url`, `content`; option labels of a choice: `content`. */
  readonly textSlot?: Slot;
  /** Raw text copied or pasted; for clipboard events. Leave it out if the field is secret. */
  readonly clipboard?: string;
  /** What the last of `urls` says of itself. Without it, titles and outlines alone tell what the document is. */
  readonly marks?: DocumentMarks;
  /** Raw values of the goal's slots, by name, on `task` start: they stay on the device as keyed tokens, until the task's finish. */
  readonly slots?: Readonly<Record<string, string>>;
}

/** One thing a source saw. */
export interface Observation {
  readonly event: ObservedEvent;
  readonly facts: ObservedFacts;
}

/** One box with text or picture in a visible document, in CSS pixels of the top viewport. */
export interface ObservedBox {
  readonly box: Box;
  /** `media`: picture, video, canvas, avatar. `indicator`: our own, left out of the decision. */
  readonly slot: Slot | 'media' | 'indicator';
  /** Raw text; an `interface` box stays visible only if redaction would keep it unchanged. */
  readonly text?: string;
  readonly facts?: FieldFacts;
}

/** One visible window or document (frame) in a screenshot. */
export interface ObservedArea {
  readonly urls: readonly string[];
  readonly incognito: boolean;
  /** What this document says of itself now. */
  readonly marks?: DocumentMarks;
  /** What it covers of the screenshot, in CSS pixels of the top viewport. */
  readonly box: Box;
  readonly boxes: readonly ObservedBox[];
  /** False if some visible text may be missing from `boxes`: the whole area is filled. */
  readonly complete: boolean;
}

/** A screenshot about to be kept. Boxes are collected before and after the shot; if they differ the frame is dropped. */
export interface ObservedFrame {
  /** The first area is the top document and covers the viewport. */
  readonly before: readonly ObservedArea[];
  readonly after: readonly ObservedArea[];
  /** Pixels of the screenshot per CSS pixel. */
  readonly scale: number;
}

/** What becomes the frame event once the pixels are blanked; `regions` and `covered` are the gate's. */
export type ObservedFrameEvent = Omit<FrameEvent, 'seq' | 'regions' | 'covered'>;
