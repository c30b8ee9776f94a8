// Base64, hex and UTF-8 as the C2SP formats want them: strict, canonical, and a coded fault for anything else.

import { fault } from './fault.ts';

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const ENCODE = new TextEncoder().encode(STANDARD);
const DECODE = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) DECODE[STANDARD.charCodeAt(i)] = i;

const ascii = new TextDecoder('latin1');
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

export function toUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** @throws {LedgerFault} `ENCODING_INVALID` if `bytes` is not valid UTF-8. A byte order mark is kept as a character. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch (cause) {
    throw fault('ENCODING_INVALID', 'text: bytes are not valid UTF-8', {}, cause);
  }
}

/** RFC 4648 §4, padded. */
export function toBase64(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(61);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out[at] = ENCODE[group >> 18]!;
    out[at + 1] = ENCODE[(group >> 12) & 63]!;
    if (left > 1) out[at + 2] = ENCODE[(group >> 6) & 63]!;
    if (left > 2) out[at + 3] = ENCODE[group & 63]!;
    at += 4;
  }
  return ascii.decode(out);
}

/**
 * RFC 4648 §4: padded and canonical (unused bits are zero), so that one value has one text.
 *
 * @throws {LedgerFault} `ENCODING_INVALID`.
 */
export function fromBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw notBase64('its length is not a multiple of 4');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const out = new Uint8Array((text.length / 4) * 3 - padding);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < digits; i++) {
    const unit = text.charCodeAt(i);
    const value = unit < 128 ? DECODE[unit]! : -1;
    if (value < 0) throw notBase64('a character is outside the alphabet');
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (held >> bits) & 255;
    }
  }
  if ((held & ((1 << bits) - 1)) !== 0) throw notBase64('its unused bits are not zero');
  return out;
}

/** Accepts what a DSSE verifier must accept: the standard or the URL-safe alphabet, padded or not. */
export function fromAnyBase64(text: string): Uint8Array {
  const standard = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/={1,2}$/, '');
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
}

function notBase64(reason: string) {
  return fault('ENCODING_INVALID', `base64: ${reason}; expected the padded standard alphabet of RFC 4648 §4`);
}

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** @throws {LedgerFault} `ENCODING_INVALID` unless `text` is lower-case hex of whole bytes. */
export function fromHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) {
    throw fault('ENCODING_INVALID', 'hex: expected pairs of the digits 0-9 and a-f');
  }
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
}

/** A decimal without sign or leading zeroes, at most 2^53 − 1; `undefined` for anything else. */
export function parseDecimal(text: string): number | undefined {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** False if `text` has half a surrogate pair: it then has no UTF-8 form. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
