import { Fault } from '@overt/events';

export type GovernanceFaultCode =
  | 'RECEIPT_MALFORMED'
  | 'RECEIPT_UNSIGNED'
  | 'RECEIPT_OF_ANOTHER'
  | 'RECEIPT_OTHER_POLICY'
  | 'RECEIPT_OTHER_NOTICE'
  | 'RECEIPT_TERM'
  | 'RECEIPT_CLOCK'
  | 'RECEIPT_MISSING'
  | 'RECEIPT_WITHDRAWN'
  | 'RECEIPT_EXPIRED'
  | 'POLICY_MISSING'
  | 'POLICY_MALFORMED'
  | 'POLICY_ENDED'
  | 'POLICY_DOWNGRADED'
  | 'POLICY_JURISDICTION'
  | 'POLICY_UNCOSIGNED'
  | 'POLICY_NOTICE_DAYS'
  | 'PROPOSAL_MISSING'
  | 'JURISDICTION_MALFORMED'
  | 'JURISDICTION_UNSIGNED'
  | 'JURISDICTION_UNKNOWN'
  | 'EXEMPTION_MALFORMED'
  | 'EXEMPTION_UNSIGNED'
  | 'EXEMPTION_OF_ANOTHER'
  | 'EXEMPTION_UNKNOWN'
  | 'EXEMPTION_DECIDED'
  | 'EXEMPTION_REVIEWER'
  | 'EXEMPTION_LIMIT'
  | 'MANDATE_MALFORMED'
  | 'MANDATE_UNSIGNED'
  | 'MANDATE_COSIGNER'
  | 'MANDATE_TERM'
  | 'MANDATE_NOTICE'
  | 'MANDATE_UNKNOWN'
  | 'MANDATE_NOT_IN_FORCE'
  | 'MANDATE_DOES_NOT_COVER'
  | 'NO_TRAIN_HIT'
  | 'DATASET_EXISTS'
  | 'DATASET_UNKNOWN'
  | 'DATASET_NOT_USABLE'
  | 'PERSON_UNKNOWN';

export interface GovernanceDetail {
  /** Which member, receipt or mandate; hashes and ids only. */
  readonly where?: string;
  readonly found?: string | number;
  readonly expected?: string | number;
}

/** What was asked has no valid basis. Nothing was changed, nothing may be captured, built or read on the strength of it. */
export class GovernanceFault extends Fault<GovernanceFaultCode, GovernanceDetail> {
  override readonly name = 'GovernanceFault';
}

export function fault(
  code: GovernanceFaultCode,
  message: string,
  detail: GovernanceDetail = {},
): GovernanceFault {
  return new GovernanceFault(code, message, detail);
}
