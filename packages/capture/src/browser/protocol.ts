// What page scripts and the worker say to each other. Raw strings travel here, in memory only, and end at the gate.

import type { Box } from '@overt/events';
import type { SurfaceRule } from '@overt/policy';
import type { DocumentMarks, ObservedBox, ObservedEvent, ObservedNode } from '../gate/observation.ts';

type FromPage = 'pointer' | 'key' | 'text' | 'choice' | 'scroll' | 'focus' | 'clipboard' | 'dialog' | 'file';
type Without<E> = E extends { readonly kind: FromPage } ? Omit<E, 't' | 'tab'> : never;
/** An event as a page script sees it; boxes and points in the coordinates of its own frame. */
export type PageEvent = Without<ObservedEvent>;

export interface PageObservation {
  /** Wall-clock time of the input, ms since 1970 with fractions, of the page's clock. */
  readonly at: number;
  readonly event: PageEvent;
  /** Raw clipboard text of `clipboard` events; absent for secrets. */
  readonly clipboard?: string;
}

export interface PageBatch {
  readonly say: 'batch';
  /** Random name of the document, so that a batch sent twice is kept once. */
  readonly document: string;
  readonly batch: number;
  /** The page's clock when it was sent. */
  readonly sentAt: number;
  readonly observations: readonly PageObservation[];
  /** What the document says of itself when it was sent. */
  readonly marks?: DocumentMarks;
  /** Observations shed since the last batch, because the page was too fast. */
  readonly shed: number;
}
/** First words of a page script. The worker answers whether it may observe. */
export interface PageHello {
  readonly say: 'hello';
  readonly document: string;
  /** Place of this frame among its parent's frames; -1 at the top or unknown. */
  readonly index: number;
  /** Viewport in CSS pixels, and device pixels per CSS pixel. */
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}
/** The page came to rest after an input or a navigation: the moment for an outline and a frame. */
export interface PageSettled {
  readonly say: 'settled';
  readonly document: string;
  readonly cause: SettleCause;
  /** False if it was still moving when the longest wait was over. */
  readonly stable: boolean;
}
/** `still`: nothing happened since the last look, and the person may be about to act. */
export type SettleCause = 'load' | 'input' | 'scroll' | 'change' | 'still';
/** The indicator is visible, or no longer. */
export interface PageIndicator {
  readonly say: 'indicator';
  readonly shown: boolean;
}
/** A page's use of microphone, camera or screen capture began or ended. */
export interface PageMedia {
  readonly say: 'media';
  readonly call: boolean;
  readonly sharing: boolean;
}
/** What the extension's own hidden document says of the battery: its charge in percent, or nothing while on mains. */
export interface BatteryReport {
  readonly say: 'battery';
  readonly percent: number | undefined;
}
export type PageMessage = PageBatch | PageHello | PageSettled | PageIndicator | PageMedia;

/** `observe` carries on; `stop` makes the page script remove every listener and fall silent. */
export interface PageAnswer {
  readonly answer: 'observe' | 'stop';
  /** To `hello`: what the catalogue knows of the parts of this place. */
  readonly surfaces?: readonly SurfaceRule[];
}

export interface WorkerAsk {
  readonly ask: 'view' | 'frames' | 'stop' | 'flush';
  /** For `view`: whether the outline is wanted too. */
  readonly outline?: boolean;
  /** For `stop`: whether the page goes on saying when a call ends. */
  readonly stays?: 'nothing' | 'media';
}

/** An outline node before redaction, in frame coordinates. */
export type RawOutlineNode = Omit<ObservedNode, 'framePath'>;

/** What a frame shows now. Two views with equal `epoch` saw the same pixels, as far as scripts can know. */
export interface FrameView {
  readonly document: string;
  readonly index: number;
  readonly epoch: string;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  /** Boxes in frame coordinates. */
  readonly boxes: readonly ObservedBox[];
  readonly frames: readonly ChildFrame[];
  readonly outline?: { readonly nodes: readonly RawOutlineNode[]; readonly truncated: boolean };
  /** What the document says of itself now. */
  readonly marks?: DocumentMarks;
  /** False if something shown may be missing from `boxes`. */
  readonly complete: boolean;
}
/** Where a child frame lies: its content box, in this frame's coordinates. */
export interface ChildFrame {
  readonly index: number;
  readonly box: Box;
}
/** Answer to `frames`. */
export interface FramePlaces {
  readonly index: number;
  readonly frames: readonly ChildFrame[];
}
