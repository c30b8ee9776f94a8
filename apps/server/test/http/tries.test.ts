import { describe, expect, test } from 'vitest';
import { TokenCache } from '../../src/http/token-cache.ts';
import { Tries } from '../../src/http/tries.ts';
import { CODE_TRIES_PER_MINUTE, TOKEN_TRUST_MS } from '../../src/limits.ts';

describe('tries', () => {
  test('run out with failures, per address, and come back with time', () => {
    let now = 0;
    const tries = new Tries(() => now);
    for (let i = 0; i < CODE_TRIES_PER_MINUTE; i += 1) tries.failed('a');
    expect(tries.may('a')).toBe(false);
    expect(tries.may('b')).toBe(true);
    now = 60_000 / CODE_TRIES_PER_MINUTE + 1;
    expect(tries.may('a')).toBe(true);
  });
});

describe('a remembered token', () => {
  test('is asked for again after its trust ends, and at once after a withdrawal', async () => {
    let now = 0;
    let asked = 0;
    const device = { device: 'dev_a', participant: 'prn_a', publicKey: new Uint8Array(32) } as never;
    const tokens = new TokenCache(
      async () => {
        asked += 1;
        return device;
      },
      () => now,
    );
    for (let i = 0; i < 3; i += 1) await tokens.deviceOf('token');
    expect(asked).toBe(1);
    now = TOKEN_TRUST_MS + 1;
    await tokens.deviceOf('token');
    expect(asked).toBe(2);
    tokens.forget();
    await tokens.deviceOf('token');
    expect(asked).toBe(3);
  });

  test('that is not known is asked for every time', async () => {
    let asked = 0;
    const tokens = new TokenCache(
      async () => {
        asked += 1;
        return undefined;
      },
      () => 0,
    );
    expect([await tokens.deviceOf('x'), await tokens.deviceOf('x')]).toEqual([undefined, undefined]);
    expect(asked).toBe(2);
  });
});
