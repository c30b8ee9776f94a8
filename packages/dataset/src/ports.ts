// What a build needs from outside: episodes with where they come from, a mandate, the no-train register.

import type { Mandate } from '@overt/governance';
import type { Episode } from '@overt/trajectory';

/** Where an episode comes from. The build digests what names a person; only digests are written. */
export interface Lineage {
  /** Any stable name of the participant; never written. */
  readonly participant: string;
  /** Her salt: kept with her keys and destroyed with them, so that digests in manifests lead nowhere afterwards. */
  readonly salt: Uint8Array;
  /** Ids of the segments the episode was built from, in order. */
  readonly segments: readonly string[];
  /** SHA-256 hex of the receipts that covered them. */
  readonly receipts: readonly string[];
  /** SHA-256 hex of the policies they were recorded under. */
  readonly policies: readonly string[];
  /** Version of the redactor that made its text. */
  readonly redactor: string;
  /** The recording, in which placeholders mean the same; its surrogates are its own. */
  readonly recording: string;
  /** Why this episode may not be used whatever the mandate says, if governance says so. */
  readonly refused?: 'OBJECTION' | 'NO_CONSENT' | 'EMBARGO';
}

export interface SourcedEpisode {
  readonly episode: Episode;
  /** Masked PNG by the `pixels` id of a frame; `undefined` if it has expired or was erased. */
  frame(pixels: string): Promise<Uint8Array | undefined>;
  readonly lineage: Lineage;
}

/** Where episodes come from: a solo recording's directory, or sealed episodes under a lease. Adapters live in apps. */
export interface EpisodeSource {
  episodes(): AsyncIterable<SourcedEpisode>;
}

/** The mandate in force, whose signatures governance has checked. */
export interface CitedMandate {
  readonly terms: Mandate;
  /** SHA-256 hex of its payload. */
  readonly digest: string;
}

/** The no-train register as it is at the time of the build. */
export interface NoTrain {
  /** SHA-256 hex of the register. */
  readonly digest: string;
  hitsText(text: string): boolean;
}
