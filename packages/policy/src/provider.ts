// The veto of an organisation's own data-loss prevention: asked for every place, able to narrow, never to widen.

import { FIDELITIES, type Fidelity, meet } from './fidelity.ts';

/** What a provider is told: where, never what. */
export interface PlaceQuestion {
  readonly place: string;
  readonly category: string;
  /** Lower case; empty for windows. */
  readonly host: string;
}

/**
 * A rule source that the organisation or its products bring. Its answer is a ceiling: composition is the meet, so a
 * provider cannot open what the policy, the law or the participant shut.
 */
export interface CapturePolicyProvider {
  /** Shown to the participant in the explanation of a place. */
  readonly name: string;
  /** Synchronous and quick; answers are remembered until the context is made again. A throw, or no fidelity, is `none`. */
  ceilingOf(question: PlaceQuestion): Fidelity;
}

const REMEMBERED = 2_048;

export type VetoOf = (place: { readonly id: string; readonly category: string }, host: string) => Fidelity;

/** The meet of all providers' answers, each asked once per place and host. */
export function vetoOf(providers: readonly CapturePolicyProvider[]): VetoOf {
  if (providers.length === 0) return () => 'content';
  const answers = new Map<string, Fidelity>();
  return ({ id, category }, host) => {
    const key = `${id} ${host}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    if (answers.size >= REMEMBERED) answers.clear();
    const answer = providers
      .map((provider) => askProvider(provider, { place: id, category, host }))
      .reduce(meet, 'content');
    answers.set(key, answer);
    return answer;
  };
}

/** One provider's ceiling; whatever is no fidelity shuts the place. */
export function askProvider(provider: CapturePolicyProvider, question: PlaceQuestion): Fidelity {
  try {
    const answer = provider.ceilingOf(question);
    return FIDELITIES.includes(answer) ? answer : 'none';
  } catch {
    // Whatever a foreign product throws, it did not allow this.
    return 'none';
  }
}
