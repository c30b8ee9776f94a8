export { type AuditSources, type AuditView, type Grant, grants, participationOf } from './audit-view.ts';
export { type Consent, embargoEnd } from './consent.ts';
export type { Cosigner } from './cosigning.ts';
export type { Comparison, DatasetRecord, DatasetSummary, Datasets } from './datasets.ts';
export type { Device, Devices, EnrolledDevice } from './devices.ts';
export { ERASURE_PREDICATE, type Erased, type Erasure, IN_TOTO_TYPE } from './erasure.ts';
export {
  EXEMPTION_REASONS,
  EXEMPTION_TYPE,
  EXEMPTIONS_TYPE,
  type ExemptionDecision,
  type ExemptionReason,
  type ExemptionStatement,
  encodeExemption,
  parseExemption,
} from './exemption.ts';
export type { Exemptions, HeldExemption, OpenExemption } from './exemptions.ts';
export { GovernanceFault, type GovernanceFaultCode } from './fault.ts';
export { createGovernance, type Governance, type SegmentAuthority, type Withdrawn } from './governance.ts';
export type { JurisdictionStatus, Jurisdictions } from './jurisdictions.ts';
export {
  type Coverage,
  covers,
  END_USES,
  type EndUse,
  type EpisodeFacts,
  encodeMandate,
  MANDATE_TYPE,
  type Mandate,
  parseMandate,
  widens,
} from './mandate.ts';
export type { ActiveMandate, BuildPermit, MandatedUse, Mandates, Objection } from './mandates.ts';
export { migrations } from './migrations.ts';
export { hitsIn, NO_TRAIN_RULE, registerHash, requireClean, type Screening, screen } from './no-train.ts';
export { noticesOf } from './notices.ts';
export type { People, Person } from './people.ts';
export { POLICY_TYPE, type Policies } from './policies.ts';
export type { ActivePolicy } from './policy-book.ts';
export type { ErasureAdapter, GovernanceContext, PersonKeys } from './ports.ts';
export type { PolicyChange } from './proposal-rows.ts';
export { type PolicyProposals, PROPOSAL_TYPE, type Proposal } from './proposals.ts';
export {
  consentRecord,
  encodeStatement,
  parseReceipt,
  parseWithdrawal,
  RECEIPT_TYPE,
  type Receipt,
  WITHDRAWAL_TYPE,
  type Withdrawal,
} from './receipt.ts';
export type { AcceptedReceipt, HeldReceipt, ReceiptState, Receipts } from './receipts.ts';
export type { Retention, Swept } from './retention.ts';
export { newId } from './secrets.ts';
export type { Terms } from './terms.ts';
