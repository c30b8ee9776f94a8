// Events of one track in, steps in order out: one pass, bounded state.
//
// A step waits in a short queue until everything that may still belong to it has come: the second click, the
// commit with its value, a frame that was sealed later than it was taken, the frame after it. Rules live in rules/;
// this file owns the queue and what rules may do to it.

import type {
  DialogEvent,
  Event,
  FrameEvent,
  KeyEvent,
  OutlineEvent,
  Target,
  TextEvent,
} from '@overt/events';
import { Arrivals } from './arrivals.ts';
import { Corrections } from './corrections.ts';
import { Draft, type Press } from './draft.ts';
import { isSameElement } from './element.ts';
import { finishStep } from './finish-step.ts';
import {
  COMMIT_LONGEST_US,
  COMMIT_US,
  LATE_US,
  PRESS_LOST_US,
  SCROLL_GAP_US,
  TABS_KEPT,
  TYPING_GAP_US,
} from './limits.ts';
import type { EventCounts, Reducing } from './reducing.ts';
import { applyRules } from './rules/apply.ts';
import { giveUpPress } from './rules/pointer.ts';
import type { Outline, Step, StepType } from './step.ts';
import { TabState } from './tab-state.ts';

/** A task the participant declared, at its place between the steps. */
export interface TaskMark {
  readonly phase: 'start' | 'finish';
  readonly t_us: number;
  readonly type: string;
  readonly slots: readonly string[];
  readonly goal: string | null;
  readonly outcome: 'success' | 'failure' | 'unknown';
}

/** What leaves the reducer, in order: a step, with its outline when it refers to one, and with a task mark before or on it. */
export type Entry =
  | {
      readonly kind: 'step';
      readonly t: number;
      readonly step: Step;
      readonly outline: Outline | null;
      readonly task: TaskMark | null;
    }
  | { readonly kind: 'task'; readonly t: number; readonly task: TaskMark };

/** Only input can use a key that is held down. */
const USES_MODIFIERS: ReadonlySet<StepType> = new Set([
  'pointer.click',
  'scroll',
  'text.input',
  'key.press',
  'key.chord',
]);

export class TrackReducer implements Reducing {
  readonly track: string;
  readonly counts: EventCounts = { used: 0, context: 0, duplicates: 0 };
  readonly tabs = new Map<number, TabState>();
  active: TabState | null = null;

  // What rules keep between events.
  readonly presses = new Map<number, Press>();
  readonly keysDown = new Map<string, Draft>();
  readonly heldModifiers = new Map<string, { readonly event: KeyEvent; used: boolean }>();
  readonly dialogs = new Map<number, DialogEvent>();
  readonly committed: TextEvent[] = [];
  typing: Draft | null = null;
  scrolling: Draft | null = null;
  lastBeganAt = Number.NEGATIVE_INFINITY;

  readonly #emit: (entry: Entry) => void;
  readonly #offset: number;
  readonly #corrections = new Corrections();
  readonly #queue: Draft[] = [];
  readonly #arrivals = new Arrivals();
  #lastSeq = -1;
  /** The head of the queue may be ready, or something open may have expired, from this time on. */
  #wakeAt = Number.POSITIVE_INFINITY;

  /** @param offset µs added to the track's times to get the recording's. */
  constructor(track: string, emit: (entry: Entry) => void, offset = 0) {
    this.track = track;
    this.#emit = emit;
    this.#offset = offset;
  }

  /** Takes the next event of the track, in order of `seq`. An event seen before is counted and dropped. */
  push(event: Event): void {
    if (event.seq <= this.#lastSeq) {
      this.counts.duplicates += 1;
      return;
    }
    this.#lastSeq = event.seq;
    this.#arrivals.add(event);
    for (let next = this.#arrivals.next(); next !== undefined; next = this.#arrivals.next()) this.#take(next);
  }

  /** No more events: everything still open is closed as it is and emitted. */
  end(): void {
    for (const event of this.#arrivals.rest()) this.#take(event);
    for (const press of [...this.presses.values()]) giveUpPress(this, press);
    this.cutTyping();
    this.endScroll();
    for (const draft of this.#queue) draft.closed = true;
    this.#flush(Number.POSITIVE_INFINITY);
  }

  #take(event: Event): void {
    if (event.t >= this.#wakeAt) this.#advance(event.t);
    if (event.kind === 'frame') this.#onFrame(event);
    else if (event.kind === 'outline') this.#onOutline(event);
    else applyRules(this, event);
  }

  // ---- what rules do

  open(type: StepType, rule: string, event: { seq: number; t: number }, tab: number): Draft {
    if (this.scrolling !== null) this.endScroll();
    const draft = new Draft(type, rule, event, this.tabOf(tab));
    draft.tab.begun += 1;
    this.counts.used += 1;
    this.lastBeganAt = event.t;
    if (USES_MODIFIERS.has(type)) this.takeModifiers(draft);
    this.#queue.push(draft);
    this.#wakeBy(event.t);
    return draft;
  }

  close(draft: Draft, holdUntil = 0): void {
    draft.closed = true;
    draft.holdUntil = holdUntil;
  }

  tail(): Draft | null {
    return this.#queue.findLast((draft) => draft.type !== 'privacy.gap') ?? null;
  }

  *pendingFromLast(): Generator<Draft> {
    for (let i = this.#queue.length - 1; i >= 0; i--) yield this.#queue[i]!;
  }

  useLate(draft: Draft, event: { seq: number; t: number }): void {
    draft.use(event);
    this.counts.context -= 1;
    this.counts.used += 1;
  }

  takeModifiers(draft: Draft): void {
    for (const held of this.heldModifiers.values()) {
      if (held.used || held.event.t > draft.lastAt) continue;
      held.used = true;
      draft.sources.push(held.event.seq);
      this.counts.context -= 1;
      this.counts.used += 1;
    }
  }

  cutTyping(): void {
    const run = this.typing;
    if (run === null) return;
    this.typing = null;
    this.close(run);
    if (run.letters === 0 && run.keys !== null && run.edits?.every((edit) => edit.op === 'caret')) {
      run.type = 'key.press'; // an erasing key that erased nothing
      run.rule = 'key';
      run.edits = null;
      run.lastAt = run.end;
    } else if (run.type === 'text.input' && run.target === null && run.edits?.length === 0) {
      run.type = 'key.press'; // letters that went into no field anybody saw
      run.rule = 'key.unnamed';
      run.keys = ['Char'];
      run.count = run.letters;
      run.edits = null;
      run.partial = true;
    } else if (run.type === 'text.input') {
      run.keys = null;
      run.count = null;
    }
  }

  beginTyping(draft: Draft): void {
    draft.closed = false;
    this.typing = draft;
  }

  beginScroll(draft: Draft): void {
    this.scrolling = draft;
  }

  endScroll(): void {
    if (this.scrolling === null) return;
    this.close(this.scrolling);
    this.scrolling = null;
  }

  leaveFields(t: number, staying: Target | null): void {
    for (const draft of this.#queue) {
      if (draft.type !== 'text.input' || draft.committed || draft.leftAt <= t) continue;
      if (staying === null || !isSameElement(draft.target, staying)) draft.leftAt = t;
    }
  }

  tabOf(tab: number): TabState {
    let state = this.tabs.get(tab);
    if (state === undefined) {
      state = new TabState(tab);
      if (this.tabs.size >= TABS_KEPT) this.tabs.delete(this.tabs.keys().next().value!);
      this.tabs.set(tab, state);
    }
    return state;
  }

  // ---- snapshots

  #onFrame(event: FrameEvent): void {
    this.counts.context += 1;
    const tab = this.tabOf(event.tab);
    const snapshot = tab.addFrame(event, this.#begunBefore(tab, event.to));
    for (let i = 0; i < this.#queue.length; i++) {
      const draft = this.#queue[i]!;
      if (draft.tab !== tab && !(draft.detail?.of === 'switch' && draft.detail.tab === event.tab)) continue;
      if (
        draft.tab === tab &&
        event.to <= draft.start &&
        event.to > (draft.frame?.event.to ?? Number.NEGATIVE_INFINITY)
      )
        draft.frame = snapshot;
      if (
        draft.closed &&
        draft.after === null &&
        event.from >= draft.end &&
        event.to <= this.#nextActAfter(i)
      )
        draft.after = event;
    }
  }

  #onOutline(event: OutlineEvent): void {
    this.counts.context += 1;
    const tab = this.tabOf(event.tab);
    const snapshot = tab.addOutline(event, this.#begunBefore(tab, event.t));
    for (const draft of this.#queue)
      if (
        draft.tab === tab &&
        event.t <= draft.start &&
        event.t > (draft.outline?.event.t ?? Number.NEGATIVE_INFINITY)
      )
        draft.outline = snapshot;
  }

  #begunBefore(tab: TabState, t: number): number {
    let begun = tab.begun;
    for (const draft of this.#queue) if (draft.tab === tab && draft.start >= t) begun -= 1;
    return begun;
  }

  #nextActAfter(index: number): number {
    for (let i = index + 1; i < this.#queue.length; i++) {
      const draft = this.#queue[i]!;
      if (draft.type !== 'privacy.gap' && draft.task === null) return draft.start;
    }
    return Number.POSITIVE_INFINITY;
  }

  // ---- queue

  #wakeBy(t: number): void {
    if (t < this.#wakeAt) this.#wakeAt = t;
  }

  #advance(now: number): void {
    if (this.typing !== null && now - this.typing.lastAt > TYPING_GAP_US) this.cutTyping();
    if (this.scrolling !== null && now - this.scrolling.lastAt > SCROLL_GAP_US) this.endScroll();
    for (const press of this.presses.values()) if (now - press.t > PRESS_LOST_US) giveUpPress(this, press);
    this.#flush(now);
    const open = this.#queue.length;
    // Nothing waits: sleep until the next step begins. Otherwise look again soon, not at every event.
    this.#wakeAt = open === 0 ? Number.POSITIVE_INFINITY : now + 50_000;
  }

  #flush(now: number): void {
    let emitted = 0;
    for (const draft of this.#queue) {
      if (!draft.closed || now < this.#dueAt(draft, this.#queue[emitted + 1])) break;
      emitted += 1;
      this.#send(draft);
    }
    if (emitted > 0) this.#queue.splice(0, emitted);
  }

  #dueAt(draft: Draft, next: Draft | undefined): number {
    if (next === undefined) return Number.POSITIVE_INFINITY;
    let due = Math.max(draft.holdUntil, next.start + LATE_US);
    if (draft.type === 'text.input' && !draft.committed)
      due = Math.max(due, Math.min(draft.leftAt + COMMIT_US, next.start + COMMIT_LONGEST_US));
    return due;
  }

  #send(draft: Draft): void {
    draft.emitted = true;
    const t = draft.start + this.#offset;
    const { task } = draft;
    const mark: TaskMark | null = task && {
      phase: task.phase,
      t_us: t,
      type: task.type,
      slots: task.slots,
      goal: task.goal ?? null,
      outcome: task.outcome,
    };
    if (mark?.phase === 'start') {
      this.#emit({ kind: 'task', t, task: mark });
      return;
    }
    const { step, outline } = finishStep(draft, this.track, this.#offset);
    this.#emit({ kind: 'step', t, step: this.#corrections.link(step, draft), outline, task: mark });
  }
}
