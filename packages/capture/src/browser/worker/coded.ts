// Faults by their code, whichever package threw them: the ledger stands on nothing of ours and has a base of its own.

import { Fault } from '@overt/events';
import { LedgerFault } from '@overt/ledger';

/** The code of a fault; undefined for anything else, which is a bug. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Fault || error instanceof LedgerFault ? error.code : undefined;
}

/** What could not be had because of a fault; a bug is thrown on. */
export function withoutFault(error: unknown): undefined {
  if (codeOf(error) === undefined) throw error;
}
