// A policy that waits: for its co-signers, and for its days of notice. Everybody it concerns can read it meanwhile.
//
// It is handed to devices under a type of its own, so that a proposal can never be passed off as the policy in force.

import { bytes } from '@overt/events';
import { type DsseEnvelope, encodeEntry, minuteOf, signDsse } from '@overt/ledger';
import type { Policy } from '@overt/policy';
import { countersigned, hasSigned } from './cosigning.ts';
import { fault, GovernanceFault } from './fault.ts';
import type { Policies } from './policies.ts';
import type { ActivePolicy } from './policy-book.ts';
import type { GovernanceContext } from './ports.ts';
import type { Offered, PolicyChange, Proposals } from './proposal-rows.ts';
import { daysAfter, minutesAfter } from './times.ts';

export const PROPOSAL_TYPE = 'application/vnd.overt.proposal.v1+json';

export interface Proposal extends Offered, PolicyChange {
  /** First minute at which it may take effect: UTC. */
  readonly effective: Date;
}

export interface PolicyProposals {
  /**
   * Announces a policy. There is one proposal at a time: another one takes its place, the same one keeps its date.
   *
   * @throws {GovernanceFault} `POLICY_*`, {PolicyFault} as for activating, but for signatures and days.
   */
  propose(input: Policy | DsseEnvelope): Promise<Proposal>;
  /** Adds the signatures of co-signers to the proposal. @throws {GovernanceFault} `PROPOSAL_MISSING` if it is not the one that waits; `POLICY_UNCOSIGNED` if none of them is a co-signer's. */
  cosign(envelope: DsseEnvelope): Promise<Proposal>;
  proposal(): Promise<Proposal | undefined>;
  /** For devices: signed by the server, with the date of effect. */
  announcement(): Promise<DsseEnvelope | undefined>;
  /** Puts the proposal in force. @throws {GovernanceFault} `PROPOSAL_MISSING`, `POLICY_*` */
  activateProposal(): Promise<ActivePolicy>;
  dropProposal(): Promise<void>;
}

export function createPolicyProposals(
  context: GovernanceContext,
  policies: Policies,
  rows: Proposals,
): PolicyProposals {
  const { sql, log, signer, clock, cosigners } = context;

  const proposal = async (): Promise<Proposal | undefined> => {
    const waiting = await rows.waiting();
    return waiting && { ...(await policies.weigh(waiting.envelope)), effective: waiting.effective };
  };
  const requireWaiting = async (): Promise<Proposal> => {
    const found = await proposal();
    if (!found) throw fault('PROPOSAL_MISSING', 'policy: no proposal waits here; propose one first');
    return found;
  };

  return {
    proposal,
    propose: async (input) => {
      const offer = await policies.weigh(input);
      const known = await rows.find(offer.hash);
      const effective = known?.effective ?? noticedUntil(clock.now(), offer.days);
      const { index } = await log.append(
        encodeEntry('policy.proposed', clock.now(), {
          digest: `sha256:${offer.hash}`,
          material: offer.material,
          effective: minuteOf(effective),
        }),
      );
      await rows.put(offer, effective, index);
      return (await proposal())!;
    },
    cosign: async (envelope) => {
      const waiting = await requireWaiting();
      if (envelope.payload !== waiting.envelope.payload)
        throw fault('PROPOSAL_MISSING', 'policy: what was signed is not the proposal that waits here');
      const theirs = cosigners.filter(({ vkey }) => hasSigned(envelope, vkey));
      if (theirs.length === 0)
        throw fault('POLICY_UNCOSIGNED', 'policy: no key that is configured as a co-signer has signed it');
      const { index } = await log.append(
        encodeEntry('policy.cosigned', clock.now(), {
          digest: `sha256:${waiting.hash}`,
          roles: [...new Set(theirs.map(({ role }) => role))],
        }),
      );
      const merged = countersigned([waiting.envelope, envelope], signer, cosigners);
      await rows.put({ ...waiting, envelope: merged }, waiting.effective, index);
      return (await proposal())!;
    },
    announcement: async () => {
      const waiting = await proposal().catch(ignoreRefused);
      if (!waiting) return undefined;
      const { policy, effective } = waiting;
      const statement = { format: 'overt-proposal', version: 1, effective: minuteOf(effective), policy };
      return signDsse(PROPOSAL_TYPE, bytes.toUtf8(JSON.stringify(statement)), signer);
    },
    activateProposal: async () => policies.activate((await requireWaiting()).envelope),
    dropProposal: async () => {
      await sql.query('delete from governance_proposal');
    },
  };
}

/** Rows hold minutes: rounded up, so that no day of notice is short. */
const noticedUntil = (now: Date, days: number): Date =>
  days === 0 ? now : minutesAfter(daysAfter(now, days), 1);

/** A proposal that could not come into force any more is announced to nobody. */
function ignoreRefused(cause: unknown): undefined {
  if (!(cause instanceof GovernanceFault)) throw cause;
  return undefined;
}
