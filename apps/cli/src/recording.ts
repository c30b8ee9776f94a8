// A solo recording directory opened with the keys of this user, as steps and episodes.

import { homedir } from 'node:os';
import { join } from 'node:path';
import { openRecording, openSoloKeys, type Recording, type SoloKeys } from '@overt/capture/solo';
import type { TrackId } from '@overt/events';
import { buildEpisodes, buildReduction, type Episode } from '@overt/trajectory';

/** Keys lie in the user's config directory: OVERT_HOME, XDG_CONFIG_HOME/overt or ~/.config/overt. */
export function configDirectory(): string {
  return process.env.OVERT_HOME ?? join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'overt');
}

export const soloKeys = (): Promise<SoloKeys> => openSoloKeys(configDirectory());

export interface OpenedRecording {
  readonly recording: Recording;
  readonly episodes: readonly Episode[];
  /** PNG by a step's `frame_before.pixels`, i.e. `track:number`. */
  frame(pixels: string): Promise<Uint8Array | undefined>;
}

/** @throws {CaptureFault} `RECORDING_MALFORMED` if `dir` is not what `overt record --out` wrote. */
export async function openSteps(dir: string, keys: SoloKeys): Promise<OpenedRecording> {
  const recording = await openRecording(dir, keys);
  const episodes = buildEpisodes(buildReduction(await recording.tracks()));
  return {
    recording,
    episodes,
    frame: (pixels) => {
      const colon = pixels.lastIndexOf(':');
      return recording.frame(pixels.slice(0, colon) as TrackId, Number(pixels.slice(colon + 1)));
    },
  };
}
