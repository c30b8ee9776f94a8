// The two tables, read once.

import { bodyEnd, isAlphanumeric, type Part, type Run, readBody } from './body.ts';
import { CUED_SECRETS } from './cued.ts';
import { ISSUED_SECRETS } from './issued.ts';

export interface SecretKind {
  readonly kind: string;
  /** `issued`: the key begins with the word. `cued`: the word stands before a separator and the key. */
  readonly by: 'issued' | 'cued';
  readonly word: string;
  /** What stands directly before the word and belongs to the key. */
  readonly before: Run | undefined;
  readonly body: readonly Part[];
}

/** Every kind once per word, in the order of the tables: of two that fit, the longer wins, then the earlier. */
export const SECRET_KINDS: readonly SecretKind[] = [
  ...readTable(ISSUED_SECRETS, 'issued'),
  ...readTable(CUED_SECRETS, 'cued'),
];

function readTable(table: string, by: SecretKind['by']): SecretKind[] {
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [kind = '', words = '', ...body] = line.split(' ');
      return words.split(',').map((source) => {
        const [, run, word = ''] = /^(?:\{([^}]+)\})?(.+)$/.exec(source) ?? [];
        const before = run === undefined ? undefined : (readBody(run)[0] as Run);
        return { kind, by, word, before, body: body.length === 0 ? [] : readBody(body.join(' ')) };
      });
    });
}

/** Units between a cue and its separator (`_API_KEY`), and between separator and key (quotes, spaces). */
const NAME_MAX = 24;
const QUOTES_MAX = 4;

/** The key of this kind whose word ends at `wordEnd`; offsets of the key alone. */
export function secretOf(
  kind: SecretKind,
  text: string,
  wordEnd: number,
): { start: number; end: number } | undefined {
  return kind.by === 'issued' ? issuedAt(kind, text, wordEnd) : cuedAt(kind, text, wordEnd);
}

function issuedAt({ word, before, body }: SecretKind, text: string, wordEnd: number) {
  let start = wordEnd - word.length;
  if (!text.startsWith(word, start)) return undefined;
  if (before) {
    const least = start - before.max;
    const from = start;
    while (start > 0 && start > least && before.allowed[text.charCodeAt(start - 1)] === 1) start--;
    if (from - start < before.min) return undefined;
  }
  if (start > 0 && isAlphanumeric(text.charCodeAt(start - 1)) && isAlphanumeric(text.charCodeAt(start)))
    return undefined;
  const end = bodyEnd(text, wordEnd, body);
  return end === -1 ? undefined : { start, end };
}

function cuedAt({ body }: SecretKind, text: string, wordEnd: number) {
  let at = wordEnd;
  const nameLimit = wordEnd + NAME_MAX;
  while (at < nameLimit && isName(text.charCodeAt(at))) at++;
  if (text[at] === '"' || text[at] === "'") at++;
  while (text[at] === ' ' && at < nameLimit) at++;
  const separator = at;
  while (at - separator < 2 && (text[at] === '=' || text[at] === ':')) at++;
  if (at === separator) return undefined;
  if (text[at] === '>') at++;
  const quotesLimit = at + QUOTES_MAX;
  while (at < quotesLimit && (text[at] === ' ' || text[at] === '"' || text[at] === "'" || text[at] === '`'))
    at++;
  const end = bodyEnd(text, at, body);
  return end === -1 || !looksRandom(text, at, end) ? undefined : { start: at, end };
}

function isName(code: number): boolean {
  return isAlphanumeric(code) || code === 95 || code === 45 || code === 46 || code === 32;
}

/** A word of the right length is no key: figures and letters mixed, or figures alone. */
function looksRandom(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) return true;
  }
  return false;
}
