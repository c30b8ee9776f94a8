// Typing runs: keys, edits and the commit that carries the value.
//
// Edits stay in, with what was deleted again: a self-correction is what an agent should learn, not noise. A run is
// cut at a change of element, a pause, Enter or Tab, or a press; the value belongs to the last run before its commit.

import type { KeyEvent, Target, TextEvent } from '@overt/events';
import type { Draft } from '../draft.ts';
import { isSameElement } from '../element.ts';
import { EDITS_KEPT, EFFECT_US, LATE_US, TYPING_GAP_US } from '../limits.ts';
import type { Reducing } from '../reducing.ts';

export function onText(track: Reducing, event: TextEvent): void {
  if (event.op === 'commit') commit(track, event);
  else edit(track, event);
}

function edit(track: Reducing, event: TextEvent): void {
  const run = continuedRun(track, event.tab, event.t, event.target);
  if (run !== null) {
    run.use(event);
    track.counts.used += 1;
    addEdit(run, event);
    return;
  }
  track.cutTyping();
  const cause = track.tail();
  if (cause !== null && absorbsEdit(cause, event)) {
    cause.use(event);
    cause.sealed = true;
    if (cause.type === 'clipboard.paste' && event.op === 'replace' && event.removed > 0)
      cause.replaced = true;
    track.counts.used += 1;
    if (opensEditor(cause, event)) cause.target = event.target;
    cause.target ??= event.target;
    if (cause.type === 'key.press' && (isErasing(cause.keys?.[0]) || isUnnamedLetter(cause)))
      becomeRun(track, cause, event);
    return;
  }
  const draft = openRun(track, 'text.run', event, event.target);
  addEdit(draft, event);
}

/** The open run if `target` is still its element and it has not paused for too long. */
export function continuedRun(
  track: Reducing,
  tab: number,
  t: number,
  target: Target | undefined,
): Draft | null {
  const run = track.typing;
  if (run === null || run.tab.tab !== tab || t - run.lastAt > TYPING_GAP_US) return null;
  if (target === undefined || run.target === null) return run;
  return isSameElement(run.target, target) ? run : null;
}

/** A letter: the key event says that one was typed, never which. */
export function onLetter(track: Reducing, event: KeyEvent): void {
  let run = continuedRun(track, event.tab, event.t, event.target);
  if (run === null) {
    track.cutTyping();
    run = openRun(track, 'text.keys', event, event.target);
  } else {
    run.use(event);
    run.lastAt = event.t;
    track.counts.used += 1;
    track.takeModifiers(run);
  }
  run.letters += 1;
  track.keysDown.set(event.key, run);
}

export function openRun(track: Reducing, rule: string, event: KeyEvent | TextEvent, target?: Target): Draft {
  const draft = track.open('text.input', rule, event, event.tab);
  draft.target = target ?? null;
  draft.edits = [];
  draft.ownFrom = draft.ownTo = -1;
  track.beginTyping(draft);
  return draft;
}

function addEdit(run: Draft, event: TextEvent): void {
  const { op, at, removed, inserted } = event;
  if (op === 'commit') return;
  run.lastAt = event.t;
  run.target ??= event.target;
  if (run.rule === 'text.keys') run.rule = 'text.run';
  run.edits ??= [];
  if (op !== 'insert' && removed > 0) {
    const had = run.ownTo > run.ownFrom;
    const inside = had && (at < 0 || (at < run.ownTo && at + removed > run.ownFrom));
    if (inside) run.correction = true;
    if (!had || (at >= 0 && (at < run.ownFrom || at + removed > run.ownTo))) run.replaced = true;
    if (had) {
      run.ownTo =
        at >= 0 && at + removed <= run.ownFrom ? run.ownTo : Math.max(run.ownFrom, run.ownTo - removed);
      if (at >= 0 && at < run.ownFrom) {
        const shift = Math.min(run.ownFrom - at, removed);
        run.ownFrom -= shift;
        run.ownTo = Math.max(run.ownFrom, run.ownTo - shift);
      }
    }
  }
  if (op !== 'delete' && inserted > 0) {
    if (run.ownTo <= run.ownFrom) {
      run.ownFrom = Math.max(at, 0);
      run.ownTo = run.ownFrom + inserted;
    } else {
      run.ownFrom = at >= 0 ? Math.min(run.ownFrom, at) : run.ownFrom;
      run.ownTo += inserted;
    }
  }
  if (run.edits.length < EDITS_KEPT) run.edits.push({ op, at, removed, inserted });
  else run.partial = true;
}

function isErasing(key: string | undefined): boolean {
  return key === 'Backspace' || key === 'Delete';
}

/** A key press turns out to have been the first of a typing run. */
function becomeRun(track: Reducing, cause: Draft, event: TextEvent): void {
  cause.type = 'text.input';
  cause.rule = 'text.run';
  cause.keys = null;
  cause.count = null;
  cause.partial = false;
  addEdit(cause, event);
  track.beginTyping(cause);
}

/** A letter that was pressed where nothing can be typed: which one is not known. */
function isUnnamedLetter(cause: Draft): boolean {
  return cause.type === 'key.press' && cause.rule === 'key.unnamed' && cause.count === 1;
}

/** A letter on a cell opened its editor and went into it: the run that follows began with this key. */
function opensEditor(cause: Draft, event: TextEvent): boolean {
  return isUnnamedLetter(cause) && event.op !== 'delete' && event.inserted === 1;
}

/** Whether an edit is the effect of the step just before it, and not typing of its own. One edit per cause. */
function absorbsEdit(cause: Draft, event: TextEvent): boolean {
  if (cause.sealed || cause.tab.tab !== event.tab || event.t - cause.lastAt > EFFECT_US) return false;
  if (opensEditor(cause, event)) return true;
  if (cause.target !== null && !isSameElement(cause.target, event.target)) return false;
  const inserts = event.op !== 'delete';
  const key = cause.keys?.at(-1);
  switch (cause.type) {
    case 'clipboard.paste':
      return inserts;
    case 'clipboard.cut':
      return event.removed > 0;
    case 'key.press':
      if (isErasing(key)) return event.op === 'delete';
      if (key === 'Enter') return inserts && event.inserted <= 2 && event.target.field !== 'text';
      return key === 'Space' && inserts && event.inserted <= 1;
    case 'key.chord':
      if (isErasing(key)) return event.op === 'delete';
      if (key === 'z' || key === 'y') return true;
      return (key === 'v' && inserts) || (key === 'x' && !inserts) || (key === 'Enter' && inserts);
    default:
      return false;
  }
}

/** The value of a field after a run: it belongs to the last run (or paste) on the element that has none yet. */
function commit(track: Reducing, event: TextEvent): void {
  const draft = awaitingRun(track, event);
  if (draft !== null) {
    draft.sources.push(event.seq);
    draft.text = event.text ?? null;
    draft.from = event.source ?? draft.from;
    draft.target ??= event.target;
    draft.committed = true;
    track.counts.used += 1;
    if (draft === track.typing) track.cutTyping();
  } else if (event.text !== undefined && track.committed.some((before) => isRepeated(before, event))) {
    track.counts.context += 1; // the field was left again with the value it was left with before
    return;
  } else {
    track.cutTyping();
    const filled = track.open('text.input', 'text.commit-only', event, event.tab);
    filled.target = event.target;
    filled.text = event.text ?? null;
    filled.from = event.source ?? null;
    filled.committed = true;
    filled.partial = true;
    track.close(filled, event.t + LATE_US);
  }
  track.committed.unshift(event);
  if (track.committed.length > 8) track.committed.pop();
}

function isRepeated(before: TextEvent, event: TextEvent): boolean {
  return before.tab === event.tab && before.text === event.text && isSameElement(before.target, event.target);
}

function awaitingRun(track: Reducing, event: TextEvent): Draft | null {
  const { typing } = track;
  if (
    typing !== null &&
    typing.tab.tab === event.tab &&
    isSameElement(typing.target ?? event.target, event.target)
  )
    return typing;
  for (const draft of track.pendingFromLast()) {
    if (draft.committed || draft.tab.tab !== event.tab) continue;
    if (draft.type !== 'text.input' && !(draft.sealed && draft.type.startsWith('clipboard.'))) continue;
    if (isSameElement(draft.target ?? event.target, event.target)) return draft;
  }
  return null;
}
