// What kind of value an element takes, and whether it is secret.
//
// Secrecy is raised, never lowered: a field that was a password once stays secret for the life of the document
// (the "show password" button), whatever the page does to its attributes.

import type { FieldKind } from '@overt/events';
import { type FieldFacts, isSecretField } from '@overt/policy';
import { isEditable, roleOf } from './role.ts';
import { isSecretSurface } from './surface.ts';

const onceSecret = new WeakSet<Element>();

/** True if the element's value may never leave the page script. Remembers what was secret once. */
export function isSecret(element: Element): boolean {
  if (onceSecret.has(element)) return true;
  if (isSecretSurface(element)) return true;
  if (!looksSecret(element)) return false;
  onceSecret.add(element);
  return true;
}

/** Keeps an element secret whose `type` changed from `password`. */
export function rememberSecret(element: Element): void {
  onceSecret.add(element);
}

/** What the policy decides on: the field without its value. */
export function fieldFactsOf(element: Element, kind = fieldOf(element)): FieldFacts {
  return { ...attributesOf(element, kind), wasPassword: onceSecret.has(element) };
}

function attributesOf(element: Element, kind: FieldKind): FieldFacts {
  const input = element instanceof HTMLInputElement ? element : undefined;
  return {
    kind,
    type: input?.type ?? '',
    autocomplete: element.getAttribute('autocomplete') ?? '',
    wasPassword: false,
    autofilled: element.matches(':autofill'),
    hidden: input?.type === 'hidden',
    hint: [element.getAttribute('name'), element.id, ariaHint(element), element.getAttribute('placeholder')]
      .filter(Boolean)
      .join(' '),
  };
}

function ariaHint(element: Element): string {
  const labels = (element as HTMLInputElement).labels;
  const label = labels?.[0]?.textContent ?? '';
  return `${element.getAttribute('aria-label') ?? ''} ${label.length < 80 ? label : ''}`.trim();
}

function looksSecret(element: Element): boolean {
  const kind = kindOf(element);
  if (kind === 'none' && !(element instanceof HTMLInputElement && element.type === 'hidden')) return false;
  if (isSecretField(attributesOf(element, kind))) return true;
  if (kind === 'toggle' || kind === 'choice' || kind === 'file') return false;
  return isDrawnAsDots(element) || (element instanceof HTMLInputElement && isOneOfManySingles(element));
}

function isDrawnAsDots(element: Element): boolean {
  const style = getComputedStyle(element).getPropertyValue('-webkit-text-security');
  return style !== '' && style !== 'none';
}

/** Four or more boxes of one character: a one-time code without any attribute that says so. */
function isOneOfManySingles(input: HTMLInputElement): boolean {
  if (input.maxLength !== 1) return false;
  const group = input.form ?? input.parentElement?.parentElement ?? input.parentElement;
  return (group?.querySelectorAll('input[maxlength="1"]').length ?? 0) >= 4;
}

/** What kind of value the element takes; `secret` before all else. */
export function fieldOf(element: Element): FieldKind {
  return isSecret(element) ? 'secret' : kindOf(element);
}

const INPUT_KINDS: Readonly<Record<string, FieldKind>> = {
  checkbox: 'toggle',
  radio: 'toggle',
  file: 'file',
  number: 'number',
  range: 'number',
  date: 'date',
  'datetime-local': 'date',
  month: 'date',
  time: 'date',
  week: 'date',
  button: 'none',
  submit: 'none',
  reset: 'none',
  image: 'none',
  color: 'none',
  hidden: 'none',
};

function kindOf(element: Element): FieldKind {
  if (element instanceof HTMLInputElement) return INPUT_KINDS[element.type] ?? 'text';
  if (element instanceof HTMLTextAreaElement) return 'multiline';
  if (element instanceof HTMLSelectElement) return 'choice';
  if (element instanceof HTMLElement && (isEditable(element) || element.isContentEditable)) return 'rich';
  const role = element.hasAttribute('role') ? roleOf(element) : '';
  if (role === 'checkbox' || role === 'switch' || role === 'radio') return 'toggle';
  if (role === 'combobox' || role === 'listbox') return 'choice';
  return 'none';
}

/** The field an edit belongs to: the control itself, or the outermost editable element around the caret. */
export function fieldElementOf(element: Element): HTMLElement | undefined {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return element;
  if (!(element instanceof HTMLElement) || !element.isContentEditable) return undefined;
  let host = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host;
}

/** The value as the person sees it; empty for a secret. */
export function readValue(element: Element): string {
  if (isSecret(element)) return '';
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return element.value;
  if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.label ?? '';
  // Line breaks of a rich editor are in its layout only.
  // biome-ignore lint/performance/useDomNodeTextContent: what the person sees is wanted here
  if (element instanceof HTMLElement && element.isContentEditable) return element.innerText;
  return '';
}
