// Several demonstrations of one task as one programme: align them, keep what most of them do, and keep of each
// element only what they agree on.

import type { Descriptor, Instruction, Value } from './model.ts';

const GAP = -0.6;
const overlap = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));

/** The text-free path without positions: `main/ul[1]/li[7]` and `main/ul[1]/li[2]` are the same kind of place. */
export const shapeOf = (structure: string): string => structure.replace(/\d+/g, '#');

function descriptorLikeness(a: Descriptor, b: Descriptor): number {
  if (a.role !== b.role) return -1;
  let likeness = 0.4;
  if (overlap(a.names, b.names)) likeness += 0.6;
  if (overlap(a.labels, b.labels)) likeness += 0.4;
  if (overlap(a.testids, b.testids)) likeness += 0.4;
  if (a.bound && b.bound && JSON.stringify(a.bound) === JSON.stringify(b.bound)) likeness += 0.5;
  if (overlap(a.structures.map(shapeOf), b.structures.map(shapeOf))) likeness += 0.4;
  if (a.names.length > 0 && b.names.length > 0 && !overlap(a.names, b.names)) likeness -= 0.5;
  return likeness;
}

const valueKey = (value: Value | null): string =>
  JSON.stringify(value && value.from !== 'literal' ? value : null);

/** Above 0: they may be the same act. */
function likeness(a: Instruction, b: Instruction): number {
  if (a.do !== b.do || a.place !== b.place) return -1;
  if (a.do === 'key' && b.do === 'key')
    return a.keys.join() === b.keys.join() && a.modifiers.join() === b.modifiers.join() ? 1 : -1;
  if ((a.do === 'type' && b.do === 'type') || (a.do === 'choose' && b.do === 'choose')) {
    return descriptorLikeness(a.target, b.target) + (valueKey(a.value) === valueKey(b.value) ? 0.3 : -0.8);
  }
  if ((a.do === 'click' && b.do === 'click') || (a.do === 'drag' && b.do === 'drag'))
    return descriptorLikeness(a.target, b.target);
  return 1;
}

/** Needleman–Wunsch: pairs of indices, `undefined` where one has nothing to match. */
export function alignment(
  a: readonly Instruction[],
  b: readonly Instruction[],
): [number | undefined, number | undefined][] {
  const width = b.length + 1;
  const score = new Float64Array((a.length + 1) * width);
  const at = (i: number, j: number): number => score[i * width + j] ?? 0;
  for (let i = 1; i <= a.length; i++) score[i * width] = i * GAP;
  for (let j = 1; j <= b.length; j++) score[j] = j * GAP;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      score[i * width + j] = Math.max(
        at(i - 1, j - 1) + likeness(a[i - 1]!, b[j - 1]!),
        at(i - 1, j) + GAP,
        at(i, j - 1) + GAP,
      );
  const pairs: [number | undefined, number | undefined][] = [];
  let i = a.length;
  let j = b.length;
  while (i > 0 || j > 0) {
    if (
      i > 0 &&
      j > 0 &&
      likeness(a[i - 1]!, b[j - 1]!) > 0 &&
      at(i, j) === at(i - 1, j - 1) + likeness(a[i - 1]!, b[j - 1]!)
    )
      pairs.unshift([--i, --j]);
    else if (i > 0 && (j === 0 || at(i, j) === at(i - 1, j) + GAP)) pairs.unshift([--i, undefined]);
    else if (j > 0 && (i === 0 || at(i, j) === at(i, j - 1) + GAP)) pairs.unshift([undefined, --j]);
    else {
      pairs.unshift([--i, undefined], [undefined, --j]); // scored together although unlike: keep both apart
    }
  }
  return pairs;
}

const agreed = (a: readonly string[], b: readonly string[]): readonly string[] =>
  a.filter((one) => b.includes(one));
const either = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])];

function mergeDescriptors(a: Descriptor, b: Descriptor): Descriptor {
  return {
    role: a.role,
    field: a.field,
    names: agreed(a.names, b.names),
    labels: agreed(a.labels, b.labels),
    testids: agreed(a.testids, b.testids),
    structures: either(a.structures, b.structures),
    bound: a.bound ?? b.bound,
  };
}

/** What two instructions that are the same act agree on. */
export function merge(a: Instruction, b: Instruction): Instruction {
  if ('target' in a && 'target' in b && a.target && b.target)
    return { ...a, target: mergeDescriptors(a.target, b.target) } as Instruction;
  return a;
}
