// The cryptography and compression a segment needs, as one value that is passed everywhere.
//
// All of it is synchronous: the writer must be able to seal before a service worker is killed. This module builds
// it from audited JavaScript (noble) and a zstd given by the caller; `./node` and `./web` bring both.

import { gcm } from '@noble/ciphers/aes.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { SegmentFault } from './segment-fault.ts';

/** zstd (RFC 8878), one frame at a time. */
export interface Zstd {
  compress(bytes: Uint8Array): Uint8Array;
  /** @throws {SegmentFault} `COMPRESSION_BROKEN` if the bytes are not one frame or would exceed `maxBytes`. */
  decompress(bytes: Uint8Array, maxBytes: number): Uint8Array;
}

export interface Primitives extends Zstd {
  sha256(bytes: Uint8Array): Uint8Array;
  /** HMAC-SHA-256. */
  hmac(key: Uint8Array, bytes: Uint8Array): Uint8Array;
  random(length: number): Uint8Array;
  /** AES-256-GCM with a 12-byte nonce; the 16-byte tag is appended. */
  seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, aad: Uint8Array): Uint8Array;
  /** @throws {SegmentFault} `SEAL_BROKEN` if the tag does not fit. */
  open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array;
  /** HKDF-SHA-256. */
  hkdf(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array;
  readonly x25519: {
    keypair(): { secret: Uint8Array; publicKey: Uint8Array };
    /** @throws {SegmentFault} `KEY_INVALID` for a public key of low order. */
    shared(secret: Uint8Array, publicKey: Uint8Array): Uint8Array;
  };
}

/** Primitives in plain JavaScript around `zstd`; randomness is the platform's WebCrypto. */
export function createPrimitives(zstd: Zstd): Primitives {
  return {
    sha256: (bytes) => sha256(bytes),
    hmac: (key, bytes) => hmac(sha256, key, bytes),
    random: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
    seal: (key, nonce, plain, aad) => gcm(key, nonce, aad).encrypt(plain),
    open(key, nonce, sealed, aad) {
      try {
        return gcm(key, nonce, aad).decrypt(sealed);
      } catch (error) {
        throw sealBroken(error);
      }
    },
    hkdf: (ikm, salt, info, length) => hkdf(sha256, ikm, salt, info, length),
    x25519: {
      keypair() {
        const { secretKey, publicKey } = x25519.keygen();
        return { secret: secretKey, publicKey };
      },
      shared(secret, publicKey) {
        try {
          return x25519.getSharedSecret(secret, publicKey);
        } catch (error) {
          throw lowOrder(error);
        }
      },
    },
    compress: (bytes) => zstd.compress(bytes),
    decompress: (bytes, maxBytes) => zstd.decompress(bytes, maxBytes),
  };
}

/** For adapters: the fault for a seal that does not open. */
export function sealBroken(cause: unknown): SegmentFault {
  const message =
    'seal does not open; the key is another one, or the bytes were changed after they were sealed';
  return new SegmentFault('SEAL_BROKEN', message, { where: 'seal' }, { cause });
}

/** For adapters: the fault for an X25519 key that must not be used. */
export function lowOrder(cause: unknown): SegmentFault {
  const message = 'x25519: key is malformed or of low order; take the key from the signed broker record';
  return new SegmentFault('KEY_INVALID', message, { where: 'x25519' }, { cause });
}
