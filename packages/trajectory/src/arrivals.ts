// Puts the events of a track in order of time.
//
// A recorder writes what a page and what the browser reported as they reach it; the two queues are not equally fast, so
// an event may be written a little after a later one. Equal times keep the order of `seq`. What comes later than
// `DISORDER_US` is taken where it stands: a clock that jumped back is not undone by shuffling.

import type { Event } from '@overt/events';
import { DISORDER_US } from './limits.ts';

export class Arrivals {
  #events: Event[] = [];
  #head = 0;
  #latest = Number.NEGATIVE_INFINITY;

  add(event: Event): void {
    const events = this.#events;
    if (event.t >= this.#latest) {
      this.#latest = event.t;
      events.push(event);
      return;
    }
    if (event.t < this.#latest - DISORDER_US) {
      this.#latest = event.t; // the clock jumped: everything before it is as ordered as it will be
      events.push(event);
      this.#jumped = events.length - 1;
      return;
    }
    let at = events.length;
    const floor = Math.max(this.#head, this.#jumped);
    while (at > floor && events[at - 1]!.t > event.t) at -= 1;
    events.splice(at, 0, event);
  }

  /** Index from which on times rise; what is before it leaves first. */
  #jumped = 0;

  /** The next event, once none that is earlier can come any more. */
  next(): Event | undefined {
    const event = this.#events[this.#head];
    if (event === undefined || (this.#head >= this.#jumped && event.t > this.#latest - DISORDER_US))
      return undefined;
    this.#head += 1;
    if (this.#head >= 1024) {
      this.#events = this.#events.slice(this.#head);
      this.#jumped = Math.max(0, this.#jumped - this.#head);
      this.#head = 0;
    }
    return event;
  }

  rest(): Event[] {
    const rest = this.#events.slice(this.#head);
    this.#events = [];
    this.#head = 0;
    this.#jumped = 0;
    return rest;
  }
}
