// Writes a blob of version 0, for the golden file only: chunks were not bound to the one before, and the nonce was the
// chunk's number. Version 1 changed both (docs/spec/segment.md#versions); nothing else.

import { bytes, type ChunkOfBlob, type Primitives } from './open-v1.ts';

export function writeVersion0(
  header: Uint8Array,
  plains: readonly ChunkOfBlob[],
  key: { dek: Uint8Array; primitives: Primitives },
): Uint8Array {
  const headerHash = key.primitives.sha256(header);
  const stored: Uint8Array[] = [];
  const seal = (plain: Uint8Array): Uint8Array => {
    const number = u32(stored.length);
    const nonce = bytes.concat(number, new Uint8Array(8));
    const sealed = key.primitives.seal(key.dek, nonce, plain, bytes.concat(headerHash, number));
    return bytes.concat(u32(sealed.length), sealed);
  };
  for (const { plain } of plains) stored.push(seal(plain));
  const footer = seal(footerOf(plains, stored));
  return bytes.concat(header, ...stored, footer, u32(footer.length), bytes.toUtf8('OVERTEND'));
}

/** The footer's index repeats what each chunk says of itself: type, count, first, last; the length before it. */
function footerOf(plains: readonly ChunkOfBlob[], stored: readonly Uint8Array[]): Uint8Array {
  const entries = plains.map(({ indexBytes }, i) => bytes.concat(varint(stored[i]!.length), indexBytes));
  return bytes.concat(Uint8Array.of(4), varint(plains.length), Uint8Array.of(0, 0), ...entries);
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255);
}

function varint(value: number): Uint8Array {
  const out: number[] = [];
  for (let rest = value; rest >= 128; rest >>= 7) out.push((rest & 127) | 128);
  return Uint8Array.from([...out, value >>> (7 * out.length)]);
}
