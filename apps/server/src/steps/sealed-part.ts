// One class of one episode as ciphertext: nonce (12 bytes) | AES-256-GCM(zstd(JSON)), AAD = `overt-episode/1 <class> <episode>`.
// Each part has a random key of its own; the broker wraps it under the same person's key as the segments it came from.

import { type BlobId, blobIdOf, bytes as codec, type DataClass, type Primitives } from '@overt/events';
import { ServerFault } from '../fault.ts';
import type { Json } from './split-text.ts';

const NONCE_BYTES = 12;
/** An episode's action part is a few hundred kB; this bounds what a damaged length could make zstd allocate. */
const MAX_PLAIN_BYTES = 256 * 1024 * 1024;

export interface SealedPart {
  readonly class: DataClass;
  readonly blob: BlobId;
  readonly bytes: Uint8Array;
  readonly dek: Uint8Array;
}

const aadOf = (name: DataClass, episode: string) => codec.toUtf8(`overt-episode/1 ${name} ${episode}`);

export function sealPart(
  value: Json,
  part: { readonly class: DataClass; readonly episode: string },
  primitives: Primitives,
): SealedPart {
  const dek = primitives.random(32);
  const nonce = primitives.random(NONCE_BYTES);
  const plain = primitives.compress(codec.toUtf8(JSON.stringify(value)));
  const bytes = codec.concat(nonce, primitives.seal(dek, nonce, plain, aadOf(part.class, part.episode)));
  return { class: part.class, blob: blobIdOf(bytes, primitives), bytes, dek };
}

/** @throws {ServerFault} `EPISODE_UNREADABLE` if the bytes are not what was sealed for this episode and class. */
export function openPart(
  sealed: Uint8Array,
  dek: Uint8Array,
  part: { readonly class: DataClass; readonly episode: string },
  primitives: Primitives,
): Json {
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const plain = primitives.open(dek, nonce, sealed.subarray(NONCE_BYTES), aadOf(part.class, part.episode));
    return JSON.parse(codec.fromUtf8(primitives.decompress(plain, MAX_PLAIN_BYTES))) as Json;
  } catch (cause) {
    throw new ServerFault(
      'EPISODE_UNREADABLE',
      `episode ${part.episode}: its ${part.class} part does not open with its key`,
      { class: part.class },
      { cause },
    );
  }
}
