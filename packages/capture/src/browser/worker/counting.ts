// The device's own counters: what was seen and kept by day, place and kind, and how much was sealed today.
//
// They stay sealed in the vault for 14 days and never leave it. They serve the participant, the comparison with the
// notice, the budget of a day, and the dry run of a proposed policy.

import { type CaptureClass, type Counters, count, keptClasses, recent } from '@overt/policy';
import type { Counted } from '../../gate/index.ts';
import type { Vault, VaultChange } from './vault.ts';

const COUNTERS = 'counters';

interface Stored {
  readonly rows: Counters;
  /** Local day, and bytes sealed on it. */
  readonly day: string;
  readonly bytes: number;
}

export class Counting {
  readonly #vault: Vault;
  #stored: Stored;

  private constructor(vault: Vault, stored: Stored) {
    this.#vault = vault;
    this.#stored = stored;
  }

  static async open(vault: Vault): Promise<Counting> {
    return new Counting(vault, (await vault.read<Stored>(COUNTERS)) ?? { rows: [], day: '', bytes: 0 });
  }

  get rows(): Counters {
    return this.#stored.rows;
  }

  megabytesOn(day: string): number {
    return this.#stored.day === day ? this.#stored.bytes / 1e6 : 0;
  }

  /** Adds what was counted and sealed; the record goes into the caller's transaction. */
  add(counted: readonly Counted[], sealed: number, day: string): NonNullable<VaultChange['records']> {
    const rows = counted.reduce<Counters>(
      (sum, { place, kind, needs, seen, kept }) =>
        count(count(sum, { day, place, kind, needs, isKept: true, times: kept }), {
          day,
          place,
          kind,
          needs,
          isKept: false,
          times: seen - kept,
        }),
      recent(this.#stored.rows, day),
    );
    const bytes = (this.#stored.day === day ? this.#stored.bytes : 0) + sealed;
    this.#stored = { rows, day, bytes };
    return { [COUNTERS]: this.#stored };
  }

  /** Takes out what was counted in pieces that are forgotten: where somebody was is forgotten with what was done there. */
  subtract(counted: readonly Counted[], day: string): NonNullable<VaultChange['records']> {
    const rows = counted.reduce<Counters>(
      (sum, { place, kind, needs, seen, kept }) =>
        sum.flatMap((row) => {
          if (row.day !== day || row.place !== place || row.kind !== kind || row.needs !== needs)
            return [row];
          return row.seen > seen
            ? [{ ...row, seen: row.seen - seen, kept: Math.max(0, row.kept - kept) }]
            : [];
        }),
      this.#stored.rows,
    );
    this.#stored = { ...this.#stored, rows };
    return { [COUNTERS]: this.#stored };
  }

  /** What was kept in the days that are compared with the notice, by class. */
  kept(today: string): Partial<Record<CaptureClass, number>> {
    return keptClasses(this.#stored.rows, today);
  }

  /** A new notice was agreed to: what was kept under another one is no breach of this one. */
  async agreed(): Promise<void> {
    this.#stored = { ...this.#stored, rows: this.#stored.rows.map((row) => ({ ...row, kept: 0 })) };
    await this.#vault.commit({ records: { [COUNTERS]: this.#stored } });
  }

  async forgetAll(): Promise<void> {
    this.#stored = { ...this.#stored, rows: [] };
    await this.#vault.commit({ records: { [COUNTERS]: this.#stored } });
  }
}

/** The device's local day, `YYYY-MM-DD`. */
export function localDay(at_ms: number): string {
  const at = new Date(at_ms);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
