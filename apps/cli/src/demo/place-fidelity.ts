// What a policy lets be kept of a place, by the id that a step carries.

import { createCatalogue, type Fidelity, meet, type Policy, placeAt, UNKNOWN_PLACE } from '@overt/policy';

/** Fidelity by catalogue id: the entry's, no more than the policy allows. An id nobody knows is an unknown place. */
export function fidelityUnder(policy: Policy): (place: string) => Fidelity {
  const places = new Map(
    createCatalogue({ policy }).entries.map((entry) => [entry.id, placeAt(entry, '/')] as const),
  );
  return (id) => {
    const place = places.get(id) ?? UNKNOWN_PLACE;
    return policy.places
      .filter((rule) => rule.place === id || rule.place === `category:${place.category}`)
      .map(({ fidelity }) => fidelity)
      .reduce(meet, meet(place.fidelity, policy.maxFidelity));
  };
}
