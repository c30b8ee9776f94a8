// From an element as it was seen to what may be said of it again: withheld text says nothing, a path says where but not what.

import type { OutlineNode, ValueSource } from '@overt/events';
import type { StepTarget } from '@overt/trajectory';
import type { Descriptor, KnownValue } from './model.ts';

/** A redacted string holds a placeholder such as `<PERSON_3>` or `<ORG_1:len=8>`; such text identifies nothing on another page. */
export const isWithheld = (text: string): boolean => /<[A-Z][A-Z0-9_]*_\d+/.test(text);

export const keptText = (text: string | null | undefined): readonly string[] =>
  text && !isWithheld(text) ? [text] : [];

/** Parts of a label such as `Total / <ORG_1>` that were not withheld. */
const keptLabels = (label: string | null | undefined): readonly string[] =>
  (label ?? '').split(' / ').flatMap((part) => keptText(part.trim()));

export function knownValue(source: ValueSource | null | undefined): KnownValue | null {
  if (source?.from === 'slot') return { from: 'slot', slot: source.slot };
  return source?.from === 'copy' ? { from: 'copy' } : null;
}

export function describeTarget(target: StepTarget): Descriptor {
  const located = (by: string): string[] =>
    target.locators.filter((locator) => locator.by === by).map((locator) => locator.value);
  return {
    role: target.role,
    field: target.field,
    names: keptText(target.name),
    labels: keptLabels(target.label),
    testids: located('testid').filter((id) => !isWithheld(id)),
    paths: located('structure'),
    depth: target.framePath.length,
    bound: knownValue(target.bound),
  };
}

export function describeNode(node: OutlineNode): Descriptor {
  return {
    role: node.role,
    field: node.field,
    names: keptText(node.name),
    labels: [],
    testids: [],
    paths: [node.structure],
    depth: node.framePath.length,
    bound: null,
  };
}

/** The path without positions: `main>ul>li:7` and `main>ul>li:*` are the same kind of place. */
export const shapeOf = (path: string): string => path.replace(/:(\d+|\*)/g, '');

const stepsOf = (path: string): string[] => path.split(/(?=>)/);

/** Two paths of one shape as one, with `*` where their positions differ. */
export function generalise(a: string, b: string): string {
  const right = stepsOf(b);
  return stepsOf(a)
    .map((step, i) => (step === right[i] ? step : `${shapeOf(step)}:*`))
    .join('');
}

/** True if `path` is one that the pattern stands for. */
export function fits(pattern: string, path: string): boolean {
  if (!pattern.includes('*')) return pattern === path;
  if (shapeOf(pattern) !== shapeOf(path)) return false;
  const steps = stepsOf(path);
  return stepsOf(pattern).every((step, i) => step.endsWith(':*') || step === steps[i]);
}

const ROW_STEP = /(>|^)(tr|li|option|article|dd)(:\d+)?(?=>|$)/g;

/** The path with its last row at any position: what is bound to a value stands in whatever row shows it. */
export function anyRow(path: string): string {
  const rows = [...path.matchAll(ROW_STEP)];
  const last = rows.at(-1);
  if (!last) return path;
  const end = last.index + last[0].length;
  return `${path.slice(0, last.index)}${last[1]}${last[2]}:*${path.slice(end)}`;
}

const agreed = (a: readonly string[], b: readonly string[]): readonly string[] =>
  a.filter((one) => b.includes(one));

/** What two descriptors of one act agree on. Paths of one shape are joined, others kept side by side. */
export function mergeDescriptors(a: Descriptor, b: Descriptor): Descriptor {
  const paths = [...a.paths];
  for (const path of b.paths) {
    const i = paths.findIndex((one) => shapeOf(one) === shapeOf(path));
    if (i < 0) paths.push(path);
    else paths[i] = generalise(paths[i] as string, path);
  }
  return {
    role: a.role,
    field: a.field,
    names: agreed(a.names, b.names),
    labels: agreed(a.labels, b.labels),
    testids: agreed(a.testids, b.testids),
    paths,
    depth: a.depth,
    bound: mergeBound(a, b),
  };
}

/** A binding that another demonstration contradicts was chance; one that is merely missing there may have been withheld. */
function mergeBound(a: Descriptor, b: Descriptor): KnownValue | null {
  if (!a.bound || !b.bound) return a.bound ?? b.bound;
  return JSON.stringify(a.bound) === JSON.stringify(b.bound) ? a.bound : null;
}
