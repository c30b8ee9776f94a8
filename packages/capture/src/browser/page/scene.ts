// What the parts of the page recorder share: where observations go, and what time it is.

import type { Modifiers } from '@overt/events';
import type { PageEvent } from '../protocol.ts';

export interface Scene {
  put(event: PageEvent, at: number, how?: { urgent?: boolean; clipboard?: string }): void;
  /** Sends what waits, so that it is not overtaken by another frame. */
  handOver(): void;
  /** An input happened: what the page shows next is its answer. */
  stir(): void;
  /** Listens in the capture phase to trusted events of the window and, for events that do not leave them, of shadow roots. */
  listen<K extends keyof DocumentEventMap>(
    type: K,
    handle: (event: DocumentEventMap[K]) => void,
    options?: { bubble?: boolean; inRoots?: boolean },
  ): void;
}

/** Wall-clock time of an event, ms with fractions. */
export function timeOf(event: Event): number {
  return performance.timeOrigin + event.timeStamp;
}

/** Wall-clock time now, on the same clock. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

export function modifiersOf(event: MouseEvent | KeyboardEvent): Modifiers {
  return (
    (event.altKey ? 1 : 0) | (event.ctrlKey ? 2 : 0) | (event.metaKey ? 4 : 0) | (event.shiftKey ? 8 : 0)
  );
}

/** Upper end of the power-of-two bucket of `count`; 0 for 0. */
export function bucket(count: number): number {
  return count <= 0 ? 0 : 2 ** Math.ceil(Math.log2(count));
}
