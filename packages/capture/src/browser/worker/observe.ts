// From what a page script saw to what the gate is given: track time, tab, boxes in the top viewport, addresses.

import type { DocumentMarks, Observation, ObservedEvent, ObservedTarget } from '../../gate/index.ts';
import type { PageEvent, PageObservation } from '../protocol.ts';
import { type FramePlace, moved } from './places.ts';

export interface Where {
  readonly tab: number;
  readonly place: FramePlace;
  readonly incognito: boolean;
  /** What the document the observation comes from says of itself. */
  readonly marks?: DocumentMarks | undefined;
}

/** The observation for the gate. @param t track time. */
export function observationOf(seen: PageObservation, t: number, where: Where): Observation {
  return {
    event: placed(seen.event, t, where),
    facts: {
      urls: where.place.urls,
      incognito: where.incognito,
      ...(where.marks ? { marks: where.marks } : {}),
      ...(seen.clipboard === undefined ? {} : { clipboard: seen.clipboard }),
    },
  };
}

function placed(event: PageEvent, t: number, { tab, place }: Where): ObservedEvent {
  const point = 'x' in event ? { x: event.x + place.x, y: event.y + place.y } : {};
  const target = 'target' in event && event.target ? { target: placedTarget(event.target, place) } : {};
  // Each branch of the union keeps its kind; only time, tab, point and target are filled in.
  return { ...event, ...point, ...target, t, tab } as ObservedEvent;
}

function placedTarget(target: ObservedTarget, place: FramePlace): ObservedTarget {
  return { ...target, box: moved(target.box, place), framePath: place.path };
}
