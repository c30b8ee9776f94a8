// What a stranger gets: nothing in it may point at the machine it was made on.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const SELF = 'test/repository.test.ts';

/** `path:line` of every match in committed text, as in the working tree. */
function matches(pattern: string, ...paths: string[]): string[] {
  try {
    const args = ['-c', `safe.directory=${ROOT}`, 'grep', '-InoE', pattern, '--', ...paths];
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 1) return []; // git's word for none
    throw error;
  }
}

test('no committed file names a directory of the machine it was written on', () => {
  expect(matches('(^|[^A-Za-z0-9_.~/-])/(work|root|Users)/[A-Za-z0-9_.-]+', '.', `:!${SELF}`)).toEqual([]);
});

test('no committed file names a package registry, the lock file included', () => {
  expect(matches('https?://[^/ "]*(registry|npmjs|artifactory|verdaccio|nexus)', '.', `:!${SELF}`)).toEqual(
    [],
  );
  expect(matches('"resolved": "[a-z+]+:', 'package-lock.json')).toEqual([]);
});

test('every dependency has one exact version, so that the lock file decides nothing alone', () => {
  const manifests = execFileSync(
    'git',
    ['-c', `safe.directory=${ROOT}`, 'ls-files', 'package.json', '*/package.json'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  const loose = manifests
    .trim()
    .split('\n')
    .flatMap((path) => {
      const manifest = JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
      const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
      return Object.entries(all)
        .filter(([name, version]) => name !== '@types/node' && !/^\d+\.\d+\.\d+/.test(String(version)))
        .map(([name, version]) => `${path}: ${name}@${version}`);
    });
  expect(loose).toEqual([]);
});
