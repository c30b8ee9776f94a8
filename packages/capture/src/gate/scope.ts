// One observation being redacted: its place, and one way to turn a raw string into one that may be kept.

import type { Locator, Target, ValueSource } from '@overt/events';
import { type Context, type Decision, type FieldFacts, isSecretField, type Moment } from '@overt/policy';
import type { Redacted, Redactor, Slot } from '@overt/redact';
import type { Bindings } from './bindings.ts';
import type { ObservedTarget } from './observation.ts';
import type { Tally } from './tally.ts';
import { knownRole, knownStates, knownStructure } from './vocabulary.ts';
import { decideAt, surfaceOf, type Where } from './where.ts';
import type { Withheld } from './withheld.ts';

/** What lives as long as the gate. */
export interface Means {
  readonly redactor: Redactor;
  readonly bindings: Bindings;
  readonly withheld: Withheld;
  readonly tally: Tally;
}

export class Scope {
  readonly where: Where;
  readonly means: Means;
  readonly #context: Context;
  readonly #moment: Moment;
  readonly #decisions = new Map<Slot, Decision>();

  constructor(where: Where, means: Means, context: Context, moment: Moment) {
    this.where = where;
    this.means = means;
    this.#context = context;
    this.#moment = moment;
  }

  /** The decision on a string of this slot; the event's own decision is that on `interface`. */
  decide(slot: Slot): Decision {
    const known = this.#decisions.get(slot);
    if (known) return known;
    const decision = decideAt(this.where, surfaceOf(slot), undefined, this.#context, this.#moment);
    this.#decisions.set(slot, decision);
    return decision;
  }

  /** Whether values may be named by where they came from. */
  get binds(): boolean {
    return this.decide('interface').binding;
  }

  /** The same observation's part in another document. */
  inside(where: Where): Scope {
    return new Scope(where, this.means, this.#context, this.#moment);
  }

  /** The text that may be kept; undefined if none. Counts what it withholds. */
  text(raw: string | undefined, slot: Slot): Redacted | undefined {
    if (raw === undefined || raw === '') return undefined;
    const decision = this.decide(slot);
    this.means.tally.text(this.where.place.id, surfaceOf(slot), decision);
    if (decision.reason !== 'permitted') this.means.withheld.text(decision.reason);
    if (decision.text === 'absent') return undefined;
    const redacted = this.means.redactor.redact(raw, slot, decision.fidelity);
    return redacted === '' ? undefined : redacted;
  }
}

/** True if the field's value must not be looked at; a field nobody described is one. */
export function isSecretTarget(target: { field: Target['field']; facts?: FieldFacts } | undefined): boolean {
  if (!target || target.field === 'none') return false;
  return target.field === 'secret' || !target.facts || isSecretField(target.facts);
}

/** The target as it may be kept. */
export function keepTarget(target: ObservedTarget, scope: Scope): Target {
  const name = scope.text(target.name, target.nameSlot ?? 'content');
  const label = scope.text(target.label, target.labelSlot ?? 'interface');
  const bound = boundOf(target, scope);
  return {
    role: knownRole(target.role),
    ...(name === undefined ? {} : { name }),
    ...(label === undefined ? {} : { label }),
    states: knownStates(target.states),
    box: target.box,
    framePath: target.framePath,
    field: isSecretTarget(target) ? 'secret' : target.field,
    locators: target.locators.flatMap((locator) => keepLocator(locator, target, scope)),
    ...(bound ? { bound } : {}),
  };
}

function boundOf(target: ObservedTarget, scope: Scope): ValueSource | undefined {
  if (!target.near || !scope.binds || isSecretTarget(target)) return undefined;
  return scope.means.bindings.boundOf(target.near);
}

function keepLocator(locator: Locator, target: ObservedTarget, scope: Scope): Locator[] {
  const { by, value, matches } = locator;
  if (by === 'structure') {
    const path = knownStructure(value);
    return path === '' ? [] : [{ by, value: path, matches }];
  }
  const slots = {
    role: target.nameSlot ?? 'content',
    label: target.labelSlot ?? 'interface',
    testid: 'interface',
  } as const;
  const decision = scope.decide(slots[by]);
  if (decision.text === 'absent') return [];
  const redacted = scope.means.redactor.redact(value, slots[by], decision.fidelity);
  return redacted === '' ? [] : [{ by, value: redacted, matches }];
}

/** The element's text-free path; empty if it has none. */
export function structureOf(target: ObservedTarget | undefined): string {
  const locator = target?.locators.find(({ by }) => by === 'structure');
  return locator ? knownStructure(locator.value) : '';
}
