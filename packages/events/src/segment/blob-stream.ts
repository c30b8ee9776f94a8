// One blob being written: numbers its chunks, chains them and remembers the footer's index.

import { fromHex, toHex } from '../bytes.ts';
import { LIMITS } from '../limits.ts';
import type { Primitives } from '../primitives.ts';
import type { DataClass } from '../schema/event.ts';
import { SegmentFault } from '../segment-fault.ts';
import { CHUNK, type ChunkIndex, encodeFooter, sealChunk, trailer } from './chunk.ts';

/** A piece of a blob in order: 0 is the header, then one per chunk, the last is footer and trailer. */
export interface SealedChunk {
  readonly class: DataClass;
  readonly index: number;
  readonly bytes: Uint8Array;
}

/** What a stream must know to go on after its process died. */
export interface StreamState {
  readonly bytes: number;
  readonly previous: string;
  readonly chunks: readonly (readonly [
    length: number,
    type: number,
    count: number,
    first: number,
    last: number,
  ])[];
}

export class BlobStream {
  readonly class: DataClass;
  readonly #dek: Uint8Array;
  readonly #primitives: Primitives;
  readonly #header: Uint8Array;
  readonly #headerHash: Uint8Array;
  readonly #chunks: (ChunkIndex & { readonly length: number })[] = [];
  #previous: Uint8Array;
  #bytes = 0;

  constructor(dataClass: DataClass, header: Uint8Array, key: { dek: Uint8Array; primitives: Primitives }) {
    this.class = dataClass;
    this.#dek = key.dek;
    this.#primitives = key.primitives;
    this.#header = header;
    this.#headerHash = key.primitives.sha256(header);
    this.#previous = this.#headerHash;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Seals `payload` as the next chunk; the header comes first when it is the first. */
  seal(index: ChunkIndex, payload: readonly Uint8Array[]): SealedChunk[] {
    const pieces: SealedChunk[] = [];
    if (this.#bytes === 0) {
      pieces.push({ class: this.class, index: 0, bytes: this.#header });
      this.#bytes = this.#header.length;
    }
    const bytes = this.#sealNext(index, payload);
    if (this.#bytes + bytes.length > LIMITS.blobBytes)
      throw new SegmentFault(
        'LIMIT_EXCEEDED',
        `${this.class} blob: larger than ${LIMITS.blobBytes} bytes; begin a new segment`,
        { where: this.class },
      );
    pieces.push({ class: this.class, index: this.#chunks.length + 1, bytes });
    this.#chunks.push({ ...index, length: bytes.length });
    this.#previous = this.#primitives.sha256(bytes);
    this.#bytes += bytes.length;
    return pieces;
  }

  /** Footer and trailer; nothing if nothing was sealed. */
  close(): SealedChunk[] {
    if (this.#bytes === 0) return [];
    const footer = this.#sealNext({ type: CHUNK.footer, count: this.#chunks.length, first: 0, last: 0 }, [
      encodeFooter(this.#chunks),
    ]);
    const end = trailer(footer.length);
    const bytes = new Uint8Array(footer.length + end.length);
    bytes.set(footer);
    bytes.set(end, footer.length);
    this.#bytes += bytes.length;
    return [{ class: this.class, index: this.#chunks.length + 1, bytes }];
  }

  #sealNext(index: ChunkIndex, payload: readonly Uint8Array[]): Uint8Array {
    return sealChunk(
      { ...index, number: this.#chunks.length, payload },
      { headerHash: this.#headerHash, previous: this.#previous },
      { dek: this.#dek, primitives: this.#primitives },
    );
  }

  state(): StreamState {
    return {
      bytes: this.#bytes,
      previous: toHex(this.#previous),
      chunks: this.#chunks.map(
        (chunk) => [chunk.length, chunk.type, chunk.count, chunk.first, chunk.last] as const,
      ),
    };
  }

  /** Goes on where `state` was taken. */
  restore(state: StreamState): void {
    this.#bytes = state.bytes;
    this.#previous = fromHex(state.previous);
    for (const [length, type, count, first, last] of state.chunks)
      this.#chunks.push({ length, type, count, first, last });
  }
}
