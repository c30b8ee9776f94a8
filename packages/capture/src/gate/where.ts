// From raw addresses to what the decision needs: the element's place, no more open than any document around it.

import {
  type Catalogue,
  type Context,
  type Decision,
  decide,
  type FieldFacts,
  type Moment,
  meet,
  type Place,
  parseAddress,
  type Surface,
  UNKNOWN_PLACE,
} from '@overt/policy';
import type { Slot } from '@overt/redact';

/** A place on the screen, ready to be decided on. */
export interface Where {
  readonly place: Place;
  readonly host: string;
  readonly incognito: boolean;
  /** Its address, title, a heading of it or of a document around it names a customer nobody may learn from. */
  readonly noTrain: boolean;
  /** It, or a document around it, is marked as confidential or strategic. */
  readonly confidential: boolean;
}

/** What is known of documents by their address. */
export interface Marks {
  isNoTrain(url: string): boolean;
  isConfidential(url: string): boolean;
}

const APP = 'app:';

export interface WhereParts {
  readonly catalogue: Catalogue;
  readonly context: Context;
  readonly moment: Moment;
  readonly marks: Marks;
}

/** @param urls documents from the top down to the element's own; none means nobody knows. */
export function whereOf(
  urls: readonly string[],
  incognito: boolean,
  { catalogue, context, moment, marks }: WhereParts,
): Where {
  let where: Where | undefined;
  for (const url of urls) {
    if (where && inherits(url)) continue;
    const place = catalogue.placeOf(url.startsWith(APP) ? { app: url.slice(APP.length) } : { url });
    const host = parseAddress(url)?.host ?? '';
    const noTrain = (where?.noTrain ?? false) || context.noTrain.hitsUrl(url) || marks.isNoTrain(url);
    const confidential = (where?.confidential ?? false) || marks.isConfidential(url);
    // The document around it was decided too: what it may not show, nothing inside it may.
    const around = where ? decideAt(where, 'interface', undefined, context, moment).fidelity : 'content';
    where = {
      place: { ...place, fidelity: meet(place.fidelity, around) },
      host,
      incognito,
      noTrain,
      confidential,
    };
  }
  return where ?? { place: UNKNOWN_PLACE, host: '', incognito, noTrain: false, confidential: false };
}

/** Documents without an address of their own belong to the one around them. */
function inherits(url: string): boolean {
  return url === 'about:blank' || url === 'about:srcdoc' || url.startsWith('blob:');
}

export function decideAt(
  where: Where,
  surface: Surface,
  field: FieldFacts | undefined,
  context: Context,
  moment: Moment,
): Decision {
  const facts = { ...where, surface };
  return decide(field ? { ...facts, field } : facts, context, moment);
}

/** What the decision calls the place of a string. */
export function surfaceOf(slot: Slot): Surface {
  switch (slot) {
    case 'interface':
    case 'goal':
      return 'interface';
    case 'person':
    case 'message':
    case 'secret':
    case 'search':
    case 'autocomplete':
    case 'notification':
      return slot;
    case 'url':
      return 'address';
    case 'title':
    case 'field':
    case 'content':
    case 'clipboard':
      return 'content';
  }
}
