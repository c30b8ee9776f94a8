// Keys of every kind, drawn from the same little language that describes them.

import type { Part, Run } from '../../src/secrets/body.ts';
import type { SecretKind } from '../../src/secrets/kinds.ts';

function draw({ allowed, min, mixed }: Run, random: () => number, size = min): string {
  const letters = Array.from({ length: 128 }, (_, code) => code)
    .filter((code) => allowed[code] === 1 && /[A-Za-z0-9]/.test(String.fromCharCode(code)))
    .map((code) => String.fromCharCode(code));
  const body = Array.from({ length: size }, () => letters[Math.floor(random() * letters.length)]!);
  if (body.length >= 4 && letters.includes('7')) body[1] = '7';
  if (mixed) body[2] = 'k';
  return body.join('');
}

const write = (parts: readonly Part[], random: () => number): string =>
  parts.map((part) => (typeof part === 'string' ? part : draw(part, random))).join('');

/** The key alone, and a line in which it stands as it would in a file. */
export function secretSample(kind: SecretKind, random: () => number): { key: string; line: string } {
  const body = write(kind.body, random);
  if (kind.by === 'cued') return { key: body, line: `export ${kind.word.toUpperCase()}_API_KEY="${body}"` };
  const key = (kind.before ? draw(kind.before, random) : '') + kind.word + body;
  return { key, line: `token ${key} end` };
}

/** The same without its last character, and longer than it may be: neither is a key of this kind. */
export function brokenSamples(kind: SecretKind, random: () => number): string[] {
  const last = kind.body[kind.body.length - 1];
  if (typeof last !== 'object') return [];
  const front = write(kind.body.slice(0, -1), random);
  return [front + draw(last, random, last.min - 1)];
}
