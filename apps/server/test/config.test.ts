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

  test('explains itself', () => {
    expect(readConfig(['--help'], {})).toContain('--data DIR');
  });
});
