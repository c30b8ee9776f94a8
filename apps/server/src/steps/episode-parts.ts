// Turns episodes into sealed parts, one per data class, and the row that names them.
//
// Pixels are not copied: the action part says which segment's blob holds each frame, so a frame exists once, and is gone
// everywhere when it expires or is deleted.

import {
  type BlobId,
  bytes as codec,
  type Primitives,
  type RecordingId,
  type SegmentId,
} from '@overt/events';
import type { HeldSegment } from '@overt/ingest';
import type { Episode, Step } from '@overt/trajectory';
import type { EpisodeRow } from './episode-index.ts';
import type { ReadRecording } from './read-recording.ts';
import { type SealedPart, sealPart } from './sealed-part.ts';
import { type Json, splitText } from './split-text.ts';

export interface EpisodeParts {
  readonly row: Omit<EpisodeRow, 'parts'>;
  readonly parts: readonly (SealedPart & { readonly expires: string })[];
}

/** What the action part holds beside the episode itself. */
export interface Lineage {
  readonly segments: readonly SegmentId[];
  /** `track:number` → the blob with its pixels. */
  readonly frames: Readonly<Record<string, BlobId>>;
}

export function sealEpisodes(input: {
  readonly recording: RecordingId;
  readonly episodes: readonly Episode[];
  readonly read: ReadRecording;
  readonly primitives: Primitives;
}): EpisodeParts[] {
  const { primitives, read } = input;
  const salt = primitives.hkdf(read.saltKey, new Uint8Array(32), codec.toUtf8('overt episode digest v1'), 32);
  return input.episodes.map((episode, ordinal) => {
    const held = sourcesOf(episode, read);
    const lineage: Lineage = {
      segments: held.map((segment) => segment.segment),
      frames: framesOf(episode, read),
    };
    const { action, texts } = splitText(episode as unknown as Json);
    const sealed = [
      {
        ...sealPart(
          { version: 1, episode: action, lineage } as unknown as Json,
          { class: 'action', episode: episode.id },
          primitives,
        ),
        expires: soonest(held, 'action')!,
      },
    ];
    const textEnds = soonest(held, 'text');
    if (texts.length > 0 && textEnds) {
      sealed.push({
        ...sealPart([...texts], { class: 'text', episode: episode.id }, primitives),
        expires: textEnds,
      });
    }
    const digest = codec.toHex(primitives.hmac(salt, codec.toUtf8(JSON.stringify([episode, lineage]))));
    const row = {
      episode: episode.id,
      recording: input.recording,
      ordinal,
      subject: held[0]!.subject,
      week: held[0]!.week,
      task: episode.type,
      stepsLog2: Math.ceil(Math.log2(Math.max(1, episode.steps.length))),
      digest,
    };
    return { row, parts: sealed };
  });
}

/** The segments an episode's events came from, in order. */
function sourcesOf(episode: Episode, read: ReadRecording): HeldSegment[] {
  const found = new Set<HeldSegment>();
  for (const step of episode.steps) for (const held of sourcesOfStep(step, read)) found.add(held);
  return [...found];
}

function* sourcesOfStep(step: Step, read: ReadRecording): Iterable<HeldSegment> {
  const segments = read.segments.get(step.track) ?? [];
  for (const seq of step.source_event_ids) {
    const source = segments.find((segment) => seq <= segment.lastSeq);
    if (source) yield source.held;
  }
}

function framesOf(episode: Episode, read: ReadRecording): Record<string, BlobId> {
  const frames: Record<string, BlobId> = {};
  for (const step of episode.steps) {
    for (const frame of [step.frame_before, step.frame_after]) {
      const blob = frame && 'pixels' in frame ? read.frames.get(frame.pixels) : undefined;
      if (frame && 'pixels' in frame && blob) frames[frame.pixels] = blob;
    }
  }
  return frames;
}

function soonest(held: readonly HeldSegment[], name: 'action' | 'text'): string | undefined {
  return held
    .flatMap((segment) =>
      segment.blobs
        .filter((blob) => blob.class === name && blob.state === 'held')
        .map((blob) => blob.expires),
    )
    .sort()[0];
}
