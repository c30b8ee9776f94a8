// Frames as files: one per picture, named after the frame whose pixels they are.

import { type Step, TrajectoryFault } from '@overt/trajectory';
import type { ExportEpisode } from './exporter.ts';
import type { FileTree } from './file-tree.ts';

/** `images/<track>-<number>.png` for the id of a frame's pixels. */
export function imagePath(pixels: string): string {
  return `images/${pixels.replaceAll(/[^A-Za-z0-9_-]/g, '-')}.png`;
}

/** Writes each picture once and counts. */
export class FrameFiles {
  readonly #tree: FileTree;
  readonly #known = new Map<string, string | null>();
  images = 0;
  missing = 0;

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  /** Path of the frame before `step`; `null` if there is none or its pixels are gone. */
  async before(step: Step, source: ExportEpisode): Promise<string | null> {
    const ref = step.frame_before;
    if ('none' in ref) return null;
    requireBefore(step);
    return this.write(ref.pixels, source);
  }

  async write(pixels: string, source: ExportEpisode): Promise<string | null> {
    const known = this.#known.get(pixels);
    if (known !== undefined) return known;
    const bytes = await source.frame(pixels);
    const path = bytes === undefined ? null : imagePath(pixels);
    this.#known.set(pixels, path);
    if (bytes === undefined || path === null) {
      this.missing += 1;
      return null;
    }
    await this.#tree.write(path, bytes);
    this.images += 1;
    return path;
  }
}

/** An export asserts once more what the builder asserted: the frame is from before the action. */
export function requireBefore(step: Step): void {
  const ref = step.frame_before;
  if ('none' in ref || ref.age_ms >= 0) return;
  throw new TrajectoryFault(
    'FRAME_AFTER_ACTION',
    `step ${step.id}: the frame before it is ${-ref.age_ms} ms younger than its action; an agent would learn from the future. The steps were changed after they were built: build them again`,
    { track: step.track, step: step.id, field: 'frame_before' },
  );
}
