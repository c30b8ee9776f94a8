// AES-256-GCM around a key: version byte | 12-byte nonce | ciphertext | 16-byte tag; the context is authenticated, not stored.
// Normative text: docs/spec/keys.md#wrapping.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { StoreFault } from '../fault.ts';

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/** Wraps `plain` under `key` (32 bytes), bound to `context`. */
export function wrapUnder(key: Uint8Array, plain: Uint8Array, context: string): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context, 'utf8'));
  return new Uint8Array(
    Buffer.concat([Uint8Array.of(VERSION), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
  );
}

/** @throws {StoreFault} `UNWRAP_FAILED` for other bytes, another key or another context. */
export function unwrapUnder(key: Uint8Array, wrapped: Uint8Array, context: string): Uint8Array {
  if (wrapped[0] !== VERSION || wrapped.length < 1 + NONCE + TAG) throw refused('has an unknown form');
  const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(1, 1 + NONCE));
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(wrapped.subarray(wrapped.length - TAG));
  const body = decipher.update(wrapped.subarray(1 + NONCE, wrapped.length - TAG));
  try {
    return new Uint8Array(Buffer.concat([body, decipher.final()]));
  } catch {
    throw refused('was not wrapped under this key for this use');
  }
}

function refused(what: string): StoreFault {
  return new StoreFault('UNWRAP_FAILED', `wrapped key: it ${what}; it was changed, or belongs elsewhere`, {});
}
