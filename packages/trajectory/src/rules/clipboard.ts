// Copy, cut and paste. The chord that caused one is part of it; the link number ties a paste to its copy.

import type { ClipboardEvent } from '@overt/events';
import type { Draft } from '../draft.ts';
import { EFFECT_US } from '../limits.ts';
import type { Reducing } from '../reducing.ts';
import type { StepDetail, StepType } from '../step.ts';

const CHORDS = {
  copy: new Set(['c', 'Insert']),
  cut: new Set(['x', 'Delete']),
  paste: new Set(['v', 'Insert']),
} as const;
const TYPES = {
  copy: 'clipboard.copy',
  cut: 'clipboard.cut',
  paste: 'clipboard.paste',
} as const satisfies Record<ClipboardEvent['op'], StepType>;

export function onClipboard(track: Reducing, event: ClipboardEvent): void {
  track.cutTyping();
  const type = TYPES[event.op];
  let draft = track.tail();
  if (draft !== null && isRepeat(draft, event, type)) {
    draft.use(event);
    track.counts.used += 1;
    return;
  }
  if (draft !== null && isChordFor(draft, event)) {
    draft.type = type;
    draft.rule = 'clipboard.chord';
    draft.use(event);
    draft.closed = true;
    track.counts.used += 1;
  } else {
    draft = track.open(type, 'clipboard', event, event.tab);
    track.close(draft, event.t + EFFECT_US);
  }
  draft.lastAt = event.t;
  draft.target = event.target ?? draft.target;
  draft.detail = detailOf(event);
  if (event.source !== undefined) draft.from = event.source;
  else if (event.op === 'paste' && event.link > 0)
    draft.from = { from: 'copy', link: event.link, transform: event.transform };
}

function detailOf(event: ClipboardEvent): StepDetail {
  const { link, format, length, transform } = event;
  return { of: 'clipboard', link, format, length, transform };
}

/** One keystroke may be reported once per format. */
function isRepeat(draft: Draft, event: ClipboardEvent, type: StepType): boolean {
  return (
    draft.type === type &&
    !draft.sealed &&
    draft.tab.tab === event.tab &&
    draft.detail?.of === 'clipboard' &&
    draft.detail.link === event.link &&
    event.t - draft.lastAt <= 50_000
  );
}

function isChordFor(draft: Draft, event: ClipboardEvent): boolean {
  const key = draft.keys?.at(-1);
  return (
    draft.type === 'key.chord' &&
    key !== undefined &&
    CHORDS[event.op].has(key) &&
    draft.tab.tab === event.tab &&
    event.t - draft.lastAt <= EFFECT_US
  );
}
