import { bytes, EVENT_KINDS, FIELDS, SCHEMA_HASH, schemaBytes } from '@overt/events';
import { expect, test } from 'vitest';
import { primitives } from '../arbitrary.ts';

test('the schema hash is that of the table; a change of the table is a new schema', () => {
  expect(bytes.toHex(primitives.sha256(schemaBytes()))).toBe(SCHEMA_HASH);
});

test('every field has exactly one data class, and free text is never in the action class', () => {
  for (const kind of EVENT_KINDS) {
    for (const [name, field] of FIELDS[kind]) {
      expect(['action', 'text', 'split'], `${kind}.${name}`).toContain(field.class);
      if (['text', 'title', 'route', 'goal', 'nodes'].includes(name))
        expect(field.class, `${kind}.${name}`).toBe('text');
    }
  }
});
