// IPv6 and hardware addresses, paths into a home directory, positions, machine-readable lines of documents.

import { isDigit, isWord } from '../classes.ts';
import type { Hit } from './hit.ts';

const COLON = 58;
const HYPHEN = 45;

function isHex(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

/** An IPv6 address whose first group, or first colon, stands at `start`. */
export function ipv6At(text: string, start: number): Hit | undefined {
  if (start > 0 && (isWord(text.charCodeAt(start - 1)) || text.charCodeAt(start - 1) === COLON))
    return undefined;
  let at = start;
  let groups = 0;
  let colons = 0;
  let isShort = false;
  while (groups <= 8) {
    const from = at;
    while (at - from < 4 && isHex(text.charCodeAt(at))) at++;
    if (at > from) groups++;
    if (text.charCodeAt(at) !== COLON) break;
    if (text.charCodeAt(at + 1) === COLON) {
      if (isShort) return undefined;
      isShort = true;
      at++;
    } else if (!isHex(text.charCodeAt(at + 1))) break;
    colons++;
    at++;
  }
  if (isWord(text.charCodeAt(at)) || text.charCodeAt(at) === COLON || groups > 8) return undefined;
  const isWhole = isShort ? groups >= 1 && groups < 8 && colons + groups >= 2 : groups === 8;
  // `a::b` is a name in code, not an address.
  const isPlausible = !isShort || groups >= 3 || /\d/.test(text.slice(start, at));
  return isWhole && isPlausible && at - start >= 3
    ? { start, end: at, type: 'IP', evidence: 'groups' }
    : undefined;
}

/** Six pairs of hexadecimal figures apart by colons or dashes. */
export function macAt(text: string, start: number): Hit | undefined {
  const separator = text.charCodeAt(start + 2);
  if ((separator !== COLON && separator !== HYPHEN) || text.charCodeAt(start + 5) !== separator)
    return undefined;
  for (let pair = 0; pair < 6; pair++) {
    const at = start + pair * 3;
    if (!isHex(text.charCodeAt(at)) || !isHex(text.charCodeAt(at + 1))) return undefined;
    if (pair < 5 && text.charCodeAt(at + 2) !== separator) return undefined;
  }
  const end = start + 17;
  const next = text.charCodeAt(end);
  if (isWord(next) || next === separator) return undefined;
  return { start, end, type: 'DEVICE', evidence: 'id:device-mac' };
}

const HOMES = ['/home/', '/Users/', '\\Users\\', '\\Documents and Settings\\', '/root/', '/var/home/'];
/** Units of a path. */
const PATH_MAX = 260;

/** A path into someone's home directory; its first slash, or that behind the drive's letter, stands at `start`. */
export function homePathAt(text: string, start: number): Hit | undefined {
  if (!HOMES.some((home) => text.startsWith(home, start))) return undefined;
  const limit = Math.min(text.length, start + PATH_MAX);
  let end = start;
  while (end < limit && isPath(text.charCodeAt(end))) end++;
  while (end > start && '.,;:!?)'.includes(text[end - 1]!)) end--;
  const drive = text.charCodeAt(start - 1) === COLON && /[A-Za-z]/.test(text[start - 2] ?? '') ? 2 : 0;
  return { start: start - drive, end, type: 'FILE', evidence: 'home' };
}

function isPath(code: number): boolean {
  return (
    code > 32 && code !== 34 && code !== 39 && code !== 60 && code !== 62 && code !== 124 && code !== 0xfffc
  );
}

/** Decimal degrees, latitude and longitude, with three decimals and more: a place to some hundred metres. */
const POSITION = /^(\d{1,2})\.\d{3,9}°? ?[NS]?[,;/ ] ?([+-]?\d{1,3})\.\d{3,9}(?!\d)°?(?: ?[EWO])?/;
const DEGREES = /^\d{1,3} ?° ?\d{1,2} ?['′] ?\d{1,2}(?:[.,]\d{1,6})? ?(?:"|″|'')? ?[NSEWO](?![A-Za-z])/;

export function positionAt(text: string, start: number): Hit | undefined {
  const window = text.slice(start, start + 48);
  const sign = text[start - 1] === '-' || text[start - 1] === '+' ? 1 : 0;
  const match = POSITION.exec(window);
  if (match && Number(match[1]) <= 90 && Math.abs(Number(match[2])) <= 180)
    return { start: start - sign, end: start + match[0].length, type: 'GEO', evidence: 'degrees' };
  const degrees = DEGREES.exec(window);
  return degrees ? { start, end: start + degrees[0].length, type: 'GEO', evidence: 'degrees' } : undefined;
}

const LINE_LENGTHS = new Set([30, 36, 44]);

/** A machine-readable line of a travel document (ICAO 9303): one of its `<` stands at `at`. */
export function machineLineAt(text: string, at: number): Hit | undefined {
  if (text[at - 1] === '<') return undefined;
  let start = at;
  while (at - start < 44 && isMachine(text.charCodeAt(start - 1))) start--;
  let end = at;
  let fillers = 0;
  while (end - start <= 44 && isMachine(text.charCodeAt(end))) if (text[end++] === '<') fillers++;
  if (!LINE_LENGTHS.has(end - start) || fillers < 2) return undefined;
  return { start, end, type: 'ID', evidence: 'id:mrz' };
}

function isMachine(code: number): boolean {
  return code === 60 || isDigit(code) || (code >= 65 && code <= 90);
}
