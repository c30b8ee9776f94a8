// What a decision needs to know besides the observation. Compiled once per policy, receipt or setting, so that deciding is cheap.

import { type Budgets, meetBudgets, NO_USAGE, type Usage } from './budget.ts';
import { type Exemption, suspends } from './exemption.ts';
import type { Fidelity } from './fidelity.ts';
import { meet } from './fidelity.ts';
import { foldHosts, type Hosts, hostsOf } from './hosts.ts';
import { effectiveTerms } from './jurisdiction/compose.ts';
import type { JurisdictionId } from './jurisdiction/ids.ts';
import type { JurisdictionTerms } from './jurisdiction/terms.ts';
import { createNoTrain, type NoTrainRegister } from './no-train.ts';
import { NO_PERSONAL, type Personal } from './personal.ts';
import { type CapturePolicyProvider, type VetoOf, vetoOf } from './provider.ts';
import type { PersonalRule, Policy } from './schema.ts';
import { type Suspensions, suspensionsOf } from './scoped.ts';
import { type Week, weekOf } from './week.ts';

/** A receipt whose signatures were verified; the decision checks that it is for this policy and still runs. */
export interface ReceiptFact {
  /** SHA-256 hex of the receipt. */
  readonly hash: string;
  /** SHA-256 hex of the policy it permits capture under: the one agreed to, or a later one that is no wider. */
  readonly policy: string;
  /** ISO date-time. */
  readonly notAfter: string;
  /** When the notice was agreed to, ISO date-time; days of notice count from there. */
  readonly given: string;
}

/** Where the law is asked: as stated in the receipt, and as the device sees it. Absent means unknown: the strictest. */
export interface Whereabouts {
  readonly participant?: readonly JurisdictionId[] | undefined;
  readonly device?: readonly JurisdictionId[] | undefined;
}

/** Ceilings by place id, category and host. */
export interface Ceilings {
  readonly places: ReadonlyMap<string, Fidelity>;
  readonly hosts: Hosts<Fidelity>;
}

/** The parts of a context as they come from the policy, the law, the person and the device. */
export interface ContextParts {
  readonly policy: Policy;
  readonly policyHash: string;
  /** When a server last confirmed the policy, ms since 1970. */
  readonly confirmedAt_ms: number;
  readonly receipt: ReceiptFact | undefined;
  readonly whereabouts?: Whereabouts;
  readonly personal?: Personal;
  readonly exemptions?: readonly Exemption[];
  readonly providers?: readonly CapturePolicyProvider[];
  /** The device counted something that the notice does not name (docs/spec/notice.md). */
  readonly noticeBroken?: boolean;
}

export interface Context {
  readonly policy: Policy;
  readonly policyHash: string;
  readonly confirmedAt_ms: number;
  readonly notAfter_ms: number;
  readonly receipt: ReceiptFact | undefined;
  readonly receiptNotAfter_ms: number;
  /** First moment at which the days of notice are over. */
  readonly noticedFrom_ms: number;
  readonly noticeBroken: boolean;
  readonly terms: JurisdictionTerms;
  /** Packs that apply here and that no administrator signed; any of them stops capture. */
  readonly inactive: readonly JurisdictionId[];
  /** Ceiling of policy and law over all places. */
  readonly maxFidelity: Fidelity;
  readonly keeps: Readonly<Record<Policy['classes'][number], boolean>>;
  readonly rules: Ceilings;
  readonly personal: Ceilings;
  readonly paused: Suspensions;
  readonly exempt: Suspensions;
  readonly veto: VetoOf;
  readonly budgets: Budgets;
  /** Minutes in which the policy allows capture; undefined means all. */
  readonly hours: Week | undefined;
  /** Minutes in which the participant wants none. */
  readonly quiet: Week | undefined;
  readonly noTrain: NoTrainRegister;
}

/** What the device knows of itself now. */
export interface DeviceFacts {
  /** The participant paused, or the screen is locked; both just end a recording. */
  readonly paused: boolean;
  /** Minutes without any input. */
  readonly idle_min: number;
  readonly inCall: boolean;
  readonly sharing: boolean;
  readonly usage: Usage;
  /** The notice was shown on this local day; matters where the law asks for it daily. */
  readonly noticeShownToday: boolean;
}

/** What changes from one decision to the next. */
export interface Moment {
  readonly now_ms: number;
  /** 0 is Monday 00:00 local time. */
  readonly minuteOfWeek: number;
  readonly indicatorVisible: boolean;
  readonly device: DeviceFacts;
}

/** A device at work with nothing in the way; for sources that observe none of it yet, and as a base in tests. */
export const DEVICE_AT_WORK: DeviceFacts = {
  paused: false,
  idle_min: 0,
  inCall: false,
  sharing: false,
  usage: NO_USAGE,
  noticeShownToday: true,
};

const DAY_MS = 86_400_000;

export function createContext(parts: ContextParts): Context {
  const { policy, policyHash, confirmedAt_ms, receipt, whereabouts = {}, personal = NO_PERSONAL } = parts;
  const { terms, inactive } = effectiveTerms(
    { participant: whereabouts.participant, device: whereabouts.device, counterpart: undefined },
    policy.jurisdictions,
  );
  return {
    policy,
    policyHash,
    confirmedAt_ms,
    receipt,
    notAfter_ms: Date.parse(policy.notAfter),
    receiptNotAfter_ms: receipt ? Date.parse(receipt.notAfter) : Number.NaN,
    noticedFrom_ms: receipt ? Date.parse(receipt.given) + terms.notice.days * DAY_MS : Number.NaN,
    noticeBroken: parts.noticeBroken ?? false,
    terms,
    inactive,
    maxFidelity: meet(policy.maxFidelity, terms.maxFidelity),
    keeps: keptClasses(policy, terms),
    rules: indexCeilings(policy.places),
    personal: indexCeilings(personal.rules),
    paused: suspensionsOf(personal.pauses),
    exempt: suspensionsOf((parts.exemptions ?? []).filter(suspends).map(inForce)),
    veto: vetoOf(parts.providers ?? []),
    budgets: meetBudgets(policy.budgets, personal.budgets),
    hours: policy.hours.length === 0 ? undefined : weekOf(policy.hours),
    quiet: personal.quiet.length === 0 ? undefined : weekOf(personal.quiet),
    noTrain: createNoTrain(policy.noTrain),
  };
}

/** The strictest ceiling that applies to a place seen at a host; `content` if none does. */
export function ceilingOf(
  ceilings: Ceilings,
  place: { id: string; category: string },
  host: string,
): Fidelity {
  const byHost = foldHosts(ceilings.hosts, host, 'content', meet);
  if (ceilings.places.size === 0) return byHost;
  const byPlace = meet(
    ceilings.places.get(place.id) ?? 'content',
    ceilings.places.get(`category:${place.category}`) ?? 'content',
  );
  return meet(byHost, byPlace);
}

/** How long each class may be kept by policy and law. */
export function retentionOf(policy: Policy, terms: JurisdictionTerms): Policy['retention'] {
  const { action_months, text_days, pixels_days } = policy.retention;
  return {
    action_months: Math.min(action_months, terms.retention.action_months),
    text_days: Math.min(text_days, terms.retention.text_days),
    pixels_days: Math.min(pixels_days, terms.retention.pixels_days),
  };
}

/** A request that waits for its answer has no end. */
function inForce({ scope, state, until }: Exemption): Pick<Exemption, 'scope' | 'until'> {
  return state === 'granted' ? { scope, until } : { scope };
}

function keptClasses(policy: Policy, terms: JurisdictionTerms): Context['keeps'] {
  const keeps = (name: Policy['classes'][number]): boolean =>
    policy.classes.includes(name) && terms.classes.includes(name);
  return { action: keeps('action'), text: keeps('text'), pixels: keeps('pixels') };
}

function indexCeilings(rules: readonly ({ place: string; fidelity: Fidelity } | PersonalRule)[]): Ceilings {
  const places = new Map<string, Fidelity>();
  const hosts: [string, Fidelity][] = [];
  for (const rule of rules) {
    if ('host' in rule) hosts.push([rule.host, rule.fidelity]);
    else places.set(rule.place, meet(places.get(rule.place) ?? 'content', rule.fidelity));
  }
  return { places, hosts: hostsOf(hosts, meet) };
}
