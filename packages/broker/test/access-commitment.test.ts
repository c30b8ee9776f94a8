import type { SubjectId } from '@overt/events';
import { encodeEntry } from '@overt/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commit, openingOf } from '../src/access-commitment.ts';
import { verifyAccess } from '../src/index.ts';
import { primitives } from './support/world.ts';

const entryOf = (root: string, size: number): Uint8Array =>
  encodeEntry('key.release', new Date(0), { subjects: { root, size } });

describe('commit', () => {
  test('proves each subject and count in it, and no other subject, count, entry or place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 17 }), fc.integer({ min: 1, max: 9 }), (size, items) => {
        const concerned = Array.from({ length: size }, (_, i) => ({
          subject: `sub_${i}` as SubjectId,
          items: items + i,
          auditKey: primitives.random(32),
        }));
        const nonce = 'ab'.repeat(16);
        const { root, leaves } = commit(primitives, nonce, concerned);
        for (const { subject, auditKey } of concerned) {
          const evidence = {
            ...leaves.get(subject)!,
            subject,
            opening: Buffer.from(openingOf(primitives, auditKey, nonce)).toString('hex'),
          };
          verifyAccess(primitives, entryOf(root, size), evidence);
          const wrong = [
            { ...evidence, subject: 'sub_other' as SubjectId },
            { ...evidence, items: evidence.items + 1 },
            {
              ...evidence,
              opening: Buffer.from(openingOf(primitives, auditKey, 'cd'.repeat(16))).toString('hex'),
            },
            { ...evidence, at: (evidence.at + 1) % size, ...(size === 1 ? { at: 1 } : {}) },
          ];
          for (const claim of wrong)
            expect(() => verifyAccess(primitives, entryOf(root, size), claim)).toThrow(
              expect.objectContaining({ code: 'PROOF_MISMATCH' }),
            );
          expect(() => verifyAccess(primitives, entryOf('00'.repeat(32), size), evidence)).toThrow();
        }
      }),
      { numRuns: 12 },
    );
  });

  test('shows nothing of a subject in what it publishes', () => {
    const concerned = [{ subject: 'sub_1' as SubjectId, items: 1, auditKey: primitives.random(32) }];
    expect(commit(primitives, '00', concerned).root).not.toBe(commit(primitives, '01', concerned).root);
    expect(commit(primitives, '00', concerned).root).not.toBe(
      commit(primitives, '00', [{ ...concerned[0]!, auditKey: primitives.random(32) }]).root,
    );
  });
});
