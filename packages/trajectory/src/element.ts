// Identity of an element across events and outlines, and what lies under a point.

import type { OutlineNode, Target } from '@overt/events';

function structureOf(target: Target): string | undefined {
  for (const locator of target.locators) if (locator.by === 'structure') return locator.value;
  return undefined;
}

function samePath(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((index, i) => index === b[i]);
}

/** Whether two targets of one tab are the same element. A field that grew keeps its corner; a re-rendered one its structure. */
export function isSameElement(a: Target | null, b: Target | null | undefined): boolean {
  if (a === null || b === null || b === undefined) return a === null && (b === null || b === undefined);
  if (a === b) return true;
  if (!samePath(a.framePath, b.framePath)) return false;
  const left = structureOf(a);
  const right = structureOf(b);
  if (left !== undefined && right !== undefined) return left === right;
  return a.role === b.role && a.box.x === b.box.x && a.box.y === b.box.y;
}

/** The outline's node for a target the recorder resolved: same structure and frame, else same role and box. */
export function findNode(nodes: readonly OutlineNode[], target: Target): OutlineNode | undefined {
  const structure = structureOf(target);
  let fallback: OutlineNode | undefined;
  for (const node of nodes) {
    if (!samePath(node.framePath, target.framePath)) continue;
    if (structure !== undefined && node.structure === structure) return node;
    const { box } = node;
    if (
      fallback === undefined &&
      node.role === target.role &&
      box.x === target.box.x &&
      box.y === target.box.y &&
      box.width === target.box.width &&
      box.height === target.box.height
    )
      fallback = node;
  }
  return fallback;
}

/** The smallest node whose box holds the point; of equal ones the last, which is painted on top. */
export function hitTest(nodes: readonly OutlineNode[], x: number, y: number): OutlineNode | undefined {
  let best: OutlineNode | undefined;
  let bestArea = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const { box } = node;
    if (x < box.x || y < box.y || x >= box.x + box.width || y >= box.y + box.height) continue;
    const area = box.width * box.height;
    if (area <= bestArea) {
      best = node;
      bestArea = area;
    }
  }
  return best;
}

/** Whether a click into this field is followed by typing. */
export function isTextField(target: Target | null | undefined): boolean {
  switch (target?.field) {
    case 'text':
    case 'multiline':
    case 'rich':
    case 'number':
    case 'date':
    case 'secret':
      return true;
    default:
      return false;
  }
}
