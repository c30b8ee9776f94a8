import { Fault } from '@overt/events';

export type PolicyFaultCode =
  | 'POLICY_TOO_LARGE'
  | 'POLICY_NOT_JSON'
  | 'POLICY_SHAPE'
  | 'POLICY_VERSION_UNKNOWN'
  | 'POLICY_LASTS_TOO_LONG'
  | 'POLICY_FOREIGN'
  | 'POLICY_DOWNGRADED'
  | 'POLICY_ENDED'
  | 'PERSONAL_SHAPE'
  | 'MANAGED_SHAPE'
  | 'CATALOGUE_SHAPE';

/** A policy, settings or a catalogue were refused. Nothing of it is in force: the previous one stays until its TTL, then capture stops. */
export class PolicyFault extends Fault<PolicyFaultCode, { readonly where?: string }> {
  override readonly name = 'PolicyFault';
}
