import { nodePrimitives } from '@overt/events/node';
import { describe, expect, test } from 'vitest';
import { openPart, sealPart } from '../../src/steps/sealed-part.ts';

const primitives = nodePrimitives();
const part = { class: 'text', episode: 'epi:trk_a:0' } as const;

describe('a sealed part of an episode', () => {
  test('opens with its key and as what it was sealed for', () => {
    const sealed = sealPart(['Total', 'Save'], part, primitives);
    expect(openPart(sealed.bytes, sealed.dek, part, primitives)).toEqual(['Total', 'Save']);
  });

  test.each([
    ['another class', { ...part, class: 'action' as const }],
    ['another episode', { ...part, episode: 'epi:trk_b:0' }],
  ])('does not open as %s', (_name, other) => {
    const sealed = sealPart(['Total'], part, primitives);
    expect(() => openPart(sealed.bytes, sealed.dek, other, primitives)).toThrow(
      expect.objectContaining({ code: 'EPISODE_UNREADABLE' }),
    );
  });

  test('does not open with any byte changed or cut off', () => {
    const { bytes, dek } = sealPart(['Total'], part, primitives);
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = bytes.map((byte, at) => (at === i ? byte ^ 1 : byte));
      expect(() => openPart(changed, dek, part, primitives)).toThrow();
      expect(() => openPart(bytes.subarray(0, i), dek, part, primitives)).toThrow();
    }
  });
});
