import { describe, expect, test } from 'vitest';
import { decide, type FieldFacts } from '../src/index.ts';
import { context, facts, field, moment } from './support.ts';

describe('secret fields', () => {
  test.each([
    [{ type: 'password' }],
    [{ type: 'hidden' }],
    [{ wasPassword: true }],
    [{ hidden: true }],
    [{ kind: 'secret' }],
    [{ autocomplete: 'cc-csc' }],
    [{ autocomplete: 'shipping Current-Password' }],
    [{ autocomplete: 'one-time-code' }],
    [{ hint: 'cvv' }],
    [{ hint: 'Kartennummer' }],
    [{ hint: 'Mot de passe' }],
    [{ hint: 'api_key' }],
    [{ hint: 'Enter your PIN' }],
    [{ hint: 'card-number' }],
  ] as [Partial<FieldFacts>][])('%j', (change) => {
    expect(decide(facts({ field: field(change) }), context(), moment).rule).toBe('secret-field');
  });

  test.each([
    [{ hint: 'Search customers' }],
    [{ hint: 'Secretary' }],
    [{ hint: 'Contract expiry' }],
    [{ hint: 'shopping' }],
    [{ kind: 'toggle', hint: 'Remember password' }],
  ] as [Partial<FieldFacts>][])('%j is none', (change) => {
    expect(decide(facts({ field: field(change) }), context(), moment).rule).toBe('permitted');
  });
});
