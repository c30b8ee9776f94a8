// The plain words for what the server names by code.

import type { DataClass, Step } from './api/types.ts';

const PURPOSES: Readonly<Record<string, string>> = {
  'train-cua': 'train computer-use agents',
  'eval-cua': 'measure computer-use agents',
  'redaction-qa': 'check that redaction works',
  rights: 'use your own rights',
  'store-incident': 'handle a breach of this store',
};

const ROLES: Readonly<Record<string, string>> = {
  participant: 'You',
  trainer: 'Trainer',
  worker: 'Server, unattended',
  auditor: 'Auditor',
  owner: 'Owner of the installation',
  'privacy-officer': 'Privacy officer',
};

const CLASSES: Readonly<Record<DataClass, { readonly name: string; readonly what: string }>> = {
  action: { name: 'Actions', what: 'clicks, keys by name, scrolling: no text' },
  text: { name: 'Text', what: 'labels and typed values, after redaction' },
  pixels: { name: 'Screenshots', what: 'with everything private already filled in black' },
};

const REFUSALS: Readonly<Record<string, string>> = {
  RECEIPT_WITHDRAWN: 'sent after you withdrew',
  RECEIPT_EXPIRED: 'the receipt had run out',
  RECEIPT_UNKNOWN: 'no receipt of yours covers it',
  SIGNATURE_INVALID: 'not signed by your device',
  CHAIN_GAP: 'an earlier piece was missing',
  CHAIN_FORK: 'it did not follow from the piece before',
  BLOB_MISSING: 'a part had not arrived',
};

export const purposeWords = (purpose: string) => PURPOSES[purpose] ?? purpose;
export const roleWords = (role: string) => ROLES[role] ?? role;
export const classWords = (name: DataClass) => CLASSES[name];
export const refusalWords = (code: string) => REFUSALS[code] ?? code.toLowerCase().replaceAll('_', ' ');

const VERBS: Readonly<Record<string, string>> = {
  click: 'Click',
  double_click: 'Double-click',
  right_click: 'Right-click',
  type: 'Type',
  key: 'Press',
  hotkey: 'Press',
  scroll: 'Scroll',
  drag: 'Drag',
  select: 'Choose',
  choose: 'Choose',
  check: 'Tick',
  uncheck: 'Untick',
  copy: 'Copy',
  cut: 'Cut',
  paste: 'Paste',
  navigate: 'Go to a page',
  switch_tab: 'Switch to another tab',
  tab: 'Switch to another tab',
};

/** What a step did, as a short sentence: verb, value, target. */
export function stepWords(step: Step): { readonly verb: string; readonly value: string; readonly target: string } {
  const verb = VERBS[step.type] ?? step.type.replaceAll('_', ' ').replace(/^./, (c) => c.toUpperCase());
  const name = step.target?.name || step.target?.label || '';
  const role = step.target && step.target.role !== 'generic' ? step.target.role : '';
  return { verb, value: step.text ?? '', target: [name && `“${name}”`, role].filter(Boolean).join(' ') };
}
