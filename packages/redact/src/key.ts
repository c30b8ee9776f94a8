// Keyed hashing with the recording's key. Names and phone numbers can be enumerated, so an unkeyed or fixed-salt hash
// would only hide them from the honest.

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

const ENCODER = new TextEncoder();
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** HMAC-SHA-256 under one key, with domain separation by a purpose. */
export interface KeyedHash {
  /** 22 base64url characters: the first 128 bits (and zero bits to fill). */
  token(purpose: string, text: string): string;
  /** A number below 10^9. */
  index(purpose: string, text: string): number;
  /** 32 bits, for a fast hash's seed. */
  seed(purpose: string): number;
}

export function createKeyedHash(key: Uint8Array): KeyedHash {
  // The state after `key, purpose, 0` is the same for every text: it is made once and copied.
  const begin = (purpose: string): ReturnType<typeof hmac.create> =>
    hmac.create(sha256, key).update(ENCODER.encode(`${purpose}\u0000`));
  const begun = new Map<string, ReturnType<typeof begin>>();
  const digest = (purpose: string, text: string): Uint8Array => {
    const state = begun.get(purpose) ?? begin(purpose);
    begun.set(purpose, state);
    return state.clone().update(ENCODER.encode(text)).digest();
  };
  return {
    token: (purpose, text) => encode(digest(purpose, text)),
    index: (purpose, text) => word(digest(purpose, text), 0) % INDEX_RANGE,
    seed: (purpose) => word(digest(purpose, ''), 0),
  };
}

const INDEX_RANGE = 1_000_000_000;

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

function encode(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < 16; at += 3) {
    const bits =
      (bytes[at]! << 16) | ((at + 1 < 16 ? bytes[at + 1]! : 0) << 8) | (at + 2 < 16 ? bytes[at + 2]! : 0);
    text +=
      BASE64URL[bits >> 18]! +
      BASE64URL[(bits >> 12) & 63]! +
      BASE64URL[(bits >> 6) & 63]! +
      BASE64URL[bits & 63]!;
  }
  return text.slice(0, 22);
}
