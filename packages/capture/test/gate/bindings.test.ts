// Bindings: what a value came from, and that this survives a restart without the value.

import { createRedactor } from '@overt/redact';
import { describe, expect, test } from 'vitest';
import {
  BANK,
  CRM,
  click,
  clip,
  facts,
  KEY,
  MAIL,
  node,
  only,
  openGate,
  outline,
  targetOf,
  task,
  typed,
} from './fixture.ts';

describe('where a value came from', () => {
  const commit = (gate: ReturnType<typeof openGate>, text: string, structure = 'body>form>input') =>
    only(
      gate.admit(typed(CRM, text, { locators: [{ by: 'structure', value: structure, matches: 1 }] }, 8_000)),
    ) as { source?: unknown; text?: string };

  test.each([
    ['equal', 'Contoso Ltd', 'Contoso Ltd'],
    ['trim', 'Contoso Ltd', ' Contoso Ltd '],
    ['case', 'Contoso Ltd', 'CONTOSO ltd'],
    ['part', 'Contoso Ltd', 'contoso'],
    ['part', 'kim.lee@contoso.example', 'kim.lee'],
    ['number', '€ 1.204,50', '1204.5'],
    ['number', '1,204.50 EUR', '1204,50'],
    ['date', '12 March 2026', '2026-03-12'],
    ['date', '12.03.2026', '03/12/2026'],
  ])('a goal’s slot: %s', (transform, value, used) => {
    const gate = openGate();
    gate.admit(task({ value }, 'Enter {value}'));
    const kept = commit(gate, used);
    expect(kept.source).toEqual({ from: 'slot', slot: 'value', transform });
    expect(kept.text).toMatch(/^<[A-Z]+_\d+/);
  });

  test.each(['Nor', 'nordw', 'Nordwind Log', 'logis', 'gmb'])('a slot that is being typed: %s', (begun) => {
    const gate = openGate();
    gate.admit(task({ customer: 'Nordwind Logistik GmbH' }, 'Find {customer}'));
    expect(commit(gate, begun).source).toEqual({ from: 'slot', slot: 'customer', transform: 'part' });
  });

  test.each(['No', 'ordwind', 'Nordwind Log GmbH', 'Nordwund'])('no beginning of a slot: %s', (other) => {
    const gate = openGate();
    gate.admit(task({ customer: 'Nordwind Logistik GmbH' }, 'Find {customer}'));
    expect(commit(gate, other).source).toEqual({ from: 'typed' });
  });

  test('a beginning that two slots share belongs to neither', () => {
    const gate = openGate();
    gate.admit(task({ company: 'Contoso Ltd', email: 'contact@contoso.example' }, 'Add {company}'));
    expect(commit(gate, 'cont').source).toEqual({ from: 'typed' });
    expect(commit(gate, 'conto').source).toEqual({ from: 'slot', slot: 'company', transform: 'part' });
    expect(commit(gate, 'conta').source).toEqual({ from: 'slot', slot: 'email', transform: 'part' });
  });

  test('a long slot is compared by its beginning in bounded work', () => {
    const gate = openGate();
    const message = 'Please ship the rest of the order to the second address. '.repeat(40);
    gate.admit(task({ message }, 'Write {message}'));
    expect(commit(gate, message.slice(0, 90)).source).toMatchObject({ from: 'slot', slot: 'message' });
    expect(commit(gate, message.slice(0, 900)).source).toEqual({ from: 'typed' });
  });

  test('a copy, by its link; equal copies share one, others do not', () => {
    const gate = openGate();
    expect(only(gate.admit(clip(CRM, 'copy', 'INV-2041')))).toMatchObject({ link: 1 });
    expect(only(gate.admit(clip(CRM, 'copy', 'INV-2042')))).toMatchObject({ link: 2 });
    expect(only(gate.admit(clip(CRM, 'copy', 'INV-2041')))).toMatchObject({ link: 1, length: 8 });
    expect(only(gate.admit(clip(CRM, 'paste', 'INV-2042', 4_000)))).toMatchObject({
      link: 2,
      transform: 'equal',
      source: { from: 'copy', link: 2 },
    });
    expect(only(gate.admit(clip(CRM, 'paste', 'from elsewhere', 5_000)))).toMatchObject({
      link: 0,
      source: { from: 'typed' },
    });
    expect(commit(gate, 'inv-2041 ').source).toEqual({ from: 'copy', link: 1, transform: 'case' });
  });

  test('a copy names the element it was taken from', () => {
    const copy = only(openGate().admit(clip(CRM, 'copy', '1,204.50', 3_000, { near: ['1,204.50'] })));
    expect(copy).toMatchObject({
      source: { from: 'visible', role: 'cell', structure: 'body>p', tab: 1, transform: 'equal' },
    });
  });

  test('something visible, with its text-free path, also in another tab and also out of withheld text', () => {
    const gate = openGate();
    gate.admit(
      outline(
        MAIL,
        [node(3, { name: 'Total: 1,204.50 EUR', nameSlot: 'message' }), node(4, { name: 'Oslo' })],
        1_500,
        2,
      ),
    );
    expect(commit(gate, 'Oslo').source).toEqual({
      from: 'visible',
      role: 'cell',
      structure: 'body>table>tr:5>td',
      tab: 2,
      transform: 'equal',
    });
    expect(commit(gate, '1204.5').source).toMatchObject({
      from: 'visible',
      structure: 'body>table>tr:4>td',
      transform: 'number',
    });
  });

  test('a field is not the source of its own value', () => {
    const gate = openGate();
    gate.admit(
      outline(CRM, [
        node(1, {
          role: 'textbox',
          field: 'text',
          facts: facts(),
          value: 'made up here',
          structure: 'body>form>input',
        }),
      ]),
    );
    expect(commit(gate, 'made up here').source).toEqual({ from: 'typed' });
  });

  test('a field never hides the text its value was read from', () => {
    const gate = openGate();
    gate.admit(outline(CRM, [node(1, { name: 'Oslo' })]));
    gate.admit(
      outline(
        CRM,
        [
          node(2, {
            role: 'textbox',
            field: 'text',
            facts: facts(),
            value: 'Oslo',
            structure: 'body>form>input',
          }),
        ],
        1_600,
      ),
    );
    expect(commit(gate, 'Oslo').source).toMatchObject({ structure: 'body>table>tr:2>td' });
  });

  test('nothing else: typed', () => {
    expect(commit(openGate(), 'out of thin air').source).toEqual({ from: 'typed' });
  });

  test('slots are forgotten when the task ends', () => {
    const gate = openGate();
    gate.admit(task({ customer: 'Contoso Ltd' }, 'Find {customer}'));
    const end = { kind: 'task', phase: 'finish', t: 700, type: '', slots: [], outcome: 'success' } as const;
    gate.admit({ event: end, facts: { urls: [], incognito: false } });
    expect(commit(gate, 'Contoso Ltd').source).toEqual({ from: 'typed' });
  });

  test('an element is bound by its own text or its row’s, to a slot before a copy', () => {
    const gate = openGate();
    gate.admit(clip(CRM, 'copy', 'Oslo'));
    expect(targetOf(gate.admit(click(CRM, { near: ['Contoso Ltd', 'Oslo'] }, 4_000))).bound).toMatchObject({
      from: 'copy',
      link: 1,
    });
    gate.admit(task({ customer: 'contoso ltd' }, 'Open {customer}', 4_500));
    expect(targetOf(gate.admit(click(CRM, { near: ['Contoso Ltd', 'Oslo'] }, 5_000))).bound).toEqual({
      from: 'slot',
      slot: 'customer',
      transform: 'case',
    });
  });

  test('a goal that repeats a slot’s value becomes a template', () => {
    const kept = only(
      openGate().admit(task({ customer: 'Contoso Ltd' }, 'Copy the total of Contoso Ltd into the sheet')),
    );
    expect(kept).toMatchObject({
      type: 'office.test',
      slots: ['customer'],
      goal: 'Copy the total of {customer} into the sheet',
    });
  });

  test('a task type the policy does not list is recorded without it', () => {
    expect(only(openGate({ change: { tasks: ['other.task'] } }).admit(task({}, 'Do it')))).toMatchObject({
      type: '',
    });
  });
});

describe('what survives the worker', () => {
  test('links, slots, visible values and counters go on after a restart; no raw text is in the state', () => {
    const redactor = () => createRedactor({ key: KEY, fidelity: 'workflow' });
    const first = openGate({ redactor: redactor() });
    first.admit(task({ customer: 'Contoso Ltd' }, 'Find {customer}'));
    first.admit(clip(CRM, 'copy', 'Quarterly-Secret-77'));
    first.admit(outline(CRM, [node(1, { name: 'Visible value here' })]));
    first.admit(click(BANK, {}, 4_000));
    const json = JSON.stringify(first.state());
    expect(json).not.toMatch(/Contoso|Quarterly|Visible value|chase/i);
    const second = openGate({ redactor: redactor(), state: JSON.parse(json) });
    expect(second.withheld).toEqual(first.withheld);
    const [gap, paste] = second.admit(clip(CRM, 'paste', 'Quarterly-Secret-77', 6_000));
    expect(gap).toMatchObject({ kind: 'gap', reason: 'place-none' });
    expect(paste).toMatchObject({ link: 1 });
    expect(only(second.admit(typed(CRM, 'Contoso Ltd', {}, 7_000)))).toMatchObject({
      source: { from: 'slot', slot: 'customer' },
    });
    expect(only(second.admit(typed(CRM, 'Visible value here', {}, 7_100)))).toMatchObject({
      source: { from: 'visible' },
    });
  });
});
