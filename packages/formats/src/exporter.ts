// What every exporter takes, gives and declares.

import type { Episode, StepType } from '@overt/trajectory';
import type { FileTree } from './file-tree.ts';
import type { Surrogate } from './placeholder.ts';

export type Split = 'train' | 'validation' | 'test';
export const FORMATS = ['agentnet', 'parquet', 'episodes'] as const;
export type Format = (typeof FORMATS)[number];

/** An episode as an exporter sees it. */
export interface ExportEpisode {
  readonly episode: Episode;
  /** The masked PNG of a frame, by `pixels` id; `undefined` if it has expired or was erased. */
  frame(id: string): Promise<Uint8Array | undefined>;
  readonly split?: Split;
  /** Stand-ins of this episode's recording; a placeholder means the same thing within a recording only. */
  readonly surrogate?: Surrogate;
}

export interface ExportOptions {
  /** For episodes that bring none of their own. */
  readonly surrogate: Surrogate;
  /** zstd, for Parquet; without it pages are compressed with snappy. */
  readonly zstd?: (bytes: Uint8Array) => Uint8Array;
}

export interface ExportReport {
  readonly format: Format;
  readonly episodes: number;
  readonly steps: number;
  readonly images: number;
  /** Steps left out, by reason; each reason is declared in the format's loss. */
  readonly omitted: Readonly<Record<string, number>>;
  /** Frames referred to whose pixels are gone. */
  readonly missingImages: number;
}

/** What a format cannot say, so that nobody has to find out. */
export interface DeclaredLoss {
  readonly format: Format;
  /** Types of step that are left out, and why. */
  readonly omits: Partial<Record<StepType, string>>;
  /** Types that are written as something near, and how. */
  readonly approximates: Partial<Record<StepType, string>>;
  /** Fields that survive a round trip, by type; every other field is lost. `*` stands for all types. */
  readonly keeps: Partial<Record<StepType | '*', readonly string[]>>;
  /** Loss of precision, in words. */
  readonly precision: readonly string[];
}

export interface Exporter {
  readonly format: Format;
  readonly loss: DeclaredLoss;
  /** Writes the episodes below the root of `tree`. */
  write(
    episodes: AsyncIterable<ExportEpisode>,
    tree: FileTree,
    options: ExportOptions,
  ): Promise<ExportReport>;
}
