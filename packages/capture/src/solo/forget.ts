// Takes back what a solo recording has written already: its participant's word, on her own machine, with her own keys.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SoloKeys } from './keys.ts';
import { openRecording, type RecordedSegment } from './recording.ts';

export interface Forgotten {
  readonly segments: number;
  readonly events: number;
  readonly frames: number;
}

/**
 * Deletes every segment in `dir` that reaches into the time after `since_ms` (ms since 1970), whole: manifest, envelope
 * with the wrapped keys, and blobs. The numbers of later segments go on, so the chain shows that something is missing;
 * what may leave no such trace has to be held (`overt record --hold`).
 *
 * @throws {CaptureFault} `RECORDING_MALFORMED`
 */
export async function forgetSince(dir: string, keys: SoloKeys, since_ms: number): Promise<Forgotten> {
  const gone: RecordedSegment[] = [];
  for await (const segment of (await openRecording(dir, keys)).segments())
    if (endOf(segment) >= since_ms) gone.push(segment);
  for (const { segment, manifest } of gone) {
    // The manifest first: whoever reads meanwhile finds no segment rather than a broken one.
    await rm(join(dir, 'segments', `${segment}.json`), { force: true });
    await rm(join(dir, 'envelopes', `${segment}.json`), { force: true });
    for (const { id } of manifest.blobs) await rm(join(dir, 'blobs', id), { force: true });
  }
  return {
    segments: gone.length,
    events: gone.reduce((sum, { events }) => sum + events.length, 0),
    frames: gone.reduce((sum, { frames }) => sum + frames.size, 0),
  };
}

/** Wall-clock time of the last event. A segment whose actions were swept is older than any minute one forgets. */
function endOf({ clock, events }: RecordedSegment): number {
  if (!clock) return Number.NEGATIVE_INFINITY;
  return clock.wallOrigin_ms + events.reduce((last, { t }) => Math.max(last, t), 0) / 1000;
}
