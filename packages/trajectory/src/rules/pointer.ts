// Presses of a pointer button: click, multi-click, long press, drag.
//
// The count is the system's where it reports one; otherwise presses chain by *consecutive* intervals, so three
// clicks 400 ms apart are a triple. A press that never ends is a click with a missing release, not an invented one.

import type { PointerEvent } from '@overt/events';
import type { Draft, PathPoint, Press } from '../draft.ts';
import {
  DRAG_PX,
  LONG_PRESS_US,
  MULTI_CLICK_MAX,
  MULTI_CLICK_PX,
  MULTI_CLICK_US,
  PATH_POINTS,
  PATH_TOLERANCE_PX,
} from '../limits.ts';
import type { Reducing } from '../reducing.ts';
import { simplifyPath } from '../simplify-path.ts';

export function onPointer(track: Reducing, event: PointerEvent): void {
  switch (event.phase) {
    case 'move':
      if (track.presses.size > 0) for (const press of track.presses.values()) follow(press, event);
      track.counts.context += 1;
      return;
    case 'down':
      press(track, event);
      return;
    case 'up':
      release(track, event);
      return;
    case 'cancel':
      cancel(track, event);
      return;
  }
}

function press(track: Reducing, event: PointerEvent): void {
  const unreleased = track.presses.get(event.button);
  if (unreleased !== undefined) giveUpPress(track, unreleased);
  track.cutTyping();
  const previous = track.tail();
  let draft: Draft;
  if (previous !== null && continuesClick(previous, event)) {
    draft = previous;
    draft.use(event);
    draft.count = (draft.count ?? 1) + 1;
    draft.closed = false;
    draft.after = null;
    draft.rule = 'click.multiple';
    track.counts.used += 1;
  } else {
    draft = track.open('pointer.click', 'click', event, event.tab);
    draft.x = event.x;
    draft.y = event.y;
    draft.button = event.button;
    draft.count = 1;
    draft.modifiers = event.modifiers;
    draft.target = event.target ?? null;
  }
  draft.lastAt = event.t;
  draft.lastX = event.x;
  draft.lastY = event.y;
  const point = { x: event.x, y: event.y, seq: event.seq };
  track.presses.set(event.button, {
    draft,
    t: event.t,
    x: event.x,
    y: event.y,
    points: [point],
    strayed: false,
    cancelledBy: null,
  });
}

function continuesClick(previous: Draft, event: PointerEvent): boolean {
  if (previous.type !== 'pointer.click' || !previous.closed || previous.sealed) return false;
  if (previous.partial || previous.holdMs !== null) return false;
  if (previous.button !== event.button || previous.tab.tab !== event.tab) return false;
  if (previous.modifiers !== event.modifiers) return false;
  const count = previous.count ?? 1;
  if (event.count > 0) return event.count === count + 1;
  return (
    count < MULTI_CLICK_MAX &&
    event.t - previous.lastAt <= MULTI_CLICK_US &&
    Math.hypot(event.x - previous.lastX, event.y - previous.lastY) <= MULTI_CLICK_PX
  );
}

function follow(press: Press, event: PointerEvent): void {
  if (!press.strayed && Math.hypot(event.x - press.x, event.y - press.y) > DRAG_PX) press.strayed = true;
  press.points.push({ x: event.x, y: event.y, seq: event.seq });
  if (press.points.length > PATH_POINTS) press.points = press.points.filter((_, i) => i % 2 === 0);
}

function release(track: Reducing, event: PointerEvent): void {
  const press = track.presses.get(event.button);
  if (press === undefined) {
    const draft = track.open('raw', 'pointer.release-only', event, event.tab);
    draft.x = event.x;
    draft.y = event.y;
    draft.button = event.button;
    draft.target = event.target ?? null;
    draft.detail = { of: 'raw', kind: 'pointer.up' };
    draft.partial = true;
    track.close(draft);
    return;
  }
  track.presses.delete(event.button);
  const { draft } = press;
  if (Math.hypot(event.x - press.x, event.y - press.y) > DRAG_PX) press.strayed = true;
  if (press.strayed) {
    endDrag(track, press, { x: event.x, y: event.y, seq: event.seq });
    draft.target2 = event.target ?? null;
  } else if (event.t - press.t >= LONG_PRESS_US) {
    draft.rule = 'click.long';
    draft.holdMs = Math.round((event.t - press.t) / 1000);
  }
  if (press.cancelledBy !== null) track.useLate(draft, press.cancelledBy);
  draft.use(event);
  track.counts.used += 1;
  track.close(draft, event.t + MULTI_CLICK_US);
}

function endDrag(track: Reducing, press: Press, last: PathPoint): void {
  const { draft } = press;
  const path = simplifyPath([...press.points, last], PATH_TOLERANCE_PX);
  draft.type = 'pointer.drag';
  draft.rule = 'drag';
  draft.x = press.x;
  draft.y = press.y;
  draft.x2 = last.x;
  draft.y2 = last.y;
  draft.path = path;
  // The press is a source already and the release is added by its caller; moves in between were counted as context.
  for (const point of path.slice(1, -1)) {
    draft.sources.push(point.seq);
    track.counts.context -= 1;
    track.counts.used += 1;
  }
}

/** A cancelled press may still end: a browser cancels the pointer when a native drag begins, and the drop releases it. */
function cancel(track: Reducing, event: PointerEvent): void {
  for (const press of track.presses.values()) {
    if (press.cancelledBy !== null) continue;
    press.cancelledBy = event; // its coordinates mean nothing: browsers report 0, 0
    break;
  }
  track.counts.context += 1;
}

/** Closes a press whose release did not come: what was seen of it stays, what was not is not made up. */
export function giveUpPress(track: Reducing, press: Press): void {
  const { draft } = press;
  track.presses.delete(draft.button);
  draft.partial = true;
  const last = press.points.at(-1)!;
  if (press.strayed && press.points.length > 1) {
    press.points.pop();
    endDrag(track, press, last);
    draft.sources.push(last.seq);
    track.counts.context -= 1;
    track.counts.used += 1;
    draft.rule = 'drag.unreleased';
  } else if (press.cancelledBy !== null) {
    draft.type = 'raw';
    draft.rule = 'pointer.cancelled';
    draft.detail = { of: 'raw', kind: 'pointer.cancel' };
  } else draft.rule = 'click.unreleased';
  if (press.cancelledBy !== null) track.useLate(draft, press.cancelledBy);
  track.close(draft);
}
