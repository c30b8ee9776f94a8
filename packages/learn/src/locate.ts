// Which element of the page a descriptor means. Scored, and silent when unsure: a wrong click is worse than none.

import type { OutlineNode } from '@overt/events';
import { fits, shapeOf } from './descriptor.ts';
import { MIN_SCORE, TIE } from './limits.ts';
import type { Descriptor, KnownValue } from './model.ts';
import type { Scene, Shown } from './scene.ts';

/** What each kind of agreement is worth. A name and a label are what people go by; a path breaks when a row is added. */
const WORTH = { name: 3, label: 2.5, path: 1, shape: 0.5, field: 0.3 } as const;
const COST = { name: 2.5, label: 1.5, path: 0.3, depth: 1.5 } as const;
const SHOWN: Readonly<Record<Shown, number>> = {
  itself: 3,
  inside: 2.9,
  row: 2.8,
  line: 1.5,
  part: 1,
  no: -3,
};
/** Roles that the same element may go by, depending on who looked: fields one types into; text without a role. */
const ALIKE: readonly ReadonlySet<string>[] = [
  new Set(['textbox', 'searchbox', 'combobox', 'spinbutton']),
  new Set(['generic', 'text', 'definition', 'paragraph']),
  new Set(['cell', 'gridcell']),
];

export interface Located {
  readonly node: OutlineNode;
  readonly score: number;
}

const rolesAgree = (wanted: string, found: string): boolean =>
  wanted === found || ALIKE.some((roles) => roles.has(wanted) && roles.has(found));

function score(scene: Scene, node: OutlineNode, wanted: Descriptor, bound: string | undefined): number {
  let total = node.field === wanted.field ? WORTH.field : 0;
  const shown = bound === undefined ? undefined : scene.shows(node, bound);
  if (shown !== undefined) total += SHOWN[shown];
  // Where the element is itself the value, the names it had in the demonstrations were other values.
  if (wanted.names.length > 0 && shown !== 'itself')
    total += scene.isNamed(node, wanted.names) ? WORTH.name : -COST.name;
  if (wanted.labels.length > 0) {
    const distances = wanted.labels
      .map((text) => scene.labelled(node, text))
      .filter((distance) => distance !== undefined);
    total += distances.length > 0 ? WORTH.label - Math.min(...distances) / 1000 : -COST.label;
  }
  if (node.framePath.length !== wanted.depth) total -= COST.depth;
  return total + placed(node, wanted);
}

function placed(node: OutlineNode, wanted: Descriptor): number {
  if (wanted.paths.length === 0) return 0;
  if (wanted.paths.some((path) => fits(path, node.structure))) return WORTH.path;
  return wanted.paths.some((path) => shapeOf(path) === shapeOf(node.structure)) ? WORTH.shape : -COST.path;
}

function visible(node: OutlineNode, scene: Scene): boolean {
  const { width, height } = scene.observation.viewport;
  const { box } = node;
  return (
    box.width > 0 &&
    box.height > 0 &&
    box.x < width &&
    box.y < height &&
    box.x + box.width > 0 &&
    box.y + box.height > 0
  );
}

/** The value a `bound` names now, if the agent knows it. */
export function knownText(
  known: KnownValue | null,
  slots: Readonly<Record<string, string>>,
  clipboard: string | undefined,
): string | undefined {
  if (known === null) return undefined;
  return known.from === 'slot' ? slots[known.slot] : clipboard;
}

/** The element `wanted` means in `scene`, or undefined if none fits well enough or two fit equally well. */
export function locate(
  scene: Scene,
  wanted: Descriptor,
  slots: Readonly<Record<string, string>>,
): Located | undefined {
  const bound = knownText(wanted.bound, slots, scene.observation.clipboard);
  const scored = scene.observation.nodes
    .filter((node) => rolesAgree(wanted.role, node.role) && visible(node, scene))
    .map((node) => ({ node, score: score(scene, node, wanted, bound) }))
    .sort((a, b) => b.score - a.score || a.node.id - b.node.id);
  const best = scored[0];
  if (!best || best.score < MIN_SCORE) return undefined;
  const rivals = scored.filter((other) => best.score - other.score < TIE);
  if (rivals.length === 1) return best;
  // Several rows show the value: the first is what "the row of {customer}" means on a page that lists it twice.
  if (bound !== undefined)
    return rivals.reduce((first, other) => (other.node.id < first.node.id ? other : first));
  const exact = rivals.filter((rival) => wanted.paths.includes(rival.node.structure));
  // Equal rivals inside each other (a link and its own wrapper) are the same place; take the first.
  const nested = rivals.every((rival) => inside(rival.node, best.node) || inside(best.node, rival.node));
  return exact[0] ?? (nested ? best : undefined);
}

function inside(inner: OutlineNode, outer: OutlineNode): boolean {
  const { box: a } = inner;
  const { box: b } = outer;
  return (
    a.x >= b.x - 1 &&
    a.y >= b.y - 1 &&
    a.x + a.width <= b.x + b.width + 1 &&
    a.y + a.height <= b.y + b.height + 1
  );
}
