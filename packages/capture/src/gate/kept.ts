import type { Event } from '@overt/events';

type Unnumbered<E> = E extends Event ? Omit<E, 'seq'> : never;
/** An event that may be kept, not yet marked as such. */
export type Kept = Unnumbered<Event>;
