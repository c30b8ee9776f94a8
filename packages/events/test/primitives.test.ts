import { readFileSync } from 'node:fs';
import { bytes, type Primitives, SegmentFault } from '@overt/events';
import { nodePrimitives, zstdWasmPath } from '@overt/events/node';
import { webPrimitives } from '@overt/events/web';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const hex = bytes.fromHex;
const web = await webPrimitives({ wasm: readFileSync(zstdWasmPath()) });
const node = nodePrimitives();

describe.each([
  ['node', node],
  ['web', web],
] as [string, Primitives][])('%s primitives', (_, p) => {
  test('agree with FIPS 180-4 and RFC 4231', () => {
    expect(bytes.toHex(p.sha256(bytes.toUtf8('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(bytes.toHex(p.hmac(bytes.toUtf8('Jefe'), bytes.toUtf8('what do ya want for nothing?')))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  test('agree with RFC 5869, case 1', () => {
    const okm = p.hkdf(
      hex('0b'.repeat(22)),
      hex('000102030405060708090a0b0c'),
      hex('f0f1f2f3f4f5f6f7f8f9'),
      42,
    );
    expect(bytes.toHex(okm)).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
  });

  test('agree with RFC 7748, section 5.2, after one iteration', () => {
    const nine = hex(`09${'00'.repeat(31)}`);
    expect(bytes.toHex(p.x25519.shared(nine, nine))).toBe(
      '422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079',
    );
  });

  test('agree with the AES-256-GCM vector of the GCM specification (case 16)', () => {
    const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
    const plain = hex(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    );
    const aad = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
    const sealed = p.seal(key, hex('cafebabefacedbaddecaf888'), plain, aad);
    expect(bytes.toHex(sealed)).toBe(
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b',
    );
    expect(p.open(key, hex('cafebabefacedbaddecaf888'), sealed, aad)).toEqual(plain);
  });

  test('refuse X25519 points of low order and keys of a wrong length', () => {
    const { secret } = p.x25519.keypair();
    expect(() => p.x25519.shared(secret, new Uint8Array(32))).toThrow(
      expect.objectContaining({ code: 'KEY_INVALID' }),
    );
    expect(() => p.x25519.shared(secret, new Uint8Array(31))).toThrow(
      expect.objectContaining({ code: 'KEY_INVALID' }),
    );
  });

  test('refuse a seal with any bit changed, or shorter than its tag', () => {
    const [key, nonce] = [p.random(32), p.random(12)];
    const sealed = p.seal(key, nonce, Uint8Array.of(1, 2, 3), Uint8Array.of(9));
    for (let i = 0; i < sealed.length; i++) {
      const changed = sealed.slice();
      changed[i]! ^= 1;
      expect(() => p.open(key, nonce, changed, Uint8Array.of(9))).toThrow(
        expect.objectContaining({ code: 'SEAL_BROKEN' }),
      );
    }
    expect(() => p.open(key, nonce, sealed, Uint8Array.of(8))).toThrow(SegmentFault);
    expect(() => p.open(key, nonce, sealed.subarray(0, 9), Uint8Array.of(9))).toThrow(SegmentFault);
  });

  test('compress and decompress any bytes within the limit given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), (plain) => {
        const packed = p.compress(plain);
        expect(p.decompress(packed, plain.length)).toEqual(plain);
        if (plain.length > 1) expect(() => p.decompress(packed, plain.length - 1)).toThrow(SegmentFault);
      }),
      { numRuns: 60 },
    );
  });

  test('answer a broken zstd frame with a fault', () => {
    const packed = p.compress(
      bytes.toUtf8('the same words again and again, the same words again and again '.repeat(40)),
    );
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.nat(255), fc.nat(packed.length), (at, byte, cut) => {
        const changed = packed.slice(0, Math.max(at + 1, cut));
        changed[at] = byte;
        try {
          expect(p.decompress(changed, 8192).length).toBeLessThanOrEqual(8192);
        } catch (error) {
          expect(error).toBeInstanceOf(SegmentFault);
        }
      }),
      { numRuns: 300 },
    );
    expect(p.decompress(packed, 8192).length).toBe(2520); // still sound afterwards
  });

  test('refuse a bomb before it grows', () => {
    const blocks = Array.from({ length: 4000 }, (_, i) =>
      Uint8Array.of(
        (((128 * 1024) << 3) & 255) | 2 | (i === 3999 ? 1 : 0),
        ((128 * 1024) >> 5) & 255,
        ((128 * 1024) >> 13) & 255,
        65,
      ),
    );
    const bomb = bytes.concat(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0x58), ...blocks); // 16 KB that would become 500 MB
    const started = performance.now();
    expect(() => p.decompress(bomb, 16 << 20)).toThrow(
      expect.objectContaining({ code: 'COMPRESSION_BROKEN' }),
    );
    expect(performance.now() - started).toBeLessThan(50);
  });
});

test('what one set of primitives sealed, the other opens', () => {
  for (const [a, b] of [
    [node, web],
    [web, node],
  ] as const) {
    const [key, nonce, plain] = [a.random(32), a.random(12), a.random(1000)];
    expect(b.open(key, nonce, a.seal(key, nonce, plain, key), key)).toEqual(plain);
    expect(b.decompress(a.compress(plain), 1000)).toEqual(plain);
    const [mine, theirs] = [a.x25519.keypair(), b.x25519.keypair()];
    expect(a.x25519.shared(mine.secret, theirs.publicKey)).toEqual(
      b.x25519.shared(theirs.secret, mine.publicKey),
    );
  }
});

test('the web primitives say what to do when zstd.wasm is another file', async () => {
  await expect(webPrimitives({ wasm: new Uint8Array(8) })).rejects.toThrow(/pinned/);
});
