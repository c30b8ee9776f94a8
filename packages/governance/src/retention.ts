// The daily sweep of keys: what no term allows to be kept any longer loses its key, person by person and class by class.
//
// Blobs have their own dates and are swept by their owners. This is the floor under all of them: it destroys a week's key
// of a class once the longest term of any policy the person agreed to is over, so that whatever a bug left behind is unreadable.

import { type DataClass, expiryOf, type IsoWeek, isoWeek, type ParticipantId } from '@overt/events';
import { minuteOf } from '@overt/ledger';
import { RECEIPT_KEEP_MONTHS } from './limits.ts';
import type { Policies } from './policies.ts';
import type { GovernanceContext } from './ports.ts';
import type { Receipts } from './receipts.ts';
import { type Terms, termsUnder } from './terms.ts';
import { dateOf, daysAfter, mondayOf, monthsAfter, weeksBetween } from './times.ts';

const CLASSES: readonly DataClass[] = ['action', 'text', 'pixels'];

export interface Swept {
  readonly keys: number;
  readonly receipts: number;
}

export interface Retention {
  /** Destroys what is due; also drops unused codes, ended sessions and receipts past their own term. Safe to run at any time. */
  sweep(): Promise<Swept>;
  /** When each class of what she records in `week` under the policy in force ends: `YYYY-MM-DD`. */
  expiries(participant: ParticipantId, week: IsoWeek): Promise<Readonly<Record<DataClass, string>>>;
}

export function createRetention(
  context: GovernanceContext,
  policies: Policies,
  receipts: Pick<Receipts, 'of' | 'jurisdictionOf'>,
): Retention {
  const { sql, keys, clock } = context;

  const sweepPerson = async (
    person: ParticipantId,
    since: IsoWeek,
    terms: readonly Terms[],
  ): Promise<number> => {
    const now = clock.now();
    const done = await sql.query<{ class: DataClass; through: IsoWeek }>(
      'select class, through from governance_retention where person = $1',
      [person],
    );
    let destroyed = 0;
    for (const name of CLASSES) {
      const through = done.find((row) => row.class === name)?.through;
      const first = through ? isoWeek(daysAfter(mondayOf(through), 7)) : since;
      const due = weeksBetween(first, isoWeek(now)).filter((week) => isOver(week, name, terms, now));
      if (due.length === 0) continue;
      const subjects = await keys.subjectsOf(person, due);
      for (const [i, week] of due.entries()) {
        destroyed += (await keys.destroy({ subject: subjects[i]!, week, class: name })).keys;
      }
      await sql.query(
        `insert into governance_retention (person, class, through) values ($1, $2, $3)
         on conflict (person, class) do update set through = excluded.through`,
        [person, name, due.at(-1)],
      );
    }
    return destroyed;
  };

  /** Terms of everything she agreed to; a policy that is no wider than one of these keeps nothing longer. */
  const agreed = async (person: ParticipantId): Promise<Terms[]> => {
    const terms: Terms[] = [];
    for (const { hash, policy } of await receipts.of(person))
      terms.push(termsUnder((await policies.byHash(policy))!.policy, await receipts.jurisdictionOf(hash)));
    return terms;
  };

  return {
    sweep: async () => {
      const now = clock.now();
      const people = await sql.query<{ person: ParticipantId; since: IsoWeek }>(
        'select distinct p.person, p.since from governance_person p join governance_receipt r using (person)',
      );
      let destroyed = 0;
      for (const { person, since } of people)
        destroyed += await sweepPerson(person, since, await agreed(person));
      await sql.query('delete from governance_code where expires <= $1', [now]);
      await sql.query('delete from governance_ended_session where until <= $1', [dateOf(now)]);
      const receipts = await dropReceipts(context);
      return { keys: destroyed, receipts };
    },
    expiries: async (participant, week) => {
      const { policy } = await policies.current();
      const [newest] = await receipts.of(participant);
      const terms = termsUnder(policy, newest && (await receipts.jurisdictionOf(newest.hash)));
      return {
        action: expiryOf(week, terms.action),
        text: expiryOf(week, terms.text),
        pixels: expiryOf(week, terms.pixels),
      };
    },
  };
}

function isOver(week: IsoWeek, name: DataClass, terms: readonly Terms[], now: Date): boolean {
  return terms.every((term) => expiryOf(week, term[name]) <= dateOf(now));
}

/**
 * Receipts go their own term after they ended. With somebody's last one go the audit keys of all her weeks and her secret:
 * from then on nobody can say that any entry of the ledger was about her.
 */
async function dropReceipts({ sql, keys, clock }: GovernanceContext): Promise<number> {
  const end = minuteOf(monthsAfter(clock.now(), -RECEIPT_KEEP_MONTHS));
  const ended = 'least(coalesce(withdrawn, not_after), not_after)';
  const done = await sql.query<{ person: ParticipantId; since: IsoWeek }>(
    `select p.person, p.since from governance_person p join governance_receipt r using (person)
     group by p.person, p.since having max(${ended}) < $1`,
    [end],
  );
  for (const { person, since } of done) {
    for (const week of weeksBetween(since, isoWeek(clock.now()))) {
      await keys.destroy({ subject: await keys.subjectOf(person, week) });
    }
    await keys.destroy({ participant: person });
  }
  const gone = await sql.query(`delete from governance_receipt where ${ended} < $1 returning hash`, [end]);
  return gone.length;
}
