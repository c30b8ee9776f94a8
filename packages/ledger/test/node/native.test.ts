import { createSigner, portableHash } from '@overt/ledger';
import { nativeHash, nativeSigner } from '@overt/ledger/node';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test('native hashes and signatures are those of the portable code', () => {
  const bytes = fc.uint8Array({ maxLength: 500 });
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      expect(nativeHash.leaf(a)).toEqual(portableHash.leaf(a));
      const [left, right] = [portableHash.leaf(a), portableHash.leaf(b)];
      expect(nativeHash.children(left, right)).toEqual(portableHash.children(left, right));
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), bytes, (seed, message) => {
      const [portable, native] = [createSigner('a', seed), nativeSigner('a', seed)];
      expect(native.publicKey).toEqual(portable.publicKey);
      expect(native.sign(message)).toEqual(portable.sign(message));
    }),
    { numRuns: 20 },
  );
});

test('a native signer wants the same name and seed as a portable one', () => {
  expect(() => nativeSigner('a b', new Uint8Array(32))).toThrow(
    expect.objectContaining({ code: 'KEY_INVALID' }),
  );
  expect(() => nativeSigner('a', new Uint8Array(31))).toThrow(
    expect.objectContaining({ code: 'KEY_INVALID' }),
  );
});
