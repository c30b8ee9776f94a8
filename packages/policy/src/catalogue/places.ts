// Places are made once and handed out again: a decision for every event must not fill the heap.

import type { Fidelity } from '../fidelity.ts';
import { type CatalogueEntry, type Place, placeWith } from '../place.ts';

/** Places already made, by entry and fidelity: at most four for each entry. */
export class Places {
  readonly #made = new Map<CatalogueEntry, Map<Fidelity, Place>>();

  of(entry: CatalogueEntry, fidelity: Fidelity): Place {
    let made = this.#made.get(entry);
    if (!made) {
      made = new Map();
      this.#made.set(entry, made);
    }
    let place = made.get(fidelity);
    if (!place) {
      place = placeWith(entry, fidelity);
      made.set(fidelity, place);
    }
    return place;
  }
}
