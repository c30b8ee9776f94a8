// Policies in force here: signed by the server, in the ledger before any device can follow them.
//
// A policy names the customers nobody may learn from, so its row holds ciphertext like everything else at rest.

import { bytes } from '@overt/events';
import { type DsseEnvelope, encodeEntry, parseDsse, payloadOf, signDsse } from '@overt/ledger';
import { encodePolicy, type Policy, parsePolicy } from '@overt/policy';
import type { RootKey, Sql } from '@overt/store';
import { fault } from './fault.ts';
import type { GovernanceContext } from './ports.ts';
import { sha256Hex } from './secrets.ts';

export const POLICY_TYPE = 'application/vnd.overt.policy.v1+json';

export interface ActivePolicy {
  readonly policy: Policy;
  /** SHA-256 hex of the signed bytes. */
  readonly hash: string;
  /** DSSE by the server, as devices get it. */
  readonly envelope: DsseEnvelope;
  /** SHA-256 hex of the notices that may stand in receipts for it. */
  readonly notices: readonly string[];
}

/** How long each class may be kept, as `expiryOf` of `@overt/events` takes it. */
export interface Terms {
  readonly action: { readonly months: number };
  readonly text: { readonly days: number };
  readonly pixels: { readonly days: number };
}

export interface Policies {
  /**
   * Puts a policy in force in place of the one before. The same policy again changes nothing.
   *
   * @param notices SHA-256 hex of the texts that participants read for it, one per language.
   * @throws {GovernanceFault} `POLICY_ENDED` if its term is over.
   */
  activate(policy: Policy, notices: readonly string[]): Promise<ActivePolicy>;
  /** @throws {GovernanceFault} `POLICY_MISSING` before the first one was activated. */
  current(): Promise<ActivePolicy>;
  /** Any policy that ever was in force here. */
  byHash(hash: string): Promise<ActivePolicy | undefined>;
  terms(hash: string): Promise<Terms | undefined>;
}

interface PolicyRow {
  readonly hash: string;
  readonly envelope: Uint8Array;
  readonly notices: string[];
}

const SELECT = 'select hash, envelope, notices from governance_policy';

export function createPolicies(context: GovernanceContext): Policies {
  const { sql, log, signer, clock, rootKey } = context;
  const byHash = async (hash: string) => {
    const [row] = await sql.query<PolicyRow>(`${SELECT} where hash = $1`, [hash]);
    return row && readRow(rootKey, row);
  };
  return {
    byHash,
    activate: async (policy, notices) => {
      if (Date.parse(policy.notAfter) <= clock.now().getTime()) {
        throw fault(
          'POLICY_ENDED',
          `policy ${policy.id}: its term ended at ${policy.notAfter}; issue a new one`,
        );
      }
      const payload = encodePolicy(policy);
      const hash = sha256Hex(payload);
      const [before] = await sql.query<{ notices: string[] }>(
        'select notices from governance_policy where hash = $1 and active',
        [hash],
      );
      const all = [...new Set([...(before?.notices ?? []), ...notices])].sort();
      if (!before || all.length !== before.notices.length) {
        const digest = `sha256:${hash}`;
        const { index } = await log.append(
          encodeEntry('policy.activated', clock.now(), { digest, notices: all }),
        );
        const envelope = signDsse(POLICY_TYPE, payload, signer);
        const sealed = await rootKey.wrap(bytes.toUtf8(JSON.stringify(envelope)), contextOf(hash));
        await sql.transaction((tx) => replaceActive(tx, { hash, sealed, notices: all, index }));
      }
      return (await byHash(hash))!;
    },
    current: async () => {
      const [row] = await sql.query<PolicyRow>(`${SELECT} where active`);
      if (!row) throw fault('POLICY_MISSING', 'policy: none was activated here yet; nothing may be captured');
      return readRow(rootKey, row);
    },
    terms: async (hash) => {
      const found = await byHash(hash);
      return found && termsOf(found.policy);
    },
  };
}

export function termsOf({ retention }: Policy): Terms {
  return {
    action: { months: retention.action_months },
    text: { days: retention.text_days },
    pixels: { days: retention.pixels_days },
  };
}

async function replaceActive(
  tx: Sql,
  next: { hash: string; sealed: Uint8Array; notices: readonly string[]; index: number },
): Promise<void> {
  await tx.query('update governance_policy set active = false where active');
  await tx.query(
    `insert into governance_policy (hash, envelope, notices, log_index, active) values ($1, $2, $3, $4, true)
     on conflict (hash) do update set active = true, notices = excluded.notices`,
    [next.hash, next.sealed, next.notices, next.index],
  );
}

const contextOf = (hash: string): string => `governance:policy:${hash}`;

async function readRow(rootKey: RootKey, row: PolicyRow): Promise<ActivePolicy> {
  const envelope = parseDsse(bytes.fromUtf8(await rootKey.unwrap(row.envelope, contextOf(row.hash))));
  return { policy: parsePolicy(payloadOf(envelope)), hash: row.hash, envelope, notices: row.notices };
}
