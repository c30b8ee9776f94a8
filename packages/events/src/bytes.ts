// Bytes ↔ text, without Buffer: the same code runs in a page, a service worker and a server.

import { SegmentFault } from './segment-fault.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DIGIT = new Map(Array.from(ALPHABET, (letter, value) => [letter, value]));

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** @throws {SegmentFault} `SEGMENT_MALFORMED` unless `text` is lowercase hex of an even length. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw malformed('hex', 'an even number of 0-9a-f');
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** RFC 4648 §4, padded. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const triple = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += ALPHABET[triple >> 18]! + ALPHABET[(triple >> 12) & 63]!;
    text += left > 1 ? ALPHABET[(triple >> 6) & 63]! : '=';
    text += left > 2 ? ALPHABET[triple & 63]! : '=';
  }
  return text;
}

/** @throws {SegmentFault} `SEGMENT_MALFORMED` unless `text` is canonical padded base64 (no line breaks, no stray bits). */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array(Math.max(0, (text.length / 4) * 3 - padding));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length - padding; i++) {
    const digit = DIGIT.get(text[i]!);
    if (digit === undefined) throw malformed('base64', 'only the base64 alphabet');
    held = ((held << 6) | digit) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
    }
  }
  if (text.length % 4 !== 0 || at !== bytes.length || (held & ((1 << bits) - 1)) !== 0)
    throw malformed('base64', 'canonical padding');
  return bytes;
}

export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text) as Uint8Array<ArrayBuffer>;
}

/** @throws {SegmentFault} `SEGMENT_MALFORMED` if `bytes` is not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw new SegmentFault(
      'SEGMENT_MALFORMED',
      'text: bytes are not UTF-8',
      { where: 'utf8' },
      { cause: error },
    );
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Equality without an early exit, so that its duration says nothing about where two secrets differ. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

function malformed(what: string, expected: string): SegmentFault {
  return new SegmentFault('SEGMENT_MALFORMED', `${what}: text is not ${what}; expected ${expected}`, {
    where: what,
  });
}
