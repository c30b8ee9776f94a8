// Closed vocabularies of the action class. Words a page can choose freely (roles, states, keys, test ids) would
// otherwise carry its text past the redactor.

import { MODIFIER } from '@overt/events';

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** WAI-ARIA 1.2 roles, and `text` for text without one. */
const ROLES = words(
  `alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox complementary contentinfo definition deletion
  dialog directory document emphasis feed figure form generic grid gridcell group heading img image insertion link list listbox listitem log main mark marquee math menu menubar
  menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar
  search searchbox separator slider spinbutton status strong subscript suggestion superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid
  treeitem text label legend video audio iframe canvas details summary`,
);
const STATES = words(
  'expanded collapsed selected pressed current invalid disabled checked unchecked mixed readonly required focused hidden busy modal multiselectable grabbed visited',
);
const KEYS = words(
  `Enter Tab Escape Backspace Delete Insert Home End PageUp PageDown ArrowUp ArrowDown ArrowLeft ArrowRight Shift Control Alt AltGraph Meta CapsLock NumLock ScrollLock
  Fn ContextMenu Pause PrintScreen Help Undo Redo Cut Copy Paste Find Select Clear F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 F13 F14 F15 F16 F17 F18 F19 F20 Char`,
);
const EXTENSIONS = words(
  'pdf doc docx xls xlsx csv ppt pptx txt rtf odt ods odp md html htm xml json yaml zip gz tar 7z png jpg jpeg gif svg webp bmp tif tiff heic mp3 mp4 mov wav eml msg ics vcf log sql py js ts',
);

/** The role, or `generic` if it is none of WAI-ARIA's. */
export function knownRole(role: string): string {
  return ROLES.has(role) ? role : 'generic';
}

export function knownStates(states: readonly string[]): string[] {
  return states.filter((state) => STATES.has(state));
}

/** The file's extension, or empty if it is not a common one. */
export function knownExtension(extension: string): string {
  return EXTENSIONS.has(extension) ? extension : '';
}

/** A named key, the key of a chord, or `Char`: never a letter that was typed. */
export function knownKey(key: string, modifiers: number): string {
  if (KEYS.has(key)) return key;
  const chord = key === ' ' ? 'Space' : key.toLowerCase();
  const ctrlOrMeta = (modifiers & (MODIFIER.ctrl | MODIFIER.meta)) !== 0;
  const alt = (modifiers & MODIFIER.alt) !== 0;
  // Ctrl+Alt is AltGr on many keyboards, and Alt types letters on others: only what is plainly a command is named.
  const isCommand = (ctrlOrMeta && !alt) || (alt && !ctrlOrMeta);
  return isCommand && /^(?:[a-z0-9`\-=[\]\\;',./]|Space)$/.test(chord) ? chord : 'Char';
}

/** A text-free path (docs/spec/capture.md#structure); empty if it is not one. */
export function knownStructure(path: string): string {
  return path.length <= 2_048 && /^[a-z0-9:>-]*$/.test(path) ? path : '';
}

/** Upper end of the power-of-two bucket of a length; 0 for 0. */
export function bucketOf(units: number): number {
  return units <= 0 ? 0 : 2 ** Math.ceil(Math.log2(units));
}
