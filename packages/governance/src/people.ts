// People and how they sign in: one-time links, then sessions. There is no password, so there is no default one.
//
// A session is a text sealed with the server's key and has no row: a table of sessions would be a list of who was
// active when (P8). Only sessions that were ended early leave a trace, by hash and without a person.

import { randomBytes } from 'node:crypto';
import type { Role } from '@overt/broker';
import { isoWeek, type ParticipantId } from '@overt/events';
import type { Sql } from '@overt/store';
import { fault } from './fault.ts';
import { SESSION_HOURS, SIGN_IN_MINUTES } from './limits.ts';
import type { GovernanceContext } from './ports.ts';
import { hashOf, newCode, newId, openText, sealText } from './secrets.ts';
import { dateOf, daysAfter, minutesAfter } from './times.ts';

export interface Person {
  readonly participant: ParticipantId;
  readonly roles: readonly Role[];
}

export interface People {
  /** A new person. Who she is, nobody tells this system: whoever calls this hands her the sign-in link. */
  add(roles: readonly Role[]): Promise<ParticipantId>;
  person(participant: ParticipantId): Promise<Person | undefined>;
  /** The first person with `role`, oldest first: how a start finds its owner again. */
  firstWith(role: Role): Promise<ParticipantId | undefined>;
  /** A code that signs `participant` in once. @throws {GovernanceFault} `PERSON_UNKNOWN` */
  signInCode(participant: ParticipantId): Promise<{ readonly code: string; readonly expires: Date }>;
  /** Uses the code up; `undefined` if it is not one, was used or has run out. */
  signIn(code: string): Promise<{ readonly session: string; readonly maxAge_s: number } | undefined>;
  /** Who holds this session; `undefined` if nobody does, or it has ended. */
  bySession(session: string): Promise<Person | undefined>;
  signOut(session: string): Promise<void>;
}

const SESSION_SECRET = 'session';

export async function createPeople(context: GovernanceContext): Promise<People> {
  const { sql, clock } = context;
  const key = await sessionKey(context);

  const readSession = (session: string): { person: string; expires: Date } | undefined => {
    const body = openText(key, session);
    if (body === undefined) return undefined;
    const [person, expires] = Buffer.from(body, 'base64url').toString('utf8').split(' ');
    if (person === undefined || expires === undefined) return undefined;
    const until = new Date(Number(expires));
    return until > clock.now() ? { person, expires: until } : undefined;
  };

  const find = async (person: string): Promise<Person | undefined> => {
    const [row] = await sql.query<{ person: ParticipantId; roles: Role[] }>(
      'select person, roles from governance_person where person = $1',
      [person],
    );
    return row && { participant: row.person, roles: row.roles };
  };

  return {
    add: async (roles) => {
      const participant = newId('prn') as ParticipantId;
      await sql.query('insert into governance_person (person, since, roles) values ($1, $2, $3)', [
        participant,
        isoWeek(clock.now()),
        [...new Set(roles)],
      ]);
      return participant;
    },
    person: find,
    firstWith: async (role) => {
      const [row] = await sql.query<{ person: ParticipantId }>(
        'select person from governance_person where $1 = any(roles) order by since, person limit 1',
        [role],
      );
      return row?.person;
    },
    signInCode: (participant) => issueCode(context, 'sign-in', participant, SIGN_IN_MINUTES),
    signIn: async (code) => {
      const person = await useCode(sql, 'sign-in', code, clock.now());
      if (person === undefined) return undefined;
      const expires = minutesAfter(clock.now(), SESSION_HOURS * 60).getTime();
      const nonce = randomBytes(16).toString('base64url'); // two sessions of one minute are still two
      const body = Buffer.from(`${person} ${expires} ${nonce}`).toString('base64url');
      return { session: sealText(key, body), maxAge_s: SESSION_HOURS * 3600 };
    },
    bySession: async (session) => {
      const found = readSession(session);
      if (!found) return undefined;
      const ended = await sql.query('select 1 from governance_ended_session where hash = $1', [
        hashOf(session),
      ]);
      return ended.length === 0 ? find(found.person) : undefined;
    },
    signOut: async (session) => {
      const found = readSession(session);
      if (!found) return;
      await sql.query(
        'insert into governance_ended_session (hash, until) values ($1, $2) on conflict do nothing',
        [hashOf(session), dateOf(daysAfter(found.expires, 1))],
      );
    },
  };
}

/** Writes the hash of a new code. @throws {GovernanceFault} `PERSON_UNKNOWN` */
export async function issueCode(
  context: Pick<GovernanceContext, 'sql' | 'clock'>,
  kind: 'sign-in' | 'enrol',
  person: ParticipantId,
  minutes: number,
): Promise<{ code: string; expires: Date }> {
  const code = newCode();
  const expires = minutesAfter(context.clock.now(), minutes);
  expires.setUTCSeconds(0, 0);
  const written = await context.sql.query(
    `insert into governance_code (hash, kind, person, expires)
     select $1, $2, person, $4 from governance_person where person = $3 returning kind`,
    [hashOf(code), kind, person, expires],
  );
  if (written.length === 0)
    throw fault('PERSON_UNKNOWN', 'code: there is no such person here', { where: person });
  return { code, expires };
}

/** Deletes the code and returns whose it was: of two who come at once, one gets it. */
export async function useCode(
  sql: Sql,
  kind: 'sign-in' | 'enrol',
  code: string,
  now: Date,
): Promise<ParticipantId | undefined> {
  const [row] = await sql.query<{ person: ParticipantId; expires: Date }>(
    'delete from governance_code where hash = $1 and kind = $2 returning person, expires',
    [hashOf(code), kind],
  );
  return row && row.expires > now ? row.person : undefined;
}

/** The key sessions are sealed with: made once, kept wrapped under the root key. */
async function sessionKey({ sql, rootKey }: GovernanceContext): Promise<Uint8Array> {
  const read = async () => {
    const [row] = await sql.query<{ wrapped: Uint8Array }>(
      'select wrapped from governance_secret where name = $1',
      [SESSION_SECRET],
    );
    return row?.wrapped;
  };
  if (!(await read())) {
    const wrapped = await rootKey.wrap(randomBytes(32), `governance:${SESSION_SECRET}`);
    await sql.query('insert into governance_secret (name, wrapped) values ($1, $2) on conflict do nothing', [
      SESSION_SECRET,
      wrapped,
    ]);
  }
  return rootKey.unwrap((await read())!, `governance:${SESSION_SECRET}`);
}
