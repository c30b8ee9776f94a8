// Takes the ciphertext of one blob. The name is the hash, so the same upload twice is one blob, and a blob that
// does not hash to its name is never written.

import { type BlobHeader, type BlobId, readHeader, SegmentFault } from '@overt/events';
import { type BlobStore, StoreFault } from '@overt/store';
import { IngestFault } from './fault.ts';
import { MAX_BLOB_BYTES, REMEMBERED_BLOBS } from './limits.ts';

const NAME = /^[0-9a-f]{64}$/;

/** What ingest can see of a blob without a key. */
export interface BlobFacts {
  readonly bytes: number;
  /** Class, track and schema as its header says; undefined if it has no header of ours. */
  readonly header: BlobHeader | undefined;
}

/**
 * Facts of the blobs whose `put` has resolved in this process: of these it is known that they are durable.
 * Oldest forgotten first; a miss costs one read, never an error.
 */
export class KnownBlobs {
  readonly #facts = new Map<string, BlobFacts>();

  remember(blob: BlobId, facts: BlobFacts): void {
    this.#facts.delete(blob);
    this.#facts.set(blob, facts);
    const oldest = this.#facts.keys().next();
    if (this.#facts.size > REMEMBERED_BLOBS && !oldest.done) this.#facts.delete(oldest.value);
  }

  of(blob: BlobId): BlobFacts | undefined {
    return this.#facts.get(blob);
  }

  forget(blob: BlobId): void {
    this.#facts.delete(blob);
  }
}

function factsOf(bytes: Uint8Array): BlobFacts {
  try {
    return { bytes: bytes.length, header: readHeader(bytes) };
  } catch (fault) {
    if (!(fault instanceof SegmentFault)) throw fault;
    return { bytes: bytes.length, header: undefined };
  }
}

/** The blob's name if `text` is one, else undefined. */
export function parseBlobId(text: string): BlobId | undefined {
  return NAME.test(text) ? (text as BlobId) : undefined;
}

/**
 * Stores `bytes` under `name`; they are on the disk (fsynced) when it resolves.
 *
 * @throws {IngestFault} `BLOB_NAME_INVALID`, `BLOB_EMPTY`, `BLOB_TOO_LARGE` or `BLOB_HASH_MISMATCH`; nothing is stored.
 */
export async function putBlob(
  context: { readonly blobs: BlobStore; readonly known: KnownBlobs },
  name: string,
  bytes: Uint8Array,
): Promise<'stored' | 'present'> {
  const size = bytes.length;
  const blob = parseBlobId(name);
  if (!blob) {
    throw new IngestFault(
      'BLOB_NAME_INVALID',
      'blob: the name is not 64 lower-case hex digits; name it by its SHA-256',
      { bytes: size },
    );
  }
  if (size === 0)
    throw new IngestFault('BLOB_EMPTY', `blob ${blob}: 0 bytes arrived, at least 1 was expected`, {
      bytes: 0,
    });
  if (size > MAX_BLOB_BYTES) {
    throw new IngestFault(
      'BLOB_TOO_LARGE',
      `blob ${blob}: ${size} bytes, at most ${MAX_BLOB_BYTES} are taken; make segments shorter`,
      {
        bytes: size,
        limit: MAX_BLOB_BYTES,
      },
    );
  }
  const stored = await context.blobs.put(blob, bytes).catch((fault: unknown) => {
    if (!(fault instanceof StoreFault) || fault.code !== 'BLOB_HASH_MISMATCH') throw fault;
    throw new IngestFault(
      'BLOB_HASH_MISMATCH',
      `blob ${blob}: the ${size} bytes that arrived do not hash to its name; send it again`,
      {
        bytes: size,
      },
    );
  });
  context.known.remember(blob, factsOf(bytes));
  return stored;
}

/**
 * Facts of a blob that is present and durable, else undefined. A blob this process has not stored itself may have been
 * seen between the rename and the sync of its writer, so it is put once more.
 */
export async function durableBlob(
  context: { readonly blobs: BlobStore; readonly known: KnownBlobs },
  blob: BlobId,
): Promise<BlobFacts | undefined> {
  const known = context.known.of(blob);
  if (known && (await context.blobs.has(blob))) return known;
  const bytes = await context.blobs.get(blob);
  if (!bytes) return undefined;
  await context.blobs.put(blob, bytes);
  const facts = factsOf(bytes);
  context.known.remember(blob, facts);
  return facts;
}
