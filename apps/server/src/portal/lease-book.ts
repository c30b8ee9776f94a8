// Who may look at this moment: the leases this server has given that are still open.

import type { Broker, Lease, LeaseRequest } from '@overt/broker';
import type { SubjectId } from '@overt/events';
import { minuteOf } from '@overt/ledger';

/** Remembers open leases of this process; a lease that names no subjects may open anybody's. */
export class LeaseBook {
  readonly #open = new Map<string, Lease>();

  /** The broker, with every lease it gives written down. */
  watch(broker: Broker): Broker {
    return {
      ...broker,
      lease: async (request: LeaseRequest) => {
        const lease = await broker.lease(request);
        this.#open.set(lease.id, lease);
        return lease;
      },
    };
  }

  /** Ends a lease early in the book and at the broker. */
  async end(broker: Broker, lease: Lease): Promise<void> {
    await broker.revoke(lease.id);
    this.#open.delete(lease.id);
  }

  covering(
    subjects: readonly SubjectId[],
    now: Date,
  ): { readonly role: string; readonly purpose: string; readonly until: string }[] {
    for (const [id, lease] of this.#open)
      if (Date.parse(lease.expires) <= now.getTime()) this.#open.delete(id);
    return [...this.#open.values()]
      .filter((lease) => !lease.subjects || lease.subjects.some((subject) => subjects.includes(subject)))
      .map((lease) => ({
        role: lease.role,
        purpose: lease.purpose,
        until: minuteOf(new Date(lease.expires)),
      }));
  }
}
