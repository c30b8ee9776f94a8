// What is offered as a policy, what it would change, and the rows in which a proposal waits. What becomes of it is decided elsewhere.

import { bytes } from '@overt/events';
import { type DsseEnvelope, minuteOf, parseDsse } from '@overt/ledger';
import type { Change, CosignerRole, Policy } from '@overt/policy';
import type { Sql } from '@overt/store';
import type { GovernanceContext } from './ports.ts';

/** What changes with a policy, and what that needs. */
export interface PolicyChange {
  readonly changes: readonly Change[];
  /** It keeps more: co-signatures, days of notice, a new receipt. */
  readonly material: boolean;
  /** Days until it may take effect. */
  readonly days: number;
  /** Roles whose signature is still missing. */
  readonly missing: readonly CosignerRole[];
}

export interface Offered {
  readonly policy: Policy;
  readonly hash: string;
  readonly envelope: DsseEnvelope;
}

export interface Proposals {
  find(hash: string): Promise<{ readonly envelope: DsseEnvelope; readonly effective: Date } | undefined>;
  waiting(): Promise<{ readonly envelope: DsseEnvelope; readonly effective: Date } | undefined>;
  put(offered: Offered, effective: Date, index: number): Promise<void>;
  forget(tx: Sql, hash: string): Promise<void>;
}

export function createProposalRows({ sql, rootKey }: GovernanceContext): Proposals {
  const read = async (where: string, values: readonly unknown[] = []) => {
    const [row] = await sql.query<{ hash: string; envelope: Uint8Array; effective: string }>(
      `select hash, envelope, effective from governance_proposal ${where}`,
      values,
    );
    return (
      row && {
        envelope: parseDsse(bytes.fromUtf8(await rootKey.unwrap(row.envelope, contextOf(row.hash)))),
        effective: new Date(row.effective),
      }
    );
  };
  return {
    find: (hash) => read('where hash = $1', [hash]),
    waiting: () => read(''),
    put: async ({ hash, envelope }, effective, index) => {
      const sealed = await rootKey.wrap(bytes.toUtf8(JSON.stringify(envelope)), contextOf(hash));
      await sql.transaction(async (tx) => {
        await tx.query('delete from governance_proposal where hash <> $1', [hash]);
        await tx.query(
          `insert into governance_proposal (hash, envelope, effective, log_index) values ($1, $2, $3, $4)
           on conflict (hash) do update set envelope = excluded.envelope`,
          [hash, sealed, minuteOf(effective), index],
        );
      });
    },
    forget: async (tx, hash) => {
      await tx.query('delete from governance_proposal where hash = $1', [hash]);
    },
  };
}

const contextOf = (hash: string): string => `governance:proposal:${hash}`;
