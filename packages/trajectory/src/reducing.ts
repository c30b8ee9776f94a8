// What a rule sees of the reducer: what is open now, and what it may do about it.

import type { DialogEvent, KeyEvent, Target, TextEvent } from '@overt/events';
import type { Draft, Press } from './draft.ts';
import type { StepType } from './step.ts';
import type { TabState } from './tab-state.ts';

/** Where every event went: `used` as a source of a step, `context` (moves, focus, frames, outlines…), or dropped as a `duplicate`. */
export interface EventCounts {
  used: number;
  context: number;
  duplicates: number;
}

export interface Reducing {
  readonly counts: EventCounts;
  readonly tabs: ReadonlyMap<number, TabState>;
  /** The tab in front. */
  active: TabState | null;
  readonly presses: Map<number, Press>;
  /** The step each key that is down belongs to. */
  readonly keysDown: Map<string, Draft>;
  readonly heldModifiers: Map<string, { readonly event: KeyEvent; used: boolean }>;
  /** Native dialogs that are open, by tab. */
  readonly dialogs: Map<number, DialogEvent>;
  /** The last values of fields, newest first. */
  readonly committed: TextEvent[];
  readonly typing: Draft | null;
  readonly scrolling: Draft | null;
  readonly lastBeganAt: number;

  /** Begins a step; a running scroll ends, because something else is being done. */
  open(type: StepType, rule: string, event: { seq: number; t: number }, tab: number): Draft;
  /** Ends a step; it may still take effects until `holdUntil`. */
  close(draft: Draft, holdUntil?: number): void;
  /** The last step begun, if it has not left yet. A gap is passed over: it does not come between an act and its effect. */
  tail(): Draft | null;
  /** Steps that have not left yet, the last one first. */
  pendingFromLast(): Iterable<Draft>;
  /** Takes an event that had been counted as context as a source after all. */
  useLate(draft: Draft, event: { seq: number; t: number }): void;
  /** The modifier keys now down belong to the first step that uses them. */
  takeModifiers(draft: Draft): void;
  /** Makes `draft` the typing run that goes on. */
  beginTyping(draft: Draft): void;
  cutTyping(): void;
  /** Makes `draft` the scroll burst that goes on. */
  beginScroll(draft: Draft): void;
  endScroll(): void;
  /** Every field but `staying` lost the focus: values that have not come by now will not come late. */
  leaveFields(t: number, staying: Target | null): void;
  tabOf(tab: number): TabState;
}
