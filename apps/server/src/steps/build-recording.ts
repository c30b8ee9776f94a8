// Makes the episodes of one recording from its segments: the task `steps`.
//
// Every run rebuilds the whole recording, because a later segment can change the last step of the one before. The result
// depends on the segments and the rule version only; a run whose inputs were superseded meanwhile writes nothing, since
// whatever changed them has queued another run in the same transaction.

import type { Broker } from '@overt/broker';
import {
  type BlobId,
  bytes as codec,
  type Primitives,
  type RecordingId,
  type SubjectId,
} from '@overt/events';
import { type HeldSegment, segmentsOfRecording } from '@overt/ingest';
import type { BlobStore, Sql } from '@overt/store';
import { buildEpisodes, buildReduction, RULE_VERSION } from '@overt/trajectory';
import { LEASE_MS } from '../limits.ts';
import { dropEpisodes } from './episode-index.ts';
import { type EpisodeParts, sealEpisodes } from './episode-parts.ts';
import { blobOf, readRecording } from './read-recording.ts';

export interface StepsContext {
  readonly sql: Sql;
  readonly blobs: BlobStore;
  readonly broker: Pick<Broker, 'lease' | 'open' | 'wrapFor' | 'destroy'>;
  readonly primitives: Primitives;
  /** Hash of the policy in force. */
  readonly policy: () => Promise<string>;
}

export async function buildRecording(context: StepsContext, recording: RecordingId): Promise<void> {
  const { sql } = context;
  await sql.query(
    `insert into steps_recording (recording, inputs) values ($1, '') on conflict (recording) do nothing`,
    [recording],
  );
  const segments = await segmentsOfRecording(sql, recording);
  const inputs = inputsOf(segments, context.primitives);
  if (inputs !== (await inputsBuilt(sql, recording))) {
    const readable = segments.filter((segment) => blobOf(segment, 'action'));
    await replaceEpisodes(context, { recording, inputs, readable });
  }
  await collectGarbage(context);
}

/** Names everything the episodes follow from: rules, segments, and which of their classes can still be read. */
function inputsOf(segments: readonly HeldSegment[], primitives: Primitives): string {
  const lines = segments.map(
    (segment) => `${segment.segment} ${segment.blobs.map((blob) => `${blob.class}:${blob.state}`).join(' ')}`,
  );
  return codec.toHex(primitives.sha256(codec.toUtf8([`rules ${RULE_VERSION} parts 1`, ...lines].join('\n'))));
}

async function inputsBuilt(sql: Sql, recording: RecordingId, lock = ''): Promise<string | undefined> {
  const rows = await sql.query<{ inputs: string }>(
    `select inputs from steps_recording where recording = $1 ${lock}`,
    [recording],
  );
  return rows[0]?.inputs;
}

interface Plan {
  readonly recording: RecordingId;
  readonly inputs: string;
  readonly readable: readonly HeldSegment[];
}

async function replaceEpisodes(context: StepsContext, plan: Plan): Promise<void> {
  const { sql, blobs, broker, primitives } = context;
  const subjects = [...new Set(plan.readable.map((segment) => segment.subject))];
  const lease = plan.readable.length > 0 ? await takeLease(context, plan, subjects) : undefined;
  const sealed = lease ? await build(context, plan, lease) : [];
  for (const episode of sealed) for (const part of episode.parts) await blobs.put(part.blob, part.bytes);
  await sql.transaction(async (tx) => {
    await inputsBuilt(tx, plan.recording, 'for update');
    const now = inputsOf(await segmentsOfRecording(tx, plan.recording), primitives);
    if (now !== plan.inputs) return;
    await dropEpisodes(tx, plan.recording);
    if (lease) for (const episode of sealed) await writeEpisode(tx, broker, lease, episode);
    await tx.query('update steps_recording set inputs = $2 where recording = $1', [
      plan.recording,
      plan.inputs,
    ]);
  });
}

type Lease = Awaited<ReturnType<Broker['lease']>>;

async function takeLease(context: StepsContext, plan: Plan, subjects: SubjectId[]): Promise<Lease> {
  return context.broker.lease({
    actor: 'worker:steps',
    role: 'worker',
    purpose: 'train-cua',
    policy: await context.policy(),
    items: plan.readable.length * 2,
    bytes: plan.readable.reduce((sum, segment) => sum + 2 ** segment.sizeLog2, 0),
    ttl_ms: LEASE_MS,
    subjects,
  });
}

async function build(context: StepsContext, plan: Plan, lease: Lease): Promise<EpisodeParts[]> {
  const { primitives } = context;
  const read = await readRecording(context, plan.readable, lease);
  const episodes = buildEpisodes(buildReduction(read.tracks));
  return sealEpisodes({ recording: plan.recording, episodes, read, primitives });
}

async function writeEpisode(
  tx: Sql,
  broker: StepsContext['broker'],
  lease: Lease,
  episode: EpisodeParts,
): Promise<void> {
  const { row } = episode;
  await tx.query(
    'insert into steps_episode (episode, recording, ordinal, subject, week, task, steps_log2, digest) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [row.episode, row.recording, row.ordinal, row.subject, row.week, row.task, row.stepsLog2, row.digest],
  );
  for (const part of episode.parts) {
    await tx.query('insert into steps_part (blob, episode, class, expires) values ($1, $2, $3, $4)', [
      part.blob,
      row.episode,
      part.class,
      part.expires,
    ]);
    await broker.wrapFor(lease, tx, {
      subject: row.subject,
      week: row.week,
      class: part.class,
      blob: part.blob,
      dek: part.dek,
      bytes: part.bytes.length,
    });
  }
}

/** Ends keys and bytes of parts that were replaced. What a killed run leaves is ended by the next. */
export async function collectGarbage(context: Pick<StepsContext, 'sql' | 'blobs' | 'broker'>): Promise<void> {
  const rows = await context.sql.query<{ blob: BlobId }>(
    'select blob from steps_garbage order by blob limit 1000',
  );
  if (rows.length === 0) return;
  await context.broker.destroy({ blobs: rows.map((row) => row.blob) });
  for (const { blob } of rows) {
    await context.blobs.delete(blob);
    await context.sql.query('delete from steps_garbage where blob = $1', [blob]);
  }
}
