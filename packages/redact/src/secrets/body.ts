// The little language of secret bodies: runs and literals in a row, apart by spaces, read once from left to right.
//
//   w A-Za-z0-9   n w and _    x w and _-   p x and .=   l a-z0-9   u A-Z0-9   h 0-9a-f in one case   d 0-9
//   b base64 +/=  % what survives in a URL   X as x, and at least one figure and one letter
//
// `w36` is a run of exactly 36, `w20-40` of 20 to 40; anything else stands for itself. Greedy without going back: where
// a run takes too much there is no match. So the work is bounded by the longest body.

export interface Run {
  readonly allowed: Uint8Array;
  readonly min: number;
  readonly max: number;
  readonly mixed: boolean;
}
export type Part = Run | string;

const SETS: Readonly<Record<string, string>> = {
  w: 'A-Za-z0-9',
  n: 'A-Za-z0-9_',
  x: 'A-Za-z0-9_-',
  X: 'A-Za-z0-9_-',
  p: 'A-Za-z0-9_.=-',
  l: 'a-z0-9',
  u: 'A-Z0-9',
  h: 'a-fA-F0-9',
  d: '0-9',
  b: 'A-Za-z0-9+/=_-',
  '%': 'A-Za-z0-9%._~+/=-',
};
const ALLOWED = new Map(Object.entries(SETS).map(([name, range]) => [name, tableOf(range)]));

function tableOf(range: string): Uint8Array {
  const table = new Uint8Array(128);
  const pattern = new RegExp(`[${range}]`);
  for (let code = 33; code < 127; code++) table[code] = pattern.test(String.fromCharCode(code)) ? 1 : 0;
  return table;
}

/** Parts of a body as the tables write it. */
export function readBody(source: string): Part[] {
  return source.split(' ').map((token) => {
    const match = /^([wnxXpluhdb%])(\d+)(?:-(\d+))?$/.exec(token);
    if (!match) return token;
    const [, set = '', min = '0', max = min] = match;
    return { allowed: ALLOWED.get(set)!, min: Number(min), max: Number(max), mixed: set === 'X' };
  });
}

/** End of the body that begins at `from`; -1 if there is none, or if it goes on where it should end. */
export function bodyEnd(text: string, from: number, parts: readonly Part[]): number {
  let at = from;
  for (const part of parts) {
    if (typeof part === 'string') {
      if (!text.startsWith(part, at)) return -1;
      at += part.length;
      continue;
    }
    const end = runEnd(text, at, part);
    if (end === -1) return -1;
    at = end;
  }
  return isAlphanumeric(text.charCodeAt(at)) ? -1 : at;
}

function runEnd(text: string, from: number, { allowed, min, max, mixed }: Run): number {
  let at = from;
  let figures = 0;
  for (; at - from < max; at++) {
    const code = text.charCodeAt(at);
    if (!(code < 128) || allowed[code] === 0) break;
    if (code <= 57 && code >= 48) figures++;
  }
  if (at - from < min) return -1;
  return mixed && (figures === 0 || figures === at - from) ? -1 : at;
}

export function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
