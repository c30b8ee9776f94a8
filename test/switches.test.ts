// Every switch of every schema that bounds capture is connected: flipping it changes what the product does.
//
// The list is generated from the schemas. A switch without a row fails; so does a row whose switch was disconnected, for
// then both sides of it do the same.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isoWeek } from '@overt/events';
import { noticesOf } from '@overt/governance';
import {
  type ContextParts,
  createCatalogue,
  createContext,
  DEVICE_AT_WORK,
  type DeviceFacts,
  decide,
  decideFrame,
  demoPolicy,
  encodePolicy,
  type Facts,
  type Managed,
  type Moment,
  managedProvider,
  managedSchema,
  minuteOfWeek,
  NO_PERSONAL,
  NO_USAGE,
  NOT_MANAGED,
  noticeText,
  type Personal,
  type Place,
  type Policy,
  parsePolicy,
  personalSchema,
  policyHash,
  policySchema,
  readPersonal,
  renderNotice,
  requireSuccessor,
  retentionOf,
} from '@overt/policy';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isHoldOver } from '../packages/capture/src/browser/worker/segment-record.ts';
import { openGate, task } from '../packages/capture/test/gate/fixture.ts';
import { openWorld, START } from '../packages/governance/test/support/world.ts';

const NOW = new Date('2026-11-23T09:00:00Z'); // a Monday
const HASH = 'a'.repeat(64);
const AT_WORK: Moment = {
  now_ms: NOW.getTime(),
  minuteOfWeek: minuteOfWeek(NOW.getTime(), 0),
  indicatorVisible: true,
  device: DEVICE_AT_WORK,
};
const US = { whereabouts: { participant: ['US' as const], device: ['US' as const] } };
const BASE: Policy = {
  ...demoPolicy(NOW),
  maxFidelity: 'content',
  places: [{ place: 'own', fidelity: 'content', hosts: ['own.example'], name: 'Own' }],
};
const CRM: Place = {
  id: 'crm',
  name: 'CRM',
  category: 'crm',
  fidelity: 'content',
  evidence: 'verified',
  known: true,
  surfaces: [],
};

interface Situation {
  readonly policy: Policy;
  readonly parts?: Partial<ContextParts>;
  readonly facts?: Partial<Facts>;
  readonly device?: Partial<DeviceFacts>;
  readonly now_ms?: number;
}

/** The decision in a situation, through everything that is compiled from the policy. */
function decided({
  policy,
  parts = {},
  facts = {},
  device = {},
  now_ms = NOW.getTime(),
}: Situation): unknown {
  const context = createContext({
    policy,
    policyHash: HASH,
    confirmedAt_ms: NOW.getTime(),
    receipt: { hash: 'b', policy: HASH, given: '2026-10-01T09:00Z', notAfter: '2028-01-01T00:00:00Z' },
    ...US,
    ...parts,
  });
  const seen: Facts = {
    place: CRM,
    host: 'crm.example',
    incognito: false,
    surface: 'interface',
    noTrain: false,
    confidential: false,
    ...facts,
  };
  const { fidelity, rule, text, binding } = decide(seen, context, {
    ...AT_WORK,
    now_ms,
    device: { ...DEVICE_AT_WORK, ...device },
  });
  return { fidelity, rule, text, binding };
}

const later = (hours: number): number => NOW.getTime() + hours * 3_600_000;
const refused = (run: () => unknown): string => {
  try {
    run();
    return 'accepted';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'fault';
  }
};
const hashed = (policy: Policy) => ({
  policy,
  hash: policyHash(encodePolicy(policy), {
    sha256: (input) => new Uint8Array(createHash('sha256').update(input).digest()),
  }),
});
const reread = (change: object): string =>
  refused(() => parsePolicy(new TextEncoder().encode(JSON.stringify({ ...BASE, ...change }))));

/** Through the register that the policy compiles into: text, title, address. */
function registered(noTrain: Policy['noTrain']): unknown {
  const { noTrain: compiled } = createContext({
    policy: { ...BASE, noTrain },
    policyHash: HASH,
    confirmedAt_ms: 0,
    receipt: undefined,
    ...US,
  });
  return [
    compiled.hitsText('Offer for Fabrikam, account ACC-7'),
    compiled.hitsTitle('Project Falcon'),
    compiled.hitsUrl('https://fabrikam.example/x'),
    compiled.hitsUrl('https://crm.example/accounts/7'),
  ];
}

/** What a screenshot of the place would be. */
function shot(policy: Policy): unknown {
  const box = { x: 0, y: 0, width: 1, height: 1 };
  const context = createContext({
    policy,
    policyHash: HASH,
    confirmedAt_ms: NOW.getTime(),
    receipt: { hash: 'b', policy: HASH, given: '2026-10-01T09:00Z', notAfter: '2028-01-01T00:00:00Z' },
    ...US,
  });
  const area = {
    place: CRM,
    host: 'crm.example',
    incognito: false,
    noTrain: false,
    confidential: false,
    box,
    boxes: [],
    complete: true,
  };
  return decideFrame([area], context, AT_WORK).allow;
}

const ownPlace = (places: Policy['places'], host = 'own.example'): unknown => {
  const policy = { ...BASE, places };
  const place = createCatalogue({ policy }).placeOf({ url: `https://${host}/` });
  return { name: place.name, decided: decided({ policy, facts: { place, host } }) };
};

const hours = (change: Partial<Policy['hours'][number]>): unknown =>
  decided({ policy: { ...BASE, hours: [{ days: [1], from: '08:00', to: '10:00', ...change }] } });
const quiet = (change: Partial<Personal['quiet'][number]>): unknown =>
  decided({
    policy: BASE,
    parts: { personal: { ...NO_PERSONAL, quiet: [{ days: [2], from: '08:00', to: '10:00', ...change }] } },
  });
const packs = (change: object): unknown =>
  decided({
    policy: {
      ...BASE,
      jurisdictions: BASE.jurisdictions.map((active) =>
        active.pack === 'US' ? { ...active, ...change } : active,
      ),
    },
  });
const told = (change: Partial<Policy>): string => noticeText(renderNotice({ ...BASE, ...change }, 'en'));
const bounded = (budgets: Partial<Policy['budgets']>, usage: Partial<typeof NO_USAGE>): unknown =>
  decided({
    policy: { ...BASE, budgets: { ...BASE.budgets, ...budgets } },
    device: { usage: { ...NO_USAGE, ...usage } },
  });
const ends = (change: Partial<Policy['ends']>, device: Partial<DeviceFacts>): unknown =>
  decided({ policy: { ...BASE, ends: { ...BASE.ends, ...change } }, device });
const kept = (retention: Partial<Policy['retention']>): unknown =>
  retentionOf(
    { ...BASE, retention: { ...BASE.retention, ...retention } },
    createContext({ policy: BASE, policyHash: HASH, confirmedAt_ms: 0, receipt: undefined, ...US }).terms,
  );

/** A piece recorded under a hold of so many hours, after three hours of presence. */
const held = (hold_h: number): unknown => isHoldOver({ presence: 0, hold_h }, 180, { ...BASE, hold_h: 0 });
/** The type under which a task is recorded that its participant declared. */
const declared = (tasks: string[]): unknown => {
  const [event] = openGate({ change: { tasks } }).admit(task({}, 'Look it up'));
  return event?.kind === 'task' ? event.type : 'nothing';
};
const offered = (languages: Policy['languages']): unknown => [...noticesOf({ ...BASE, languages }).keys()];
/** States of one consenting person's week, two weeks later. */
async function learnable(change: Partial<Policy>): Promise<unknown> {
  const world = await openWorld({ ...demoPolicy(START), ...change });
  try {
    await world.consenting();
    const week = isoWeek(START);
    world.pass(15);
    return [...(await world.governance.consent.eligible([week])).values()];
  } finally {
    await world.close();
  }
}

/** Both sides of a switch, as the product behaves on either. */
type Sides = readonly [one: () => unknown, other: () => unknown];

const POLICY: Readonly<Record<string, Sides>> = {
  format: [() => reread({}), () => reread({ format: 'other' })],
  version: [() => reread({}), () => reread({ version: 9 })],
  id: [
    () => refused(() => requireSuccessor(hashed({ ...BASE, serial: BASE.serial + 1 }), hashed(BASE), 0)),
    () =>
      refused(() =>
        requireSuccessor(hashed({ ...BASE, serial: BASE.serial + 1, id: 'other' }), hashed(BASE), 0),
      ),
  ],
  programme: [() => told({}), () => told({ programme: 'Another name' })],
  controller: [() => told({}), () => told({ controller: 'Another one' })],
  contact: [() => told({}), () => told({ contact: 'elsewhere' })],
  serial: [
    () => refused(() => requireSuccessor(hashed({ ...BASE, serial: BASE.serial + 1 }), hashed(BASE), 0)),
    () => refused(() => requireSuccessor(hashed({ ...BASE, serial: BASE.serial - 1 }), hashed(BASE), 0)),
  ],
  issued: [() => reread({}), () => reread({ issued: '2025-01-01T00:00:00Z' })],
  notAfter: [
    () => decided({ policy: BASE }),
    () => decided({ policy: { ...BASE, notAfter: NOW.toISOString() } }),
  ],
  ttl_h: [
    () => decided({ policy: { ...BASE, ttl_h: 24 }, now_ms: later(2) }),
    () => decided({ policy: { ...BASE, ttl_h: 1 }, now_ms: later(2) }),
  ],
  halt: [() => decided({ policy: BASE }), () => decided({ policy: { ...BASE, halt: true } })],
  'retention.action_months': [() => kept({}), () => kept({ action_months: 1 })],
  'retention.text_days': [() => kept({}), () => kept({ text_days: 1 })],
  'retention.pixels_days': [() => kept({}), () => kept({ pixels_days: 1 })],
  maxFidelity: [
    () => decided({ policy: BASE }),
    () => decided({ policy: { ...BASE, maxFidelity: 'structure' } }),
  ],
  classes: [() => shot(BASE), () => shot({ ...BASE, classes: ['action', 'text'] })],
  'places[].place': [
    () => decided({ policy: { ...BASE, places: [{ place: 'crm', fidelity: 'none' }] } }),
    () => decided({ policy: { ...BASE, places: [{ place: 'mail', fidelity: 'none' }] } }),
  ],
  'places[].fidelity': [
    () => decided({ policy: { ...BASE, places: [{ place: 'crm', fidelity: 'none' }] } }),
    () => decided({ policy: { ...BASE, places: [{ place: 'crm', fidelity: 'workflow' }] } }),
  ],
  'places[].hosts': [
    () => ownPlace(BASE.places),
    () => ownPlace([{ ...BASE.places[0]!, hosts: ['else.example'] }]),
  ],
  'places[].name': [() => ownPlace(BASE.places), () => ownPlace([{ ...BASE.places[0]!, name: 'Renamed' }])],
  personal: [() => reread({}), () => reread({ personal: 'loosen' })],
  'noTrain.domains': [
    () => registered(BASE.noTrain),
    () => registered({ ...BASE.noTrain, domains: ['fabrikam.example'] }),
  ],
  'noTrain.names': [
    () => registered(BASE.noTrain),
    () => registered({ ...BASE.noTrain, names: ['Fabrikam'] }),
  ],
  'noTrain.accounts': [
    () => registered(BASE.noTrain),
    () => registered({ ...BASE.noTrain, accounts: ['ACC-7'] }),
  ],
  'noTrain.urls': [
    () => registered(BASE.noTrain),
    () => registered({ ...BASE.noTrain, urls: ['crm.example/accounts/7*'] }),
  ],
  'noTrain.markers': [
    () => registered(BASE.noTrain),
    () => registered({ ...BASE.noTrain, markers: ['Project Falcon'] }),
  ],
  'jurisdictions[].pack': [() => packs({}), () => packs({ pack: 'UK' })],
  'jurisdictions[].version': [() => packs({}), () => packs({ version: 99 })],
  'jurisdictions[].digest': [() => packs({}), () => packs({ digest: 'f'.repeat(64) })],
  'hours[].days': [() => hours({}), () => hours({ days: [2] })],
  'hours[].from': [() => hours({}), () => hours({ from: '09:30' })],
  'hours[].to': [() => hours({}), () => hours({ to: '08:30' })],
  'ends.calls': [
    () => ends({ calls: true }, { inCall: true }),
    () => ends({ calls: false }, { inCall: true }),
  ],
  'ends.sharing': [
    () => ends({ sharing: true }, { sharing: true }),
    () => ends({ sharing: false }, { sharing: true }),
  ],
  'ends.idle_min': [
    () => ends({ idle_min: 5 }, { idle_min: 7 }),
    () => ends({ idle_min: 10 }, { idle_min: 7 }),
  ],
  'budgets.mb_per_day': [
    () => bounded({ mb_per_day: 10 }, { mb_today: 20 }),
    () => bounded({ mb_per_day: 30 }, { mb_today: 20 }),
  ],
  'budgets.cpu_percent': [
    () => bounded({ cpu_percent: 10 }, { cpu_percent: 20 }),
    () => bounded({ cpu_percent: 30 }, { cpu_percent: 20 }),
  ],
  'budgets.metered': [
    () => bounded({ metered: false }, { metered: true }),
    () => bounded({ metered: true }, { metered: true }),
  ],
  'budgets.battery_percent': [
    () => bounded({ battery_percent: 30 }, { battery_percent: 20 }),
    () => bounded({ battery_percent: 10 }, { battery_percent: 20 }),
  ],
  hold_h: [() => held(24), () => held(2)],
  tasks: [() => declared([]), () => declared(['office.other'])],
  languages: [() => offered(['en']), () => offered(['en', 'fr'])],
  // With a real server and database: what may be learned from after two weeks.
  embargo_days: [() => learnable({ embargo_days: 7 }), () => learnable({ embargo_days: 60 })],
  purposes: [() => learnable({}), () => learnable({ purposes: ['rights'] })],
};

const personal = (change: Partial<Personal>): unknown =>
  decided({ policy: BASE, parts: { personal: { ...NO_PERSONAL, ...change } } });
const frugal = (budgets: Personal['budgets'], usage: Partial<typeof NO_USAGE>): unknown =>
  decided({
    policy: BASE,
    parts: { personal: readPersonal({ budgets }) },
    device: { usage: { ...NO_USAGE, ...usage } },
  });

const PERSONAL: Readonly<Record<string, Sides>> = {
  'rules[].place': [
    () => personal({ rules: [{ place: 'crm', fidelity: 'none' }] }),
    () => personal({ rules: [{ place: 'mail', fidelity: 'none' }] }),
  ],
  'rules[].host': [
    () => personal({ rules: [{ host: 'crm.example', fidelity: 'none' }] }),
    () => personal({ rules: [{ host: 'mail.example', fidelity: 'none' }] }),
  ],
  'rules[].fidelity': [
    () => personal({ rules: [{ place: 'crm', fidelity: 'none' }] }),
    () => personal({ rules: [{ place: 'crm', fidelity: 'workflow' }] }),
  ],
  'pauses[].scope.place': [
    () => personal({ pauses: [{ scope: { place: 'crm' } }] }),
    () => personal({ pauses: [{ scope: { place: 'mail' } }] }),
  ],
  'pauses[].scope.host': [
    () => personal({ pauses: [{ scope: { host: 'crm.example' } }] }),
    () => personal({ pauses: [{ scope: { host: 'mail.example' } }] }),
  ],
  'pauses[].scope.everything': [
    () => personal({}),
    () => personal({ pauses: [{ scope: { everything: true } }] }),
  ],
  'pauses[].until': [
    () => personal({ pauses: [{ scope: { place: 'crm' }, until: '2026-11-23T08:00:00Z' }] }),
    () => personal({ pauses: [{ scope: { place: 'crm' }, until: '2026-11-23T10:00:00Z' }] }),
  ],
  'quiet[].days': [() => quiet({}), () => quiet({ days: [1] })],
  'quiet[].from': [() => quiet({ days: [1] }), () => quiet({ days: [1], from: '09:30' })],
  'quiet[].to': [() => quiet({ days: [1] }), () => quiet({ days: [1], to: '08:30' })],
  'budgets.mb_per_day': [
    () => frugal({}, { mb_today: 20 }),
    () => frugal({ mb_per_day: 10 }, { mb_today: 20 }),
  ],
  'budgets.cpu_percent': [
    () => frugal({}, { cpu_percent: 20 }),
    () => frugal({ cpu_percent: 10 }, { cpu_percent: 20 }),
  ],
  'budgets.metered': [
    () =>
      decided({
        policy: { ...BASE, budgets: { ...BASE.budgets, metered: true } },
        device: { usage: { ...NO_USAGE, metered: true } },
      }),
    () =>
      decided({
        policy: { ...BASE, budgets: { ...BASE.budgets, metered: true } },
        parts: { personal: readPersonal({ budgets: { metered: false } }) },
        device: { usage: { ...NO_USAGE, metered: true } },
      }),
  ],
  'budgets.battery_percent': [
    () => frugal({}, { battery_percent: 50 }),
    () => frugal({ battery_percent: 60 }, { battery_percent: 50 }),
  ],
};

/** The switch's rows are a test in Chromium: it has to be there under this name, and not be skipped. */
function browserTest(name: string): Sides {
  const tests = readFileSync(new URL('../apps/extension/test/narrowing.test.ts', import.meta.url), 'utf8');
  if (!tests.includes(`test('${name}'`)) throw new TypeError(`no test in Chromium is named ${name}`);
  return [() => name, () => 'nothing'];
}

const managed = (change: Partial<Managed>): unknown =>
  decided({ policy: BASE, parts: { providers: [managedProvider({ ...NOT_MANAGED, ...change })] } });

const MANAGED: Readonly<Record<string, Sides>> = {
  // These two can only be shown in a browser: apps/extension/test/narrowing.test.ts, by the tests named here.
  server: browserTest('another server than the one named is refused'),
  vetoExtension: browserTest(
    'an extension that is named is asked before a place is captured: none until it answers, and what it says then',
  ),
  maxFidelity: [() => managed({}), () => managed({ maxFidelity: 'structure' })],
  'rules[].place': [
    () => managed({ rules: [{ place: 'crm', fidelity: 'none' }] }),
    () => managed({ rules: [{ place: 'mail', fidelity: 'none' }] }),
  ],
  'rules[].host': [
    () => managed({ rules: [{ host: 'crm.example', fidelity: 'none' }] }),
    () => managed({ rules: [{ host: 'mail.example', fidelity: 'none' }] }),
  ],
  'rules[].fidelity': [
    () => managed({ rules: [{ place: 'crm', fidelity: 'none' }] }),
    () => managed({ rules: [{ place: 'crm', fidelity: 'workflow' }] }),
  ],
};

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** Paths of all leaves; a list of objects is `list[].member`, a choice has the leaves of every branch. */
function leavesOf(schema: JsonSchema, path: string): string[] {
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return branches.flatMap((branch) => leavesOf(branch, path));
  if (schema.items?.properties || schema.items?.anyOf || schema.items?.oneOf)
    return leavesOf(schema.items, `${path}[]`);
  if (!schema.properties) return [path];
  return Object.entries(schema.properties).flatMap(([name, member]) =>
    leavesOf(member, path === '' ? name : `${path}.${name}`),
  );
}

const switchesOf = (schema: z.ZodType): string[] =>
  [...new Set(leavesOf(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema, ''))].sort();

describe.each([
  ['policy', policySchema, POLICY],
  ['personal settings', personalSchema, PERSONAL],
  ['managed configuration', managedSchema, MANAGED],
] as const)('%s', (_name, schema, table) => {
  test('every switch of the schema has a row, and every row a switch', () => {
    expect(Object.keys(table).sort()).toEqual(switchesOf(schema));
  });

  test.each(Object.entries(table))('%s is connected', async (_path, [one, other]) => {
    const behaviour = JSON.stringify(await one());
    expect(behaviour).not.toBe(JSON.stringify(await other()));
  });
});
