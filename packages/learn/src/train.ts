import type { Episode } from '@overt/trajectory';
import { alignment, merge } from './align.ts';
import { anyRow } from './descriptor.ts';
import { explainByElimination } from './eliminate.ts';
import { LearnFault } from './fault.ts';
import { type Demonstration, demonstrationOf } from './instruct.ts';
import { MIN_SUPPORT } from './limits.ts';
import type { Instruction, Model, Programme } from './model.ts';

interface Column {
  readonly instruction: Instruction;
  readonly seen: number;
}

function join(columns: readonly Column[], demonstration: readonly Instruction[]): Column[] {
  return alignment(
    columns.map((column) => column.instruction),
    demonstration,
  ).map(([left, right]) => {
    const column = left === undefined ? undefined : columns[left]!;
    const instruction = right === undefined ? undefined : demonstration[right]!;
    if (column && instruction)
      return { instruction: merge(column.instruction, instruction), seen: column.seen + 1 };
    return column ?? { instruction: instruction!, seen: 1 };
  });
}

/** What is bound to a value stands in whatever row shows the value, however few demonstrations there were. */
function inAnyRow(instruction: Instruction): Instruction {
  if (!('target' in instruction) || !instruction.target?.bound) return instruction;
  return {
    ...instruction,
    target: { ...instruction.target, paths: instruction.target.paths.map(anyRow) },
  } as Instruction;
}

/** Slots as the goal names them, those it does not name after them. */
function inOrderOf(goal: string, slots: readonly string[]): string[] {
  const at = (slot: string): number => (goal.includes(`{${slot}}`) ? goal.indexOf(`{${slot}}`) : goal.length);
  return [...slots].sort((a, b) => at(a) - at(b));
}

function induce(task: string, episodes: readonly Episode[]): Programme {
  const shown: Demonstration[] = episodes.map(demonstrationOf);
  // The shortest demonstration is the backbone: what is only in longer ones is a detour until others support it.
  const ordered = [...shown].sort(
    (a, b) => a.instructions.length - b.instructions.length || (a.episode < b.episode ? -1 : 1),
  );
  let columns: Column[] = (ordered[0]?.instructions ?? []).map((instruction) => ({ instruction, seen: 1 }));
  for (const demonstration of ordered.slice(1)) columns = join(columns, demonstration.instructions);
  const supported = columns.filter((column) => column.seen / shown.length >= MIN_SUPPORT);
  const slots = [...new Set(episodes.flatMap((episode) => episode.slots))].sort();
  const goal = episodes.find((episode) => episode.goal)?.goal ?? '';
  const instructions = supported.map((column) => inAnyRow(column.instruction));
  const varying = supported.map((column) => column.seen > 1);
  return {
    task,
    goal,
    slots,
    instructions: explainByElimination(instructions, inOrderOf(goal, slots), varying),
    support: supported.map((column) => column.seen / shown.length),
    demonstrations: shown.length,
    corrections: shown.flatMap((demonstration) => demonstration.corrections),
  };
}

/**
 * Learns one programme per task type from demonstrations. Deterministic: equal episodes, in any order, give an equal model.
 *
 * Episodes of unknown type teach nothing here, and neither do those the participant called a failure.
 *
 * @throws {LearnFault} `NOTHING_TO_LEARN` if no episode is left.
 */
export function trainModel(episodes: readonly Episode[], options: { readonly seed: number }): Model {
  const useful = episodes
    .filter(
      (episode) => episode.type !== 'unknown' && episode.outcome !== 'failure' && episode.steps.length > 0,
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (useful.length === 0)
    throw new LearnFault(
      'NOTHING_TO_LEARN',
      `learn: ${episodes.length} episodes, none with a declared task type and without failure; record with --task`,
      { episodes: episodes.length },
    );
  const tasks = [...new Set(useful.map((episode) => episode.type))].sort();
  return {
    format: 'overt-model',
    version: 1,
    seed: options.seed,
    programmes: tasks.map((task) =>
      induce(
        task,
        useful.filter((episode) => episode.type === task),
      ),
    ),
    episodes: useful.map((episode) => episode.id),
  };
}
