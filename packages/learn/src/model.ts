// What was learned: one parametrised programme per task type. Normative text: docs/spec/learn.md.
//
// A programme says which element by what is stable about it (role, interface text, label, structure, or the known value
// its row shows) and which value by where it comes from. It holds no value that was withheld, because it never saw one.

import { LearnFault } from './fault.ts';

/** What of an element stayed the same over the demonstrations. Empty lists say "varied, or was withheld". */
export interface Descriptor {
  readonly role: string;
  readonly field: string;
  readonly names: readonly string[];
  readonly labels: readonly string[];
  readonly testids: readonly string[];
  /** Text-free paths at which it was seen. */
  readonly structures: readonly string[];
  /** The element, or its row, shows the value of this slot or the last copied value. */
  readonly bound: KnownValue | null;
}

/** A value by where it comes from. */
export type KnownValue = { readonly from: 'slot'; readonly slot: string } | { readonly from: 'copy' };
export type Value = KnownValue | { readonly from: 'literal'; readonly text: string };

export type Instruction =
  | {
      readonly do: 'click';
      readonly place: string;
      readonly target: Descriptor;
      readonly button: number;
      readonly count: number;
    }
  | {
      readonly do: 'drag';
      readonly place: string;
      readonly target: Descriptor;
      readonly to: Descriptor | null;
      readonly dx: number;
      readonly dy: number;
    }
  | { readonly do: 'type'; readonly place: string; readonly target: Descriptor; readonly value: Value }
  | {
      readonly do: 'choose';
      readonly place: string;
      readonly target: Descriptor;
      readonly value: Value | null;
      readonly index: number;
    }
  | {
      readonly do: 'key';
      readonly place: string;
      readonly keys: readonly string[];
      readonly modifiers: readonly string[];
      readonly count: number;
    }
  | { readonly do: 'copy'; readonly place: string }
  | { readonly do: 'paste'; readonly place: string; readonly target: Descriptor | null }
  | { readonly do: 'switch'; readonly place: string };

export interface Programme {
  /** Task type of the mandate. */
  readonly task: string;
  readonly goal: string;
  readonly slots: readonly string[];
  readonly instructions: readonly Instruction[];
  /** Share of the demonstrations that contain each instruction, beside `instructions`. */
  readonly support: readonly number[];
  readonly demonstrations: number;
  /** Mistakes that were seen and taken back; what the recovery looked like. */
  readonly corrections: readonly { readonly mistake: string; readonly recovery: string }[];
}

export interface Model {
  readonly format: 'overt-model';
  readonly version: 1;
  readonly seed: number;
  readonly programmes: readonly Programme[];
  /** Ids of the episodes it was trained on, sorted: what a withdrawal must find. */
  readonly episodes: readonly string[];
}

/**
 * Reads a model that this version or an earlier one wrote.
 *
 * @throws {LearnFault} `MODEL_MALFORMED` if it is no JSON object with the fields of {@link Model};
 *   `MODEL_VERSION_UNKNOWN` if a newer version wrote it.
 */
export function parseModel(text: string): Model {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new LearnFault(
      'MODEL_MALFORMED',
      'model: not JSON; expected what `overt learn --out` wrote',
      {},
      { cause },
    );
  }
  const model = parsed as Partial<Model> | null;
  if (typeof model !== 'object' || model === null || model.format !== 'overt-model')
    throw new LearnFault(
      'MODEL_MALFORMED',
      'model: the field "format" is not "overt-model"; expected what `overt learn --out` wrote',
      {},
    );
  if (model.version !== 1)
    throw new LearnFault(
      'MODEL_VERSION_UNKNOWN',
      `model: version ${String(model.version).slice(0, 12)}; this reader knows 1`,
      {},
    );
  if (!Array.isArray(model.programmes) || !Array.isArray(model.episodes))
    throw new LearnFault(
      'MODEL_MALFORMED',
      'model: "programmes" or "episodes" is missing; the file is damaged',
      {},
    );
  return model as Model;
}
