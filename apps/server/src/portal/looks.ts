// A person looks at one of her own recordings: one lease, one entry in the ledger, and for a few minutes the keys of just
// that recording in memory, so that each frame she scrolls past is not another entry.

import type { Broker } from '@overt/broker';
import { type BlobId, type Primitives, type RecordingId, readSegment, type SubjectId } from '@overt/events';
import { segmentsOfRecording } from '@overt/ingest';
import type { BlobStore, Sql } from '@overt/store';
import type { Step } from '@overt/trajectory';
import { LEASE_MS, LOOK_MS, OPEN_LOOKS } from '../limits.ts';
import { episodesOfRecording } from '../steps/episode-index.ts';
import { readEpisode } from '../steps/read-episodes.ts';

export interface LooksContext {
  readonly sql: Sql;
  readonly blobs: BlobStore;
  readonly broker: Pick<Broker, 'lease' | 'open'>;
  readonly primitives: Primitives;
  readonly policy: () => Promise<string>;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

interface Look {
  readonly until: number;
  readonly steps: readonly Step[];
  /** `track:number` → blob. */
  readonly frames: ReadonlyMap<string, BlobId>;
  readonly deks: ReadonlyMap<BlobId, Uint8Array>;
  /** The last pixel blob that was decoded: frames are looked at in order. */
  decoded?: { readonly blob: BlobId; readonly frames: ReadonlyMap<number, Uint8Array> };
}

export class Looks {
  readonly #context: LooksContext;
  readonly #open = new Map<string, Look>();

  constructor(context: LooksContext) {
    this.#context = context;
  }

  /**
   * Steps of a recording, with the text that is still held. Undefined if nothing of it belongs to `subjects`.
   *
   * @param actor who looks: the participant's own id; it stands in the ledger.
   */
  async steps(
    who: { readonly session: string; readonly actor: string; readonly subjects: readonly SubjectId[] },
    recording: RecordingId,
  ): Promise<readonly Step[] | undefined> {
    const { sql, broker, blobs, primitives } = this.#context;
    const mine = new Set(who.subjects);
    const segments = (await segmentsOfRecording(sql, recording)).filter((segment) =>
      mine.has(segment.subject),
    );
    const rows = (await episodesOfRecording(sql, recording)).filter((row) => mine.has(row.subject));
    if (segments.length === 0) return undefined;
    const pixels = segments.flatMap((segment) =>
      segment.blobs
        .filter((blob) => blob.class === 'pixels' && blob.state === 'held')
        .map((blob) => blob.blob),
    );
    const wanted = [...rows.flatMap((row) => row.parts.map((part) => part.blob)), ...pixels];
    if (wanted.length === 0) return [];
    const lease = await broker.lease({
      actor: who.actor,
      role: 'participant',
      purpose: 'rights',
      policy: await this.#context.policy(),
      items: wanted.length,
      bytes: segments.reduce((sum, segment) => sum + 2 ** segment.sizeLog2, 0) * 2,
      ttl_ms: LEASE_MS,
      subjects: [...mine],
    });
    const deks = await broker.open(lease, wanted);
    const opened = [];
    for (const row of rows) opened.push(await readEpisode({ blobs, primitives }, row, deks));
    const steps = opened.flatMap(({ episode }) => episode.steps);
    const frames = new Map(opened.flatMap(({ lineage }) => Object.entries(lineage.frames)));
    this.#remember(`${who.session} ${recording}`, {
      until: this.#context.now() + LOOK_MS,
      steps,
      frames,
      deks,
    });
    return steps;
  }

  /** A frame of a recording that was looked at within the last minutes, as PNG. */
  async frame(session: string, recording: string, frame: string): Promise<Uint8Array | undefined> {
    const look = this.#open.get(`${session} ${recording}`);
    const blob = look && look.until > this.#context.now() ? look.frames.get(frame) : undefined;
    const dek = blob && look?.deks.get(blob);
    if (!look || !blob || !dek) return undefined;
    if (look.decoded?.blob !== blob) {
      const bytes = await this.#context.blobs.get(blob);
      if (!bytes) return undefined;
      look.decoded = {
        blob,
        frames: readSegment({ pixels: { bytes, dek } }, this.#context.primitives).frames,
      };
    }
    return look.decoded.frames.get(Number(frame.slice(frame.lastIndexOf(':') + 1)));
  }

  /** Forgets every key: on sign-out, deletion and withdrawal. */
  forget(session?: string): void {
    for (const key of this.#open.keys())
      if (session === undefined || key.startsWith(`${session} `)) this.#open.delete(key);
  }

  #remember(key: string, look: Look): void {
    const now = this.#context.now();
    for (const [known, { until }] of this.#open) if (until <= now) this.#open.delete(known);
    const oldest = this.#open.keys().next();
    if (this.#open.size >= OPEN_LOOKS && !oldest.done) this.#open.delete(oldest.value);
    this.#open.set(key, look);
  }
}
