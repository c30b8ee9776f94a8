// Scroll bursts: ticks of one direction, at most 400 ms apart, on one tab.

import type { ScrollEvent } from '@overt/events';
import { SCROLL_GAP_US, SCROLL_TICKS } from '../limits.ts';
import type { Reducing } from '../reducing.ts';

export function onScroll(track: Reducing, event: ScrollEvent): void {
  let draft = track.scrolling;
  if (
    draft === null ||
    draft.tab.tab !== event.tab ||
    event.t - draft.lastAt > SCROLL_GAP_US ||
    draft.count! >= SCROLL_TICKS ||
    draft.modifiers !== event.modifiers ||
    turned(draft.dx!, event.dx) ||
    turned(draft.dy!, event.dy)
  ) {
    track.endScroll();
    draft = track.open('scroll', 'scroll.burst', event, event.tab);
    draft.x = event.x;
    draft.y = event.y;
    draft.dx = event.dx;
    draft.dy = event.dy;
    draft.count = 1;
    draft.modifiers = event.modifiers;
    draft.target = event.target ?? null;
    track.beginScroll(draft);
    return;
  }
  draft.use(event);
  draft.lastAt = event.t;
  draft.dx! += event.dx;
  draft.dy! += event.dy;
  draft.count! += 1;
  track.counts.used += 1;
}

function turned(sum: number, delta: number): boolean {
  return sum * delta < 0;
}
