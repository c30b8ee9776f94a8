// Several demonstrations of one task as one programme: align them, keep what most of them do, and keep of each
// element only what they agree on.

import { mergeDescriptors, shapeOf } from './descriptor.ts';
import type { Descriptor, Instruction, Value } from './model.ts';

const GAP = -0.6;
const overlap = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));

function descriptorLikeness(a: Descriptor, b: Descriptor): number {
  if (a.role !== b.role) return -1;
  let likeness = 0.4;
  if (overlap(a.names, b.names)) likeness += 0.6;
  if (overlap(a.labels, b.labels)) likeness += 0.4;
  if (overlap(a.testids, b.testids)) likeness += 0.4;
  if (a.bound && b.bound && JSON.stringify(a.bound) === JSON.stringify(b.bound)) likeness += 0.5;
  if (overlap(a.paths.map(shapeOf), b.paths.map(shapeOf))) likeness += 0.4;
  if (a.names.length > 0 && b.names.length > 0 && !overlap(a.names, b.names)) likeness -= 0.5;
  return likeness;
}

/** False if both values are known and come from different places. */
function mayAgree(a: Value | null, b: Value | null): boolean {
  const known = (value: Value | null): boolean => value?.from === 'slot' || value?.from === 'copy';
  return !known(a) || !known(b) || JSON.stringify(a) === JSON.stringify(b);
}

/** Above 0: they may be the same act. */
function likeness(a: Instruction, b: Instruction): number {
  if (a.do !== b.do || a.place !== b.place) return -1;
  if (a.do === 'key' && b.do === 'key')
    return a.keys.join() === b.keys.join() && a.modifiers.join() === b.modifiers.join() ? 1 : -1;
  if ((a.do === 'type' && b.do === 'type') || (a.do === 'choose' && b.do === 'choose')) {
    return descriptorLikeness(a.target, b.target) + (mayAgree(a.value, b.value) ? 0.3 : -0.8);
  }
  if (
    (a.do === 'click' && b.do === 'click') ||
    (a.do === 'drag' && b.do === 'drag') ||
    (a.do === 'toggle' && b.do === 'toggle')
  )
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

/** What two instructions that are the same act agree on. */
export function merge(a: Instruction, b: Instruction): Instruction {
  if (!('target' in a && 'target' in b && a.target && b.target)) return a;
  const target = mergeDescriptors(a.target, b.target);
  if (a.do === 'drag' && b.do === 'drag')
    return {
      ...a,
      target,
      to: a.to && b.to && a.to.role === b.to.role ? mergeDescriptors(a.to, b.to) : null,
    };
  if (a.do === 'type' && b.do === 'type') return { ...a, target, value: mergeValues(a.value, b.value) };
  return { ...a, target } as Instruction;
}

/** Texts that differ were no part of the interface: where they came from is unknown. */
function mergeValues(a: Value, b: Value): Value {
  if (JSON.stringify(a) === JSON.stringify(b)) return a;
  if (a.from === 'slot' || a.from === 'copy') return a;
  return b.from === 'slot' || b.from === 'copy' ? b : { from: 'unknown' };
}
