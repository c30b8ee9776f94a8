// Choices: an option of a select, a check box, a date. The click or key that made the choice is part of it; a click
// that only opened a list stays a step of its own.

import type { ChoiceEvent } from '@overt/events';
import type { Draft } from '../draft.ts';
import { isSameElement } from '../element.ts';
import { EFFECT_US } from '../limits.ts';
import type { Reducing } from '../reducing.ts';

const OPTION_ROLES = new Set(['option', 'menuitemradio', 'menuitemcheckbox', 'treeitem', 'gridcell']);

export function onChoice(track: Reducing, event: ChoiceEvent): void {
  const toggles = event.op === 'check' || event.op === 'uncheck';
  const type = toggles ? 'select.toggle' : 'select.option';
  const { typing } = track;
  const cause =
    typing !== null && typing.tab.tab === event.tab && isSameElement(typing.target, event.target)
      ? typing
      : track.tail();
  track.cutTyping();
  let draft: Draft;
  if (cause !== null && causes(cause, event, toggles)) {
    draft = cause;
    draft.rule =
      cause.type === 'pointer.click'
        ? 'choice.click'
        : cause.type === 'text.input'
          ? 'choice.typed'
          : 'choice.key';
    draft.type = type;
    draft.use(event);
    draft.committed = true;
    track.counts.used += 1;
  } else {
    draft = track.open(type, 'choice', event, event.tab);
    track.close(draft);
  }
  draft.sealed = true;
  draft.target = event.target;
  draft.text = event.text ?? null;
  draft.from = event.source ?? null;
  draft.detail = { of: 'choice', op: event.op, index: event.index };
}

function causes(draft: Draft, event: ChoiceEvent, toggles: boolean): boolean {
  if (draft.tab.tab !== event.tab || draft.sealed || draft.partial) return false;
  const soon = event.t - draft.end <= EFFECT_US;
  switch (draft.type) {
    case 'pointer.click':
      if (!soon || draft.button !== 0 || draft.count !== 1) return false;
      return toggles || OPTION_ROLES.has(draft.target?.role ?? '');
    case 'key.press':
      return soon && isSameElement(draft.target, event.target);
    case 'text.input':
      return isSameElement(draft.target, event.target);
    default:
      return false;
  }
}
