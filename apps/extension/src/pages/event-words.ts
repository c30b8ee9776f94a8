// One line for people per stored event: what happened, on what, with which text as it is stored.

import type { Event, Target } from '@overt/events';
import { reasonInWords } from '@overt/policy';
import { counted, placeInWords } from './words.ts';

const POINTER = { down: 'pressed', up: 'let go', move: 'pointer moved', cancel: 'press given up' } as const;
const WINDOW = {
  open: 'opened',
  close: 'closed',
  activate: 'brought to the front',
  resize: 'resized',
  title: 'titled',
} as const;

const on = (target: Target | undefined): string =>
  target
    ? ` · ${target.role}${target.name ? ` “${target.name}”` : target.label ? ` beside “${target.label}”` : ''}`
    : '';
const said = (text: string | undefined): string => (text ? ` “${text}”` : '');

function sourceOf(event: Event): string {
  const source = 'source' in event ? event.source : undefined;
  if (!source || source.from === 'typed') return '';
  if (source.from === 'slot') return ` (the goal’s {${source.slot}})`;
  if (source.from === 'copy') return ` (copy ${source.link})`;
  return ' (a value that stood on the screen)';
}

export function eventInWords(event: Event): string {
  switch (event.kind) {
    case 'pointer':
      return `${POINTER[event.phase]}${on(event.target)}`;
    case 'key':
      return `key ${event.key}${event.phase === 'up' ? ' let go' : ''}${on(event.target)}`;
    case 'text':
      return event.op === 'commit'
        ? `text is now${said(event.text) || ' withheld'}${sourceOf(event)}${on(event.target)}`
        : `text edited: ${event.removed} out, at most ${event.inserted} in${on(event.target)}`;
    case 'choice':
      return `${event.op}${said(event.text)}${sourceOf(event)}${on(event.target)}`;
    case 'scroll':
      return `scrolled by ${Math.round(event.dx)}, ${Math.round(event.dy)}`;
    case 'focus':
      return `focus ${event.phase === 'in' ? 'on' : 'off'}${on(event.target)}`;
    case 'clipboard':
      return `${event.op}, value ${event.link || 'from outside'}${on(event.target)}`;
    case 'navigation':
      return `went to ${placeInWords(event.place)}${event.route ? ` ${event.route}` : ''} (${event.cause})`;
    case 'window':
      return `${event.level} ${WINDOW[event.change]} · ${placeInWords(event.place)}${said(event.title)}`;
    case 'gap':
      return `withheld: ${event.count} ${reasonInWords(event.reason)}`;
    case 'outline':
      return `${counted(event.nodes.length, 'element')} on the screen`;
    case 'frame':
      return `picture ${event.frame}, ${(event.covered / 10).toFixed(0)} % covered`;
    case 'task':
      return event.phase === 'start' ? `task began${said(event.goal)}` : `task ended: ${event.outcome}`;
    case 'dialog':
      return `${event.dialog} ${event.outcome}${said(event.text)}`;
    case 'file':
      return `${event.op}${event.extension ? ` .${event.extension}` : ''}`;
  }
}
