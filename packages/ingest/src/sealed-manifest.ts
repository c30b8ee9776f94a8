// Keeps the signed manifest as ciphertext. It names the device, the receipt and the week, which together would tie the
// weekly pseudonyms of a person to each other; so it is sealed under a key of her own and dies with it.
//
// Layout: nonce (12 bytes) | AES-256-GCM(DSSE JSON), AAD = the segment id in ASCII. Its name is the SHA-256 of that.

import type { Broker } from '@overt/broker';
import {
  type BlobId,
  blobIdOf,
  bytes as codec,
  type Envelope,
  type Primitives,
  type SegmentId,
  sealEnvelope,
} from '@overt/events';
import type { DsseEnvelope } from '@overt/ledger';

const NONCE_BYTES = 12;

export async function sealManifest(
  context: { readonly broker: Pick<Broker, 'sealingKey'>; readonly primitives: Primitives },
  dsse: DsseEnvelope,
  segment: SegmentId,
): Promise<{ readonly bytes: Uint8Array; readonly blob: BlobId; readonly envelope: Envelope }> {
  const { primitives } = context;
  const dek = primitives.random(32);
  const nonce = primitives.random(NONCE_BYTES);
  const sealed = primitives.seal(dek, nonce, codec.toUtf8(JSON.stringify(dsse)), codec.toUtf8(segment));
  const bytes = new Uint8Array(NONCE_BYTES + sealed.length);
  bytes.set(nonce);
  bytes.set(sealed, NONCE_BYTES);
  const blob = blobIdOf(bytes, primitives);
  const envelope = sealEnvelope(
    segment,
    [{ class: 'action', blob, dek }],
    await context.broker.sealingKey(),
    primitives,
  );
  dek.fill(0);
  return { bytes, blob, envelope };
}

/** The signed manifest back. @throws {SegmentFault} if `dek` is not its key or a byte changed. */
export function openManifest(
  sealed: Uint8Array,
  dek: Uint8Array,
  segment: SegmentId,
  primitives: Primitives,
): unknown {
  const plain = primitives.open(
    dek,
    sealed.subarray(0, NONCE_BYTES),
    sealed.subarray(NONCE_BYTES),
    codec.toUtf8(segment),
  );
  return JSON.parse(new TextDecoder().decode(plain));
}
