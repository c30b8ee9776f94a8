// Everything that decides about people: who takes part, on what terms, what may be learned, and how it ends.

import type { IsoWeek, ParticipantId, SubjectId } from '@overt/events';
import type { LoggedEnvelope } from '@overt/ledger';
import type { Sql } from '@overt/store';
import { type AuditSources, type AuditView, auditView } from './audit-view.ts';
import { type Consent, createConsent } from './consent.ts';
import { createDatasets, type Datasets } from './datasets.ts';
import { createDevices, type Device, type Devices } from './devices.ts';
import { createErasure, type Erased, type Erasure } from './erasure.ts';
import { createExemptions, type Exemptions } from './exemptions.ts';
import { createJurisdictions, type Jurisdictions } from './jurisdictions.ts';
import { createMandates, type Mandates } from './mandates.ts';
import { createPeople, type People } from './people.ts';
import { createPolicies, type Policies } from './policies.ts';
import { PolicyBook } from './policy-book.ts';
import type { GovernanceContext } from './ports.ts';
import { createProposalRows } from './proposal-rows.ts';
import { createPolicyProposals, type PolicyProposals } from './proposals.ts';
import { WITHDRAWAL_TYPE } from './receipt.ts';
import { type AcceptedReceipt, createReceipts, type ReceiptState, type Receipts } from './receipts.ts';
import { createRetention, type Retention } from './retention.ts';
import { type Terms, termsUnder } from './terms.ts';

export interface Withdrawn {
  readonly erased: Erased | undefined;
  readonly certificate: LoggedEnvelope | undefined;
}

/** What ingest asks before it takes a segment. */
export interface SegmentAuthority {
  receiptState(
    tx: Sql,
    q: { readonly device: Device; readonly receipt: string; readonly policy: string },
  ): Promise<ReceiptState>;
  /** How long what is captured under this policy and receipt may be kept; undefined if no such policy was ever in force. */
  terms(under: { readonly policy: string; readonly receipt: string }): Promise<Terms | undefined>;
  subjectOf(participant: ParticipantId, week: IsoWeek): Promise<SubjectId>;
}

export interface Governance {
  readonly people: People;
  readonly devices: Devices;
  readonly policies: Policies & PolicyProposals;
  readonly jurisdictions: Jurisdictions;
  readonly receipts: Receipts;
  readonly consent: Consent;
  readonly exemptions: Exemptions;
  readonly mandates: Mandates;
  readonly datasets: Datasets;
  readonly erasure: Erasure;
  readonly retention: Retention;
  /** The answers ingest needs, in its own form. */
  readonly authority: SegmentAuthority;
  /**
   * What a device sends to the door of consent: a receipt, or a withdrawal, told apart by the type it was signed as.
   * Giving and withdrawing are one path.
   *
   * @throws {GovernanceFault} `RECEIPT_*`
   */
  fromDevice(device: Device, envelope: unknown): Promise<AcceptedReceipt | Withdrawn>;
  /** Withdraws through the portal: receipts end first, then, if she wants, everything is erased. */
  withdraw(participant: ParticipantId, erase: boolean): Promise<Withdrawn>;
  auditView<Held>(participant: ParticipantId, sources: AuditSources<Held>): Promise<AuditView<Held>>;
  /** Daily: withdrawals and exemptions that are not in the ledger yet, then retention. */
  sweep(): Promise<{
    readonly keys: number;
    readonly receipts: number;
    readonly withdrawals: number;
    readonly exemptions: number;
  }>;
}

/** Migrations must have been applied (`migrations`). */
export async function createGovernance(context: GovernanceContext): Promise<Governance> {
  const packs = createJurisdictions(context);
  const rows = createProposalRows(context);
  const inForce = createPolicies(context, {
    book: new PolicyBook(context),
    jurisdictions: packs,
    proposals: rows,
  });
  const policies = { ...inForce, ...createPolicyProposals(context, inForce, rows) };
  const consent = createConsent(context, policies);
  const receipts = createReceipts(context, policies);
  const datasets = createDatasets(context);
  const erasure = createErasure(context, datasets);
  const parts = {
    people: await createPeople(context),
    devices: createDevices(context),
    policies,
    jurisdictions: ending(packs, policies),
    receipts,
    consent,
    exemptions: createExemptions(context),
    mandates: createMandates(context, consent, datasets),
    datasets,
    erasure,
    retention: createRetention(context, policies, receipts),
  };
  const finish = async (participant: ParticipantId, erase: boolean): Promise<Withdrawn> => {
    const erased = erase ? await erasure.erase(participant) : undefined;
    return { erased, certificate: erased?.certificate };
  };
  return {
    ...parts,
    authority: {
      receiptState: (tx, q) => receipts.state(tx, q),
      terms: async ({ policy, receipt }) => {
        const found = await policies.byHash(policy);
        return found && termsUnder(found.policy, await receipts.jurisdictionOf(receipt));
      },
      subjectOf: (participant, week) => context.keys.subjectOf(participant, week),
    },
    fromDevice: async (device, envelope) => {
      if (!isWithdrawal(envelope)) return receipts.accept(device, envelope);
      const { erase } = await receipts.withdrawBy(device, envelope);
      return finish(device.participant, erase);
    },
    withdraw: async (participant, erase) => {
      await receipts.withdraw(participant, erase);
      return finish(participant, erase);
    },
    auditView: (participant, sources) => auditView(context, parts, participant, sources),
    sweep: async () => {
      const withdrawals = await receipts.settle();
      const exemptions = await parts.exemptions.settle();
      return { ...(await parts.retention.sweep()), withdrawals, exemptions };
    },
  };
}

/** A pack that ends leaves the policy first: from then on no device captures where only it applied. */
function ending(packs: Jurisdictions, policies: Policies): Jurisdictions {
  return {
    ...packs,
    deactivate: async (pack) => {
      await policies.without(pack);
      await packs.deactivate(pack);
    },
  };
}

/** By its unverified type only: either path verifies it. */
function isWithdrawal(envelope: unknown): boolean {
  return (
    typeof envelope === 'object' &&
    envelope !== null &&
    'payloadType' in envelope &&
    envelope.payloadType === WITHDRAWAL_TYPE
  );
}
