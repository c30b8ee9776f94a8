// Which datasets exist, and whose weeks are in them: rows of pseudonyms, so that rights reach what was built.

import type { SubjectId } from '@overt/events';
import { isoWeek } from '@overt/events';
import { encodeEntry } from '@overt/ledger';
import type { Purpose } from '@overt/policy';
import type { Sql } from '@overt/store';
import { fault } from './fault.ts';
import type { GovernanceContext } from './ports.ts';

export interface DatasetRecord {
  readonly dataset: string;
  readonly purpose: Purpose;
  /** SHA-256 hex of the mandate it was built under. */
  readonly mandate: string;
  /** SHA-256 hex of its manifest. */
  readonly digest: string;
  /** `YYYY-MM-DD`: when it must be gone. */
  readonly expires: string;
  readonly subjects: readonly SubjectId[];
  /** Hash of the no-train register it was built with (`registerHash`). */
  readonly register?: string;
}

export interface DatasetSummary {
  readonly dataset: string;
  /** ISO week. */
  readonly built: string;
  readonly purpose: Purpose;
  readonly mandate: string;
  readonly expires: string;
  /**
   * `contains-erased`: keys of somebody in it are destroyed; `contains-no-train`: it names customers who were put on the
   * register later. Either way the next version is built without them, and nobody trains on this one.
   */
  readonly state: 'current' | 'contains-erased' | 'contains-no-train' | 'recalled';
  /** Texts that name a customer of the register of today. */
  readonly noTrainHits: number;
  /** Episodes that could not be read any more when it was last compared with the register. */
  readonly noTrainUnread: number;
  /** Index of its ledger entry. */
  readonly index: number;
}

export interface Datasets {
  /** Logs that a dataset was built and remembers whose weeks it has. @returns the index of its ledger entry. */
  register(record: DatasetRecord): Promise<{ readonly index: number }>;
  /** Datasets with any of these pseudonyms. */
  with(subjects: readonly SubjectId[]): Promise<DatasetSummary[]>;
  all(): Promise<DatasetSummary[]>;
  /** Says in the ledger that nobody may use it any more. */
  recall(dataset: string): Promise<void>;
  /** Datasets that were last compared with another register than the one with this hash. */
  comparedWithOther(register: string): Promise<string[]>;
  /** Pseudonyms whose weeks are in it: what a comparison has to read. */
  subjectsIn(dataset: string): Promise<SubjectId[]>;
  /** What the comparison with a register found; hits are counted, never kept. */
  compared(dataset: string, found: Comparison): Promise<void>;
  /** @throws {GovernanceFault} `DATASET_UNKNOWN`; `DATASET_NOT_USABLE` unless it is current: train on its next version. */
  requireUsable(dataset: string): Promise<DatasetSummary>;
}

export interface Comparison {
  readonly register: string;
  readonly hits: number;
  /** Episodes whose text has ended, or that are gone: nobody can say what was in them. */
  readonly unread: number;
}

const SELECT = `select d.dataset, d.built, d.purpose, d.mandate, to_char(d.expires, 'YYYY-MM-DD') as expires, d.state,
  d.no_train_hits as "noTrainHits", d.no_train_unread as "noTrainUnread",  d.log_index::float8 as index from governance_dataset d`;

export function createDatasets({ sql, log, clock }: GovernanceContext): Datasets {
  return {
    register: async (record) => {
      const { dataset, purpose, mandate, digest, expires } = record;
      const subjects = [...new Set(record.subjects)];
      await requireNew(sql, dataset);
      const fields = {
        digest: `sha256:${digest}`,
        dataset,
        purpose,
        mandate: `sha256:${mandate}`,
        subjects: { n: subjects.length },
      };
      const { index } = await log.append(encodeEntry('dataset.built', clock.now(), fields));
      await sql.transaction(async (tx) => {
        await tx.query(`delete from governance_dataset where dataset = $1 and state <> 'current'`, [dataset]);
        await tx.query(
          `insert into governance_dataset (dataset, built, purpose, mandate, digest, expires, log_index, register)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [dataset, isoWeek(clock.now()), purpose, mandate, digest, expires, index, record.register ?? null],
        );
        await tx.query(
          'insert into governance_dataset_subject (dataset, subject) select $1, unnest($2::text[])',
          [dataset, subjects],
        );
      });
      return { index };
    },
    with: (subjects) =>
      sql.query<DatasetSummary>(
        `${SELECT} where exists (select 1 from governance_dataset_subject s where s.dataset = d.dataset and s.subject = any($1))
         order by d.log_index desc`,
        [subjects],
      ),
    all: () => sql.query<DatasetSummary>(`${SELECT} order by d.log_index desc`),
    comparedWithOther: async (register) => {
      const rows = await sql.query<{ dataset: string }>(
        `select dataset from governance_dataset where state <> 'recalled' and register is distinct from $1 order by log_index`,
        [register],
      );
      return rows.map((row) => row.dataset);
    },
    subjectsIn: async (dataset) => {
      const rows = await sql.query<{ subject: SubjectId }>(
        'select subject from governance_dataset_subject where dataset = $1 order by subject',
        [dataset],
      );
      return rows.map((row) => row.subject);
    },
    compared: async (dataset, { register, hits, unread }) => {
      if (hits > 0) await log.append(encodeEntry('no-train.found', clock.now(), { dataset, hits, unread }));
      await sql.query(
        `update governance_dataset set register = $2, no_train_hits = $3, no_train_unread = $4,
           state = case when $3 > 0 and state in ('current', 'contains-erased') then 'contains-no-train' else state end
         where dataset = $1`,
        [dataset, register, hits, unread],
      );
    },
    requireUsable: async (dataset) => {
      const [found] = await sql.query<DatasetSummary>(`${SELECT} where d.dataset = $1`, [dataset]);
      if (!found)
        throw fault('DATASET_UNKNOWN', 'dataset: none of this name was built here', { where: dataset });
      if (found.state === 'current') return found;
      throw fault(
        'DATASET_NOT_USABLE',
        `dataset ${dataset}: it is ${found.state}; build it again under the same name, then train on that`,
        { where: dataset, found: found.state },
      );
    },
    recall: async (dataset) => {
      await log.append(encodeEntry('dataset.recalled', clock.now(), { dataset }));
      await sql.query(`update governance_dataset set state = 'recalled' where dataset = $1`, [dataset]);
    },
  };
}

/** A name is used again only for what takes the place of a dataset nobody may use. */
async function requireNew(sql: Sql, dataset: string): Promise<void> {
  const [row] = await sql.query<{ state: string }>(
    'select state from governance_dataset where dataset = $1',
    [dataset],
  );
  if (row?.state !== 'current') return;
  throw fault(
    'DATASET_EXISTS',
    `dataset ${dataset}: one of this name is in use; choose another name, or recall that one first`,
    { where: dataset },
  );
}
