// What a decision needs to know besides the observation. Compiled once per policy or receipt, so that deciding is cheap.

import type { Fidelity } from './fidelity.ts';
import { meet } from './fidelity.ts';
import { createNoTrain, type NoTrainRegister } from './no-train.ts';
import type { PersonalRule, Policy } from './schema.ts';

/** A receipt whose signatures were verified; the decision checks that it is for this policy and still runs. */
export interface ReceiptFact {
  /** SHA-256 hex of the receipt. */
  readonly hash: string;
  /** SHA-256 hex of the policy it was given for. */
  readonly policy: string;
  /** ISO date-time. */
  readonly notAfter: string;
}

/** Ceilings by place id, category and host. */
export interface Ceilings {
  readonly places: ReadonlyMap<string, Fidelity>;
  readonly hosts: ReadonlyMap<string, Fidelity>;
}

export interface Context {
  readonly policy: Policy;
  readonly policyHash: string;
  /** When a server last confirmed the policy, ms since 1970. */
  readonly confirmedAt_ms: number;
  readonly notAfter_ms: number;
  readonly receipt: ReceiptFact | undefined;
  readonly receiptNotAfter_ms: number;
  readonly rules: Ceilings;
  readonly personal: Ceilings;
  readonly noTrain: NoTrainRegister;
}

/** What changes from one decision to the next. */
export interface Moment {
  readonly now_ms: number;
  readonly indicatorVisible: boolean;
}

export function createContext(parts: {
  readonly policy: Policy;
  readonly policyHash: string;
  readonly confirmedAt_ms: number;
  readonly receipt: ReceiptFact | undefined;
  readonly personal?: readonly PersonalRule[];
}): Context {
  const { policy, policyHash, confirmedAt_ms, receipt } = parts;
  return {
    policy,
    policyHash,
    confirmedAt_ms,
    receipt,
    notAfter_ms: Date.parse(policy.notAfter),
    receiptNotAfter_ms: receipt ? Date.parse(receipt.notAfter) : Number.NaN,
    rules: indexCeilings(policy.places),
    personal: indexCeilings(parts.personal ?? []),
    noTrain: createNoTrain(policy.noTrain),
  };
}

/** The strictest ceiling that applies to a place seen at a host; `content` if none does. */
export function ceilingOf(
  ceilings: Ceilings,
  place: { id: string; category: string },
  host: string,
): Fidelity {
  let fidelity = meet(
    ceilings.places.get(place.id) ?? 'content',
    ceilings.places.get(`category:${place.category}`) ?? 'content',
  );
  if (ceilings.hosts.size === 0) return fidelity;
  for (let from = 0; from !== -1; ) {
    fidelity = meet(fidelity, ceilings.hosts.get(host.slice(from)) ?? 'content');
    const dot = host.indexOf('.', from);
    from = dot === -1 ? -1 : dot + 1;
  }
  return fidelity;
}

function indexCeilings(
  rules: readonly ({ place: string; fidelity: Fidelity } | { host: string; fidelity: Fidelity })[],
): Ceilings {
  const places = new Map<string, Fidelity>();
  const hosts = new Map<string, Fidelity>();
  for (const rule of rules) {
    const [index, key] = 'place' in rule ? [places, rule.place] : [hosts, rule.host];
    index.set(key, meet(index.get(key) ?? 'content', rule.fidelity));
  }
  return { places, hosts };
}
