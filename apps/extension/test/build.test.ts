import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// @ts-expect-error the build script is plain JavaScript
import { buildExtension } from '../build.mjs';

describe('the built extension', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'overt-build-'));
    await Promise.all([buildExtension({ out: join(dir, 'a') }), buildExtension({ out: join(dir, 'b') })]);
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));
  const read = (path: string): Promise<Buffer> => readFile(join(dir, path));

  test('is the same bytes each time', async () => {
    for (const name of await readdir(join(dir, 'a')))
      expect((await read(`a/${name}`)).equals(await read(`b/${name}`)), name).toBe(true);
  });

  test('puts at most 40 kB, compressed, into a page', async () => {
    expect(gzipSync(await read('a/content.js'), { level: 9 }).length).toBeLessThan(40_000);
  });

  test('allows no code from elsewhere and no private windows', async () => {
    const manifest = JSON.parse((await read('a/manifest.json')).toString());
    expect(manifest.incognito).toBe('not_allowed');
    expect(manifest.content_security_policy.extension_pages).toContain(
      "script-src 'self' 'wasm-unsafe-eval'",
    );
    expect(manifest.permissions).toEqual([
      'alarms',
      'idle',
      'offscreen',
      'scripting',
      'storage',
      'unlimitedStorage',
      'webNavigation',
    ]);
    expect(manifest.content_scripts).toBeUndefined();
    for (const name of await readdir(join(dir, 'a'))) {
      if (!name.endsWith('.js')) continue;
      expect((await read(`a/${name}`)).toString(), name).not.toMatch(
        /\bimport\s*\(|importScripts|\beval\s*\(|new Function\b/,
      );
    }
  });
});
