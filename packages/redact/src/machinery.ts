// What planning needs to know of a recording: key, lists, names seen, placeholders issued. One per redactor.

import type { Hit } from './detect/hit.ts';
import { createKeyedHash, type KeyedHash } from './key.ts';
import { createNameList, type KnownNames, nameWords, SeenNames } from './known-names.ts';
import { createLexicon, type Lexicon } from './lexicon/lexicon.ts';
import { formatPlaceholder, IssuedPlaceholders, lengthBucket } from './placeholder.ts';
import type { PlanSpan, SpanType } from './plan.ts';
import type { RedactorLists } from './redactor-api.ts';
import { dateForms, numberForms } from './values.ts';

export interface Machinery {
  readonly keyed: KeyedHash;
  readonly lexicon: Lexicon;
  readonly seen: SeenNames;
  readonly known: readonly KnownNames[];
  readonly patterns: RedactorLists['patterns'];
  readonly issued: IssuedPlaceholders;
  /** Placeholders and tokens of values met lately; in memory only, never part of a state. */
  readonly recent: Map<string, string>;
  readonly tokens: Map<string, string>;
}

/** Values met lately that are remembered. */
export const RECENT_MAX = 4_096;

export function createMachinery(key: Uint8Array, lists: RedactorLists): Machinery {
  const keyed = createKeyedHash(key);
  const lexicon = createLexicon(lists.interfaceWords);
  const seen = new SeenNames(keyed, lexicon);
  return {
    keyed,
    lexicon,
    seen,
    known: [createNameList(lists), seen],
    patterns: lists.patterns,
    issued: new IssuedPlaceholders(),
    recent: new Map(),
    tokens: new Map(),
  };
}

/** The placeholder of a value: its index is the keyed hash of what makes two values equal. */
export function placeholderFor(machinery: Machinery, type: SpanType, value: string, evidence = ''): string {
  const { keyed, issued, recent } = machinery;
  const name = `${type} ${evidence} ${value}`;
  const known = recent.get(name);
  if (known !== undefined) return known;
  const index = keyed.index(type, identityOf(type, value));
  const placeholder = issued.issue(formatPlaceholder(type, index, attributesOf(type, value, evidence)));
  if (recent.size >= RECENT_MAX) recent.clear();
  recent.set(name, placeholder);
  return placeholder;
}

/** A hit of normalised `text` as a span with its placeholder; offsets are still those of the normalised text. */
export function spanOf(machinery: Machinery, text: string, hit: Hit): PlanSpan {
  const { start, end, type, evidence } = hit;
  return {
    start,
    end,
    type,
    evidence,
    placeholder: placeholderFor(machinery, type, text.slice(start, end), evidence),
  };
}

function identityOf(type: SpanType, value: string): string {
  switch (type) {
    case 'PERSON':
    case 'CUSTOMER':
    case 'ADDRESS':
    case 'ORG':
    case 'PLACE':
      return nameWords(value).join(' ') || value;
    case 'EMAIL':
    case 'UUID':
      return value.toLowerCase();
    case 'PHONE':
      return value.replace(/^00/, '+').replace(/(?!^\+)\D/g, '');
    case 'CARD':
    case 'IBAN':
    case 'SSN':
    case 'ID':
    case 'BANK':
    case 'DEVICE':
      return value.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
    case 'AMOUNT':
    case 'NUM':
      return numberForms(value)[0] ?? value;
    case 'HANDLE':
      return value.replace(/^@/, '').toLowerCase();
    case 'DATE':
    case 'BIRTH':
      return dateForms(value)[0] ?? value;
    case 'URL':
      return value.replace(/[?#].*$/s, '');
    default:
      return value;
  }
}

function attributesOf(type: SpanType, value: string, evidence: string): Record<string, string> {
  if (type === 'TEXT') return { len: lengthBucket(value.length) };
  if (type === 'SECRET' && evidence.startsWith('prefix:')) return { kind: evidence.slice('prefix:'.length) };
  if (evidence.startsWith('id:')) return { kind: evidence.slice('id:'.length) };
  return {};
}
