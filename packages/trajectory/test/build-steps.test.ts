import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildReduction } from '../src/index.ts';
import { expandEvents, type GoldenCase } from './golden-case.ts';

const folder = new URL('./golden/', import.meta.url);

describe.each(readdirSync(folder).sort())('%s', (file) => {
  const cases = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as GoldenCase[];

  test.each(cases)('$name', ({ events, steps: expected }) => {
    const { steps, counts } = buildReduction([{ track: 't', events: expandEvents(events) }]);
    const seen = steps.map((step, i) => {
      const wanted = Object.keys(expected[i] ?? { type: '' }) as (keyof typeof step)[];
      return Object.fromEntries(wanted.map((key) => [key, step[key]]));
    });
    expect(seen).toEqual(expected);
    expect(counts.used + counts.context + counts.duplicates).toBe(events.length);
  });
});
