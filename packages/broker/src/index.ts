export { type AccessEvidence, verifyAccess } from './access-commitment.ts';
export type { Access } from './accesses.ts';
export type { Admission, Derived } from './admit.ts';
export { type Broker, createBroker } from './broker.ts';
export type { Destroyed, DestroyScope } from './destroy.ts';
export { BrokerFault, type BrokerFaultCode, LeaseFault, type LeaseFaultCode } from './fault.ts';
export { LEASE_TYPE, type Lease, type LeaseClaims, type LeaseRequest } from './lease.ts';
export { migrations } from './migrations.ts';
export type { KeyRefusal } from './open-keys.ts';
export type { BrokerParts } from './parts.ts';
export {
  decideLease,
  type LeaseDecision,
  PURPOSES,
  type Purpose,
  ROLES,
  type Role,
  type Terms,
} from './purposes.ts';
export type { SealingKey } from './sealing-keys.ts';
export { pseudonym } from './secrets.ts';
