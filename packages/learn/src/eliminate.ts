// What a withheld value must have been: one of the goal's slots that nothing else in the programme uses.
//
// A password is never compared with anything, where a drag ends is not bound, and at `structure` no value is. If as many
// slots are left over as there are gaps, the goal itself says what belongs where: a slot that is called a secret goes
// into the secret field, the others in the order in which the goal names them. If the numbers differ nothing is said,
// and no slot that is called a secret ever goes anywhere but into a secret field.

import type { Descriptor, Instruction, KnownValue } from './model.ts';

const SECRET_WORD = /pass(word|phrase|code)?|secret|\bpin\b|one.?time|otp/i;

/** True if the element was named differently each time: its name is then a value, not the interface's word. */
const variesInName = (target: Descriptor): boolean => target.names.length === 0 && target.labels.length === 0;

interface Gap {
  readonly at: number;
  readonly secret: boolean;
}

/**
 * Fills the gaps with the unused slots, if there are as many of both.
 *
 * @param slots    in the order in which the goal names them.
 * @param repeated beside `instructions`: whether more than one demonstration showed it, so that a missing name means it varied.
 */
export function explainByElimination(
  instructions: readonly Instruction[],
  slots: readonly string[],
  repeated: readonly boolean[],
): Instruction[] {
  const used = JSON.stringify(instructions);
  const unused = slots.filter((slot) => !used.includes(JSON.stringify({ from: 'slot', slot })));
  const gaps = instructions.flatMap((instruction, at) => gapOf(instruction, at, repeated[at] === true));
  const filling = matchGaps(gaps, unused);
  return instructions.map((instruction, at) => {
    const slot = filling.get(at);
    return slot === undefined ? instruction : filled(instruction, { from: 'slot', slot });
  });
}

function gapOf(instruction: Instruction, at: number, repeated: boolean): Gap[] {
  if (instruction.do === 'type' || instruction.do === 'choose')
    return instruction.value?.from === 'unknown'
      ? [{ at, secret: instruction.target.field === 'secret' }]
      : [];
  if (instruction.do !== 'drag' || !instruction.to || instruction.to.bound) return [];
  // Where a drag ends is never bound by a recorder; seen once, its name may as well be a value.
  return !repeated || variesInName(instruction.to) ? [{ at, secret: false }] : [];
}

/** Slot by position of its gap; empty if the goal does not say. */
function matchGaps(gaps: readonly Gap[], unused: readonly string[]): Map<number, string> {
  const filling = new Map<number, string>();
  const secretSlots = unused.filter((slot) => SECRET_WORD.test(slot));
  const secretGaps = gaps.filter((gap) => gap.secret);
  const byName = secretSlots.length === 1 && secretGaps.length === 1;
  if (byName) filling.set(secretGaps[0]!.at, secretSlots[0]!);
  const restGaps = byName ? gaps.filter((gap) => !gap.secret) : gaps;
  const restSlots = byName ? unused.filter((slot) => slot !== secretSlots[0]) : unused;
  if (restGaps.length !== restSlots.length) return filling;
  const misplaced = restGaps.some((gap, i) => !gap.secret && SECRET_WORD.test(restSlots[i]!));
  if (!misplaced) for (const [i, gap] of restGaps.entries()) filling.set(gap.at, restSlots[i]!);
  return filling;
}

function filled(instruction: Instruction, known: KnownValue): Instruction {
  if (instruction.do === 'drag')
    return { ...instruction, to: instruction.to && { ...instruction.to, names: [], bound: known } };
  return instruction.do === 'type' || instruction.do === 'choose'
    ? { ...instruction, value: known }
    : instruction;
}
