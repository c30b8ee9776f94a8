// Erasing a person: her keys are destroyed, what was built from her is marked, and a certificate says which is which.
//
// Destroying keys ends everything that is encrypted under them at once, wherever copies lie; bytes follow in a sweep.
// The certificate names what it does not reach (P9): keys in database backups until the horizon, exports, models.

import { type IsoWeek, isoWeek, type ParticipantId, type SubjectId } from '@overt/events';
import { attachProof, encodeEntry, type LoggedEnvelope, minuteOf, signDsse } from '@overt/ledger';
import type { DatasetSummary, Datasets } from './datasets.ts';
import type { GovernanceContext, PersonKeys } from './ports.ts';
import { newCode, sha256Hex } from './secrets.ts';
import { weeksBetween } from './times.ts';

export const IN_TOTO_TYPE = 'application/vnd.in-toto+json';
export const ERASURE_PREDICATE = 'https://overt.dev/attestation/erasure/v1';

export interface Erased {
  readonly keys: number;
  /** `YYYY-MM-DD`: from then on no database backup holds a usable copy of a key. Undefined if there was none. */
  readonly horizon: string | undefined;
  /** in-toto statement, signed by the server, with its ledger proof. */
  readonly certificate: LoggedEnvelope;
}

export interface Erasure {
  /**
   * Destroys every key of the person, has every holder remove its bytes, revokes her devices, and makes her pseudonyms
   * unfindable. Run again after a failure, it goes on where it stopped.
   */
  erase(participant: ParticipantId): Promise<Erased>;
  certificates(participant: ParticipantId): Promise<LoggedEnvelope[]>;
  /** Her pseudonyms in all weeks since she came. */
  subjects(participant: ParticipantId): Promise<SubjectId[]>;
}

export function createErasure(context: GovernanceContext, datasets: Datasets): Erasure {
  const { sql, log, keys, clock, erasers } = context;

  const subjects = async (participant: ParticipantId): Promise<SubjectId[]> => {
    const [row] = await sql.query<{ since: IsoWeek }>(
      'select since from governance_person where person = $1',
      [participant],
    );
    return row ? keys.subjectsOf(participant, weeksBetween(row.since, isoWeek(clock.now()))) : [];
  };

  return {
    subjects,
    erase: async (participant) => {
      const all = await subjects(participant);
      const touched = await datasets.with(all);
      await keys.restrict(all); // nobody else gets a key from here on, whatever fails below
      const destroyed = await destroyAll(keys, all);
      const removed: { name: string; removed: number }[] = [];
      for (const { name, erase } of erasers) removed.push({ name, ...(await erase(all)) });
      await sql.query(
        `update governance_dataset set state = 'contains-erased' where state = 'current' and dataset = any($1)`,
        [touched.map((dataset) => dataset.dataset)],
      );
      await sql.query('update governance_device set revoked = true where person = $1', [participant]);
      await sql.query('delete from governance_exemption where person = $1', [participant]);
      const certificate = await certify(context, participant, {
        ...destroyed,
        weeks: all.length,
        touched,
        removed,
      });
      // Last, because until here her pseudonyms must be found again if anything failed.
      await keys.destroy({ participant });
      return { ...destroyed, certificate };
    },
    certificates: async (participant) => {
      const rows = await sql.query<{ envelope: string; index: string }>(
        'select envelope, log_index as index from governance_erasure where person = $1 order by log_index',
        [participant],
      );
      return Promise.all(
        rows.map(async ({ envelope, index }) =>
          attachProof(JSON.parse(envelope), await log.prove(Number(index))),
        ),
      );
    },
  };
}

interface Destruction {
  readonly keys: number;
  readonly horizon: string | undefined;
}

async function destroyAll(keys: PersonKeys, subjects: readonly SubjectId[]): Promise<Destruction> {
  let destroyed = 0;
  let horizon: string | undefined;
  for (const subject of subjects) {
    const outcome = await keys.destroy({ subject });
    destroyed += outcome.keys;
    if (outcome.keys > 0 && (horizon === undefined || outcome.horizon > horizon)) horizon = outcome.horizon;
  }
  return { keys: destroyed, horizon };
}

interface ErasureFacts extends Destruction {
  readonly weeks: number;
  readonly touched: readonly DatasetSummary[];
  readonly removed: readonly { readonly name: string; readonly removed: number }[];
}

/** Signs and logs the certificate. It names a case, not a person: she holds it; the ledger shows that it was issued. */
async function certify(
  { sql, log, signer, clock }: GovernanceContext,
  participant: ParticipantId,
  facts: ErasureFacts,
): Promise<LoggedEnvelope> {
  const id = `case_${newCode()}`;
  const payload = new TextEncoder().encode(JSON.stringify(statementOf(id, facts, clock.now())));
  const envelope = signDsse(IN_TOTO_TYPE, payload, signer);
  const fields = { digest: `sha256:${sha256Hex(payload)}`, case: id, keys: facts.keys };
  const { index } = await log.append(encodeEntry('erasure.completed', clock.now(), fields));
  await sql.query(
    'insert into governance_erasure (id, person, envelope, log_index) values ($1, $2, $3, $4)',
    [id, participant, JSON.stringify(envelope), index],
  );
  return attachProof(envelope, await log.prove(index));
}

function statementOf(id: string, { keys, weeks, horizon, touched, removed }: ErasureFacts, at: Date): object {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: id, digest: { sha256: sha256Hex(new TextEncoder().encode(id)) } }],
    predicateType: ERASURE_PREDICATE,
    predicate: {
      completed: minuteOf(at),
      keys: { state: 'destroyed', count: keys, weeks },
      backups: { state: keys > 0 ? 'unreadable-from' : 'nothing-held', date: horizon ?? null },
      bytes: { state: 'ciphertext without a key', removed },
      pseudonyms: { state: 'destroyed with this certificate: no row can be traced to the person any more' },
      datasets: touched.map(({ dataset, state }) => ({
        dataset,
        state:
          state === 'recalled'
            ? 'recalled'
            : 'her part cannot be read any more; the next version is built without it',
      })),
      exports: {
        state: 'outside our control',
        note: 'copies that were exported are called back by the recall of their dataset',
      },
      models: {
        state: 'not erased',
        note: 'weights do not change when data is erased; they are retrained by the date of their dataset',
      },
    },
  };
}
