// Which policy a server starts with: the one it was given, or the one in force, or on the first start one that records
// nothing yet, because nobody has put the law of any place into force.

import { readFile } from 'node:fs/promises';
import { type Governance, GovernanceFault } from '@overt/governance';
import { type DsseEnvelope, LedgerFault, parseDsse } from '@overt/ledger';
import { demoPolicy, type Policy, parsePolicy } from '@overt/policy';
import type { ServerConfig } from './config.ts';

/**
 * Takes in the packs that administrators signed, then the policy.
 *
 * A policy that may not come into force leaves the one before in force, and says why; a server that stopped serving
 * people their rights over it would help nobody. Without one before, it is the end of the start.
 */
export async function openPolicy(
  config: Pick<ServerConfig, 'packs' | 'policy' | 'policyFile'>,
  governance: Governance,
  at: { readonly now: Date; readonly say: (line: string) => void },
): Promise<void> {
  for (const pack of config.packs ?? []) await governance.jurisdictions.activate(pack);
  const before = await governance.policies.current().catch(ignoreMissing);
  const given = config.policy ?? (config.policyFile ? await readPolicyFile(config.policyFile) : undefined);
  if (given) await bringIn(governance, given, before !== undefined, at.say);
  else if (!before) await governance.policies.activate(firstPolicy(at.now));
  const { policy } = await governance.policies.current();
  if (policy.jurisdictions.length === 0) at.say(NOTHING_ACTIVE);
  if (policy.halt) at.say('recording is halted everywhere');
}

/** One sentence, for console and portal. */
export const NOTHING_ACTIVE =
  'Nothing is recorded yet: no administrator has put the law of a place into force; read one and sign it with "overt jurisdictions sign ID" (overt jurisdictions lists them).';

/** The defaults of the specification, with no pack: a place's law is somebody's decision, never a default. */
function firstPolicy(now: Date): Policy {
  return { ...demoPolicy(now), id: 'first', programme: 'Overt on this machine', jurisdictions: [] };
}

async function bringIn(
  governance: Governance,
  given: Policy | DsseEnvelope,
  orElse: boolean,
  say: (line: string) => void,
): Promise<void> {
  try {
    await governance.policies.activate(given);
  } catch (cause) {
    if (!orElse || !(cause instanceof GovernanceFault)) throw cause;
    if (cause.code === 'POLICY_NOTICE_DAYS') {
      const { effective } = await governance.policies.propose(given);
      say(
        `the policy given keeps more than the one in force: it is proposed, and may take effect on ${effective.toISOString().slice(0, 10)}`,
      );
    } else if (!(await wasInForce(governance, given, cause))) {
      say(`${cause.code}: ${cause.message}; the policy before stays in force`);
    }
  }
}

/** The file of a policy that has since been halted, or changed by another one: nothing to say. */
async function wasInForce(
  governance: Governance,
  given: Policy | DsseEnvelope,
  { code }: GovernanceFault,
): Promise<boolean> {
  return code === 'POLICY_DOWNGRADED' && (await governance.policies.knows(given));
}

/** A policy as JSON, or its DSSE envelope with the signatures of co-signers. */
async function readPolicyFile(file: string): Promise<Policy | DsseEnvelope> {
  const content = await readFile(file);
  try {
    return parseDsse(content);
  } catch (cause) {
    if (!(cause instanceof LedgerFault)) throw cause;
    return parsePolicy(content);
  }
}

function ignoreMissing(cause: unknown): undefined {
  if (cause instanceof GovernanceFault && cause.code === 'POLICY_MISSING') return undefined;
  throw cause;
}
