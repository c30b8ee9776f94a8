// Policies as they are kept: sealed, found by hash, and compared. What may come into force is decided in policies.ts.
//
// A policy names the customers nobody may learn from, so its row holds ciphertext like everything else at rest.

import { bytes } from '@overt/events';
import { type DsseEnvelope, parseDsse, payloadOf } from '@overt/ledger';
import { isNoWider, type Policy, parsePolicy } from '@overt/policy';
import type { RootKey, Sql } from '@overt/store';
import { POLICIES_REMEMBERED } from './limits.ts';
import { noticesOf } from './notices.ts';
import { remember } from './remember.ts';

export interface ActivePolicy {
  readonly policy: Policy;
  /** SHA-256 hex of the signed bytes. */
  readonly hash: string;
  /** DSSE by the server and whoever had to co-sign, as devices get it. */
  readonly envelope: DsseEnvelope;
  /** SHA-256 hex of the notices that may stand in receipts for it. */
  readonly notices: readonly string[];
}

interface PolicyRow {
  readonly hash: string;
  readonly envelope: Uint8Array;
  readonly notices: string[];
}

export interface NewPolicy extends ActivePolicy {
  /** Of its entry in the ledger. */
  readonly index: number;
}

const SELECT = 'select hash, envelope, notices from governance_policy';

export class PolicyBook {
  readonly #sql: Sql;
  readonly #rootKey: RootKey;
  /** What a hash names never changes, so it is unsealed and parsed once; segments ask by the second. */
  readonly #known = new Map<string, ActivePolicy>();
  readonly #covered = new Map<string, boolean>();

  constructor(parts: { readonly sql: Sql; readonly rootKey: RootKey }) {
    this.#sql = parts.sql;
    this.#rootKey = parts.rootKey;
  }

  async current(): Promise<ActivePolicy | undefined> {
    const [row] = await this.#sql.query<{ hash: string }>('select hash from governance_policy where active');
    return row && this.byHash(row.hash);
  }

  async byHash(hash: string): Promise<ActivePolicy | undefined> {
    const known = this.#known.get(hash);
    if (known) return known;
    const [row] = await this.#sql.query<PolicyRow>(`${SELECT} where hash = $1`, [hash]);
    if (!row) return undefined;
    const read = await this.#read(row);
    remember(this.#known, hash, read, POLICIES_REMEMBERED);
    return read;
  }

  /** True if whoever agreed to policy `agreed` has agreed to what is captured under `policy`; both were in force here. */
  async covers(policy: string, agreed: string): Promise<boolean> {
    if (policy === agreed) return true;
    const pair = `${policy} ${agreed}`;
    const known = this.#covered.get(pair);
    if (known !== undefined) return known;
    const [next, before] = [await this.byHash(policy), await this.byHash(agreed)];
    if (!next || !before) return false;
    const covered = isNoWider(next.policy, before.policy);
    remember(this.#covered, pair, covered, POLICIES_REMEMBERED ** 2);
    return covered;
  }

  /** The highest number that a policy of this name had here. */
  async serialOf(name: string): Promise<number | undefined> {
    const [row] = await this.#sql.query<{ serial: string | null }>(
      'select max(serial) as serial from governance_policy where name = $1',
      [name],
    );
    return row?.serial === null || row === undefined ? undefined : Number(row.serial);
  }

  /** In force from here on, in place of the one before. */
  async replace(tx: Sql, next: NewPolicy): Promise<void> {
    const sealed = await this.#rootKey.wrap(
      bytes.toUtf8(JSON.stringify(next.envelope)),
      contextOf(next.hash),
    );
    await tx.query('update governance_policy set active = false where active');
    await tx.query(
      `insert into governance_policy (hash, envelope, notices, log_index, active, name, serial) values ($1, $2, $3, $4, true, $5, $6)
       on conflict (hash) do update set active = true, notices = excluded.notices, name = excluded.name, serial = excluded.serial`,
      [next.hash, sealed, next.notices, next.index, next.policy.id, next.policy.serial],
    );
    this.#known.delete(next.hash);
  }

  async #read({ hash, envelope: sealed, notices }: PolicyRow): Promise<ActivePolicy> {
    const envelope = parseDsse(bytes.fromUtf8(await this.#rootKey.unwrap(sealed, contextOf(hash))));
    const policy = parsePolicy(payloadOf(envelope));
    // Those it was activated with, and those that this version renders from it.
    const all = [...new Set([...notices, ...noticesOf(policy).values()])].sort();
    return { policy, hash, envelope, notices: all };
  }
}

const contextOf = (hash: string): string => `governance:policy:${hash}`;
