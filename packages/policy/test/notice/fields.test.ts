// Every field of the policy either changes the notice in all languages, or stands below with the reason why it does not.

import { describe, expect, test } from 'vitest';
import { noticeText, renderNotice } from '../../src/notice/render.ts';
import { LANGUAGES, type Policy, policySchema } from '../../src/schema.ts';
import { POLICY } from './policy.ts';

type Change = (policy: Policy) => Partial<Policy>;

const [place, category, stock] = POLICY.places;
const [weekdays, friday] = POLICY.hours;
const NOBODY: Policy['noTrain'] = { domains: [], names: [], accounts: [], urls: [], markers: [] };

/** By path: a change that a participant must be able to read. */
const SHOWN: Readonly<Record<string, Change>> = {
  id: () => ({ id: 'other' }),
  programme: () => ({ programme: 'Another programme' }),
  controller: () => ({ controller: 'Another company' }),
  contact: () => ({ contact: 'another.desk@example.com' }),
  notAfter: () => ({ notAfter: '2027-10-01T09:00:00Z' }),
  ttl_h: () => ({ ttl_h: 48 }),
  hold_h: () => ({ hold_h: 0 }),
  'retention.action_months': ({ retention }) => ({ retention: { ...retention, action_months: 1 } }),
  'retention.text_days': ({ retention }) => ({ retention: { ...retention, text_days: 1 } }),
  'retention.pixels_days': ({ retention }) => ({ retention: { ...retention, pixels_days: 1 } }),
  embargo_days: () => ({ embargo_days: 0 }),
  purposes: () => ({ purposes: ['rights'] }),
  maxFidelity: () => ({ maxFidelity: 'content' }),
  classes: () => ({ classes: ['action', 'text'] }),
  'places.place': () => ({ places: [{ ...place!, place: 'office.sheet' }, category!, stock!] }),
  'places.fidelity': () => ({ places: [{ ...place!, fidelity: 'none' }, category!, stock!] }),
  'places.hosts': () => ({ places: [place!, category!, { ...stock!, hosts: ['stock.example'] }] }),
  'places.name': () => ({ places: [place!, category!, { ...stock!, name: 'Warehouse' }] }),
  'noTrain.domains': () => ({ noTrain: NOBODY }),
  'noTrain.names': () => ({ noTrain: NOBODY }),
  'noTrain.accounts': () => ({ noTrain: NOBODY }),
  'noTrain.urls': () => ({ noTrain: NOBODY }),
  'noTrain.markers': () => ({ noTrain: NOBODY }),
  tasks: () => ({ tasks: ['office.answer-mail'] }),
  'jurisdictions.pack': ({ jurisdictions }) => ({ jurisdictions: jurisdictions.slice(1) }),
  'jurisdictions.version': ({ jurisdictions }) => ({
    jurisdictions: jurisdictions.map((named) => ({ ...named, version: 2 })),
  }),
  'hours.days': () => ({ hours: [{ ...weekdays!, days: [1, 2, 3] }, friday!] }),
  'hours.from': () => ({ hours: [{ ...weekdays!, from: '09:00' }, friday!] }),
  'hours.to': () => ({ hours: [{ ...weekdays!, to: '17:00' }, friday!] }),
  'ends.calls': ({ ends }) => ({ ends: { ...ends, calls: false } }),
  'ends.sharing': ({ ends }) => ({ ends: { ...ends, sharing: false } }),
  'ends.idle_min': ({ ends }) => ({ ends: { ...ends, idle_min: 6 } }),
  'budgets.mb_per_day': ({ budgets }) => ({ budgets: { ...budgets, mb_per_day: 1 } }),
  'budgets.cpu_percent': ({ budgets }) => ({ budgets: { ...budgets, cpu_percent: 1 } }),
  'budgets.metered': ({ budgets }) => ({ budgets: { ...budgets, metered: true } }),
  'budgets.battery_percent': ({ budgets }) => ({ budgets: { ...budgets, battery_percent: 0 } }),
  languages: () => ({ languages: ['en', 'de'] }),
};

/** By path: why a participant does not read it. */
const HIDDEN: Readonly<Record<string, readonly [reason: string, change: Change]>> = {
  format: ['has one value', () => ({})],
  version: ['has one value', () => ({})],
  personal: ['has one value; that she may tighten is said always', () => ({})],
  serial: ['orders policies; the same rules issued again must give the same notice', () => ({ serial: 9 })],
  issued: ['as the serial', () => ({ issued: '2026-11-24T09:00:00Z' })],
  halt: [
    'a state, not a rule: shown while it lasts, and what was agreed to is the same after it',
    () => ({ halt: true }),
  ],
  'jurisdictions.digest': [
    'for machines; other terms have another version',
    ({ jurisdictions }) => ({
      jurisdictions: jurisdictions.map((named) => ({ ...named, digest: 'f'.repeat(64) })),
    }),
  ],
};

const LISTS = ['domains', 'names', 'accounts', 'urls', 'markers'] as const;

describe('the notice', () => {
  test('knows every field of the policy', () => {
    expect([...Object.keys(SHOWN), ...Object.keys(HIDDEN)].sort()).toEqual(pathsOf(policySchema, '').sort());
  });

  describe.each(LANGUAGES.map((language) => [language]))('in %s', (language) => {
    const textOf = (policy: Policy): string => noticeText(renderNotice(policy, language));

    test.each(Object.entries(SHOWN))('changes with %s', (path, change) => {
      const list = LISTS.find((name) => path === `noTrain.${name}`);
      const before = list ? { ...POLICY, noTrain: { ...NOBODY, [list]: ['fabrikam.example'] } } : POLICY;
      const after = policySchema.parse({ ...before, ...change(before) });
      expect(textOf(after)).not.toBe(textOf(before));
    });

    test.each(Object.entries(HIDDEN))('does not change with %s', (_path, [, change]) => {
      expect(textOf(policySchema.parse({ ...POLICY, ...change(POLICY) }))).toBe(textOf(POLICY));
    });
  });
});

interface Node {
  readonly def: { readonly type: string; readonly innerType?: Node; readonly element?: Node };
  readonly shape?: Readonly<Record<string, Node>>;
}

/** Every field of a schema, those of a list's entries under the list's name. */
function pathsOf(schema: unknown, path: string): string[] {
  const node = schema as Node; // zod's own description of itself
  const inner = node.def.innerType ?? node.def.element;
  if (node.def.type === 'object')
    return Object.entries(node.shape ?? {}).flatMap(([name, field]) =>
      pathsOf(field, path === '' ? name : `${path}.${name}`),
    );
  return inner ? pathsOf(inner, path) : [path];
}
