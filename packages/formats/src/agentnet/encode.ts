// A step as PyAutoGUI code, the way AgentNet writes it: one call per line, coordinates 0 to 1 with four decimals.

import type { Modifier, Step } from '@overt/trajectory';
import type { Surrogate } from '../placeholder.ts';
import { typedValue } from '../typed-value.ts';
import { MODIFIER_NAMES, toPyAutoGui } from './key-names.ts';

/** CSS pixels per notch of a wheel. */
export const NOTCH_PX = 100;

export type Encoded = { readonly code: string } | { readonly omitted: OmitReason };
export type OmitReason =
  | 'no-geometry'
  | 'outside-frame'
  | 'no-value'
  | 'unnamed-key'
  | 'button'
  | 'effect'
  | 'browser-chrome'
  | 'withheld'
  | 'unknown-outcome'
  | 'raw';

export function encodeStep(step: Step, surrogate: Surrogate): Encoded {
  switch (step.type) {
    case 'pointer.click':
      return click(step);
    case 'select.toggle':
      return click(step, 1);
    case 'pointer.drag':
      return drag(step);
    case 'scroll':
      return scroll(step);
    case 'text.input':
      return write(step, surrogate);
    case 'key.press':
      return press(step);
    case 'key.chord':
      return hotkey(step);
    case 'clipboard.copy':
      return step.keys === null ? { omitted: 'effect' } : { code: call('hotkey', { args: ['ctrl', 'c'] }) };
    case 'clipboard.cut':
      return step.keys === null ? { omitted: 'effect' } : { code: call('hotkey', { args: ['ctrl', 'x'] }) };
    case 'clipboard.paste':
      return step.keys === null ? { omitted: 'effect' } : { code: call('hotkey', { args: ['ctrl', 'v'] }) };
    case 'select.option':
      return choose(step, surrogate);
    case 'nav.url':
      return navigate(step);
    case 'tab.switch':
    case 'window.focus':
    case 'app.switch':
      if (step.keys !== null) return hotkey(step);
      return { omitted: step.detail?.of === 'switch' && step.detail.opened ? 'effect' : 'browser-chrome' };
    case 'dialog':
      if (step.detail?.of !== 'dialog') return { omitted: 'raw' };
      return { code: call('press', { keys: [step.detail.outcome === 'accepted' ? 'enter' : 'esc'] }) };
    case 'finish':
      if (step.detail?.of !== 'finish' || step.detail.status === 'unknown')
        return { omitted: 'unknown-outcome' };
      return { code: `computer.terminate(status=${literal(step.detail.status)})` };
    case 'tab.close':
    case 'file':
      return { omitted: 'browser-chrome' };
    case 'privacy.gap':
      return { omitted: 'withheld' };
    case 'raw':
      return { omitted: 'raw' };
  }
}

type Place = { readonly x: number; readonly y: number } | { readonly omitted: OmitReason };

/** CSS pixels to 0…1 of the frame the agent sees; of the viewport if there is no frame. */
export function normalise(step: Step, x: number | null, y: number | null): Place {
  const frame = step.frame_before;
  const size =
    'none' in frame
      ? step.viewport
      : { width: frame.width / frame.scale, height: frame.height / frame.scale };
  if (size === null || x === null || y === null || size.width <= 0 || size.height <= 0)
    return { omitted: 'no-geometry' };
  const nx = x / size.width;
  const ny = y / size.height;
  return nx < 0 || ny < 0 || nx > 1 || ny > 1
    ? { omitted: 'outside-frame' }
    : { x: round4(nx), y: round4(ny) };
}

function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** Where the step was, or the middle of what it acted on. */
function placeOf(step: Step): Place {
  if (step.x !== null) return normalise(step, step.x, step.y);
  const box = step.target?.box;
  return box === undefined
    ? { omitted: 'no-geometry' }
    : normalise(step, box.x + box.width / 2, box.y + box.height / 2);
}

function click(step: Step, count = step.count ?? 1): Encoded {
  const place = placeOf(step);
  if ('omitted' in place) return place;
  const button = step.button ?? 'left';
  if (button === 'back' || button === 'forward') return { omitted: 'button' };
  if (button === 'left') {
    const verb = count === 1 ? 'click' : count === 2 ? 'doubleClick' : 'tripleClick';
    return held(step.modifiers, call(verb, place));
  }
  if (count === 1)
    return held(step.modifiers, call(button === 'right' ? 'rightClick' : 'middleClick', place));
  return held(step.modifiers, call('click', { ...place, clicks: count, button }));
}

function drag(step: Step): Encoded {
  const from = normalise(step, step.x, step.y);
  const to = normalise(step, step.x2, step.y2);
  if ('omitted' in from) return from;
  if ('omitted' in to) return to;
  const button = step.button ?? 'left';
  if (button === 'back' || button === 'forward') return { omitted: 'button' };
  return held(step.modifiers, `${call('moveTo', from)}\n${call('dragTo', { ...to, button })}`);
}

function scroll(step: Step): Encoded {
  const place = normalise(step, step.x, step.y);
  if ('omitted' in place) return place;
  const lines = [call('moveTo', place)];
  if (step.scroll_dx) lines.push(call('hscroll', { clicks: notches(step.scroll_dx) }));
  if (step.scroll_dy) lines.push(call('scroll', { clicks: -notches(step.scroll_dy) }));
  return held(step.modifiers, lines.join('\n'));
}

/** At least one notch in the direction it went. */
function notches(px: number): number {
  return Math.round(px / NOTCH_PX) || Math.sign(px);
}

function write(step: Step, surrogate: Surrogate): Encoded {
  const message = typedValue(step, surrogate);
  return message === null ? { omitted: 'no-value' } : { code: call('write', { message }) };
}

function press(step: Step): Encoded {
  const keys = step.keys?.map(toPyAutoGui) ?? [];
  if (keys.length === 0 || keys.includes(undefined)) return { omitted: 'unnamed-key' };
  const presses = step.count ?? 1;
  return { code: call('press', presses > 1 ? { keys, presses } : { keys }) };
}

function hotkey(step: Step): Encoded {
  const keys = step.keys?.map(toPyAutoGui) ?? [];
  if (keys.length === 0 || keys.includes(undefined)) return { omitted: 'unnamed-key' };
  const modifiers = modifierNames(step.modifiers);
  const code = call('hotkey', { args: [...modifiers, ...keys] });
  return { code: Array.from({ length: step.count ?? 1 }, () => code).join('\n') };
}

function choose(step: Step, surrogate: Surrogate): Encoded {
  if (step.x !== null) return click(step, 1);
  const place = placeOf(step);
  if ('omitted' in place) return place;
  const message = typedValue(step, surrogate);
  if (message === null) return { omitted: 'no-value' };
  return {
    code: [call('click', place), call('write', { message }), call('press', { keys: ['enter'] })].join('\n'),
  };
}

function navigate(step: Step): Encoded {
  if (step.detail?.of !== 'navigation') return { omitted: 'raw' };
  if (step.keys !== null) return step.modifiers.length > 0 ? hotkey(step) : press(step);
  if (step.detail.cause === 'reload') return { code: call('press', { keys: ['f5'] }) };
  if (step.detail.cause === 'history' && step.button !== 'forward')
    return { code: call('hotkey', { args: ['alt', 'left'] }) };
  return { omitted: 'browser-chrome' };
}

function modifierNames(modifiers: readonly Modifier[]): string[] {
  return (['ctrl', 'alt', 'shift', 'meta'] as const)
    .filter((name) => modifiers.includes(name))
    .map((name) => MODIFIER_NAMES[name]);
}

function held(modifiers: readonly Modifier[], code: string): Encoded {
  const names = modifierNames(modifiers);
  const down = names.map((name) => call('keyDown', { args: [name] }));
  const up = names.toReversed().map((name) => call('keyUp', { args: [name] }));
  return { code: [...down, code, ...up].join('\n') };
}

function call(verb: string, values: Readonly<Record<string, unknown>>): string {
  const { args, ...named } = values as { args?: readonly unknown[] };
  if (verb === 'hotkey') return `pyautogui.hotkey(${literal(args)})`;
  const parts = [
    ...(args ?? []).map(literal),
    ...Object.entries(named).map(([name, value]) => `${name}=${literal(value)}`),
  ];
  return `pyautogui.${verb}(${parts.join(', ')})`;
}

/** A Python literal. */
export function literal(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  const escaped = String(value)
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `'${escaped}'`;
}
