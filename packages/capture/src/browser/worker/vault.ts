// Sealed storage of the extension: one IndexedDB, in which everything is ciphertext.
//
// Records are sealed with AES-GCM under a key that WebCrypto made non-extractable: it can be used in this profile and
// read by nobody, not even by this code. Chunks are sealed already, under the keys of their segment.
// One commit is one transaction, durable when it resolves: what is acknowledged was written before.

import type { DataClass } from '@overt/events';
import { CaptureFault } from '../../fault.ts';

export interface StoredChunk {
  readonly segment: string;
  readonly class: DataClass;
  readonly index: number;
  readonly bytes: Uint8Array;
}

export interface VaultChange {
  /** Records by name; `undefined` deletes one. */
  readonly records?: Readonly<Record<string, unknown>>;
  readonly chunks?: readonly StoredChunk[];
  /** Segments whose chunks are deleted. */
  readonly dropped?: readonly string[];
}

const RECORDS = 'records';
const CHUNKS = 'chunks';
const KEYS = 'keys';
const KEY = 'device';
const NONCE_BYTES = 12;

export class Vault {
  readonly #db: IDBDatabase;
  readonly #key: CryptoKey;

  private constructor(db: IDBDatabase, key: CryptoKey) {
    this.#db = db;
    this.#key = key;
  }

  static async open(name = 'overt'): Promise<Vault> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const store of [RECORDS, CHUNKS, KEYS]) request.result.createObjectStore(store);
    };
    const db = await settled(request);
    return new Vault(db, await keyOf(db));
  }

  /** The record of that name, or undefined. @throws {CaptureFault} `SEAL_BROKEN` */
  async read<T>(name: string): Promise<T | undefined> {
    const sealed = await settled<Uint8Array | undefined>(
      this.#db.transaction(RECORDS).objectStore(RECORDS).get(name),
    );
    return sealed && ((await this.#open(name, sealed)) as T);
  }

  /** All records whose name begins with `prefix`, by name. */
  async list<T>(prefix: string): Promise<Map<string, T>> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const store = this.#db.transaction(RECORDS).objectStore(RECORDS);
    const [names, sealed] = await Promise.all([
      settled(store.getAllKeys(range)),
      settled<Uint8Array[]>(store.getAll(range)),
    ]);
    const found = new Map<string, T>();
    for (const [i, name] of names.entries())
      found.set(String(name), (await this.#open(String(name), sealed[i]!)) as T);
    return found;
  }

  /** The chunks of one class of a segment, in order. */
  async chunks(segment: string, dataClass: DataClass): Promise<Uint8Array[]> {
    const range = IDBKeyRange.bound([segment, dataClass, 0], [segment, dataClass, Number.MAX_SAFE_INTEGER]);
    return settled<Uint8Array[]>(this.#db.transaction(CHUNKS).objectStore(CHUNKS).getAll(range));
  }

  /** Applies a change as a whole; on disk when it resolves. @throws {CaptureFault} `STORAGE_BROKEN`, nothing was changed. */
  async commit(change: VaultChange): Promise<void> {
    const records = await Promise.all(
      Object.entries(change.records ?? {}).map(
        async ([name, value]) =>
          [name, value === undefined ? undefined : await this.#seal(name, value)] as const,
      ),
    );
    const transaction = this.#db.transaction([RECORDS, CHUNKS], 'readwrite', { durability: 'strict' });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(broken(transaction.error));
    });
    const recordStore = transaction.objectStore(RECORDS);
    for (const [name, sealed] of records) {
      if (sealed) recordStore.put(sealed, name);
      else recordStore.delete(name);
    }
    const chunkStore = transaction.objectStore(CHUNKS);
    for (const chunk of change.chunks ?? [])
      chunkStore.put(chunk.bytes, [chunk.segment, chunk.class, chunk.index]);
    for (const segment of change.dropped ?? [])
      chunkStore.delete(IDBKeyRange.bound([segment], [segment, []]));
    return done;
  }

  async #seal(name: string, value: unknown): Promise<Uint8Array> {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const sealed = new Uint8Array(await crypto.subtle.encrypt(parameters(nonce, name), this.#key, plain));
    const record = new Uint8Array(NONCE_BYTES + sealed.length);
    record.set(nonce);
    record.set(sealed, NONCE_BYTES);
    return record;
  }

  async #open(name: string, record: Uint8Array): Promise<unknown> {
    try {
      const nonce = new Uint8Array(record.slice(0, NONCE_BYTES));
      const plain = await crypto.subtle.decrypt(
        parameters(nonce, name),
        this.#key,
        new Uint8Array(record.slice(NONCE_BYTES)),
      );
      return JSON.parse(new TextDecoder().decode(plain));
    } catch (cause) {
      if (!(cause instanceof DOMException) && !(cause instanceof SyntaxError)) throw cause;
      throw new CaptureFault(
        'SEAL_BROKEN',
        `vault: record ${name} does not open; it was changed, or the profile's key was lost`,
        {},
        { cause },
      );
    }
  }
}

/** The record's name is bound in: no record can stand in for another. */
function parameters(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) };
}

async function keyOf(db: IDBDatabase): Promise<CryptoKey> {
  const found = await settled<CryptoKey | undefined>(db.transaction(KEYS).objectStore(KEYS).get(KEY));
  if (found) return found;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  await settled(db.transaction(KEYS, 'readwrite', { durability: 'strict' }).objectStore(KEYS).put(made, KEY));
  return made;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(broken(request.error));
  });
}

function broken(cause: DOMException | null): CaptureFault {
  return new CaptureFault(
    'STORAGE_BROKEN',
    `vault: the browser's storage refused (${cause?.name ?? 'aborted'}); nothing was acknowledged`,
    {},
    { cause },
  );
}
