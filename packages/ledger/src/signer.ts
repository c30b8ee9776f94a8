// Ed25519 keys under a name: who signs notes, checkpoints and envelopes.

import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import {
  concat,
  equalBytes,
  fromBase64,
  fromHex,
  isWellFormed,
  toBase64,
  toHex,
  toUtf8,
} from './encoding.ts';
import { fault, LedgerFault } from './fault.ts';

/** Something that signs with an Ed25519 key; the key itself may lie in hardware. */
export interface Signer {
  /** The key name of C2SP signed-note: not empty, no spaces, no `+`. */
  readonly name: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes: RFC 8032 over `message`. */
  sign(message: Uint8Array): Uint8Array;
}

/** C2SP signature types: `note` = 0x01 Ed25519, `cosignature` = 0x04 timestamped Ed25519 cosignature/v1. */
export type SignatureType = 'note' | 'cosignature';
const TYPE_BYTE: Record<SignatureType, number> = { note: 0x01, cosignature: 0x04 };

/** A public key that its holder trusts for one name and one signature type. */
export interface Verifier {
  readonly name: string;
  readonly type: SignatureType;
  /** 8 lower-case hex digits. */
  readonly keyId: string;
  readonly publicKey: Uint8Array;
}

/**
 * @param seed 32 secret bytes (RFC 8032 private key).
 * @throws {LedgerFault} `KEY_INVALID` if the name or the seed has the wrong form.
 */
export function createSigner(name: string, seed: Uint8Array): Signer {
  requireKeyName(name);
  if (seed.length !== 32)
    throw fault('KEY_INVALID', `signer: the seed has ${seed.length} bytes, expected 32`);
  const secret = seed.slice();
  return { name, publicKey: ed25519.getPublicKey(secret), sign: (message) => ed25519.sign(message, secret) };
}

/** RFC 8032 without the liberties of ZIP 215; any malformed key or signature is just `false`. */
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false; // noble throws on a point that is not on the curve: to us, one more bad signature
  }
}

/** `key ID = SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4]`, as 8 hex digits. */
export function keyIdOf(name: string, publicKey: Uint8Array, type: SignatureType = 'note'): string {
  return toHex(sha256(concat(toUtf8(`${name}\n`), Uint8Array.of(TYPE_BYTE[type]), publicKey)).subarray(0, 4));
}

/** The verifier key text of C2SP signed-note: `name+hex(key ID)+base64(type ‖ public key)`. */
export function vkey(
  key: { readonly name: string; readonly publicKey: Uint8Array },
  type: SignatureType = 'note',
): string {
  requireKeyName(key.name);
  const material = toBase64(concat(Uint8Array.of(TYPE_BYTE[type]), key.publicKey));
  return `${key.name}+${keyIdOf(key.name, key.publicKey, type)}+${material}`;
}

export function verifierOf(
  key: { readonly name: string; readonly publicKey: Uint8Array },
  type: SignatureType = 'note',
): Verifier {
  return { name: key.name, type, keyId: keyIdOf(key.name, key.publicKey, type), publicKey: key.publicKey };
}

/** @throws {LedgerFault} `KEY_INVALID` unless `text` is a vkey of type 0x01 or 0x04 whose key ID fits its key. */
export function parseVkey(text: string): Verifier {
  const [name = '', keyId = '', ...rest] = text.split('+');
  requireKeyName(name);
  let id: Uint8Array;
  let material: Uint8Array;
  try {
    id = fromHex(keyId);
    material = fromBase64(rest.join('+'));
  } catch (cause) {
    if (!(cause instanceof LedgerFault)) throw cause;
    throw fault('KEY_INVALID', 'verifier key: expected name+8 hex digits+base64', {}, cause);
  }
  const type =
    material[0] === TYPE_BYTE.note
      ? 'note'
      : material[0] === TYPE_BYTE.cosignature
        ? 'cosignature'
        : undefined;
  if (type === undefined || material.length !== 33) {
    throw fault('KEY_INVALID', 'verifier key: expected type 0x01 or 0x04 (Ed25519) and 32 bytes of key');
  }
  const publicKey = material.slice(1);
  if (!equalBytes(id, fromHex(keyIdOf(name, publicKey, type)))) {
    throw fault(
      'KEY_INVALID',
      'verifier key: the key ID does not belong to this name and key; it was mistyped or changed',
    );
  }
  return { name, type, keyId, publicKey };
}

/** @throws {LedgerFault} `KEY_INVALID`: C2SP signed-note allows no empty name, no spaces, no `+` and no control characters. */
export function requireKeyName(name: string): void {
  if (!isKeyName(name))
    throw fault(
      'KEY_INVALID',
      'key name: expected at least one character, and no space, `+` or control character',
    );
}

export function isKeyName(name: string): boolean {
  return name.length > 0 && isWellFormed(name) && !/[\p{White_Space}+\p{Cc}]/u.test(name);
}
