// The episode record: the steps of one task. Normative text: docs/spec/step.md#episodes.

import type { Outline, Step } from './step.ts';

export interface Episode {
  /** `epi:` + id of its first step. */
  readonly id: string;
  readonly index: number;
  /** Task type the participant declared, e.g. `office.copy-invoice-total`; `unknown` if nobody said. */
  readonly type: string;
  /** Goal as a template over slots, e.g. `Copy the total of {customer} into the sheet`. */
  readonly goal: string | null;
  /** Names of the slots; their values never leave the device. */
  readonly slots: readonly string[];
  /** Who named it: `participant`, or `none`. A model's guess is never passed off as hers. */
  readonly label_source: 'participant' | 'none';
  /** As the participant declared it; never assumed. */
  readonly outcome: 'success' | 'failure' | 'unknown';
  /** Why it ended. */
  readonly cut: 'task' | 'gap' | 'idle' | 'place' | 'end';
  /** A task that was cut by a gap has several parts, numbered from 0. */
  readonly part: number;
  readonly t_start_us: number;
  readonly t_end_us: number;
  /** Catalogue ids, in order of first appearance: places of which a step shows something. `unknown` is among them only then. */
  readonly places: readonly string[];
  readonly steps: readonly Step[];
  /** Every outline a step of this episode refers to, once. */
  readonly outlines: readonly Outline[];
}
