// Mail addresses, URLs, bare domains, IP addresses. Each looks a bounded number of units back and ahead.

import { isDigit, isLetter, isWord } from '../classes.ts';
import type { Hit } from './hit.ts';

/** Units of a local part looked back over (RFC 5321 allows 64; quoted and longer ones occur in the wild). */
const LOCAL_MAX = 128;
const DOMAIN_MAX = 255;
const AT = 64;
const DOT = 46;
const HYPHEN = 45;

/** A mail address around the `@` at `at`; `floor` is where the previous hit ended. */
export function emailAt(text: string, at: number, floor: number): Hit | undefined {
  let start = at;
  const limit = Math.max(floor, at - LOCAL_MAX);
  while (start > limit && isLocal(text.charCodeAt(start - 1))) start--;
  while (start < at && !isWord(text.charCodeAt(start)) && text.charCodeAt(start) !== 95) start++;
  if (start === at || text.charCodeAt(at - 1) === DOT) return undefined;
  const end = domainEnd(text, at + 1);
  return end === -1 ? undefined : { start, end, type: 'EMAIL', evidence: 'address' };
}

/** End of a host name with a top-level domain that begins at `start`; -1 if there is none. */
export function domainEnd(text: string, start: number): number {
  let at = start;
  let label = start;
  let end = -1;
  const limit = Math.min(text.length, start + DOMAIN_MAX);
  for (; at <= limit; at++) {
    const code = at < limit ? text.charCodeAt(at) : 0;
    if (isWord(code) || code === HYPHEN) continue;
    const isLabel = at > label && text.charCodeAt(label) !== HYPHEN;
    if (!isLabel) break;
    if (label > start && isTopLevel(text, label, at)) end = at;
    if (code !== DOT) break;
    label = at + 1;
  }
  return end;
}

function isTopLevel(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && isLetter(text.charCodeAt(at))) at++;
  return (at === end && end - start >= 2) || text.startsWith('xn--', start);
}

function isLocal(code: number): boolean {
  if (isWord(code)) return true;
  return (
    code === DOT ||
    code === HYPHEN ||
    code === 95 ||
    code === 43 ||
    code === 37 ||
    code === 39 ||
    code === 38 ||
    code === 61 ||
    code === 126
  );
}

const SCHEME_MAX = 16;

/** A URL whose `://` begins at `at`. */
export function urlAt(text: string, at: number, floor: number): Hit | undefined {
  let start = at;
  const limit = Math.max(floor, at - SCHEME_MAX);
  while (start > limit && isScheme(text.charCodeAt(start - 1))) start--;
  while (start < at && !isLetter(text.charCodeAt(start))) start++;
  if (start === at) return undefined;
  const end = addressEnd(text, at + 3);
  return end > at + 3 ? { start, end, type: 'URL', evidence: 'scheme' } : undefined;
}

/** `www.…`, or a bare host with a well-known ending, perhaps with a path; the word at `start` is its first label. */
export function bareUrlAt(text: string, start: number, wordEnd: number): Hit | undefined {
  if (text.charCodeAt(wordEnd) !== DOT && text.charCodeAt(wordEnd) !== HYPHEN) return undefined;
  const end = domainEnd(text, start);
  if (end === -1 || text.charCodeAt(end) === AT) return undefined;
  const host = text.slice(start, end).toLowerCase();
  const ending = host.slice(host.lastIndexOf('.') + 1);
  if (!host.startsWith('www.') && !WELL_KNOWN.has(ending)) return undefined;
  const next = text[end];
  const tail = next === '/' || next === ':' || next === '?' ? addressEnd(text, end) : end;
  return { start, end: tail, type: 'URL', evidence: 'host' };
}

/** Endings under which a bare `word.ending` is a host rather than a file or a missing space. */
const WELL_KNOWN = new Set(
  'com org net edu gov info biz io ai app dev eu de fr uk ch nl lu pt ie pl cz dk se fi ca jp cn br mx example test localhost'.split(
    ' ',
  ),
);

function addressEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isAddress(text.charCodeAt(end))) end++;
  while (end > start && TRAILING.has(text[end - 1]!)) end--;
  return end;
}
const TRAILING = new Set(['.', ',', ';', ':', '!', '?', ')', ']', "'", '}']);

function isAddress(code: number): boolean {
  return (
    code > 32 && code !== 34 && code !== 60 && code !== 62 && code !== 96 && code !== 0xfffc && code !== 160
  );
}

function isScheme(code: number): boolean {
  return (code < 128 && isWord(code)) || code === 43 || code === HYPHEN || code === DOT;
}

/** An IPv4 address that begins with the digit at `start`. */
export function ipAt(text: string, start: number): Hit | undefined {
  let at = start;
  for (let part = 0; part < 4; part++) {
    if (part > 0 && text.charCodeAt(at++) !== DOT) return undefined;
    const from = at;
    while (at - from < 3 && isDigit(text.charCodeAt(at))) at++;
    if (at === from || Number(text.slice(from, at)) > 255) return undefined;
  }
  const next = text.charCodeAt(at);
  if (isWord(next) || (next === DOT && isDigit(text.charCodeAt(at + 1)))) return undefined;
  return { start, end: at, type: 'IP', evidence: 'octets' };
}
