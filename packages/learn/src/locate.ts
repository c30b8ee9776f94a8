// Which element of the page a descriptor means. Scored, and silent when unsure: a wrong click is worse than none.

import type { OutlineNode } from '@overt/events';
import { shapeOf } from './align.ts';
import type { Descriptor, KnownValue } from './model.ts';
import type { Scene } from './scene.ts';

/** What each kind of agreement is worth. A name and a label are what people go by; a path breaks when a row is added. */
const WORTH = { name: 3, label: 2.5, row: 3, path: 1, shape: 0.5, field: 0.3 } as const;
const COST = { name: 2.5, label: 1.5, row: 3, path: 0.3 } as const;
/** Below this nothing is clicked. One exact path is enough for an icon that has no name. */
const MIN_SCORE = 0.8;
/** Two elements closer than this in score are told apart by their path only. */
const TIE = 0.05;
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
  if (wanted.names.length > 0) total += scene.isNamed(node, wanted.names) ? WORTH.name : -COST.name;
  if (wanted.labels.length > 0) {
    const distances = wanted.labels
      .map((text) => scene.labelled(node, text))
      .filter((distance) => distance !== undefined);
    total += distances.length > 0 ? WORTH.label - Math.min(...distances) / 1000 : -COST.label;
  }
  if (bound !== undefined) {
    const shown = scene.shows(node, bound);
    total += shown === 0 ? -COST.row : WORTH.row - (shown === 1 ? 0.2 : 0);
  }
  if (wanted.structures.length > 0) {
    if (wanted.structures.includes(node.structure)) total += WORTH.path;
    else
      total += wanted.structures.some((path) => shapeOf(path) === shapeOf(node.structure))
        ? WORTH.shape
        : -COST.path;
  }
  return total;
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
  const exact = rivals.filter((rival) => wanted.structures.includes(rival.node.structure));
  // Equal rivals inside each other (a link and its own wrapper) are the same place; take the first.
  return (
    exact[0] ??
    (rivals.every((rival) => inside(rival.node, best.node) || inside(best.node, rival.node))
      ? best
      : undefined)
  );
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
