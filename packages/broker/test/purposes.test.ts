import { describe, expect, test } from 'vitest';
import { decideLease, PURPOSES, type Purpose, ROLES, type Role } from '../src/index.ts';

/** Every cell, spelled: role → purpose → what it says. A pair that is not here is refused. */
const CELLS: Record<Role, Partial<Record<Purpose, string>>> = {
  participant: { rights: 'subjects required' },
  trainer: {
    'train-cua': 'subjects refused, mandate required, derives',
    'eval-cua': 'subjects refused, mandate required, derives',
  },
  worker: { 'train-cua': 'derives', 'eval-cua': 'derives', 'redaction-qa': '' },
  auditor: { 'redaction-qa': 'subjects refused, at most 500' },
  owner: {},
  'privacy-officer': {
    'redaction-qa': 'subjects refused, at most 500',
    rights: 'subjects required',
    'store-incident': 'subjects refused, at most 100',
  },
};

const cells = ROLES.flatMap((role) =>
  PURPOSES.map((purpose) => ({ role, purpose, says: CELLS[role][purpose] })),
);

describe('decideLease', () => {
  test('knows these purposes and no other', () => {
    expect(PURPOSES).toEqual(['train-cua', 'eval-cua', 'redaction-qa', 'rights', 'store-incident']);
  });

  test.each(cells.filter((c) => c.says === undefined))(
    'refuses $role the purpose $purpose in any form',
    ({ role, purpose }) => {
      for (const subjects of [undefined, ['sub_x']]) {
        for (const mandate of [undefined, 'mdt_x']) {
          expect(decideLease({ role, purpose, items: 1, subjects, mandate })).toEqual({
            allow: false,
            reason: 'ROLE_PURPOSE',
          });
        }
      }
    },
  );

  test.each(cells.filter((c) => c.says !== undefined))(
    'gives $role the purpose $purpose: $says',
    ({ role, purpose, says }) => {
      const ask = (more: object) =>
        decideLease({
          role,
          purpose,
          items: 1,
          mandate: 'mdt_x',
          ...(says!.includes('subjects required') ? { subjects: ['sub_x'] } : {}),
          ...more,
        });
      const terms = ask({});
      expect(terms).toMatchObject({ allow: true, terms: { derives: says!.includes('derives') } });
      expect(ask({ subjects: ['sub_x'] }).allow).toBe(!says!.includes('subjects refused'));
      expect(ask({ subjects: undefined }).allow).toBe(!says!.includes('subjects required'));
      expect(ask({ mandate: undefined }).allow).toBe(!says!.includes('mandate required'));
      const most = Number(/at most (\d+)/.exec(says!)?.[1] ?? 10_000_000);
      expect(ask({ items: most }).allow).toBe(true);
      expect(ask({ items: most + 1 })).toEqual({ allow: false, reason: 'TOO_MANY_ITEMS' });
    },
  );

  test('refuses a role or purpose that is not in the table, also one that every object has', () => {
    for (const role of ['manager', 'constructor', '__proto__', 'toString'] as string[] as Role[])
      expect(decideLease({ role, purpose: 'rights', items: 1, subjects: ['x'] }).allow).toBe(false);
    for (const purpose of ['performance', 'constructor', 'toString'] as string[] as Purpose[])
      expect(decideLease({ role: 'worker', purpose, items: 1 }).allow).toBe(false);
  });
});
