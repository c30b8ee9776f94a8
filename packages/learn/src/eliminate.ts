// What a withheld value must have been: the only slot of the goal that nothing else in the programme uses.
//
// A password is never compared with anything, and where a drag ends is not bound. If exactly one slot is left over for
// exactly one gap, the goal itself says what belongs there. With two of either, nothing is said.

import type { Descriptor, Instruction, KnownValue } from './model.ts';

/** True if the element was named differently each time: its name is then a value, not the interface's word. */
const variesInName = (target: Descriptor): boolean => target.names.length === 0 && target.labels.length === 0;

type Gap = { readonly at: number; readonly part: 'value' | 'to' };

/**
 * Fills the one gap with the one unused slot.
 *
 * @param repeated beside `instructions`: whether more than one demonstration showed it, so that a missing name means it varied.
 */
export function explainByElimination(
  instructions: readonly Instruction[],
  slots: readonly string[],
  repeated: readonly boolean[],
): Instruction[] {
  const used = JSON.stringify(instructions);
  const unused = slots.filter((slot) => !used.includes(JSON.stringify({ from: 'slot', slot })));
  const gaps = instructions.flatMap((instruction, at): Gap[] => {
    if ((instruction.do === 'type' || instruction.do === 'choose') && instruction.value?.from === 'unknown')
      return [{ at, part: 'value' }];
    if (instruction.do !== 'drag' || !instruction.to || instruction.to.bound) return [];
    // Where a drag ends is never bound by a recorder; seen once, its name may as well be a value.
    return !repeated[at] || variesInName(instruction.to) ? [{ at, part: 'to' }] : [];
  });
  // A secret field is a gap of its own kind: only a slot can fill it, and only one field of a form is secret.
  const secret = gaps.filter((gap) => targetOf(instructions[gap.at])?.field === 'secret');
  const [gap, ...others] = secret.length === 1 ? secret : gaps;
  const [slot, ...rivals] = unused;
  if (!gap || others.length > 0 || slot === undefined || rivals.length > 0) return [...instructions];
  return instructions.map((instruction, at) =>
    at === gap.at ? filled(instruction, { from: 'slot', slot }) : instruction,
  );
}

const targetOf = (instruction: Instruction | undefined): Descriptor | null =>
  instruction && 'target' in instruction ? instruction.target : null;

function filled(instruction: Instruction, known: KnownValue): Instruction {
  if (instruction.do === 'drag')
    return { ...instruction, to: instruction.to && { ...instruction.to, names: [], bound: known } };
  return instruction.do === 'type' || instruction.do === 'choose'
    ? { ...instruction, value: known }
    : instruction;
}
