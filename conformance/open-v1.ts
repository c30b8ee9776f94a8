// A second, minimal implementation of the chunk layer, written from docs/spec/segment.md alone: it shares no code with
// the package's reader, so a vector both of them open is not one implementation agreeing with itself.

import { bytes, type Primitives } from '@overt/events';

export { bytes, type Primitives };

export interface ChunkOfBlob {
  readonly plain: Uint8Array;
  /** Type, count, first, last as encoded. */
  readonly indexBytes: Uint8Array;
  readonly payload: Uint8Array;
}

const HEADER = 60;

/** Chunks before the footer. */
export function openVersion1(blob: Uint8Array, dek: Uint8Array, primitives: Primitives): ChunkOfBlob[] {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const headerHash = primitives.sha256(blob.subarray(0, HEADER));
  const chunks: ChunkOfBlob[] = [];
  let previous = headerHash;
  for (let at = HEADER, number = 0; ; number++) {
    const end = at + 4 + view.getUint32(at, true);
    const aad = new Uint8Array(68);
    aad.set(headerHash, 0);
    new DataView(aad.buffer).setUint32(32, number, true);
    aad.set(previous, 36);
    const plain = primitives.open(dek, blob.subarray(at + 4, at + 16), blob.subarray(at + 16, end), aad);
    if (plain[0] === 4) return chunks;
    let body = 1;
    for (let skipped = 0; skipped < 3; body++) if (plain[body]! < 128) skipped++;
    chunks.push({ plain, indexBytes: plain.subarray(0, body), payload: plain.subarray(body) });
    previous = primitives.sha256(blob.subarray(at, end));
    at = end;
  }
}
