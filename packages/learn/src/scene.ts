// What an agent sees: the visible outline of one page, and how its elements stand to each other. It sees no more than a
// recorded outline holds; no page source, no state of the application.

import type { OutlineNode } from '@overt/events';

export interface Observation {
  /** Catalogue id of the page in front. */
  readonly place: string;
  /** Catalogue ids of all open tabs, the front one included. */
  readonly places: readonly string[];
  /** Parents before children; ids unique over all frames of the page; boxes in CSS pixels of the viewport. */
  readonly nodes: readonly OutlineNode[];
  readonly viewport: { readonly width: number; readonly height: number };
  /** The agent's own clipboard, if it copied something. */
  readonly clipboard?: string;
}

/** `itself`: its own text is the value; `inside`: a part of it is; `row`: its row shows it; `line`: something beside it does; `part`: the value is in a longer text. */
export type Shown = 'itself' | 'inside' | 'row' | 'line' | 'part' | 'no';

const ROWS = new Set(['row', 'listitem', 'option', 'treeitem', 'article']);
const normal = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
const label = (text: string): string => normal(text).replace(/\s*[:*]+$/, '');

const middle = (start: number, length: number): number => start + length / 2;
const sameFrame = (a: OutlineNode, b: OutlineNode): boolean => a.framePath.join() === b.framePath.join();

/** True if the middle of one lies within the height of the other: they read as one line. */
function inLine(a: OutlineNode, b: OutlineNode): boolean {
  const within = (one: OutlineNode, other: OutlineNode) => {
    const y = middle(one.box.y, one.box.height);
    return y >= other.box.y && y <= other.box.y + other.box.height;
  };
  return within(a, b) && within(b, a);
}

export class Scene {
  readonly observation: Observation;
  readonly #byId: Map<number, OutlineNode>;
  readonly #children = new Map<number, OutlineNode[]>();

  constructor(observation: Observation) {
    this.observation = observation;
    this.#byId = new Map(observation.nodes.map((node) => [node.id, node]));
    for (const node of observation.nodes) {
      const siblings = this.#children.get(node.parent);
      if (siblings) siblings.push(node);
      else this.#children.set(node.parent, [node]);
    }
  }

  #texts(node: OutlineNode, into: string[] = []): string[] {
    if (node.name) into.push(normal(node.name));
    if (node.value) into.push(normal(node.value));
    for (const child of this.#children.get(node.id) ?? []) if (child !== node) this.#texts(child, into);
    return into;
  }

  #rowOf(node: OutlineNode): OutlineNode | undefined {
    let at: OutlineNode | undefined = node;
    for (let depth = 0; at && depth < 16; depth++) {
      if (ROWS.has(at.role)) return at;
      at = this.#byId.get(at.parent);
    }
    return undefined;
  }

  /** How well the element, or the row it belongs to, shows `value`. */
  shows(node: OutlineNode, value: string): Shown {
    const wanted = normal(value);
    if (wanted === '') return 'no';
    if (normal(node.name ?? '') === wanted || normal(node.value ?? '') === wanted) return 'itself';
    const own = this.#texts(node);
    if (own.includes(wanted)) return 'inside';
    const row = this.#rowOf(node);
    const around = row ? this.#texts(row) : this.#lineOf(node);
    if (around.includes(wanted)) return row ? 'row' : 'line';
    return [...own, ...around].some((text) => text.includes(wanted)) ? 'part' : 'no';
  }

  /** Texts beside an element that stands in no row. */
  #lineOf(node: OutlineNode): string[] {
    const line = this.observation.nodes.filter((other) => sameFrame(node, other) && inLine(node, other));
    return line.flatMap((other) => [normal(other.name ?? ''), normal(other.value ?? '')]);
  }

  /**
   * Distance in pixels from the element to the text that labels it: 0 if its own name is the label, otherwise to the
   * nearest such text before it in its line or above it in its column; undefined if there is none.
   */
  labelled(node: OutlineNode, wanted: string): number | undefined {
    const text = label(wanted);
    const own = label(node.name ?? '');
    if (own === text || own.startsWith(`${text}:`)) return 0; // an outline names a read-only value `label: value`
    let nearest: number | undefined;
    for (const other of this.observation.nodes) {
      if (other === node || !other.name || label(other.name) !== text || !sameFrame(node, other)) continue;
      const distance = distanceFromLabel(other, node);
      if (distance !== undefined && (nearest === undefined || distance < nearest)) nearest = distance;
    }
    return nearest;
  }

  isNamed(node: OutlineNode, names: readonly string[]): boolean {
    const name = normal(node.name ?? '');
    return names.some((wanted) => normal(wanted) === name);
  }
}

/** A label stands before its element in a line, or above it with a common column. */
function distanceFromLabel(from: OutlineNode, to: OutlineNode): number | undefined {
  const right = to.box.x - (from.box.x + from.box.width);
  if (inLine(from, to) && to.box.x >= from.box.x) return Math.max(1, right);
  const below = to.box.y - (from.box.y + from.box.height);
  const column = middle(to.box.x, to.box.width);
  const inColumn = column >= from.box.x && column <= from.box.x + from.box.width;
  return inColumn && below >= -2 ? Math.max(1, below) : undefined;
}
