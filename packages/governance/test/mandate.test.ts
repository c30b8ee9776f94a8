import { bytes } from '@overt/events';
import {
  covers,
  encodeMandate,
  GovernanceFault,
  type Mandate,
  parseMandate,
  widens,
} from '@overt/governance';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const MANDATE: Mandate = {
  format: 'overt-mandate',
  version: 1,
  id: `mdt_${'a'.repeat(26)}`,
  programme: 'Office agents',
  tasks: ['office.invoice', 'office.crm'],
  places: ['office.mail', 'category:spreadsheet'],
  purposes: ['train-cua'],
  endUses: ['assist'],
  benefit: 'A share of the time saved.',
  issued: '2026-11-23T09:00:00.000Z',
  effective: '2026-11-23T09:00:00.000Z',
  notAfter: '2027-11-23T09:00:00.000Z',
  cosigners: ['council+00000000+AA=='],
};
const parse = (change: object) => parseMandate(bytes.toUtf8(JSON.stringify({ ...MANDATE, ...change })));

describe('a mandate', () => {
  test('is read as it was written', () => {
    expect(parseMandate(encodeMandate(MANDATE))).toEqual(MANDATE);
  });

  test.each([
    ['nobody who co-signs', { cosigners: [] }],
    ['no task', { tasks: [] }],
    ['no benefit', { benefit: '' }],
    ['a purpose that does not exist', { purposes: ['performance'] }],
    ['an end use that does not exist', { endUses: ['monitor'] }],
    ['a member nobody knows', { alsoFor: 'everything' }],
  ])('is refused with %s', (_, change) => {
    expect(() => parse(change)).toThrow(expect.objectContaining({ code: 'MANDATE_MALFORMED' }));
  });

  test.each([
    ['runs longer than 12 months', { notAfter: '2027-11-23T09:00:01.000Z' }],
    [
      'ends before it takes effect',
      { effective: '2027-02-01T00:00:00.000Z', notAfter: '2027-01-01T00:00:00.000Z' },
    ],
    ['takes effect before it is issued', { effective: '2026-11-22T09:00:00.000Z' }],
  ])('is refused when it %s', (_, change) => {
    expect(() => parse(change)).toThrow(expect.objectContaining({ code: 'MANDATE_TERM' }));
  });

  test('from arbitrary bytes gives a code, never another exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes.toUtf8)), (input) => {
        expect(() => parseMandate(input)).toThrow(GovernanceFault);
      }),
    );
  });
});

describe('covers', () => {
  test('wants the task, and every place by id or category', () => {
    const mail = { id: 'office.mail' };
    const sheet = { id: 'office.sheet', category: 'spreadsheet' };
    const hr = { id: 'office.hr', category: 'hr' };
    expect(covers(MANDATE, { task: 'office.invoice', places: [mail, sheet] })).toEqual({ covered: true });
    expect(covers(MANDATE, { task: 'office.hr-form', places: [mail] })).toEqual({
      covered: false,
      reason: 'TASK',
    });
    expect(covers(MANDATE, { task: 'office.invoice', places: [mail, hr] })).toEqual({
      covered: false,
      reason: 'PLACE',
    });
    expect(covers(MANDATE, { task: '', places: [] })).toEqual({ covered: false, reason: 'TASK' });
  });

  test('a mandate that is not wider never covers more', () => {
    const list = (values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
    const mandate = fc
      .record({ tasks: list(['a', 'b', 'c']), places: list(['p', 'q', 'category:r']) })
      .map((part) => ({ ...MANDATE, ...part }));
    const episode = fc.record({
      task: fc.constantFrom('a', 'b', 'c', 'd'),
      places: fc.array(fc.constantFrom({ id: 'p' }, { id: 'q' }, { id: 's', category: 'r' }, { id: 't' })),
    });
    fc.assert(
      fc.property(mandate, mandate, episode, (before, next, facts) => {
        if (!widens(before, next) && covers(next, facts).covered)
          expect(covers(before, facts).covered).toBe(true);
      }),
    );
  });
});
