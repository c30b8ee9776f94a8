// Placeholders for people: what kind of thing was withheld, and how long it was, from the placeholder alone.

import type { SpanType } from './plan.ts';

const PLACEHOLDER = /<([A-Z][A-Z0-9]*)_\d{1,12}(?::([a-z][a-z0-9]*=[A-Za-z0-9._,=-]{1,120}))?>/g;

const NOUNS: Readonly<Record<SpanType, string>> = {
  PERSON: 'name',
  CUSTOMER: 'customer',
  EMAIL: 'e-mail address',
  PHONE: 'phone number',
  URL: 'link',
  IP: 'network address',
  CARD: 'card number',
  IBAN: 'account number',
  SSN: 'identity number',
  SECRET: 'secret',
  UUID: 'identifier',
  AMOUNT: 'amount',
  DATE: 'date',
  TIME: 'time',
  NUM: 'number',
  TEXT: 'text',
  UI: 'label',
  PATH: 'part of an address',
  LITERAL: 'text',
  ADDRESS: 'postal address',
  AGE: 'age',
  BANK: 'bank detail',
  BIRTH: 'date of birth',
  BUSINESS: 'business number',
  CRYPTO: 'wallet address',
  DEVICE: 'device number',
  FILE: 'file path',
  GEO: 'position',
  HANDLE: 'user name',
  ID: 'identity number',
  ORG: 'organisation',
  PLACE: 'place',
};

export interface WithheldPart {
  /** As it is stored, `<TEXT_359456382:len=16..31>`. */
  readonly placeholder: string;
  /** `text`, `e-mail address`; `value` for a type of a later version. */
  readonly noun: string;
  /** `16–31 characters`; empty if the placeholder says nothing of it. */
  readonly size: string;
}

function sizeOf(attributes: string): string {
  const [, from, to = from] = /(?:^|,)len=(\d+)(?:\.\.(\d+))?/.exec(attributes) ?? [];
  if (from === undefined) return '';
  return `${from === to ? from : `${from}–${to}`} characters`;
}

/** The stretches of `text` in order: strings as they stand, and what each placeholder stands for. */
export function splitPlaceholders(text: string): readonly (string | WithheldPart)[] {
  const parts: (string | WithheldPart)[] = [];
  let at = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const [placeholder, type = '', attributes = ''] = match;
    if (match.index > at) parts.push(text.slice(at, match.index));
    const noun = Object.hasOwn(NOUNS, type) ? NOUNS[type as SpanType] : 'value';
    parts.push({ placeholder, noun, size: sizeOf(attributes) });
    at = match.index + placeholder.length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}
