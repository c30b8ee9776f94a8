// A step in the making. Mutable, private to the reducer; `finish-step.ts` turns it into the record.

import type { FrameEvent, OutlineEvent, PointerEvent, Target, TaskEvent, ValueSource } from '@overt/events';
import type { Edit, Point, StepDetail, StepType } from './step.ts';
import type { Snapshot, TabState } from './tab-state.ts';

export interface PathPoint extends Point {
  readonly seq: number;
}

export class Draft {
  type: StepType;
  rule: string;
  readonly seq: number;
  readonly tab: TabState;
  /** µs of the track. */
  readonly start: number;
  end: number;
  closed = false;
  /** Not emitted before this time: effects of it may still come. */
  holdUntil = 0;
  readonly sources: number[] = [];
  x: number | null = null;
  y: number | null = null;
  x2: number | null = null;
  y2: number | null = null;
  path: PathPoint[] | null = null;
  button = -1;
  count: number | null = null;
  holdMs: number | null = null;
  modifiers = 0;
  keys: string[] | null = null;
  dx: number | null = null;
  dy: number | null = null;
  text: string | null = null;
  edits: Edit[] | null = null;
  from: ValueSource | null = null;
  target: Target | null = null;
  target2: Target | null = null;
  detail: StepDetail | null = null;
  partial = false;
  correction = false;

  /** State of the tab when the step began. */
  readonly place: string;
  readonly window: number;
  readonly viewport: TabState['viewport'];
  readonly ordinal: number;
  readonly navigatedAt: number;
  readonly resizedAt: number;
  frame: Snapshot<FrameEvent> | null;
  after: FrameEvent | null = null;
  outline: Snapshot<OutlineEvent> | null;

  /** Last press or key of it, for multi-clicks, repeats and effects. */
  lastAt: number;
  lastX = 0;
  lastY = 0;
  /** A typing run: its value has arrived. */
  committed = false;
  /** A typing run: it removed something that stood in the field before it began. */
  replaced = false;
  /** A typing run: letters seen as keys. */
  letters = 0;
  /** Where in the field this run's own text lies, as far as known; for telling a self-correction from a deletion. */
  ownFrom = 0;
  ownTo = 0;
  /** The field lost the focus at this time: its value can only come within `COMMIT_US`. */
  leftAt = Number.POSITIVE_INFINITY;
  /** The participant began or finished a task here; a beginning is a mark, not a step. */
  task: TaskEvent | null = null;
  emitted = false;
  /** A page was loaded because of it. */
  navigated = false;
  /** The press that opened this closed with an effect of its own, so no second click joins it. */
  sealed = false;
  /** Reason the screen was not taken, if that is the last thing known about frames. */
  readonly frameGap: TabState['frameGap'];

  constructor(type: StepType, rule: string, at: { seq: number; t: number }, tab: TabState) {
    this.type = type;
    this.rule = rule;
    this.seq = at.seq;
    this.tab = tab;
    this.start = at.t;
    this.end = at.t;
    this.lastAt = at.t;
    this.sources.push(at.seq);
    this.place = tab.place;
    this.window = tab.window;
    this.viewport = tab.viewport;
    this.ordinal = tab.begun;
    this.navigatedAt = tab.navigatedAt;
    this.resizedAt = tab.resizedAt;
    this.frameGap = tab.frameGap;
    this.frame = tab.frameAt(at.t);
    this.outline = tab.outlineAt(at.t);
  }

  /** Takes `event` as a source of this step. */
  use(event: { seq: number; t: number }): void {
    this.sources.push(event.seq);
    if (event.t > this.end) this.end = event.t;
  }
}

/** A button that is down, and where the pointer went since. */
export interface Press {
  readonly draft: Draft;
  readonly t: number;
  readonly x: number;
  readonly y: number;
  points: PathPoint[];
  strayed: boolean;
  cancelledBy: PointerEvent | null;
}
