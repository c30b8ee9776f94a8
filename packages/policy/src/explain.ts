// Why a place is kept as it is: every part that bounds it, where that part came from, and what holds in the end.

import { type Context, ceilingOf, type Moment } from './context.ts';
import { decide, type RuleId, type StopReason, stopOf } from './decide.ts';
import { type Fidelity, meet } from './fidelity.ts';
import type { Place } from './place.ts';
import type { CapturePolicyProvider } from './provider.ts';
import { askProvider } from './provider.ts';
import { isSuspended } from './scoped.ts';
import { reasonInWords } from './words.ts';

export interface Part {
  /** Who says so: `catalogue`, `policy`, `law`, `no-train`, a provider's name, `exemption`, `you`. */
  readonly from: string;
  readonly fidelity: Fidelity;
  /** In words, for the person at the screen. */
  readonly says: string;
}

export interface Explanation {
  readonly place: Pick<Place, 'id' | 'name' | 'category' | 'evidence' | 'known'>;
  /** In the order in which they are asked; the strictest holds. */
  readonly parts: readonly Part[];
  /** What is kept of this place while capture runs. */
  readonly fidelity: Fidelity;
  readonly rule: RuleId;
  /** Why nothing is recorded right now, whatever the place. */
  readonly stop: { readonly reason: StopReason; readonly says: string } | undefined;
}

/**
 * Explains the decision on a place's interface at a host.
 *
 * `fidelity` is the meet of the parts and what `decide` gives while nothing stops capture; the test holds both together.
 */
export function explain(
  seen: { readonly place: Place; readonly host: string; readonly address?: string },
  context: Context,
  at: { readonly moment: Moment; readonly providers?: readonly CapturePolicyProvider[] },
): Explanation {
  const { place, host, address = '' } = seen;
  const noTrain = context.noTrain.hitsUrl(address === '' ? host : address);
  const parts: Part[] = [
    { from: 'catalogue', fidelity: place.fidelity, says: catalogueSays(place) },
    { from: 'policy', ...policyPart(place, host, context) },
    {
      from: 'law',
      fidelity: context.terms.maxFidelity,
      says: `the law of this place, or the strictest where it is not known, allows ${context.terms.maxFidelity} at most`,
    },
    ...(noTrain
      ? [
          {
            from: 'no-train',
            fidelity: 'none' as const,
            says: 'its address names a customer nobody may learn from',
          },
        ]
      : []),
    ...(at.providers ?? []).map((provider) => ({
      from: provider.name,
      fidelity: askProvider(provider, { place: place.id, category: place.category, host }),
      says: `asked before every place; it can narrow and never widen`,
    })),
    ...suspensionPart('exemption', isSuspended(context.exempt, place, host, at.moment.now_ms)),
    ...suspensionPart('you', isSuspended(context.paused, place, host, at.moment.now_ms)),
    { from: 'you', ...ownPart(ceilingOf(context.personal, place, host)) },
  ];
  const decision = decide(
    { place, host, incognito: false, surface: 'interface', noTrain, confidential: false },
    context,
    at.moment,
  );
  const stopped = stopOf(context, at.moment);
  const { id, name, category, evidence, known } = place;
  return {
    place: { id, name, category, evidence, known },
    parts,
    fidelity: context.keeps.action ? parts.map(({ fidelity }) => fidelity).reduce(meet) : 'none',
    rule: decision.rule,
    stop: stopped && {
      reason: stopped.reason as StopReason,
      says: `nothing is recorded now: ${reasonInWords(stopped.reason as StopReason)}`,
    },
  };
}

function catalogueSays({ known, name, category, evidence }: Place): string {
  if (!known) return 'not in the catalogue: kept as structure, without text and pictures';
  const grade =
    evidence === 'unverified'
      ? 'nobody has verified the entry, so it counts as structure at most'
      : `the entry is ${evidence}`;
  return `${name}, ${category}; ${grade}`;
}

function policyPart(place: Place, host: string, { policy, rules }: Context): Omit<Part, 'from'> {
  const own = ceilingOf(rules, place, host);
  const fidelity = meet(policy.maxFidelity, own);
  const says =
    own === 'content'
      ? `it allows ${policy.maxFidelity} at most anywhere, and says nothing about this place`
      : `it allows ${policy.maxFidelity} at most anywhere, and ${own} here`;
  return { fidelity, says };
}

function ownPart(fidelity: Fidelity): Omit<Part, 'from'> {
  return {
    fidelity,
    says: fidelity === 'content' ? 'no rule of your own' : `your own rule: ${fidelity} at most`,
  };
}

function suspensionPart(from: 'exemption' | 'you', suspended: boolean): Part[] {
  if (!suspended) return [];
  const says =
    from === 'exemption'
      ? 'an exemption is asked for or granted: nothing is captured here'
      : 'you paused this place';
  return [{ from, fidelity: 'none', says }];
}
