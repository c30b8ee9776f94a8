import { Fault } from '@overt/events';

export type FormatFaultCode = 'PATH_INVALID' | 'RECORD_MALFORMED' | 'FRAME_AFTER_ACTION' | 'PLACEHOLDER_LEFT';

/** An export would break a promise of its format, or a file is not what its format says. */
export class FormatFault extends Fault<
  FormatFaultCode,
  { readonly path?: string; readonly step?: string; readonly line?: number }
> {
  override readonly name = 'FormatFault';
}
