// What may be kept of each kind of event, and where its value came from. `undefined`: nothing, not even that it happened.

import type { ValueSource } from '@overt/events';
import type { Slot } from '@overt/redact';
import { Bindings } from './bindings.ts';
import type { Kept } from './kept.ts';
import type { ObservedEvent, ObservedFacts, ObservedTarget } from './observation.ts';
import { isSecretTarget, keepTarget, type Scope, structureOf } from './scope.ts';
import { bucketOf, knownExtension, knownKey } from './vocabulary.ts';

type Observed<K extends ObservedEvent['kind']> = Extract<ObservedEvent, { kind: K }>;

/** Kinds without their own file; outlines and frames have one. */
export type PlainEvent = Exclude<ObservedEvent, { kind: 'outline' | 'task' }>;

export function keepEvent(event: PlainEvent, facts: ObservedFacts, scope: Scope): Kept | undefined {
  switch (event.kind) {
    case 'pointer':
    case 'scroll':
    case 'focus':
      return withTarget(event, scope);
    case 'key':
      return keepKey(event, scope);
    case 'text':
      return keepText(event, facts.textSlot ?? event.target.valueSlot ?? 'field', scope);
    case 'choice':
      return keepChoice(event, facts.textSlot ?? 'content', scope);
    case 'window': {
      const { title: raw, ...rest } = event;
      return {
        ...rest,
        place: scope.where.place.id,
        ...optional('title', scope.text(raw, facts.textSlot ?? 'title')),
      };
    }
    case 'navigation': {
      const { route: raw, ...rest } = event;
      return {
        ...rest,
        place: scope.where.place.id,
        ...optional('route', scope.text(raw, facts.textSlot ?? 'url')),
      };
    }
    case 'clipboard':
      return keepClipboard(event, facts.clipboard, scope);
    case 'dialog': {
      const { text: raw, ...rest } = event;
      return { ...rest, ...optional('text', scope.text(raw, facts.textSlot ?? 'content')) };
    }
    case 'file':
      return { ...event, extension: knownExtension(event.extension) };
  }
}

/** Keys that leave a secret field; the others would count its letters. */
const LEAVING = new Set(['Enter', 'Tab', 'Escape']);

function keepKey(event: Observed<'key'>, scope: Scope): Kept | undefined {
  const key = knownKey(event.key, event.modifiers);
  if (isSecretTarget(event.target) && !LEAVING.has(key)) return undefined;
  // Counted letters are a length, and a length is text.
  if (key === 'Char' && !scope.binds) return undefined;
  return { ...withTarget(event, scope), key } as Kept;
}

function keepText(event: Observed<'text'>, slot: Slot, scope: Scope): Kept | undefined {
  const { text: raw, target, ...rest } = event;
  const secret = isSecretTarget(target);
  if (secret || !scope.binds) {
    if (event.op !== 'commit') return undefined;
    if (secret) scope.means.withheld.text('secret-field');
    else scope.text(raw, slot); // counts it
    return { ...rest, at: -1, removed: 0, inserted: 0, target: keepTarget(target, scope) };
  }
  const kept = { ...rest, inserted: bucketOf(event.inserted), target: keepTarget(target, scope) };
  if (event.op !== 'commit' || raw === undefined) return kept;
  return {
    ...kept,
    source: sourceOf(raw, event.tab, target, scope),
    ...optional('text', scope.text(raw, slot)),
  };
}

function keepChoice(event: Observed<'choice'>, slot: Slot, scope: Scope): Kept {
  const { text: raw, target, ...rest } = event;
  const kept = { ...rest, target: keepTarget(target, scope) };
  if (isSecretTarget(target)) return { ...kept, index: -1 };
  const source = raw !== undefined && scope.binds ? { source: sourceOf(raw, event.tab, target, scope) } : {};
  return { ...kept, ...source, ...optional('text', scope.text(raw, slot)) };
}

function keepClipboard(event: Observed<'clipboard'>, raw: string | undefined, scope: Scope): Kept {
  const kept = withTarget(event, scope);
  const none = { ...kept, link: 0, length: 0, transform: 'equal' } as Kept;
  if (raw === undefined || raw === '' || !scope.binds) return none;
  if (isSecretTarget(event.target)) {
    scope.means.withheld.text('secret-field');
    return none;
  }
  scope.text(raw, 'clipboard'); // counts it; no text of a clipboard event is kept
  const { bindings } = scope.means;
  const length = bucketOf(raw.length);
  if (event.op !== 'paste') {
    // Asked before it is remembered: a copy is not its own source.
    const source = copiedFrom(raw, event.tab, event.target, scope);
    return {
      ...kept,
      link: bindings.copy(raw),
      length,
      transform: 'equal',
      ...(source ? { source } : {}),
    } as Kept;
  }
  const { link, transform } = bindings.pasted(raw);
  const own = { structure: structureOf(event.target), tab: event.tab };
  return { ...kept, link, length, transform, source: bindings.sourceOf(raw, own, 'copy') } as Kept;
}

/** A goal's slot if the value is one; else the element it was taken from. */
function copiedFrom(
  raw: string,
  tab: number,
  target: ObservedTarget | undefined,
  scope: Scope,
): ValueSource | undefined {
  const structure = structureOf(target);
  const source = scope.means.bindings.sourceOf(raw, { structure: '', tab: -1 });
  if (source.from === 'slot' || !target || structure === '')
    return source.from === 'typed' ? undefined : source;
  const whole = target.near?.[0]?.trim() === raw.trim();
  return {
    from: 'visible',
    role: keepTarget(target, scope).role,
    structure,
    tab,
    transform: whole ? 'equal' : 'part',
  };
}

function sourceOf(raw: string, tab: number, target: ObservedTarget, scope: Scope): ValueSource {
  return scope.means.bindings.sourceOf(raw, { structure: structureOf(target), tab });
}

/** The event with its target redacted, whatever else is in it. */
function withTarget<E extends { readonly target?: ObservedTarget }>(event: E, scope: Scope): Kept {
  const { target, ...rest } = event;
  return { ...rest, ...(target ? { target: keepTarget(target, scope) } : {}) } as unknown as Kept;
}

function optional<K extends string>(key: K, text: string | undefined): { [P in K]?: string } {
  return text === undefined ? {} : ({ [key]: text } as { [P in K]: string });
}

const SLOT_NAME = /^[a-z][a-zA-Z0-9_.-]{0,31}$/;
const TASK_TYPE = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** A task's declaration: type and slot names; the goal as a template. Values of slots become tokens, or nothing. */
export function keepTask(
  event: Observed<'task'>,
  facts: ObservedFacts,
  types: readonly string[],
  scope: Scope,
): Kept {
  const { goal: raw, ...rest } = event;
  const slots = facts.slots ?? {};
  scope.means.bindings.setSlots(event.phase === 'start' ? slots : {});
  const allowed = TASK_TYPE.test(event.type) && (types.length === 0 || types.includes(event.type));
  const goal = raw === undefined ? undefined : scope.text(Bindings.asTemplate(raw, slots), 'goal');
  return {
    ...rest,
    type: allowed ? event.type : '',
    slots: event.slots.filter((name) => SLOT_NAME.test(name)),
    ...optional('goal', goal),
  };
}
