// Mandates that are signed by everyone they name, in the ledger, and asked for before a dataset is built.

import type { IsoWeek, ParticipantId, SubjectId } from '@overt/events';
import {
  attachProof,
  type DsseEnvelope,
  encodeEntry,
  LedgerFault,
  type LoggedEnvelope,
  parseDsse,
  parseVkey,
  payloadOf,
  verifyDsse,
} from '@overt/ledger';
import type { Purpose } from '@overt/policy';
import type { Consent } from './consent.ts';
import type { Datasets } from './datasets.ts';
import { fault } from './fault.ts';
import {
  type Coverage,
  covers,
  type EndUse,
  type EpisodeFacts,
  MANDATE_TYPE,
  type Mandate,
  parseMandate,
  requireNotice,
  requireUse,
} from './mandate.ts';
import type { GovernanceContext } from './ports.ts';
import { sha256Hex } from './secrets.ts';

export interface ActiveMandate {
  readonly mandate: Mandate;
  /** SHA-256 hex of the signed bytes: what a recipe cites. */
  readonly hash: string;
}

export interface BuildPermit extends ActiveMandate {
  /** The mandate, consent, embargo and objections, for one episode. Pure: all of it was read when the permit was given. */
  covers(episode: EpisodeFacts): Coverage;
  /** Pseudonyms whose episodes may be used at all, before the single episode is looked at. */
  readonly subjects: ReadonlySet<SubjectId>;
}

export interface Mandates {
  /**
   * Takes a mandate into force.
   *
   * @throws {GovernanceFault} `MANDATE_MALFORMED`, `MANDATE_TERM`; `MANDATE_UNSIGNED` unless the server and every co-signer
   *   it names have signed; `MANDATE_COSIGNER` if one of them is not trusted here; `MANDATE_UNKNOWN` for a replaced one that
   *   is not known; `MANDATE_NOTICE` if it widens that one too soon.
   */
  activate(envelope: unknown): Promise<ActiveMandate>;
  /** The mandate a recipe cites, if it is in force and allows this. @throws {GovernanceFault} `MANDATE_*`, `DATASET_*` */
  require(hash: string, use: MandatedUse): Promise<ActiveMandate>;
  /** {@link require}, and everything else that decides about single episodes of `weeks`. */
  permit(hash: string, use: MandatedUse & { readonly weeks: readonly IsoWeek[] }): Promise<BuildPermit>;
  all(): Promise<(ActiveMandate & { readonly state: 'in-force' | 'not-yet' | 'ended' | 'revoked' })[]>;
  artefact(hash: string): Promise<LoggedEnvelope | undefined>;
  /** No build may cite it any more. */
  revoke(hash: string): Promise<void>;
  /** What she does not want learned from her: a task type, or an end use. */
  object(participant: ParticipantId, objection: Objection): Promise<void>;
  /** Takes an objection back. */
  agree(participant: ParticipantId, objection: Objection): Promise<void>;
  objections(participant: ParticipantId): Promise<Objection[]>;
}

export interface MandatedUse {
  readonly purpose: Purpose;
  readonly endUse: EndUse;
  /** The dataset that is trained or measured on; absent while one is being built. */
  readonly dataset?: string;
}

export type Objection =
  | { readonly kind: 'task'; readonly value: string }
  | { readonly kind: 'end-use'; readonly value: EndUse };

interface MandateRow {
  readonly hash: string;
  readonly envelope: string;
  readonly index: string;
  readonly revoked: boolean;
}

const SELECT = 'select hash, envelope, log_index as index, revoked from governance_mandate';

export function createMandates(
  context: GovernanceContext,
  consent: Consent,
  datasets: Pick<Datasets, 'requireUsable'>,
): Mandates {
  const { sql, log, clock, keys } = context;
  const find = async (hash: string) => (await sql.query<MandateRow>(`${SELECT} where hash = $1`, [hash]))[0];

  const requireInForce: Mandates['require'] = async (hash, use) => {
    const row = await find(hash);
    if (!row)
      throw fault('MANDATE_UNKNOWN', 'mandate: none with this hash is known here; activate it first', {
        where: hash,
      });
    const mandate = read(row);
    const state = stateOf(row, mandate, clock.now());
    if (state !== 'in-force') {
      throw fault(
        'MANDATE_NOT_IN_FORCE',
        `mandate ${mandate.id}: it is ${state}; nothing may be built on it`,
        { where: hash, found: state },
      );
    }
    requireUse(mandate, use);
    if (use.dataset !== undefined) await datasets.requireUsable(use.dataset);
    return { mandate, hash };
  };

  const objectors = async (
    endUse: EndUse,
    weeks: readonly IsoWeek[],
  ): Promise<Map<SubjectId, Set<string>>> => {
    const rows = await sql.query<{ person: ParticipantId; kind: Objection['kind']; value: string }>(
      `select person, kind, value from governance_objection where kind = 'task' or value = $1`,
      [endUse],
    );
    const found = new Map<SubjectId, Set<string>>();
    for (const { person, kind, value } of rows) {
      for (const subject of await keys.subjectsOf(person, weeks)) {
        found.set(subject, (found.get(subject) ?? new Set()).add(kind === 'task' ? value : EVERY_TASK));
      }
    }
    return found;
  };

  return {
    activate: async (input) => {
      const { envelope, mandate, hash } = openMandate(context, input);
      const known = await find(hash);
      if (known) return { mandate, hash };
      if (mandate.replaces !== undefined) {
        const before = await find(mandate.replaces);
        if (!before)
          throw fault('MANDATE_UNKNOWN', 'mandate: the one it replaces is not known here', {
            where: mandate.replaces,
          });
        requireNotice(read(before), mandate);
      } else {
        for (const other of await sql.query<MandateRow>(`${SELECT} where not revoked`))
          requireNoWidening(read(other), mandate);
      }
      const { index } = await log.append(
        encodeEntry('mandate.signed', clock.now(), { digest: `sha256:${hash}` }),
      );
      await sql.query(
        'insert into governance_mandate (hash, envelope, log_index) values ($1, $2, $3) on conflict (hash) do nothing',
        [hash, JSON.stringify(envelope), index],
      );
      return { mandate, hash };
    },
    require: requireInForce,
    permit: async (hash, use) => {
      const active = await requireInForce(hash, use);
      const eligible = await consent.eligible(use.weeks, use.purpose);
      const objections = await objectors(use.endUse, use.weeks);
      const subjects = new Set(
        [...eligible].flatMap(([subject, state]) => (state === 'eligible' ? [subject] : [])),
      );
      return {
        ...active,
        subjects,
        covers: (episode) => {
          const own = covers(active.mandate, episode);
          if (!own.covered) return own;
          const state = eligible.get(episode.subject);
          if (state === undefined) return { covered: false, reason: 'NO_CONSENT' };
          if (state === 'embargo') return { covered: false, reason: 'EMBARGO' };
          const objected = objections.get(episode.subject);
          return objected?.has(EVERY_TASK) || objected?.has(episode.task)
            ? { covered: false, reason: 'OBJECTION' }
            : { covered: true };
        },
      };
    },
    all: async () => {
      const rows = await sql.query<MandateRow>(`${SELECT} order by log_index`);
      return rows.map((row) => {
        const mandate = read(row);
        return { mandate, hash: row.hash, state: stateOf(row, mandate, clock.now()) };
      });
    },
    artefact: async (hash) => {
      const row = await find(hash);
      return row && attachProof(parseDsse(row.envelope), await log.prove(Number(row.index)));
    },
    revoke: async (hash) => {
      await sql.query('update governance_mandate set revoked = true where hash = $1', [hash]);
      await log.append(encodeEntry('mandate.revoked', clock.now(), { mandate: `sha256:${hash}` }));
    },
    object: async (participant, { kind, value }) => {
      await sql.query(
        'insert into governance_objection (person, kind, value) values ($1, $2, $3) on conflict do nothing',
        [participant, kind, value],
      );
    },
    agree: async (participant, { kind, value }) => {
      await sql.query('delete from governance_objection where person = $1 and kind = $2 and value = $3', [
        participant,
        kind,
        value,
      ]);
    },
    objections: (participant) =>
      sql.query<Objection>(
        'select kind, value from governance_objection where person = $1 order by kind, value',
        [participant],
      ),
  };
}

const EVERY_TASK = '*';

function openMandate(
  { signer, cosigners }: GovernanceContext,
  input: unknown,
): { envelope: DsseEnvelope; mandate: Mandate; hash: string } {
  let envelope: DsseEnvelope;
  let payload: Uint8Array;
  try {
    envelope = parseDsse(input);
    payload = payloadOf(envelope);
  } catch (cause) {
    if (!(cause instanceof LedgerFault)) throw cause;
    throw fault('MANDATE_MALFORMED', `mandate: it is not a DSSE envelope (${cause.code})`);
  }
  if (envelope.payloadType !== MANDATE_TYPE)
    throw fault('MANDATE_MALFORMED', `mandate: expected the type ${MANDATE_TYPE}`);
  const mandate = parseMandate(payload);
  const named = [...new Set(mandate.cosigners)];
  if (!named.every((key) => cosigners.some(({ vkey }) => vkey === key))) {
    throw fault(
      'MANDATE_COSIGNER',
      'mandate: it names a co-signer that is not trusted here; co-signers are part of the server’s configuration',
    );
  }
  const signatories = [signer, ...named.map(parseVkey)];
  try {
    verifyDsse(envelope, signatories, signatories.length);
  } catch (cause) {
    if (!(cause instanceof LedgerFault)) throw cause;
    throw fault('MANDATE_UNSIGNED', 'mandate: the server and every co-signer it names must have signed it', {
      expected: signatories.length,
    });
  }
  return { envelope, mandate, hash: sha256Hex(payload) };
}

/** Without `replaces`, a mandate of the same programme could be widened quietly beside the old one. */
function requireNoWidening(other: Mandate, next: Mandate): void {
  if (other.programme === next.programme) requireNotice(other, next);
}

function read(row: MandateRow): Mandate {
  return parseMandate(payloadOf(parseDsse(row.envelope)));
}

function stateOf(row: MandateRow, mandate: Mandate, now: Date): 'in-force' | 'not-yet' | 'ended' | 'revoked' {
  if (row.revoked) return 'revoked';
  if (Date.parse(mandate.effective) > now.getTime()) return 'not-yet';
  return Date.parse(mandate.notAfter) > now.getTime() ? 'in-force' : 'ended';
}
