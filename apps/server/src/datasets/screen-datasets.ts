// A register that grew finds what was built before: every dataset is compared again with the register of today.
//
// Read are the texts of its episodes and nothing else, under a lease for checking redaction; each page is in the ledger
// before it is opened. What is found is counted and named by the dataset, never by the value.

import { type Broker, LeaseFault } from '@overt/broker';
import type { BlobId, Primitives } from '@overt/events';
import { type Comparison, type Governance, hitsIn, registerHash } from '@overt/governance';
import type { Jobs, Sql, Store } from '@overt/store';
import { SCREENING_LEASE_MS, SCREENING_PAGE } from '../limits.ts';
import { type EpisodeRow, episodesOf } from '../steps/episode-index.ts';
import { openPart } from '../steps/sealed-part.ts';

interface Parts {
  readonly store: Pick<Store, 'sql' | 'blobs'>;
  readonly broker: Pick<Broker, 'lease' | 'open' | 'revoke'>;
  readonly governance: Governance;
  readonly primitives: Primitives;
}

/** Remembers which episodes a dataset holds. */
export async function rememberEpisodes(
  sql: Sql,
  dataset: string,
  episodes: readonly string[],
): Promise<void> {
  await sql.transaction(async (tx) => {
    await tx.query('delete from server_dataset_episode where dataset = $1', [dataset]);
    await tx.query(
      'insert into server_dataset_episode (dataset, episode) select $1, unnest($2::text[]) on conflict do nothing',
      [dataset, episodes],
    );
  });
}

/** Queues the comparison of every dataset that was last compared with another register; again is harmless. */
export async function queueScreening(
  { sql, jobs }: { readonly sql: Sql; readonly jobs: Pick<Jobs, 'enqueue'> },
  governance: Governance,
): Promise<void> {
  const { policy } = await governance.policies.current();
  const due = await governance.datasets.comparedWithOther(registerHash(policy.noTrain));
  await sql.transaction(async (tx) => {
    for (const dataset of due)
      await jobs.enqueue(tx, 'screen-dataset', { dataset }, `screen-dataset:${dataset}`);
  });
}

/** Compares one dataset with the register in force and has the result written down. */
export async function screenDataset(parts: Parts, dataset: string): Promise<Comparison> {
  const { policy, hash } = await parts.governance.policies.current();
  const { rows, gone } = await episodesIn(parts, dataset);
  const isHit = hitsIn(policy.noTrain);
  let hits = 0;
  let unread = gone;
  for (let at = 0; at < rows.length; at += SCREENING_PAGE) {
    const page = rows.slice(at, at + SCREENING_PAGE);
    const deks = await textKeys(parts, hash, page);
    for (const row of page) {
      const texts = await textsOf(parts, row, deks);
      if (texts === undefined) unread += 1;
      else hits += texts.filter(isHit).length;
    }
  }
  const found = { register: registerHash(policy.noTrain), hits, unread };
  await parts.governance.datasets.compared(dataset, found);
  return found;
}

/** Its episodes that still exist, and how many do not. A build that died before it named them counts as one of everything its people had. */
async function episodesIn(
  { store, governance }: Parts,
  dataset: string,
): Promise<{ rows: readonly EpisodeRow[]; gone: number }> {
  const held = await episodesOf(store.sql, await governance.datasets.subjectsIn(dataset));
  const named = await store.sql.query<{ episode: string }>(
    'select episode from server_dataset_episode where dataset = $1',
    [dataset],
  );
  if (named.length === 0) return { rows: held, gone: 0 };
  const wanted = new Set(named.map(({ episode }) => episode));
  const rows = held.filter(({ episode }) => wanted.has(episode));
  return { rows, gone: wanted.size - rows.length };
}

const textOf = (row: EpisodeRow): BlobId | undefined => row.parts.find((part) => part.class === 'text')?.blob;

/** The keys of a page that still exist: those of expired and restricted parts are asked for once, and then left out. */
async function textKeys(
  { broker }: Parts,
  policy: string,
  rows: readonly EpisodeRow[],
): Promise<ReadonlyMap<BlobId, Uint8Array>> {
  const blobs = rows.flatMap((row) => textOf(row) ?? []);
  if (blobs.length === 0) return new Map();
  const lease = await broker.lease({
    actor: 'worker:no-train',
    role: 'worker',
    purpose: 'redaction-qa',
    policy,
    items: blobs.length,
    bytes: blobs.length * PART_BYTES,
    ttl_ms: SCREENING_LEASE_MS,
  });
  try {
    return await broker.open(lease, blobs);
  } catch (cause) {
    if (!(cause instanceof LeaseFault) || cause.code !== 'KEYS_REFUSED') throw cause;
    const refused = new Set(Object.keys(cause.detail.refused ?? {}));
    return broker.open(
      lease,
      blobs.filter((blob) => !refused.has(blob)),
    );
  } finally {
    await broker.revoke(lease.id);
  }
}

const PART_BYTES = 64 * 1024 * 1024;

async function textsOf(
  { store, primitives }: { readonly store: Parts['store']; readonly primitives: Primitives },
  row: EpisodeRow,
  deks: ReadonlyMap<BlobId, Uint8Array>,
): Promise<readonly string[] | undefined> {
  const blob = textOf(row);
  const dek = blob && deks.get(blob);
  const sealed = dek && (await store.blobs.get(blob));
  if (!sealed) return undefined;
  const texts = openPart(sealed, dek, { class: 'text', episode: row.episode }, primitives);
  return Array.isArray(texts) ? texts.filter((text): text is string => typeof text === 'string') : undefined;
}
