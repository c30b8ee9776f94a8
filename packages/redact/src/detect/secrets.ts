// Tokens and keys with a structure of their own, and passwords by the word in front. Keys by issuer: ../secrets.

import { isWord } from '../classes.ts';
import type { Hit } from './hit.ts';

/** Units of a part that is read: the longest keys have about 500. */
const BODY_MAX = 512;
/** Units of the payload of a token, which carries claims. */
const PAYLOAD_MAX = 8_192;

function bodyEnd(text: string, from: number, extra: string, most = BODY_MAX): number {
  const limit = Math.min(text.length, from + most);
  let end = from;
  while (end < limit && isBody(text.charCodeAt(end), text[end]!, extra)) end++;
  return end;
}

function isBody(code: number, char: string, extra: string): boolean {
  return (code < 128 && isWord(code)) || extra.includes(char);
}

/** Three base64url parts, the first beginning `{"` (RFC 7519). */
export function jwtAt(text: string, start: number): Hit | undefined {
  if (!text.startsWith('eyJ', start)) return undefined;
  const header = bodyEnd(text, start, '_-');
  if (header - start < 12 || text[header] !== '.') return undefined;
  const payload = bodyEnd(text, header + 1, '_-', PAYLOAD_MAX);
  if (payload - header < 8) return undefined;
  const end = text[payload] === '.' ? bodyEnd(text, payload + 1, '_-') : payload;
  return { start, end, type: 'SECRET', evidence: 'prefix:jwt' };
}

const PEM_BEGIN = '-----BEGIN ';
/** RFC 7468 says a PEM block ends; one that does not is a secret to the end of the text. */
const PEM_MAX = 65_536;

/** A PEM private key whose dashes begin at `start`. */
export function pemAt(text: string, start: number): Hit | undefined {
  if (!text.startsWith(PEM_BEGIN, start)) return undefined;
  const label = text.slice(start, start + 64);
  if (!label.includes('PRIVATE KEY') && !label.includes('PGP MESSAGE')) return undefined;
  const window = text.slice(start, start + PEM_MAX);
  const close = window.indexOf('-----END ');
  const tail = close === -1 ? -1 : window.indexOf('-----', close + 9);
  const end = tail === -1 ? start + window.length : start + tail + 5;
  return { start, end, type: 'SECRET', evidence: 'prefix:pem' };
}

const SEPARATOR = /^["']? {0,2}(?:[:=]|:=|=>|is|ist|lautet|est|was|war)(?: {1,2}|(?<=[:=>]))["']?/i;
const VALUE_MAX = 256;
const VALUE_END = /[\s"'<>,;]/;

/** The value after a cue word: `password: …`, `PIN = …`, `Passwort ist …`, `api_key=…`, `Bearer …`. */
export function cuedSecretAt(text: string, cueStart: number, cueEnd: number): Hit | undefined {
  const cue = text.slice(cueStart, cueEnd).toLowerCase();
  if (cue === 'key' && !/[a-z][_-]$|api $/i.test(text.slice(Math.max(0, cueStart - 4), cueStart)))
    return undefined;
  const ahead = text.slice(cueEnd, cueEnd + 12);
  const separator =
    SEPARATOR.exec(ahead)?.[0] ?? (cue === 'bearer' && ahead.startsWith(' ') ? ' ' : undefined);
  if (separator === undefined) return undefined;
  const start = cueEnd + separator.length;
  const window = text.slice(start, start + VALUE_MAX);
  const stop = window.search(VALUE_END);
  let end = start + (stop === -1 ? window.length : stop);
  while (end > start && '.)!?'.includes(text[end - 1]!)) end--;
  const value = text.slice(start, end);
  if (!isSecretValue(value, /[:=]/.test(separator))) return undefined;
  return { start, end, type: 'SECRET', evidence: 'cue' };
}

function isSecretValue(value: string, explicit: boolean): boolean {
  if (value.length < (explicit ? 4 : 6) || value.includes('\uFFFC')) return false;
  if (/[\d]/.test(value) || /[^\p{L}\d]/u.test(value)) return true;
  return explicit && (value.length >= 8 || /\p{Ll}\p{Lu}/u.test(value));
}
