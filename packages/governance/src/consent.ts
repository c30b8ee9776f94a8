// Whose episodes of which weeks may be learned from now: consent that holds, and an embargo that is over.
//
// The answer is keyed by weekly pseudonyms and made for all weeks of a build at once. There is no question here about
// one participant, and none that gives one back (P8).

import { type IsoWeek, isoWeek, type ParticipantId, type SubjectId } from '@overt/events';
import type { Policy, Purpose } from '@overt/policy';
import type { Policies } from './policies.ts';
import type { GovernanceContext } from './ports.ts';
import { daysAfter, mondayOf } from './times.ts';

export interface Consent {
  /** Pseudonyms of `weeks` with consent for `purpose`; those still under embargo are told apart. */
  eligible(
    weeks: readonly IsoWeek[],
    purpose?: Purpose,
  ): Promise<ReadonlyMap<SubjectId, 'eligible' | 'embargo'>>;
}

interface Row {
  readonly person: ParticipantId;
  readonly policy: string;
  readonly given: string;
  readonly notAfter: string;
}

export function createConsent({ sql, clock, keys }: GovernanceContext, policies: Policies): Consent {
  return {
    eligible: async (weeks, purpose = 'train-cua') => {
      const now = clock.now();
      const rows = await sql.query<Row>(
        `select person, policy, given, not_after as "notAfter" from governance_receipt where withdrawn is null`,
      );
      // What is no longer a purpose for anybody is none for what was recorded before; a longer embargo holds for it, too.
      const { policy: current } = await policies.current();
      if (!current.purposes.includes(purpose)) return new Map();
      const byPolicy = new Map<string, Policy>();
      for (const hash of new Set(rows.map((row) => row.policy)))
        byPolicy.set(hash, (await policies.byHash(hash))!.policy);
      const found = new Map<SubjectId, 'eligible' | 'embargo'>();
      for (const [person, receipts] of groupByPerson(rows)) {
        if (!receipts.some((row) => Date.parse(row.notAfter) > now.getTime())) continue;
        for (const week of weeks) {
          const basis = receipts.filter(
            (row) =>
              isoWeek(new Date(row.given)) <= week && byPolicy.get(row.policy)!.purposes.includes(purpose),
          );
          if (basis.length === 0) continue;
          const days = Math.max(
            current.embargo_days,
            ...basis.map((row) => byPolicy.get(row.policy)!.embargo_days),
          );
          found.set(
            await keys.subjectOf(person, week),
            embargoEnd(week, days) <= now ? 'eligible' : 'embargo',
          );
        }
      }
      return found;
    },
  };
}

/** Days count from the end of the week, because nothing finer than the week is known; no days means no embargo. */
export function embargoEnd(week: IsoWeek, days: number): Date {
  return days === 0 ? mondayOf(week) : daysAfter(mondayOf(week), 7 + days);
}

function groupByPerson(rows: readonly Row[]): ReadonlyMap<ParticipantId, Row[]> {
  const groups = new Map<ParticipantId, Row[]>();
  for (const row of rows) groups.set(row.person, [...(groups.get(row.person) ?? []), row]);
  return groups;
}
