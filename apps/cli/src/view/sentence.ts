// One plain sentence per step, as a colleague would say it. Withheld values are named by where they came from.
//
// Names and texts may hold placeholders; whoever shows a sentence words them (withheld.ts).

import { reasonInWords } from '@overt/policy';
import type { Step, StepTarget } from '@overt/trajectory';

const ROLES: Readonly<Record<string, string>> = {
  generic: 'element',
  menuitem: 'menu item',
  menuitemcheckbox: 'menu item',
  menuitemradio: 'menu item',
  gridcell: 'cell',
  columnheader: 'column header',
  rowheader: 'row header',
  textbox: 'field',
  searchbox: 'search field',
  combobox: 'list',
  listbox: 'list',
  listitem: 'list item',
  definition: 'value',
  img: 'picture',
  contentinfo: 'footer',
};
const KEYS: Readonly<Record<string, string>> = {
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  meta: 'Meta',
  Char: 'a character key',
  Space: 'the space bar',
};

/** `role` in the words of people who do not write interfaces. */
export const roleInWords = (role: string): string => ROLES[role] ?? role;

const quoted = (name: string | null): string => (name ? ` “${name}”` : '');

function element(target: StepTarget | null): string {
  if (!target) return 'the page';
  return `the ${roleInWords(target.role)}${quoted(target.name ?? target.label)}`;
}

const pageOf = (place: string): string => (place === 'unknown' ? 'a place that is not on the list' : place);

/** Where a value came from: `the goal's customer`, `copy 2`, or nothing if it was simply typed. */
function sourceOf(step: Pick<Step, 'value_from'>): string {
  const source = step.value_from;
  if (!source || source.from === 'typed') return '';
  const changed = source.transform === 'equal' ? '' : ` (${source.transform})`;
  if (source.from === 'copy') return `copy ${source.link}${changed}`;
  if (source.from === 'slot') return `the goal’s {${source.slot}}${changed}`;
  return `what a ${roleInWords(source.role)} showed${changed}`;
}

const CLICKS = ['', 'Click', 'Double-click', 'Triple-click'];
const BUTTONS: Readonly<Record<string, string>> = { right: 'Right-click', middle: 'Middle-click' };

function clicked(step: Step): string {
  const verb = BUTTONS[step.button ?? ''] ?? CLICKS[step.count ?? 1] ?? 'Click';
  const held = step.modifiers.map((key) => KEYS[key] ?? key).join('+');
  return `${held ? `${held}+` : ''}${verb}${held ? ' on' : ''} ${element(step.target)}`;
}

function pressed(step: Step): string {
  const keys = [...step.modifiers, ...(step.keys ?? [])].map(
    (key) => KEYS[key] ?? (key.length === 1 ? key.toUpperCase() : key),
  );
  const times = (step.count ?? 1) > 1 ? ` ${step.count} times` : '';
  return `Press ${keys.join('+') || 'a key'}${times}`;
}

function arrival(step: Step): string {
  const detail = step.detail;
  if (detail?.of === 'navigation')
    return `Go to ${pageOf(detail.place)}${detail.route ? ` ${detail.route}` : ''}`;
  if (detail?.of !== 'switch') return 'Go to another page';
  const name = detail.title ? `“${detail.title}” (${pageOf(detail.place)})` : pageOf(detail.place);
  return detail.opened ? `Open a new tab: ${name}` : `Switch to the tab ${name}`;
}

function withheld(step: Step): string {
  if (step.detail?.of !== 'gap') return 'Withheld here';
  const { reason, withheld: count } = step.detail;
  return `Withheld here: ${count === 1 ? '1 observation' : `${count} observations`}, ${reasonInWords(reason)}`;
}

function chosen(step: Step): string {
  const op = step.detail?.of === 'choice' ? step.detail.op : 'select';
  if (op === 'check' || op === 'uncheck')
    return `${op === 'check' ? 'Tick' : 'Untick'} ${element(step.target)}`;
  return `Choose ${sourceOf(step) || (step.text ? `“${step.text}”` : 'an option')} in ${element(step.target)}`;
}

const OUTCOMES = {
  success: 'Task finished',
  failure: 'Task given up',
  unknown: 'Task ended',
} as const;

/** A sentence for `step`; every type of the vocabulary has one. */
export function sentence(step: Step): string {
  switch (step.type) {
    case 'pointer.click':
      return clicked(step);
    case 'pointer.drag':
      return `Drag ${element(step.target)}${step.target2 ? ` to ${element(step.target2)}` : ''}`;
    case 'scroll':
      return `Scroll ${(step.scroll_dy ?? 0) < 0 ? 'up' : 'down'}`;
    case 'text.input':
      return `Type ${sourceOf(step) || (step.text ? `“${step.text}”` : 'a withheld value')} into ${element(step.target)}`;
    case 'key.press':
    case 'key.chord':
      return pressed(step);
    case 'select.option':
    case 'select.toggle':
      return chosen(step);
    case 'clipboard.copy':
      return `Copy from ${element(step.target)}`;
    case 'clipboard.cut':
      return `Cut from ${element(step.target)}`;
    case 'clipboard.paste':
      return `Paste ${sourceOf(step) || 'the clipboard'} into ${element(step.target)}`;
    case 'nav.url':
    case 'tab.switch':
    case 'window.focus':
    case 'app.switch':
      return arrival(step);
    case 'tab.close':
      return 'Close the tab';
    case 'dialog':
      return step.detail?.of === 'dialog' ? `A dialog is ${step.detail.outcome}` : 'A dialog';
    case 'file':
      return step.detail?.of === 'file' ? `File: ${step.detail.op} .${step.detail.extension}` : 'A file';
    case 'privacy.gap':
      return withheld(step);
    case 'finish':
      return step.detail?.of === 'finish' ? OUTCOMES[step.detail.status] : 'Task ended';
    case 'raw':
      return 'Something no rule explains';
  }
}
