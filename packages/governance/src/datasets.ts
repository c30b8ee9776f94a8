// Which datasets exist, and whose weeks are in them: rows of pseudonyms, so that rights reach what was built.

import type { SubjectId } from '@overt/events';
import { isoWeek } from '@overt/events';
import { encodeEntry } from '@overt/ledger';
import type { Purpose } from '@overt/policy';
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
}

export interface DatasetSummary {
  readonly dataset: string;
  /** ISO week. */
  readonly built: string;
  readonly purpose: Purpose;
  readonly mandate: string;
  readonly expires: string;
  /** `contains-erased`: keys of somebody in it are destroyed; build the next version. */
  readonly state: 'current' | 'contains-erased' | 'recalled';
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
}

const SELECT = `select d.dataset, d.built, d.purpose, d.mandate, to_char(d.expires, 'YYYY-MM-DD') as expires, d.state,
  d.log_index::float8 as index from governance_dataset d`;

export function createDatasets({ sql, log, clock }: GovernanceContext): Datasets {
  return {
    register: async (record) => {
      const { dataset, purpose, mandate, digest, expires } = record;
      const subjects = [...new Set(record.subjects)];
      const fields = {
        digest: `sha256:${digest}`,
        dataset,
        purpose,
        mandate: `sha256:${mandate}`,
        subjects: { n: subjects.length },
      };
      const { index } = await log.append(encodeEntry('dataset.built', clock.now(), fields));
      await sql.transaction(async (tx) => {
        await tx.query(
          `insert into governance_dataset (dataset, built, purpose, mandate, digest, expires, log_index)
           values ($1, $2, $3, $4, $5, $6, $7)`,
          [dataset, isoWeek(clock.now()), purpose, mandate, digest, expires, index],
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
    recall: async (dataset) => {
      await log.append(encodeEntry('dataset.recalled', clock.now(), { dataset }));
      await sql.query(`update governance_dataset set state = 'recalled' where dataset = $1`, [dataset]);
    },
  };
}
