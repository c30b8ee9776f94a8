// Dialogs, files, gaps and declared tasks.

import type { DialogEvent, FileEvent, FocusEvent, GapEvent, TaskEvent } from '@overt/events';
import { isSameElement } from '../element.ts';
import type { Reducing } from '../reducing.ts';
import type { NoneReason } from '../step.ts';

/** Focus is context; leaving a field cuts the run in it. */
export function onFocus(track: Reducing, event: FocusEvent): void {
  track.counts.context += 1;
  const same = track.typing !== null && isSameElement(track.typing.target ?? event.target, event.target);
  if (track.typing !== null && (event.phase === 'out' ? same : !same)) track.cutTyping();
  if (event.phase === 'in') track.leaveFields(event.t, event.target);
}

/** Native dialogs block the page: their outcome is an act of its own. A modal of the page is in the outline. */
export function onDialog(track: Reducing, event: DialogEvent): void {
  if (event.dialog === 'modal') {
    track.counts.context += 1;
    return;
  }
  if (event.outcome === 'opened') {
    track.dialogs.set(event.tab, event);
    track.counts.context += 1;
    return;
  }
  track.cutTyping();
  const draft = track.open('dialog', 'dialog', event, event.tab);
  const opened = track.dialogs.get(event.tab);
  if (opened !== undefined) {
    track.dialogs.delete(event.tab);
    draft.sources.push(opened.seq);
    track.counts.context -= 1;
    track.counts.used += 1;
  }
  draft.text = event.text ?? opened?.text ?? null;
  draft.detail = { of: 'dialog', dialog: event.dialog, outcome: event.outcome };
  track.close(draft);
}

export function onFile(track: Reducing, event: FileEvent): void {
  track.cutTyping();
  const draft = track.open('file', 'file', event, event.tab);
  draft.detail = { of: 'file', op: event.op, extension: event.extension, files: event.count };
  track.close(draft);
}

/** A frame that was not taken is a reason for a missing frame; anything else withheld is a hole in the work. */
export function onGap(track: Reducing, event: GapEvent): void {
  if (event.reason === 'frame-moved' || event.reason === 'frame-quota' || event.reason === 'frame-denied') {
    const reason: NoneReason = event.reason;
    for (const tab of track.tabs.values()) tab.frameGap = { t: event.t, reason };
    track.counts.context += 1;
    return;
  }
  const [tail] = track.pendingFromLast();
  if (tail?.type === 'privacy.gap' && tail.detail?.of === 'gap' && tail.detail.reason === event.reason) {
    tail.use(event);
    tail.detail = { of: 'gap', reason: event.reason, withheld: tail.detail.withheld + event.count };
    track.counts.used += 1;
    return;
  }
  const draft = track.open('privacy.gap', 'gap', event, track.active?.tab ?? 0);
  draft.detail = { of: 'gap', reason: event.reason, withheld: event.count };
  track.close(draft);
}

export function onTask(track: Reducing, event: TaskEvent): void {
  track.cutTyping();
  const draft = track.open('finish', 'task', event, track.active?.tab ?? 0);
  draft.task = event;
  if (event.phase === 'finish') draft.detail = { of: 'finish', status: event.outcome };
  track.close(draft);
}
