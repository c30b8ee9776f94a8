import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CATALOGUE, effectiveFidelity } from '@overt/policy';
import { describe, expect, test } from 'vitest';

const BIN = join(import.meta.dirname, '../bin/overt.js');

/** The built command as a user runs it. */
function places(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'places', ...args], {
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly category: string;
  readonly fidelity: string;
}
const rows = (...args: readonly string[]): Row[] =>
  JSON.parse(
    places(...args, '--json')
      .out.trim()
      .split('\n')
      .at(-1) ?? '',
  );

describe('overt places', () => {
  test('lists the whole catalogue as one JSON array, each place with what holds after its evidence', () => {
    const all = rows();
    expect(all.length).toBe(CATALOGUE.length);
    for (const [index, row] of all.entries()) {
      const keys = ['id', 'name', 'kind', 'match', 'category', 'fidelity', 'evidence'];
      expect(Object.keys(row)).toEqual(expect.arrayContaining(keys));
      expect(row.fidelity).toBe(effectiveFidelity(CATALOGUE[index]!));
    }
  });

  test('narrows by kind, by category and by words', () => {
    expect(rows('--kind', 'desktop').every(({ kind }) => kind === 'desktop')).toBe(true);
    expect(rows('--category', 'union').every(({ fidelity }) => fidelity === 'none')).toBe(true);
    expect(rows('docs.google.com/spreadsheets').map(({ id }) => id)).toEqual(['google.sheets']);
    expect(rows('GIMP').map(({ id }) => id)).toEqual(['gimp']);
  });

  test('prints a table that people can read', () => {
    const { out, code } = places('--category', 'terminal', 'gnome');
    expect(code).toBe(0);
    expect(out).toMatch(/^place +name +category +fidelity +evidence +recognised by\n/);
    expect(out).toMatch(
      /^gnome\.terminal +GNOME Terminal +terminal +structure +documented +gnome-terminal$/m,
    );
    expect(out).toContain('1 place; everything else is "unknown"');
  });

  test('says what happens to a place that it does not know', () => {
    expect(places('no such product')).toMatchObject({ code: 1 });
    expect(places('no such product').out).toContain('unknown');
  });

  test('refuses a category and a kind that do not exist, and says which do', () => {
    const { code, err } = places('--category', 'banks');
    expect(code).toBe(2);
    expect(err).toContain('banking');
    expect(places('--kind', 'phone').code).toBe(2);
  });
});
