// Which fields never give up a value. The page recorder asks this before it reads anything, the decision asks it
// again: a field that is secret for one of them is secret.

import type { FieldKind } from '@overt/events';

/** What is known of a form field without reading its value. */
export interface FieldFacts {
  readonly kind: FieldKind;
  /** `type` attribute of an input, lower case; empty for anything else. */
  readonly type: string;
  /** `autocomplete` attribute as written; empty if absent. */
  readonly autocomplete: string;
  /** The element was a password field at any time in its life ("show password" does not make it public). */
  readonly wasPassword: boolean;
  /** The browser or a password manager filled it. */
  readonly autofilled: boolean;
  /** `type=hidden`, or rendered but never visible to the person. */
  readonly hidden: boolean;
  /** Raw `name`, `id`, label and placeholder joined by spaces; used to recognise card and code fields, never kept. */
  readonly hint: string;
}

const SECRET_AUTOCOMPLETE =
  /(?:^|\s)(?:cc-[a-z-]+|(?:current|new)-password|one-time-code|[a-z]+-password)(?:\s|$)/;
// Bounded: the hint is cut to HINT_MAX before it is searched, and no part of the expression nests a repetition.
const SECRET_HINT =
  /pass[\s_-]?(?:word|wd|wort|phrase|code)|passwd|kennwort|mot[\s_-]de[\s_-]passe|contraseña|contrasena|\bsecret\b|api[\s_-]?key|\b(?:access|auth|bearer|refresh)?[\s_-]?token\b|\bcvv2?\b|\bcvc2?\b|\bcsc\b|card[\s_-]?(?:number|num\b|no\b|exp)|kartennummer|num[ée]ro[\s_-]de[\s_-]carte|security[\s_-]code|prüfziffer|\bexp[\s_-]?(?:month|year)|\bmm ?\/ ?yy|\bpin\b|\botp\b|one[\s_-]?time|verification[\s_-]code|\b2fa\b|\bmfa\b|recovery[\s_-](?:code|phrase|key)|seed[\s_-]phrase|\bssn\b|social[\s_-]security/;
const HINT_MAX = 512;

/**
 * True for password fields (also former ones), hidden fields, one-time codes, card and other payment fields.
 * Such a field is recorded as having been filled; its value, its length and its keys are not.
 */
export function isSecretField(field: FieldFacts): boolean {
  if (field.kind === 'secret' || field.type === 'password' || field.type === 'hidden') return true;
  if (field.wasPassword || field.hidden) return true;
  if (
    field.autocomplete !== '' &&
    SECRET_AUTOCOMPLETE.test(field.autocomplete.slice(0, HINT_MAX).toLowerCase())
  )
    return true;
  return (
    field.kind !== 'toggle' &&
    field.kind !== 'none' &&
    SECRET_HINT.test(field.hint.slice(0, HINT_MAX).toLowerCase())
  );
}
