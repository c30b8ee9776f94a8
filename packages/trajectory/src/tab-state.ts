// What the reducer remembers of one tab (or of a desktop, which is one tab numbered 0).

import type { FrameEvent, OutlineEvent } from '@overt/events';
import { FRAMES_KEPT, OUTLINES_KEPT } from './limits.ts';
import type { NoneReason } from './step.ts';

/** A frame or an outline, and how many steps of its tab had begun when it was taken. */
export interface Snapshot<E> {
  readonly event: E;
  readonly ordinal: number;
}

export class TabState {
  readonly tab: number;
  window = 0;
  place = 'unknown';
  title: string | null = null;
  viewport: { readonly width: number; readonly height: number; readonly scale: number } | null = null;
  /** Steps that began here. */
  begun = 0;
  navigatedAt = Number.NEGATIVE_INFINITY;
  resizedAt = Number.NEGATIVE_INFINITY;
  /** The tab was opened at this time by the event with this number. */
  opened: { readonly t: number; readonly seq: number } | null = null;
  frameGap: { readonly t: number; readonly reason: NoneReason } | null = null;
  readonly frames: Snapshot<FrameEvent>[] = [];
  readonly outlines: Snapshot<OutlineEvent>[] = [];

  constructor(tab: number) {
    this.tab = tab;
  }

  /** The last frame whose grab had ended at `t`. */
  frameAt(t: number): Snapshot<FrameEvent> | null {
    for (let i = this.frames.length - 1; i >= 0; i--) {
      const frame = this.frames[i]!;
      if (frame.event.to <= t) return frame;
    }
    return null;
  }

  /** The last outline taken at or before `t`. */
  outlineAt(t: number): Snapshot<OutlineEvent> | null {
    for (let i = this.outlines.length - 1; i >= 0; i--) {
      const outline = this.outlines[i]!;
      if (outline.event.t <= t) return outline;
    }
    return null;
  }

  addFrame(event: FrameEvent, ordinal: number): Snapshot<FrameEvent> {
    const snapshot = { event, ordinal };
    this.frames.push(snapshot);
    if (this.frames.length > FRAMES_KEPT) this.frames.shift();
    return snapshot;
  }

  addOutline(event: OutlineEvent, ordinal: number): Snapshot<OutlineEvent> {
    const snapshot = { event, ordinal };
    this.outlines.push(snapshot);
    if (this.outlines.length > OUTLINES_KEPT) this.outlines.shift();
    return snapshot;
  }
}
