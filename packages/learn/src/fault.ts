import { Fault } from '@overt/events';

export type LearnFaultCode =
  | 'MODEL_MALFORMED'
  | 'MODEL_VERSION_UNKNOWN'
  | 'NOTHING_TO_LEARN'
  | 'TASK_UNKNOWN';
/** A model cannot be made or read. Training on what is there and acting on a page never throw: they abstain. */
export class LearnFault extends Fault<LearnFaultCode> {
  override readonly name = 'LearnFault';
}
