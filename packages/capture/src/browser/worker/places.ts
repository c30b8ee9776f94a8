// Where things are: ordinals of tabs and windows, and where each frame lies in its tab.

import type { Box } from '@overt/events';
import type { ChildFrame, FramePlaces } from '../protocol.ts';

/** Ordinals by the browser's id, from 1: the browser's own numbers say how long it has been running. */
export class Ordinals {
  readonly #known: Map<number, number>;

  constructor(known: readonly (readonly [number, number])[] = []) {
    this.#known = new Map(known);
  }

  of(id: number): { readonly ordinal: number; readonly isNew: boolean } {
    const known = this.#known.get(id);
    if (known !== undefined) return { ordinal: known, isNew: false };
    const ordinal = this.#known.size + 1;
    this.#known.set(id, ordinal);
    return { ordinal, isNew: true };
  }

  state(): [number, number][] {
    return [...this.#known];
  }
}

/** Where a frame lies: its path from the top document, its offset, and the addresses above it. */
export interface FramePlace {
  readonly path: readonly number[];
  readonly x: number;
  readonly y: number;
  /** From the top document down; inherited documents (`about:blank`, `srcdoc`) have their parent's. */
  readonly urls: readonly string[];
}

interface Known {
  readonly frameId: number;
  readonly parentFrameId: number;
  readonly url: string;
}

const INHERITED = /^about:(blank|srcdoc)/;

/**
 * Composes where every frame of a tab lies from what each frame says of itself and of its children.
 * A frame whose parent did not answer lies at its parent's origin with index -1.
 */
export function placeFrames(
  frames: readonly Known[],
  said: ReadonlyMap<number, FramePlaces>,
): Map<number, FramePlace> {
  const placed = new Map<number, FramePlace>();
  const place = (frame: Known, depth: number): FramePlace => {
    const done = placed.get(frame.frameId);
    if (done) return done;
    const parent = frames.find(({ frameId }) => frameId === frame.parentFrameId);
    const above = parent && depth < 16 ? place(parent, depth + 1) : undefined;
    const index = said.get(frame.frameId)?.index ?? -1;
    const box = parent ? boxIn(said.get(parent.frameId)?.frames, index) : undefined;
    const urls = above && INHERITED.test(frame.url) ? above.urls : [...(above?.urls ?? []), frame.url];
    const here: FramePlace = {
      path: above ? [...above.path, index] : [],
      x: (above?.x ?? 0) + (box?.x ?? 0),
      y: (above?.y ?? 0) + (box?.y ?? 0),
      urls,
    };
    placed.set(frame.frameId, here);
    return here;
  };
  for (const frame of frames) place(frame, 0);
  return placed;
}

function boxIn(frames: readonly ChildFrame[] | undefined, index: number): Box | undefined {
  return frames?.find((frame) => frame.index === index)?.box;
}

/** The box moved to the top viewport. */
export function moved(box: Box, by: { readonly x: number; readonly y: number }): Box {
  return by.x === 0 && by.y === 0 ? box : { ...box, x: box.x + by.x, y: box.y + by.y };
}
