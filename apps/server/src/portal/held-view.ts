// What is held of a person, grouped as she thinks of it: recordings, their pieces, and the episodes made from them.

import type { HeldSegment, Quarantined } from '@overt/ingest';
import type { EpisodeRow } from '../steps/episode-index.ts';

export function heldView(held: {
  readonly segments: readonly HeldSegment[];
  readonly episodes: readonly EpisodeRow[];
  readonly refused: readonly Quarantined[];
}): object {
  const recordings = new Map<string, HeldSegment[]>();
  for (const segment of held.segments)
    recordings.set(segment.recording, [...(recordings.get(segment.recording) ?? []), segment]);
  return {
    recordings: [...recordings].map(([recording, segments]) => ({
      recording,
      week: segments[0]!.week,
      source: segments[0]!.source,
      segments: segments.map(({ segment, n, sizeLog2, deleted, blobs }) => ({
        segment,
        n,
        sizeLog2,
        deleted,
        blobs: blobs.map(({ class: name, expires, state }) => ({ class: name, expires, state })),
      })),
      episodes: held.episodes
        .filter((episode) => episode.recording === recording)
        .map(({ episode, task, stepsLog2 }) => ({
          episode,
          task: task === 'unknown' ? '' : task,
          stepsUpTo: 2 ** stepsLog2,
        })),
    })),
    refused: countRefused(held.refused),
  };
}

function countRefused(rows: readonly Quarantined[]): { week: string; code: string; times: number }[] {
  const counts = new Map<string, { week: string; code: string; times: number }>();
  for (const { week, code } of rows) {
    const known = counts.get(`${week} ${code}`) ?? { week, code, times: 0 };
    counts.set(`${week} ${code}`, { ...known, times: known.times + 1 });
  }
  return [...counts.values()].reverse();
}
