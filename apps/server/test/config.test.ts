import { createSigner, vkey } from '@overt/ledger';
import { describe, expect, test } from 'vitest';
import { readConfig, type ServerConfig } from '../src/config.ts';

const read = (argv: string[], env: Record<string, string> = {}) => readConfig(argv, env) as ServerConfig;

describe('the configuration', () => {
  test('takes flags over environment over defaults', () => {
    expect(read([]).host).toBe('127.0.0.1');
    expect(read([], { OVERT_PORT: '9000' }).port).toBe(9000);
    expect(read(['--port', '9001'], { OVERT_PORT: '9000' }).port).toBe(9001);
    expect(read(['--data', '/srv/overt'], { OVERT_DATA: '/other' }).dataDir).toBe('/srv/overt');
  });

  test.each([
    [['--port', 'x']],
    [['--port', '70000']],
    [['--log', 'loud']],
    [['--unknown']],
    [['--url', 'nonsense']],
  ])('refuses %j and says so', (argv) => {
    expect(() => readConfig(argv, {})).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  const key = vkey(createSigner('council.example', new Uint8Array(32)));

  test('takes co-signers by role and administrators, by flag or environment', () => {
    expect(read(['--cosigner', `works-council=${key}`, '--administrator', key])).toMatchObject({
      cosigners: [{ role: 'works-council', vkey: key }],
      administrators: [key],
    });
    expect(
      read([], { OVERT_COSIGNERS: `privacy-officer=${key},works-council=${key}` }).cosigners,
    ).toHaveLength(2);
    expect(read([]).administrators).toBeUndefined();
  });

  test.each([[`boss=${key}`], [key], ['works-council=nonsense']])('refuses the co-signer %s', (cosigner) => {
    expect(() => readConfig(['--cosigner', cosigner], {})).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });

  test('explains itself', () => {
    expect(readConfig(['--help'], {})).toContain('--data DIR');
  });
});
