export { type AuditSources, type AuditView, type Grant, grants, participationOf } from './audit-view.ts';
export { type Consent, embargoEnd } from './consent.ts';
export type { DatasetRecord, DatasetSummary, Datasets } from './datasets.ts';
export type { Device, Devices, EnrolledDevice } from './devices.ts';
export { ERASURE_PREDICATE, type Erased, type Erasure, IN_TOTO_TYPE } from './erasure.ts';
export { GovernanceFault, type GovernanceFaultCode } from './fault.ts';
export { createGovernance, type Governance, type SegmentAuthority, type Withdrawn } from './governance.ts';
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
export type { ActiveMandate, BuildPermit, Mandates, Objection } from './mandates.ts';
export { migrations } from './migrations.ts';
export { NO_TRAIN_RULE, registerHash, requireClean, type Screening, screen } from './no-train.ts';
export type { People, Person } from './people.ts';
export { type ActivePolicy, POLICY_TYPE, type Policies, type Terms } from './policies.ts';
export type { ErasureAdapter, GovernanceContext, PersonKeys } from './ports.ts';
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
