import { Fault } from '@overt/events';

export type OfficeFaultCode =
  | 'OFFICE_TASK_UNKNOWN'
  | 'OFFICE_SEED_INVALID'
  | 'OFFICE_PORT_UNAVAILABLE'
  | 'OFFICE_ELEMENT_MISSING'
  | 'OFFICE_WORLD_INCOMPLETE';

/** The office could not be set up or operated. `detail.subject` names the task, port or element meant. */
export class OfficeFault extends Fault<OfficeFaultCode, { readonly subject: string }> {
  override readonly name = 'OfficeFault';
}
