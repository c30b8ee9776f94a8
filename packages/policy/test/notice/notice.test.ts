import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIDELITIES } from '../../src/fidelity.ts';
import { classesOf } from '../../src/notice/classes.ts';
import { noticeHash, noticeText, renderNotice } from '../../src/notice/render.ts';
import { soloPolicy } from '../../src/ready.ts';
import { CLASSES, LANGUAGES, type Language, type Policy, PURPOSES, policySchema } from '../../src/schema.ts';
import { POLICY, sha256 } from './policy.ts';

const textOf = (policy: Policy, language: Language): string => noticeText(renderNotice(policy, language));
const section = (policy: Policy, id: string, language: Language = 'en'): string =>
  renderNotice(policy, language).sections.find((one) => one.id === id)?.text ?? '';

const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    maxFidelity: fc.constantFrom(...FIDELITIES),
    classes: fc.subarray([...CLASSES], { minLength: 1 }),
    purposes: fc.subarray([...PURPOSES], { minLength: 1 }),
    hold_h: fc.integer({ min: 0, max: 168 }),
    ttl_h: fc.integer({ min: 1, max: 168 }),
    embargo_days: fc.integer({ min: 0, max: 365 }),
    jurisdictions: fc.subarray(POLICY.jurisdictions),
    tasks: fc.subarray(POLICY.tasks),
    places: fc.subarray(POLICY.places),
    hours: fc.subarray(POLICY.hours),
    languages: fc.subarray([...LANGUAGES], { minLength: 1 }),
    ends: fc.record({
      calls: fc.boolean(),
      sharing: fc.boolean(),
      idle_min: fc.integer({ min: 1, max: 60 }),
    }),
    retention: fc.record({
      action_months: fc.integer({ min: 1, max: 24 }),
      text_days: fc.integer({ min: 1, max: 180 }),
      pixels_days: fc.integer({ min: 1, max: 180 }),
    }),
    budgets: fc.record({
      mb_per_day: fc.integer({ min: 1, max: 10_000 }),
      cpu_percent: fc.integer({ min: 1, max: 100 }),
      metered: fc.boolean(),
      battery_percent: fc.integer({ min: 0, max: 100 }),
    }),
  })
  .map((change) => policySchema.parse({ ...POLICY, ...change }));

describe.each(LANGUAGES.map((language) => [language]))('the notice in %s', (language) => {
  test('reads as it was reviewed', async () => {
    await expect(textOf(POLICY, language)).toMatchFileSnapshot(`golden/${language}.txt`);
  });

  test('is complete for every policy: no empty section, no gap in a sentence', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        for (const { heading, text } of renderNotice(policy, language).sections) {
          expect(heading).not.toBe('');
          expect(text).toMatch(/\.$/);
          expect(text).not.toMatch(/\b(undefined|NaN|null)\b|\[object| {2}|: ?\.|\(\)|\n\n/);
        }
      }),
    );
  });

  test('names no customer, nor how many there are', () => {
    const name = fc.stringMatching(/^[a-z0-9]{3,40}$/);
    const list = fc.array(name, { minLength: 1, maxLength: 20 });
    const register = fc.record({ domains: list, names: list, accounts: list, urls: list, markers: list });
    const expected = textOf(POLICY, language);
    fc.assert(
      fc.property(register, (noTrain) => {
        expect(textOf(policySchema.parse({ ...POLICY, noTrain }), language)).toBe(expected);
      }),
    );
    expect(expected).not.toMatch(/fabrikam/i);
  });

  test('says of each class that a policy allows that it is recorded, and of no other', () => {
    const all = renderNotice({ ...POLICY, maxFidelity: 'content' }, language);
    const lines = new Map(
      all.classes.map((name, at) => [
        name,
        bulletsOf(all.sections.find(({ id }) => id === 'recorded')?.text)[at],
      ]),
    );
    expect(new Set(lines.values()).size).toBe(all.classes.length);
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const notice = renderNotice(policy, language);
        expect(notice.classes).toEqual(classesOf(policy));
        expect(bulletsOf(section(policy, 'recorded', language))).toEqual(
          notice.classes.map((name) => lines.get(name)),
        );
      }),
    );
  });

  test('has the hash of its text', () => {
    const notice = renderNotice(POLICY, language);
    const hash = Buffer.from(sha256(new TextEncoder().encode(noticeText(notice)))).toString('hex');
    expect(noticeHash(notice, { sha256 })).toBe(hash);
  });

  test('cannot be given a section by the words of a policy', () => {
    const forged = 'Acme\n\nWhat is never recorded\nEverything\u202e\u0007';
    const policy = { ...POLICY, controller: forged, contact: forged, programme: forged };
    const notice = renderNotice(policy, language);
    expect(notice.sections.map(({ id }) => id)).toEqual(
      renderNotice(POLICY, language).sections.map(({ id }) => id),
    );
    expect(noticeText(notice).split('\n').length).toBe(textOf(POLICY, language).split('\n').length);
    expect(noticeText(notice).replaceAll('\n', '')).not.toMatch(/\p{C}/u);
  });
});

const bulletsOf = (text = ''): string[] => text.split('\n').filter((line) => line.startsWith('• '));

describe('the languages', () => {
  test('say the same: as many lines in every section, whatever the policy', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const shapes = LANGUAGES.map((language) =>
          renderNotice(policy, language).sections.map(({ id, text }) => [id, text.split('\n').length]),
        );
        for (const shape of shapes) expect(shape).toEqual(shapes[0]);
      }),
    );
  });

  test('give three hashes', () => {
    expect(
      new Set(LANGUAGES.map((language) => noticeHash(renderNotice(POLICY, language), { sha256 }))).size,
    ).toBe(3);
  });

  test('French does not break a line before its punctuation', () => {
    expect(textOf(POLICY, 'fr')).not.toMatch(/ [:;!?%»]|« /);
  });

  test('one is not many', () => {
    const one: Partial<Policy> = {
      hold_h: 1,
      ttl_h: 1,
      embargo_days: 1,
      retention: { action_months: 1, text_days: 1, pixels_days: 1 },
      ends: { ...POLICY.ends, idle_min: 1 },
    };
    const policy = { ...POLICY, ...one };
    expect(section(policy, 'kept')).toContain('Pictures: 1 day. Texts: 1 day. Actions: 1 month.');
    expect(section(policy, 'kept', 'de')).toContain('Bilder: 1 Tag. Texte: 1 Tag. Handlungen: 1 Monat.');
    expect(section(policy, 'kept', 'fr')).toContain('1 jour.');
    expect(section(policy, 'hold')).toContain('1 hour ');
    expect(section(policy, 'when', 'de')).toContain('Nach 1 Minute ');
  });

  test('set thousands apart as each does', () => {
    expect(section(POLICY, 'device')).toContain('1,500 megabytes');
    expect(section(POLICY, 'device', 'de')).toContain('1.500 Megabyte');
    expect(section(POLICY, 'device', 'fr')).toContain('1\u202f500 mégaoctets');
  });

  test('write dates as each does, in UTC wherever the device is', () => {
    const policy = { ...POLICY, notAfter: '2027-03-01T00:30:00.000Z' };
    expect(section(policy, 'changes')).toContain('1 March 2027 at 00:30 UTC');
    expect(section(policy, 'changes', 'de')).toContain('1. März 2027 um 00:30 Uhr UTC');
    expect(section(policy, 'changes', 'fr')).toContain('1er mars 2027 à 0\u00a0h\u00a030 UTC');
  });

  test('say that a window runs past midnight', () => {
    expect(section(POLICY, 'when')).toContain('Friday, 22:00 to 02:00 on the next day.');
    expect(section(POLICY, 'when', 'de')).toContain('Freitag, 22:00 bis 02:00 Uhr am nächsten Tag.');
    expect(section(POLICY, 'when', 'fr')).toContain(
      'vendredi, de 22\u00a0h\u00a000 à 2\u00a0h\u00a000 le lendemain.',
    );
  });
});

describe('a notice', () => {
  test('says that nothing is recorded where nothing may be', () => {
    expect(section({ ...POLICY, maxFidelity: 'none' }, 'recorded')).toBe(
      'Under these rules nothing is recorded.',
    );
  });

  test('says that nothing is recorded while no law is in force', () => {
    expect(section({ ...POLICY, jurisdictions: [] }, 'law')).toMatch(/nothing is recorded/);
  });

  test('speaks of the number of letters only where one is kept', () => {
    expect(section({ ...POLICY, maxFidelity: 'structure' }, 'recorded')).not.toMatch(/how many/);
    expect(section(POLICY, 'recorded')).toMatch(/how many/);
  });

  test('is the same whenever the same rules are issued', () => {
    const rules = { ...soloPolicy(new Date('2026-11-23T09:00:00Z')), notAfter: '2027-05-01T00:00:00Z' };
    const again = { ...soloPolicy(new Date('2026-12-01T10:11:12Z')), notAfter: '2027-05-01T00:00:00Z' };
    for (const language of LANGUAGES) expect(textOf(again, language)).toBe(textOf(rules, language));
  });
});
