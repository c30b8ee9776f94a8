// A TileStore in memory that can fail or lose power at any write: what was acknowledged stays, what was not may or may not.

import type { TileStore } from '@overt/ledger';

export class PowerLoss extends Error {
  override readonly name = 'PowerLoss';
}

/** `true`: this write goes through. `'lost'`: power goes, the write with it. `'kept'`: power goes, the write had made it. */
export type Fate = true | 'lost' | 'kept' | 'refused';

export class MemoryTiles implements TileStore {
  readonly files = new Map<string, Uint8Array>();
  /** Every checkpoint that a reader could have seen, even if a crash took it back. */
  readonly seen = new Set<string>();
  fate: (path: string) => Fate = () => true;
  #off = false;

  constructor(files: Iterable<[string, Uint8Array]> = []) {
    for (const [path, bytes] of files) this.files.set(path, bytes);
  }

  /** The store as it is found when the machine comes back. */
  afterPowerLoss(): MemoryTiles {
    const next = new MemoryTiles(this.files);
    for (const text of this.seen) next.seen.add(text);
    return next;
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    this.#requirePower();
    return this.files.get(path)?.slice();
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    await Promise.resolve();
    this.#requirePower();
    const fate = this.fate(path);
    if (path === 'checkpoint' && fate !== 'refused') this.seen.add(new TextDecoder().decode(bytes));
    if (fate === true || fate === 'kept') this.files.set(path, bytes.slice());
    if (fate === 'lost' || fate === 'kept') this.#off = true;
    if (fate !== true) throw new PowerLoss(path);
  }

  async removeBelow(prefix: string): Promise<void> {
    this.#requirePower();
    for (const path of this.files.keys()) if (path.startsWith(prefix)) this.files.delete(path);
  }

  #requirePower(): void {
    if (this.#off) throw new PowerLoss('off');
  }
}
