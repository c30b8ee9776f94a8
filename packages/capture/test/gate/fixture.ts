// A gate with everything in order, and observations as a page would make them.

import type { OutlineNode, Target } from '@overt/events';
import { DEVICE_AT_WORK, demoPolicy, type FieldFacts, type Policy, type ReceiptFact } from '@overt/policy';
import { createRedactor } from '@overt/redact';
import {
  createGate,
  type Gate,
  type GateOptions,
  type Observation,
  type ObservedEvent,
  type ObservedNode,
  type ObservedTarget,
  type RedactedEvent,
} from '../../src/gate/index.ts';

export const NOW = new Date('2026-11-23T09:00:00Z');
const HASH = 'a'.repeat(64);
export const RECEIPT: ReceiptFact = {
  hash: 'b'.repeat(64),
  policy: HASH,
  notAfter: '2027-01-01T00:00:00Z',
  given: '2026-11-01T09:00Z',
};
export const KEY = new Uint8Array(32).fill(7);

export const MAIL = 'http://mail.office.localhost:8123/inbox';
export const CRM = 'http://crm.office.localhost:8123/customers';
export const SIGN_IN = 'http://hr.office.localhost:8123/sign-in';
export const LEAVE = 'http://hr.office.localhost:8123/';
export const BANK = 'https://www.chase.com/account';
export const UNKNOWN = 'https://nobody-knows.example/page';

export interface Setting extends Partial<GateOptions> {
  readonly change?: Partial<Omit<Policy, 'noTrain'>> & { readonly noTrain?: Partial<Policy['noTrain']> };
}

export function openGate(setting: Setting = {}): Gate {
  const { change, ...options } = setting;
  const { noTrain, ...rest } = change ?? {};
  return createGate({
    policy: { ...demoPolicy(NOW, noTrain ? { noTrain } : {}), ...rest },
    policyHash: HASH,
    receipt: RECEIPT,
    whereabouts: { participant: ['US'], device: ['US'] },
    redactor: createRedactor({ key: KEY, fidelity: 'workflow' }),
    clock: { now: () => NOW },
    isIndicatorVisible: () => true,
    device: () => DEVICE_AT_WORK,
    ...options,
  });
}

export const facts = (change: Partial<FieldFacts> = {}): FieldFacts => ({
  kind: 'text',
  type: 'text',
  autocomplete: '',
  wasPassword: false,
  autofilled: false,
  hidden: false,
  hint: '',
  ...change,
});

export const target = (change: Partial<ObservedTarget> = {}): ObservedTarget => ({
  role: 'button',
  name: 'Save',
  nameSlot: 'interface',
  states: [],
  box: { x: 10, y: 20, width: 80, height: 24 },
  framePath: [],
  field: 'none',
  locators: [
    { by: 'role', value: 'Save', matches: 1 },
    { by: 'structure', value: 'body>main>button', matches: 1 },
  ],
  ...change,
});

export const field = (structure: string, change: Partial<ObservedTarget> = {}): ObservedTarget =>
  target({
    role: 'textbox',
    name: 'Customer',
    field: 'text',
    facts: facts(),
    locators: [{ by: 'structure', value: structure, matches: 1 }],
    ...change,
  });

export function click(url: string, change: Partial<ObservedTarget> = {}, t = 1_000): Observation {
  const event: ObservedEvent = {
    kind: 'pointer',
    phase: 'down',
    t,
    x: 12,
    y: 22,
    button: 0,
    count: 1,
    modifiers: 0,
    tab: 1,
    target: target(change),
  };
  return { event, facts: { urls: [url], incognito: false } };
}

export function typed(
  url: string,
  text: string | undefined,
  change: Partial<ObservedTarget> = {},
  t = 2_000,
): Observation {
  const event: ObservedEvent = {
    kind: 'text',
    op: 'commit',
    t,
    at: 0,
    removed: 0,
    inserted: 8,
    ime: false,
    tab: 1,
    target: field('body>form>input', change),
    ...(text === undefined ? {} : { text }),
  };
  return { event, facts: { urls: [url], incognito: false } };
}

export function clip(
  url: string,
  op: 'copy' | 'cut' | 'paste',
  text: string,
  t = 3_000,
  change: Partial<ObservedTarget> = {},
): Observation {
  const event: ObservedEvent = {
    kind: 'clipboard',
    op,
    t,
    format: 'text',
    tab: 1,
    target: field('body>p', { role: 'cell', field: 'none', ...change }),
  };
  return { event, facts: { urls: [url], incognito: false, clipboard: text } };
}

export function task(slots: Readonly<Record<string, string>>, goal: string, t = 500): Observation {
  const event: ObservedEvent = {
    kind: 'task',
    phase: 'start',
    t,
    type: 'office.test',
    slots: Object.keys(slots),
    goal,
    outcome: 'unknown',
  };
  return { event, facts: { urls: [], incognito: false, slots } };
}

export const node = (id: number, change: Partial<ObservedNode> = {}): ObservedNode => ({
  id,
  parent: id - 1,
  role: 'cell',
  states: [],
  box: { x: 0, y: id * 20, width: 200, height: 20 },
  framePath: [],
  field: 'none',
  structure: `body>table>tr:${id + 1}>td`,
  ...change,
});

export function outline(url: string, nodes: readonly ObservedNode[], t = 1_500, tab = 1): Observation {
  return {
    event: { kind: 'outline', t, tab, place: '', nodes, truncated: false },
    facts: { urls: [url], incognito: false },
  };
}

/** The one event an observation became. */
export function only(events: readonly RedactedEvent[]): RedactedEvent {
  if (events.length !== 1)
    throw new Error(`expected one event, found ${events.map(({ kind }) => kind).join(', ') || 'none'}`);
  return events[0]!;
}

/** The target of the one event. */
export function targetOf(events: readonly RedactedEvent[]): Target {
  const event = only(events);
  if (!('target' in event) || !event.target) throw new Error('expected a target');
  return event.target;
}

/** The nodes of a kept outline. */
export function nodesOf(event: RedactedEvent): readonly OutlineNode[] {
  if (event.kind !== 'outline') throw new Error(`expected an outline, found ${event.kind}`);
  return event.nodes;
}
