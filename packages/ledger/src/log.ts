// The running log: many concurrent appends share one durable write and one signed checkpoint.
//
// Order of every commit: tiles and bundles durable → the signed checkpoint durable under `checkpoint.next`, which nobody
// serves → `checkpoint` replaced → appends acknowledged. So a checkpoint that anyone could have seen survives a crash,
// and after a failure in between the same checkpoint is published before anything else is signed: never two histories.

import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { type Edge, EMPTY_EDGE, extend, rootOfEdge } from './edge.ts';
import { equalBytes, fromUtf8, toUtf8 } from './encoding.ts';
import { fault, LedgerFault } from './fault.ts';
import { MAX_COMMIT_BYTES, MAX_COMMIT_ENTRIES, TILE_WIDTH } from './limits.ts';
import { formatEntryProof } from './proof-file.ts';
import { loadEdge, type TileReader, tileReader } from './reader.ts';
import { type Signer, verifierOf } from './signer.ts';
import { requireEntrySize, type TileStore } from './tiles.ts';
import { portableHash, type TreeHash } from './tree.ts';

/** An append-only log. One process may have it open for writing. */
export interface Log {
  /** The checkpoint's first line. */
  readonly origin: string;
  /**
   * Resolves when the entry is durable and covered by a published, signed checkpoint.
   *
   * @throws {LedgerFault} `ENTRY_TOO_LARGE`, `LOG_CLOSED`; `STORE_WRITE_FAILED`: the entry is not in the log;
   *   `APPEND_IN_DOUBT`: it may yet appear, because its checkpoint was signed and will be published first;
   *   `LOG_FORKED`: another writer changed the store, nothing more is appended.
   */
  append(entry: Uint8Array): Promise<{ index: number }>;
  /** Entries that a published checkpoint covers. */
  size(): number;
  /** The published checkpoint, a signed note. */
  checkpoint(): Promise<string>;
  /** The proof file (c2sp.org/tlog-proof@v1) of one entry against the published checkpoint; it carries the entry if that fits. */
  prove(index: number): Promise<string>;
  /** Proof that the log of `olderSize` entries (at least 1) is a prefix of the published one; 32 bytes each. */
  proveConsistency(olderSize: number): Promise<Uint8Array[]>;
  /** @throws {LedgerFault} `INDEX_OUTSIDE_TREE`, `TILE_MISSING`, `BUNDLE_MALFORMED`, `STORE_INCONSISTENT`. */
  entry(index: number): Promise<Uint8Array>;
  /** Every entry from `from` to the size at the time of the call, in order. */
  entries(from?: number): AsyncIterable<{ readonly index: number; readonly bytes: Uint8Array }>;
  /** Finishes what was appended, then refuses more. */
  close(): Promise<void>;
}

export interface LogOptions {
  /** The name of the log; the signer's name must be the same, so that one vkey is the whole trust anchor. */
  readonly origin: string;
  readonly signer: Signer;
  readonly store: TileStore;
  /** Faster SHA-256, if the host has one (`@overt/ledger/node`). */
  readonly hash?: TreeHash;
}

const PUBLISHED = 'checkpoint';
const NEXT = 'checkpoint.next';

/**
 * Opens the log in `store`, or begins an empty one there and publishes its checkpoint.
 *
 * @throws {LedgerFault} `CHECKPOINT_ORIGIN` if the signer has another name or the store holds another log; `NOTE_*` if
 *   the stored checkpoint is not signed by this signer; `STORE_INCONSISTENT`, `TILE_*` if tiles and checkpoint disagree.
 */
export async function openLog(options: LogOptions): Promise<Log> {
  const { origin, signer, store } = options;
  if (signer.name !== origin) {
    throw fault(
      'CHECKPOINT_ORIGIN',
      `log ${origin}: its signer is named ${signer.name}; expected the same name`,
    );
  }
  const hash = options.hash ?? portableHash;
  const published = await store.read(PUBLISHED);
  const next = await store.read(NEXT);
  if (!published && !next) {
    const checkpoint = signCheckpoint({ origin, size: 0, root: rootOfEdge(EMPTY_EDGE, hash) }, signer);
    await store.write(NEXT, toUtf8(checkpoint));
    await store.write(PUBLISHED, toUtf8(checkpoint));
    return new TiledLog(options, hash, { edge: EMPTY_EDGE, root: rootOfEdge(EMPTY_EDGE, hash), checkpoint });
  }
  const log = verifierOf(signer);
  const heads = [published, next].flatMap((bytes) =>
    bytes ? [{ bytes, head: openCheckpoint(bytes, log) }] : [],
  );
  const newest = heads.reduce((a, b) => (b.head.size > a.head.size ? b : a));
  const edge = await loadEdge(store, newest.head.size, hash);
  const root = rootOfEdge(edge, hash);
  if (!equalBytes(root, newest.head.root)) {
    throw fault(
      'STORE_INCONSISTENT',
      `log ${origin}: its tiles do not lead to the root of its checkpoint of ${edge.size} entries`,
    );
  }
  const reader = tileReader(store, hash);
  for (const { head } of heads) {
    if (!equalBytes(await reader.root(head.size), head.root)) {
      throw fault(
        'STORE_INCONSISTENT',
        `log ${origin}: its tiles do not lead to the root of its checkpoint of ${head.size} entries`,
      );
    }
  }
  if (newest.bytes !== published) await store.write(PUBLISHED, newest.bytes);
  return new TiledLog(options, hash, { edge, root, checkpoint: fromUtf8(newest.bytes) });
}

interface Waiting {
  readonly entry: Uint8Array;
  readonly resolve: (at: { index: number }) => void;
  readonly reject: (cause: LedgerFault) => void;
}

interface Head {
  readonly edge: Edge;
  readonly root: Uint8Array;
  readonly checkpoint: string;
}

class TiledLog implements Log {
  readonly origin: string;
  readonly #signer: Signer;
  readonly #store: TileStore;
  readonly #hash: TreeHash;
  readonly #reader: TileReader;
  #head: Head;
  #queue: Waiting[] = [];
  #draining: Promise<void> | undefined;
  /** Signed, perhaps durable, not yet published: goes out before anything else is signed. */
  #unpublished: Head | undefined;
  #stopped: LedgerFault | undefined;

  constructor(options: LogOptions, hash: TreeHash, head: Head) {
    this.origin = options.origin;
    this.#signer = options.signer;
    this.#store = options.store;
    this.#hash = hash;
    this.#reader = tileReader(options.store, hash);
    this.#head = head;
  }

  append(entry: Uint8Array): Promise<{ index: number }> {
    return new Promise((resolve, reject) => {
      if (this.#stopped) throw this.#stopped;
      requireEntrySize(entry);
      this.#queue.push({ entry: entry.slice(), resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  size(): number {
    return this.#head.edge.size;
  }

  checkpoint(): Promise<string> {
    return Promise.resolve(this.#head.checkpoint);
  }

  async prove(index: number): Promise<string> {
    const { edge, root, checkpoint } = this.#head;
    const entry = await this.#reader.entry(index, edge.size);
    const hashes = await this.#checked(() =>
      this.#reader.inclusion(index, { size: edge.size, root }, this.#hash.leaf(entry)),
    );
    return formatEntryProof({ index, hashes, checkpoint }, entry);
  }

  async proveConsistency(olderSize: number): Promise<Uint8Array[]> {
    const { edge, root } = this.#head;
    const older = {
      size: olderSize,
      root: olderSize <= edge.size ? await this.#reader.root(olderSize) : root,
    };
    return this.#checked(() => this.#reader.consistency(older, { size: edge.size, root }));
  }

  entry(index: number): Promise<Uint8Array> {
    return this.#reader.entry(index, this.#head.edge.size);
  }

  async *entries(from = 0): AsyncGenerator<{ index: number; bytes: Uint8Array }> {
    const size = this.#head.edge.size;
    for (let index = from; index < size; ) {
      const bundle = await this.#reader.bundle(index, size);
      for (const bytes of bundle.slice(index % TILE_WIDTH)) yield { index: index++, bytes };
    }
  }

  async close(): Promise<void> {
    this.#stopped ??= fault('LOG_CLOSED', `log ${this.origin}: it is closed`);
    await this.#draining;
  }

  /** A proof that does not verify against our own root means that the store has changed under us. */
  async #checked<T>(prove: () => Promise<T>): Promise<T> {
    try {
      return await prove();
    } catch (cause) {
      if (!(cause instanceof LedgerFault) || cause.code !== 'PROOF_MISMATCH') throw cause;
      throw fault(
        'STORE_INCONSISTENT',
        `log ${this.origin}: its tiles do not lead to the root it signed`,
        {},
        cause,
      );
    }
  }

  async #drain(): Promise<void> {
    await Promise.resolve(); // appends of the same turn share the first commit
    while (this.#queue.length > 0) {
      const batch = this.#take();
      try {
        const first = await this.#commit(batch);
        for (const [i, waiting] of batch.entries()) waiting.resolve({ index: first + i });
      } catch (cause) {
        const refusal = cause instanceof LedgerFault ? cause : this.#failed('STORE_WRITE_FAILED', cause);
        for (const waiting of batch) waiting.reject(refusal);
      }
    }
    this.#draining = undefined;
  }

  #take(): Waiting[] {
    let bytes = 0;
    let count = 0;
    while (count < this.#queue.length && count < MAX_COMMIT_ENTRIES && bytes < MAX_COMMIT_BYTES) {
      bytes += this.#queue[count]!.entry.length;
      count += 1;
    }
    const batch = this.#queue.slice(0, count);
    this.#queue = this.#queue.slice(count);
    return batch;
  }

  /** @returns the index of the batch's first entry. */
  async #commit(batch: readonly Waiting[]): Promise<number> {
    if (this.#unpublished) await this.#publish(this.#unpublished);
    const { edge } = this.#head;
    const entries = batch.map((waiting) => waiting.entry);
    const grown = extend(edge, entries, entries.map(this.#hash.leaf), this.#hash);
    await this.#writeTiles(grown.files);
    const root = rootOfEdge(grown.edge, this.#hash);
    const checkpoint = signCheckpoint({ origin: this.origin, size: grown.edge.size, root }, this.#signer);
    this.#unpublished = { edge: grown.edge, root, checkpoint };
    await this.#publish(this.#unpublished);
    for (const prefix of grown.replaced) await this.#store.removeBelow?.(prefix).catch(() => undefined); // litter at worst
    return edge.size;
  }

  async #writeTiles(files: Parameters<NonNullable<TileStore['writeAll']>>[0]): Promise<void> {
    try {
      if (this.#store.writeAll) await this.#store.writeAll(files);
      else await Promise.all(files.map((file) => this.#store.write(file.path, file.bytes)));
    } catch (cause) {
      throw this.#failed('STORE_WRITE_FAILED', cause);
    }
  }

  async #publish(head: Head): Promise<void> {
    if (this.#stopped?.code === 'LOG_FORKED') throw this.#stopped;
    const bytes = toUtf8(head.checkpoint);
    try {
      await this.#requireSoleWriter(head);
      await this.#store.write(NEXT, bytes);
      await this.#store.write(PUBLISHED, bytes);
    } catch (cause) {
      throw cause instanceof LedgerFault ? cause : this.#failed('APPEND_IN_DOUBT', cause);
    }
    this.#head = head;
    this.#unpublished = undefined;
  }

  /** Catches a second writer (a double start); it is no lock, the host has to provide one. */
  async #requireSoleWriter(next: Head): Promise<void> {
    const found = await this.#store.read(PUBLISHED);
    if (!found) throw this.#fork('its checkpoint is gone');
    const text = fromUtf8(found);
    if (text !== this.#head.checkpoint && text !== next.checkpoint)
      throw this.#fork('its checkpoint was replaced');
  }

  #fork(reason: string): LedgerFault {
    this.#stopped = fault(
      'LOG_FORKED',
      `log ${this.origin}: ${reason} by another writer; stop one of them and open the log again`,
    );
    return this.#stopped;
  }

  #failed(code: 'STORE_WRITE_FAILED' | 'APPEND_IN_DOUBT', cause: unknown): LedgerFault {
    const consequence =
      code === 'APPEND_IN_DOUBT' ? 'the entries may yet appear' : 'the entries are not in the log';
    return fault(code, `log ${this.origin}: the store did not take a write; ${consequence}`, {}, cause);
  }
}
