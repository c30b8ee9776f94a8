// Key names of events (DOM) and of PyAutoGUI, both ways.

const NAMES: readonly (readonly [string, string])[] = [
  ['Enter', 'enter'],
  ['Tab', 'tab'],
  ['Escape', 'esc'],
  ['Backspace', 'backspace'],
  ['Delete', 'delete'],
  ['Insert', 'insert'],
  ['Space', 'space'],
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
  ['Home', 'home'],
  ['End', 'end'],
  ['PageUp', 'pageup'],
  ['PageDown', 'pagedown'],
  ['Control', 'ctrl'],
  ['Alt', 'alt'],
  ['Shift', 'shift'],
  ['Meta', 'win'],
  ['CapsLock', 'capslock'],
  ['ContextMenu', 'apps'],
  ['PrintScreen', 'printscreen'],
  ...Array.from({ length: 24 }, (_, i) => [`F${i + 1}`, `f${i + 1}`] as const),
];
const TO = new Map(NAMES);
const FROM = new Map(NAMES.map(([dom, py]) => [py, dom]));

/** `undefined` for a key PyAutoGUI cannot press (a letter nobody recorded, a media key). */
export function toPyAutoGui(key: string): string | undefined {
  return TO.get(key) ?? (key.length === 1 ? key : undefined);
}

export function fromPyAutoGui(key: string): string {
  return FROM.get(key) ?? key;
}

/** Modifiers as PyAutoGUI writes them, in the order it holds them. */
export const MODIFIER_NAMES = { ctrl: 'ctrl', alt: 'alt', shift: 'shift', meta: 'win' } as const;
