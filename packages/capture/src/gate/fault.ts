import { Fault } from '@overt/events';

/**
 * - `NOT_PERMITTED`: a frame's pixels were offered without the gate's permit.
 * - `NOT_REDACTED`: something the gate did not redact was offered for sealing.
 * - `NOT_SEALED`: something the sealer did not seal was offered to the spool.
 */
export type GateFaultCode = 'NOT_PERMITTED' | 'NOT_REDACTED' | 'NOT_SEALED';

/** Something tried to pass around the gate. It is a bug; nothing of it was kept (P2). */
export class GateFault extends Fault<GateFaultCode> {
  override readonly name = 'GateFault';
}
