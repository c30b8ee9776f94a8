// Rows about episodes: what is there, for which pseudonym and week, until when. Their content is in sealed parts.

import type { BlobId, DataClass, IsoWeek, RecordingId, SubjectId } from '@overt/events';
import type { Sql } from '@overt/store';

export interface EpisodeRow {
  readonly episode: string;
  readonly recording: RecordingId;
  readonly ordinal: number;
  readonly subject: SubjectId;
  readonly week: IsoWeek;
  readonly task: string;
  /** It has at most 2^stepsLog2 steps. */
  readonly stepsLog2: number;
  readonly digest: string;
  readonly parts: readonly PartRow[];
}

export interface PartRow {
  readonly blob: BlobId;
  readonly class: DataClass;
  readonly expires: string;
}

const SELECT = `
  select e.episode, e.recording, e.ordinal, e.subject, e.week, e.task, e.steps_log2 as "stepsLog2", e.digest,
    coalesce((select json_agg(json_build_object('blob', p.blob, 'class', p.class, 'expires', to_char(p.expires, 'YYYY-MM-DD'))
       order by p.class) from steps_part p where p.episode = e.episode), '[]') as parts
  from steps_episode e`;

export function episodesOfRecording(sql: Sql, recording: string): Promise<EpisodeRow[]> {
  return sql.query<EpisodeRow>(`${SELECT} where e.recording = $1 order by e.ordinal`, [recording]);
}

export function episodesOf(sql: Sql, subjects: readonly SubjectId[]): Promise<EpisodeRow[]> {
  return sql.query<EpisodeRow>(`${SELECT} where e.subject = any($1) order by e.recording, e.ordinal`, [
    subjects,
  ]);
}

/** All episodes, a page at a time, in the order of their names. */
export async function* allEpisodes(sql: Sql, page = 200): AsyncIterable<EpisodeRow> {
  for (let after = ''; ; ) {
    const rows = await sql.query<EpisodeRow>(`${SELECT} where e.episode > $1 order by e.episode limit $2`, [
      after,
      page,
    ]);
    yield* rows;
    if (rows.length < page) return;
    after = rows.at(-1)!.episode;
  }
}

/** Which of `blobs` are parts of episodes. */
export async function partsAmong(sql: Sql, blobs: readonly BlobId[]): Promise<ReadonlySet<BlobId>> {
  const rows = await sql.query<{ blob: BlobId }>(
    'select blob from steps_part where blob = any($1) union select blob from steps_garbage where blob = any($1)',
    [blobs],
  );
  return new Set(rows.map((row) => row.blob));
}

/** Takes the episodes of a recording out of the index; their parts are ended by the next run of its steps. */
export async function dropEpisodes(tx: Sql, recording: RecordingId): Promise<void> {
  await tx.query(
    `insert into steps_garbage (blob) select p.blob from steps_part p join steps_episode e using (episode) where e.recording = $1
     on conflict do nothing`,
    [recording],
  );
  await tx.query('delete from steps_episode where recording = $1', [recording]);
  await tx.query(`update steps_recording set inputs = '' where recording = $1`, [recording]);
}

/** The same for everything of these pseudonyms. @returns how many episodes there were. */
export async function dropEpisodesOf(tx: Sql, subjects: readonly SubjectId[]): Promise<number> {
  const rows = await tx.query<{ recording: RecordingId; n: number }>(
    'select recording, count(*)::int as n from steps_episode where subject = any($1) group by recording order by recording',
    [subjects],
  );
  for (const { recording } of rows) await dropEpisodes(tx, recording);
  return rows.reduce((sum, row) => sum + row.n, 0);
}
