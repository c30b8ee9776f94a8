// One plain sentence per step, as a colleague would say it. Withheld values are named by where they came from.

import type { Step } from '@overt/trajectory';

const quoted = (name: string | null): string => (name ? ` “${name}”` : '');

function targetOf(step: Step): string {
  const target = step.target;
  if (!target) return 'the page';
  const role = target.role === 'generic' ? 'element' : target.role;
  return `the ${role}${quoted(target.name ?? target.label)}`;
}

/** Where a value came from: `the goal's customer`, `copy 2`, or nothing if it was simply typed. */
export function sourceOf(step: Step): string {
  const source = step.value_from;
  if (!source || source.from === 'typed') return '';
  const changed = source.transform === 'equal' ? '' : ` (${source.transform})`;
  if (source.from === 'copy') return `copy ${source.link}${changed}`;
  if (source.from === 'slot') return `the goal’s {${source.slot}}${changed}`;
  return `what was visible in a ${source.role}${changed}`;
}

const CLICKS = ['', 'Click', 'Double-click', 'Triple-click'];

function pressed(step: Step): string {
  return [...step.modifiers, ...(step.keys ?? [])].join('+') || 'a key';
}

function arrival(step: Step): string {
  const detail = step.detail;
  if (detail?.of === 'navigation')
    return `Arrive at ${detail.place}${detail.route ? ` ${detail.route}` : ''}`;
  if (detail?.of === 'switch') return `Switch to ${detail.title ?? detail.place} in tab ${detail.tab}`;
  return 'Arrive at a page';
}

function withheld(step: Step): string {
  return step.detail?.of === 'gap'
    ? `Withheld here: ${step.detail.reason}, ${step.detail.withheld} observations`
    : 'Withheld here';
}

function chosen(step: Step): string {
  const op = step.detail?.of === 'choice' ? step.detail.op : 'select';
  if (op === 'check' || op === 'uncheck') return `${op === 'check' ? 'Tick' : 'Untick'} ${targetOf(step)}`;
  return `Choose ${sourceOf(step) || (step.text ? `“${step.text}”` : 'an option')} in ${targetOf(step)}`;
}

/** A sentence for `step`; every type of the vocabulary has one. */
export function sentence(step: Step): string {
  switch (step.type) {
    case 'pointer.click':
      return `${CLICKS[step.count ?? 1] ?? 'Click'} ${targetOf(step)}`;
    case 'pointer.drag':
      return `Drag ${targetOf(step)}`;
    case 'scroll':
      return `Scroll ${(step.scroll_dy ?? 0) < 0 ? 'up' : 'down'}`;
    case 'text.input':
      return `Type ${sourceOf(step) || step.text || 'a withheld value'} into ${targetOf(step)}`;
    case 'key.press':
    case 'key.chord':
      return `Press ${pressed(step)}`;
    case 'select.option':
    case 'select.toggle':
      return chosen(step);
    case 'clipboard.copy':
      return `Copy from ${targetOf(step)}`;
    case 'clipboard.cut':
      return `Cut from ${targetOf(step)}`;
    case 'clipboard.paste':
      return `Paste ${sourceOf(step) || 'the clipboard'} into ${targetOf(step)}`;
    case 'nav.url':
    case 'tab.switch':
      return arrival(step);
    case 'tab.close':
      return 'Close the tab';
    case 'window.focus':
    case 'app.switch':
      return arrival(step);
    case 'dialog':
      return 'A dialog';
    case 'file':
      return 'A file';
    case 'privacy.gap':
      return withheld(step);
    case 'finish':
      return 'Done';
    case 'raw':
      return 'An event no rule explains';
  }
}
