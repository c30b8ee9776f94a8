import { Fault } from '@overt/events';

export type RedactFaultCode = 'KEY_LENGTH' | 'CANARY_TOO_SHORT' | 'PATTERN_REFUSED';

/** A redactor or a leak scanner could not be made. Redacting itself never faults: what cannot be read is withheld. */
export class RedactFault extends Fault<RedactFaultCode> {
  override readonly name = 'RedactFault';
}
