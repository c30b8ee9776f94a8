// Codes, tokens and their hashes. All are random and long, so a plain SHA-256 keeps them at rest; none is a password.

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { formatId } from '@overt/events';

/** A new id: `prefix_` + 26 base32 characters. */
export function newId(prefix: 'prn' | 'dev' | 'mdt'): string {
  return formatId(prefix, randomBytes(16));
}

/** 128 random bits in 26 characters that survive being read aloud: no upper case, no 0, 1, 8 or 9. */
export function newCode(): string {
  return newId('prn').slice('prn_'.length);
}

/** 256 random bits, URL-safe. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * A text that only the holder of `key` can have made: `body.mac`.
 *
 * @param body without dots.
 */
export function sealText(key: Uint8Array, body: string): string {
  return `${body}.${macOf(key, body).toString('base64url')}`;
}

/** The body of a sealed text, or `undefined`. */
export function openText(key: Uint8Array, sealed: string): string | undefined {
  const [body, mac, ...more] = sealed.split('.');
  if (body === undefined || mac === undefined || more.length > 0) return undefined;
  const found = Buffer.from(mac, 'base64url');
  const expected = macOf(key, body);
  return found.length === expected.length && timingSafeEqual(found, expected) ? body : undefined;
}

function macOf(key: Uint8Array, body: string): Buffer {
  return createHmac('sha256', key).update(body).digest();
}
