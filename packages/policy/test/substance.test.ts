import { describe, expect, test } from 'vitest';
import { isAlwaysWithheld, isConfidential, isSensitiveLabel, SUBSTANCES } from '../src/index.ts';

describe('isConfidential', () => {
  test.each([
    'CONFIDENTIAL – Q3 outlook',
    'Strictly confidential: pricing',
    'Board meeting 12 March',
    'Board of Directors',
    'Project X: M&A pipeline',
    'M & A update',
    'Mergers and Acquisitions',
    'Due  Diligence checklist',
    'Streng vertraulich',
    'Vorlage für den Aufsichtsrat',
    'Nur für den Dienstgebrauch',
    'Document confidentiel',
    "Conseil d'administration du 3 mai",
    'Conseil d’administration',
    'Ｃonfidential',
  ])('%s', (title) => {
    expect(isConfidential(title)).toBe(true);
  });

  test.each([
    '',
    'Sprint board',
    'Kanban Board – Team Blue',
    'Keyboard settings',
    'Dashboard',
    'Confidence interval',
    'Amalgam & Co',
    'Acquisition of new leads',
    'Vorstand',
    'Public roadmap',
  ])('%s is none', (title) => {
    expect(isConfidential(title)).toBe(false);
  });

  test('a title of a megabyte is answered as fast as a short one is', () => {
    expect(isConfidential('m&'.repeat(500_000))).toBe(false);
  });
});

describe('isSensitiveLabel', () => {
  test.each(['Internal', 'Highly Restricted', 'vertraulich', 'C3'])('%s is one', (label) => {
    expect(isSensitiveLabel(label)).toBe(true);
  });
  test.each(['', '  ', 'Public', 'public', 'General', 'öffentlich', 'Unclassified'])(
    '%j is none',
    (label) => {
      expect(isSensitiveLabel(label)).toBe(false);
    },
  );
});

test('every class that is not a person, a secret or content is withheld at every fidelity', () => {
  expect(SUBSTANCES.filter(isAlwaysWithheld)).toEqual([
    'message',
    'search',
    'address',
    'autocomplete',
    'notification',
  ]);
  expect(isAlwaysWithheld('interface')).toBe(false);
});
