// What was learned: one parametrised programme per task type. Normative text: docs/spec/learn.md.
//
// A programme says which element by what is stable about it (role, interface text, label, structure, or the known value
// its row shows) and which value by where it comes from. It holds no value that was withheld, because it never saw one.

import { LearnFault } from './fault.ts';

/** What of an element stayed the same over the demonstrations. Empty lists say "varied, or was withheld". */
export interface Descriptor {
  readonly role: string;
  readonly field: string;
  /** Names in the interface's own words; several if it goes by several. */
  readonly names: readonly string[];
  /** Parts of its label that stayed: of `Total / Alderway` only `Total`. */
  readonly labels: readonly string[];
  readonly testids: readonly string[];
  /** Text-free paths at which it was seen; a position that varied is `*`: `main>table>tr:*>td:4`. */
  readonly paths: readonly string[];
  /** Frames around it: 0 in the top document. */
  readonly depth: number;
  /** The element, or its row, shows the value of this slot or the last copied value. */
  readonly bound: KnownValue | null;
}

/** A value by where it comes from. */
export type KnownValue = { readonly from: 'slot'; readonly slot: string } | { readonly from: 'copy' };
/** `unknown`: a value was given that was withheld and that nothing known explains; whoever follows must stop there. */
export type Value =
  | KnownValue
  | { readonly from: 'literal'; readonly text: string }
  | { readonly from: 'unknown' };

interface At {
  readonly place: string;
}
interface On extends At {
  readonly target: Descriptor;
}
export type Instruction =
  | (On & { readonly do: 'click'; readonly button: number; readonly count: number })
  /** `to` is what lies where the drag ended; without it the drag goes as far as it was seen to go, px. */
  | (On & { readonly do: 'drag'; readonly to: Descriptor | null; readonly dx: number; readonly dy: number })
  | (On & { readonly do: 'type'; readonly value: Value })
  | (On & { readonly do: 'choose'; readonly value: Value | null; readonly index: number })
  | (On & { readonly do: 'toggle'; readonly on: boolean })
  | (At & {
      readonly do: 'key';
      readonly keys: readonly string[];
      readonly modifiers: readonly string[];
      readonly count: number;
    })
  | (At & { readonly do: 'copy' })
  | (At & { readonly do: 'paste'; readonly target: Descriptor | null })
  | (At & { readonly do: 'switch' });

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
  if (!model.programmes.every(isProgramme))
    throw new LearnFault(
      'MODEL_MALFORMED',
      'model: a programme lacks its task, slots or instructions; the file is damaged',
      {},
    );
  return model as Model;
}

const ACTS: ReadonlySet<string> = new Set([
  'click',
  'drag',
  'type',
  'choose',
  'toggle',
  'key',
  'copy',
  'paste',
  'switch',
]);

function isProgramme(value: unknown): boolean {
  const programme = value as Partial<Programme> | null;
  return (
    typeof programme === 'object' &&
    programme !== null &&
    typeof programme.task === 'string' &&
    Array.isArray(programme.slots) &&
    Array.isArray(programme.support) &&
    Array.isArray(programme.instructions) &&
    programme.instructions.length === programme.support.length &&
    programme.instructions.every((one) => ACTS.has(one?.do) && typeof one.place === 'string')
  );
}
