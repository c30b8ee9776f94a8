// Exemptions on the device. While one is asked for, its scope is not captured; granted, it is a rule like any other.

import type { ExemptionScope } from './schema.ts';

export type ExemptionState = 'pending' | 'granted' | 'refused' | 'withdrawn' | 'ended';

/** An exemption as the device knows it: its own request, or the server's signed answer. */
export interface Exemption {
  readonly id: string;
  readonly scope: ExemptionScope;
  readonly state: ExemptionState;
  /** ISO date-time; a granted exemption without one lasts as long as taking part. */
  readonly until?: string | undefined;
}

/** True if nothing of its scope may be captured now. */
export function suspends({ state }: Pick<Exemption, 'state'>): boolean {
  return state === 'pending' || state === 'granted';
}
