// Keys: named keys and chords by name, every letter typed as `Char`. In secret fields only the keys that leave them.

import { describe, meantBy } from './describe.ts';
import { fieldElementOf, isSecret } from './field.ts';
import { modifiersOf, type Scene, timeOf } from './scene.ts';
import { deepTarget } from './tree.ts';

const LEAVING = new Set(['Enter', 'Tab', 'Escape']);

/** Records keys. `beforeLeaving` runs before Enter and Tab are put, so that the text comes first. */
export function recordKeyboard(scene: Scene, beforeLeaving: (target: Element | undefined) => void): void {
  scene.listen('keydown', (event) => {
    const key = keyOf(event);
    const element = deepTarget(event);
    if (element && isSecret(element) && !LEAVING.has(key)) return;
    if (LEAVING.has(key)) beforeLeaving(element);
    // A letter in a field is told by the edit that follows; on a cell or in a list it is a command to that element.
    const inField = key === 'Char' && element !== undefined && fieldElementOf(element) !== undefined;
    const target = inField || event.repeat || !hasFocus(element) ? undefined : describe(meantBy(element));
    scene.put(
      {
        kind: 'key',
        phase: 'down',
        key,
        modifiers: modifiersOf(event),
        repeat: event.repeat,
        ...(target ? { target } : {}),
      },
      timeOf(event),
      {
        urgent: key !== 'Char',
      },
    );
    scene.stir();
  });
  // The time a letter is held says who types and nothing about the work: letters have no `up`.
  scene.listen('keyup', (event) => {
    const key = keyOf(event);
    const element = deepTarget(event);
    if (key === 'Char' || (element && isSecret(element) && !LEAVING.has(key))) return;
    scene.put({ kind: 'key', phase: 'up', key, modifiers: modifiersOf(event), repeat: false }, timeOf(event));
  });
}

function keyOf(event: KeyboardEvent): string {
  if (event.key.length > 1 && event.key !== 'Process' && event.key !== 'Unidentified')
    return event.key === 'Dead' ? 'Char' : event.key;
  const isChord = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');
  return isChord ? event.key.toLowerCase() : 'Char';
}

/** Without a focused element keys go to the page as a whole. */
function hasFocus(element: Element | undefined): element is Element {
  return element !== undefined && element !== document.body && element !== document.documentElement;
}
