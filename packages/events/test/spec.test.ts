// The spec pages and the code say the same: kinds, fields, limits, the schema hash.

import { readFileSync } from 'node:fs';
import { EVENT_KINDS, FIELDS, type Field, LIMITS, SCHEMA_HASH } from '@overt/events';
import { expect, test } from 'vitest';

const page = (name: string): string =>
  readFileSync(new URL(`../../../docs/spec/${name}.md`, import.meta.url), 'utf8');

function typeOf(field: Field): string {
  if (field.as !== 'enum') return field.as;
  return field.of.some((value) => value === true) ? 'bool' : `enum(${field.of.join(' ')})`;
}

test('event.md lists every kind with its fields in order, and the schema hash', () => {
  const text = page('event');
  EVENT_KINDS.forEach((kind, number) => {
    const fields = FIELDS[kind].map(
      ([name, field]) => `${name}${'optional' in field && field.optional ? '?' : ''}: ${typeOf(field)}`,
    );
    expect(text).toContain(`| ${number} | \`${kind}\` | ${fields.join(' · ')} |\n`);
  });
  expect(text).toContain(SCHEMA_HASH);
});

test('segment.md lists every limit with its value', () => {
  const text = page('segment');
  for (const [name, value] of Object.entries(LIMITS))
    expect(text).toContain(`(\`${name}\`) | ${value.toLocaleString('en-US')} |`);
});
