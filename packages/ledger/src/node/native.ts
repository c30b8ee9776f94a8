// The same two primitives on node:crypto: measured 2 to 3 times the hashes and 20 times the signatures of the portable ones.

import * as crypto from 'node:crypto';
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { fault } from '../fault.ts';
import { requireKeyName, type Signer } from '../signer.ts';
import type { TreeHash } from '../tree.ts';

/** `crypto.hash` came with Node 20.12 and saves the Hash object; older types do not know it. */
const oneShot = (crypto as { hash?: (algorithm: string, bytes: Uint8Array, encoding: 'buffer') => Buffer })
  .hash;
const sha256: (bytes: Uint8Array) => Uint8Array = oneShot
  ? (bytes) => view(oneShot('sha256', bytes, 'buffer'))
  : (bytes) => view(createHash('sha256').update(bytes).digest());

/** RFC 6962 hashes through OpenSSL. */
export const nativeHash: TreeHash = {
  leaf: (entry) => {
    const input = new Uint8Array(entry.length + 1);
    input.set(entry, 1);
    return sha256(input);
  },
  children: (left, right) => {
    const input = new Uint8Array(65);
    input[0] = 1;
    input.set(left, 1);
    input.set(right, 33);
    return sha256(input);
  },
};

/** PKCS #8 around a raw Ed25519 seed (RFC 8410 §7). */
const PKCS8 = Uint8Array.of(
  0x30,
  0x2e,
  0x02,
  0x01,
  0,
  0x30,
  0x05,
  0x06,
  0x03,
  0x2b,
  0x65,
  0x70,
  0x04,
  0x22,
  0x04,
  0x20,
);

/**
 * A signer like `createSigner`, with the same signatures.
 *
 * @param seed 32 secret bytes.
 * @throws {LedgerFault} `KEY_INVALID`.
 */
export function nativeSigner(name: string, seed: Uint8Array): Signer {
  requireKeyName(name);
  if (seed.length !== 32)
    throw fault('KEY_INVALID', `signer: the seed has ${seed.length} bytes, expected 32`);
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { name, publicKey: view(spki.subarray(-32)), sign: (message) => view(sign(null, message, key)) };
}

/** Plain bytes: Buffer has its own `slice`, which shares memory. */
function view(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
