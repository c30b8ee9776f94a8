// Keys that are not letters: named keys, chords, modifiers pressed alone, and keys that edit a typing run.

import { type KeyEvent, MODIFIER } from '@overt/events';
import { isTextField } from '../element.ts';
import { MULTI_CLICK_US } from '../limits.ts';
import type { Reducing } from '../reducing.ts';
import { continuedRun, onLetter, openRun } from './typing.ts';

const MODIFIER_KEYS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Fn', 'NumLock']);
const LETTERS = new Set(['Char', 'Dead', 'Process', 'Unidentified']);
const ERASING = new Set(['Backspace', 'Delete']);
const CARET = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End']);
const LINES = new Set(['ArrowUp', 'ArrowDown']);
const COMMANDS = MODIFIER.ctrl | MODIFIER.alt | MODIFIER.meta;

export function onKey(track: Reducing, event: KeyEvent): void {
  if (event.phase === 'up') release(track, event);
  else down(track, event);
}

function down(track: Reducing, event: KeyEvent): void {
  if (MODIFIER_KEYS.has(event.key)) {
    if (!event.repeat && !track.heldModifiers.has(event.key))
      track.heldModifiers.set(event.key, { event, used: false });
    track.counts.context += 1;
    return;
  }
  if (isLetter(event)) {
    if (event.target?.field === 'none') press(track, event, 'key.unnamed');
    else onLetter(track, event);
    return;
  }
  if (editsRun(track, event)) return;
  if (ERASING.has(event.key) && (event.modifiers & COMMANDS) === 0 && isTextField(event.target)) {
    track.cutTyping();
    const run = openRun(track, 'text.keys', event, event.target);
    run.keys = [event.key];
    run.count = 1;
    track.keysDown.set(event.key, run);
    return;
  }
  press(track, event, 'key');
}

function isLetter(event: KeyEvent): boolean {
  if (LETTERS.has(event.key)) return true;
  if ((event.modifiers & COMMANDS) !== 0) return false;
  if (event.key === ' ' || event.key === 'Space') return isTextField(event.target);
  return event.key.length === 1; // a recorder that names letters: taken as a letter, the name goes no further
}

/** Erasing and caret keys inside a run belong to it. */
function editsRun(track: Reducing, event: KeyEvent): boolean {
  const caret =
    CARET.has(event.key) ||
    (LINES.has(event.key) &&
      (track.typing?.target?.field === 'multiline' || track.typing?.target?.field === 'rich'));
  if (!caret && !ERASING.has(event.key)) return false;
  const run = continuedRun(track, event.tab, event.t, event.target);
  if (run === null || run.target === null) return false;
  run.use(event);
  run.lastAt = event.t;
  track.counts.used += 1;
  track.takeModifiers(run);
  if (caret) run.edits?.push({ op: 'caret', at: -1, removed: 0, inserted: 0 });
  else if (run.keys !== null) run.count = (run.count ?? 0) + 1;
  track.keysDown.set(event.key, run);
  return true;
}

function press(track: Reducing, event: KeyEvent, rule: 'key' | 'key.unnamed'): void {
  track.cutTyping();
  const key = event.key === ' ' ? 'Space' : event.key;
  const held = track.keysDown.get(event.key);
  if (event.repeat && held !== undefined && held === track.tail() && held.keys?.[0] === key) {
    held.use(event);
    held.lastAt = event.t;
    held.count = (held.count ?? 1) + 1;
    track.counts.used += 1;
    return;
  }
  const chord =
    (event.modifiers & COMMANDS) !== 0 || ((event.modifiers & MODIFIER.shift) !== 0 && key.length > 1);
  const draft = chord
    ? track.open('key.chord', 'key.chord', event, event.tab)
    : track.open('key.press', rule, event, event.tab);
  draft.keys = [key.length === 1 ? key.toLowerCase() : key];
  draft.count = 1;
  draft.modifiers = event.modifiers;
  draft.target = event.target ?? null;
  draft.partial = rule === 'key.unnamed';
  track.keysDown.set(event.key, draft);
  track.close(draft, event.t + MULTI_CLICK_US);
}

function release(track: Reducing, event: KeyEvent): void {
  const modifier = track.heldModifiers.get(event.key);
  if (modifier !== undefined) {
    track.heldModifiers.delete(event.key);
    if (modifier.used || track.lastBeganAt > modifier.event.t) {
      track.counts.context += 1;
      return;
    }
    track.cutTyping();
    const draft = track.open('key.press', 'key.modifier', modifier.event, event.tab);
    track.counts.context -= 1; // the press had been counted as context
    draft.keys = [event.key];
    draft.count = 1;
    draft.target = modifier.event.target ?? null;
    draft.use(event);
    track.counts.used += 1;
    track.close(draft);
    return;
  }
  const draft = track.keysDown.get(event.key);
  track.keysDown.delete(event.key);
  if (draft === undefined || draft.emitted) {
    track.counts.context += 1;
    return;
  }
  track.counts.used += 1;
  if (draft.closed) draft.sources.push(event.seq);
  else draft.use(event);
}
