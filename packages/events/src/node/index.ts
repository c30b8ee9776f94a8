// Primitives for servers, workers and the command line: node:crypto, and zstd from node:zlib where Node has it
// (22.15), else from a prebuilt native module. Which of the two compressed a chunk cannot be told by a reader.

import * as crypto from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as zlib from 'node:zlib';
import { lowOrder, type Primitives, sealBroken, type Zstd } from '../primitives.ts';
import { requireBoundedFrame, zstdRefused } from '../zstd-frame.ts';

const require = createRequire(import.meta.url);
/** 6 makes segments 4 % smaller than 3 and is still far above the needed speed (bench/codec.ts). */
const ZSTD_LEVEL = 6;
const X25519_SPKI = Uint8Array.from([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00]);
const X25519_PKCS8 = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20,
]);

/** Native primitives; no state, so one value may be shared. */
export function nodePrimitives(): Primitives {
  const zstd = nodeZstd();
  return {
    sha256: (bytes) => asBytes(crypto.createHash('sha256').update(bytes).digest()),
    hmac: (key, bytes) => asBytes(crypto.createHmac('sha256', key).update(bytes).digest()),
    random: (length) => new Uint8Array(crypto.randomBytes(length)),
    seal,
    open,
    hkdf: (ikm, salt, info, length) => new Uint8Array(crypto.hkdfSync('sha256', ikm, salt, info, length)),
    x25519: { keypair, shared },
    compress: zstd.compress,
    decompress: zstd.decompress,
  };
}

function seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, aad: Uint8Array): Uint8Array {
  const cipher = crypto.createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(aad);
  const sealed = new Uint8Array(plain.length + 16);
  sealed.set(cipher.update(plain), 0);
  cipher.final();
  sealed.set(cipher.getAuthTag(), plain.length);
  return sealed;
}

function open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array {
  try {
    const cut = sealed.length - 16;
    const decipher = crypto.createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
    decipher.setAAD(aad);
    decipher.setAuthTag(sealed.subarray(cut));
    const plain = decipher.update(sealed.subarray(0, cut));
    decipher.final();
    return asBytes(plain);
  } catch (error) {
    throw sealBroken(error);
  }
}

function keypair(): { secret: Uint8Array; publicKey: Uint8Array } {
  const pair = crypto.generateKeyPairSync('x25519');
  return {
    secret: new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)),
    publicKey: new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)),
  };
}

function shared(secret: Uint8Array, publicKey: Uint8Array): Uint8Array {
  try {
    const privateKey = crypto.createPrivateKey({
      key: Buffer.concat([X25519_PKCS8, secret]),
      format: 'der',
      type: 'pkcs8',
    });
    const peer = crypto.createPublicKey({
      key: Buffer.concat([X25519_SPKI, publicKey]),
      format: 'der',
      type: 'spki',
    });
    return new Uint8Array(crypto.diffieHellman({ privateKey, publicKey: peer }));
  } catch (error) {
    throw lowOrder(error);
  }
}

interface ZlibZstd {
  zstdCompressSync(bytes: Uint8Array, options: { params: Record<number, number> }): Buffer;
  zstdDecompressSync(bytes: Uint8Array, options: { maxOutputLength: number }): Buffer;
  readonly constants: { readonly ZSTD_c_compressionLevel: number };
}
interface NativeZstd {
  Encoder: new (level: number) => { encodeSync(bytes: Buffer): Buffer };
  Decoder: new () => { decodeSync(bytes: Buffer): Buffer };
}

function nodeZstd(): Zstd {
  if ('zstdCompressSync' in zlib) {
    const native = zlib as unknown as ZlibZstd;
    const params = { [native.constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL };
    return bounded(
      (bytes) => native.zstdCompressSync(bytes, { params }),
      (bytes, maxBytes) => native.zstdDecompressSync(bytes, { maxOutputLength: maxBytes }),
    );
  }
  const native = require('@toondepauw/node-zstd') as NativeZstd;
  const encoder = new native.Encoder(ZSTD_LEVEL);
  const decoder = new native.Decoder();
  return bounded(
    (bytes) => encoder.encodeSync(asBuffer(bytes)),
    (bytes) => decoder.decodeSync(asBuffer(bytes)),
  );
}

function bounded(compress: Zstd['compress'], decompress: Zstd['decompress']): Zstd {
  return {
    compress: (bytes) => asBytes(compress(bytes)),
    decompress(bytes, maxBytes) {
      requireBoundedFrame(bytes, maxBytes);
      let plain: Uint8Array;
      try {
        plain = decompress(bytes, Math.max(1, maxBytes));
      } catch (error) {
        throw zstdRefused(error);
      }
      if (plain.length > maxBytes) throw zstdRefused(undefined);
      return asBytes(plain);
    },
  };
}

/** The same bytes as a plain Uint8Array: a Buffer's `slice` shares memory and its JSON differs. */
function asBytes(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Path of the zstd WebAssembly file that a build copies beside an extension's service worker as `zstd.wasm`. */
export function zstdWasmPath(): string {
  return join(dirname(require.resolve('@bokuweb/zstd-wasm')), 'zstd.wasm');
}
