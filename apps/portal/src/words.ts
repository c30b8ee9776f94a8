// The plain words for what the server names by code.

import type { DataClass, Exemption, ExemptionReason, ExemptionScope, Step } from './api/types.ts';

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

const REASONS: Readonly<Record<ExemptionReason, string>> = {
  'none-given': 'No reason given',
  'confidential-work': 'Confidential work',
  'other-people': 'Other people are affected',
  'protected-role': 'A protected role, such as works council or legal',
  'private-life': 'Private life',
  device: 'Something about the device',
};

const STATES: Readonly<Record<Exemption['state'], string>> = {
  pending: 'Asked for',
  granted: 'Granted',
  refused: 'Refused',
  withdrawn: 'Taken back',
  ended: 'Ended',
};

/** Refusals of the server that a person can do something about. */
const FAULTS: Readonly<Record<string, string>> = {
  EXEMPTION_UNKNOWN: 'There is no such exemption any more. Reload the page. Nothing was changed.',
  EXEMPTION_DECIDED:
    'This is decided already, and a refusal can be appealed once only. A rule of your own or a pause needs nobody’s permission: set it in your recorder.',
  EXEMPTION_REVIEWER:
    'Not by you: an appeal is decided by another reviewer than the one who refused, and nobody decides about herself. It stays open; ask a colleague with this role.',
  EXEMPTION_LIMIT: 'You have asked for as many as one person may. Take one back first. Nothing was changed.',
  EXEMPTION_MALFORMED: 'The server does not understand this name. Nothing was asked for.',
};

export const REASON_WORDS = Object.entries(REASONS) as readonly [ExemptionReason, string][];
export const reasonWords = (reason: ExemptionReason) => REASONS[reason] ?? reason;
export const exemptionWords = (state: Exemption['state']) => STATES[state] ?? state;
export const faultWords = (code: unknown) => (typeof code === 'string' ? FAULTS[code] : undefined);

/** What an exemption is about, as the middle of a sentence. */
export function scopeWords(scope: ExemptionScope): string {
  if ('everything' in scope) return 'everything';
  if ('host' in scope) return scope.host;
  return scope.place.startsWith('category:')
    ? `every place of the kind “${scope.place.slice('category:'.length)}”`
    : scope.place;
}

const VERBS: Readonly<Record<string, string>> = {
  'pointer.click': 'Click',
  'pointer.drag': 'Drag',
  scroll: 'Scroll',
  'text.input': 'Type',
  'key.press': 'Press',
  'key.chord': 'Press',
  'select.option': 'Choose',
  'select.toggle': 'Tick',
  'clipboard.copy': 'Copy',
  'clipboard.cut': 'Cut',
  'clipboard.paste': 'Paste',
  'nav.url': 'Go to another page',
  'tab.switch': 'Switch to another tab',
  'tab.close': 'Close a tab',
  'window.focus': 'Switch to another window',
  'app.switch': 'Switch to another application',
  dialog: 'Answer a dialog',
  file: 'Use a file',
  'privacy.gap': 'Withheld on your device',
  finish: 'Finish the task',
  raw: 'Something else',
};

/** What a step did, as a short sentence: verb, value, target. */
export function stepWords(step: Step): {
  readonly verb: string;
  readonly value: string;
  readonly target: string;
} {
  const name = step.target?.name || step.target?.label || '';
  const role = step.target && step.target.role !== 'generic' ? step.target.role : '';
  const keys = [...step.modifiers, ...(step.keys ?? [])].join(' + ');
  return {
    verb: VERBS[step.type] ?? step.type,
    value: step.text ?? (step.type.startsWith('key.') ? keys : ''),
    target: [name && `“${name}”`, role].filter(Boolean).join(' '),
  };
}
