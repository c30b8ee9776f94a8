// One rule per kind of event; what no rule knows becomes a raw step.

import type { Event, FrameEvent, OutlineEvent } from '@overt/events';
import type { Reducing } from '../reducing.ts';
import { onChoice } from './choice.ts';
import { onClipboard } from './clipboard.ts';
import { onNavigation, onWindow } from './context.ts';
import { onKey } from './key.ts';
import { onDialog, onFile, onFocus, onGap, onTask } from './marks.ts';
import { onPointer } from './pointer.ts';
import { onScroll } from './scroll.ts';
import { onText } from './typing.ts';

export function applyRules(track: Reducing, event: Exclude<Event, FrameEvent | OutlineEvent>): void {
  switch (event.kind) {
    case 'pointer':
      onPointer(track, event);
      break;
    case 'key':
      onKey(track, event);
      break;
    case 'text':
      onText(track, event);
      break;
    case 'choice':
      onChoice(track, event);
      break;
    case 'scroll':
      onScroll(track, event);
      break;
    case 'focus':
      onFocus(track, event);
      break;
    case 'window':
      onWindow(track, event);
      break;
    case 'navigation':
      onNavigation(track, event);
      break;
    case 'clipboard':
      onClipboard(track, event);
      break;
    case 'dialog':
      onDialog(track, event);
      break;
    case 'file':
      onFile(track, event);
      break;
    case 'task':
      onTask(track, event);
      break;
    case 'gap':
      onGap(track, event);
      break;
    default:
      onUnknown(track, event);
  }
}

/** A kind of event a newer recorder wrote: kept as seen, not interpreted. */
function onUnknown(track: Reducing, event: { seq: number; t: number; kind: string }): void {
  const draft = track.open('raw', 'raw', event, track.active?.tab ?? 0);
  draft.detail = { of: 'raw', kind: event.kind };
  draft.partial = true;
  track.close(draft);
}
