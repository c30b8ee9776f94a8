import { Fault } from '@overt/events';

export type TrajectoryFaultCode =
  | 'FRAME_AFTER_ACTION'
  | 'EVENT_USED_TWICE'
  | 'CLOCK_MISSING'
  | 'RECORD_MALFORMED';

/** The builder broke one of its own promises, or was given something that is no track. Nothing is emitted after it. */
export class TrajectoryFault extends Fault<
  TrajectoryFaultCode,
  { readonly track?: string; readonly event?: number; readonly step?: string; readonly field?: string }
> {
  override readonly name = 'TrajectoryFault';
}
