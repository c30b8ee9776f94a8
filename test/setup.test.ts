import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SCRIPTS = join(import.meta.dirname, '../scripts');
const { complaintAboutNode } = await import(join(SCRIPTS, 'setup.mjs'));

test('a Node that is too old is named, and what is needed instead', () => {
  for (const version of ['12.22.12', '18.20.4', '20.18.3'])
    expect(complaintAboutNode(version)).toMatch(
      new RegExp(`^Node ${version} is too old; Overt needs 20\\.19 or newer\\. Install`),
    );
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0-nightly'])
    expect(complaintAboutNode(version)).toBeUndefined();
});

test('the version that set-up asks for is the one that the manifest declares', () => {
  const { engines } = JSON.parse(readFileSync(join(SCRIPTS, '../package.json'), 'utf8'));
  const declared = engines.node.replace('>=', '');
  expect(complaintAboutNode(declared)).toBeUndefined();
  const [major, minor] = declared.split('.').map(Number);
  expect(complaintAboutNode(`${major}.${minor - 1}.0`)).toBeDefined();
});

/** A process that runs `body` of a module beside run.mjs. */
const script = (body: string) =>
  spawn(
    process.execPath,
    ['--input-type=module', '-e', `import { run } from '${SCRIPTS}/run.mjs'; ${body}`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );

test('what a script runs ends before the script does when it is told to stop', async () => {
  const inner = `process.on('SIGTERM', () => { console.log('ended'); process.exit(0); }); setInterval(() => {}, 1000); console.log('began');`;
  const outer = script(
    `await run(process.execPath, ['-e', ${JSON.stringify(inner)}]); console.log('went on');`,
  );
  let said = '';
  outer.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
    if (said === 'began\n') outer.kill('SIGTERM');
  });
  const [code] = await once(outer, 'close');
  expect(said).toBe('began\nended\n');
  expect(code).toBe(128 + 15);
});

test.each([
  ["'sh', ['-c', 'exit 7']", 7],
  ["'sh', ['-c', 'kill -9 $$']", 137],
  ["'/nowhere/to/be/found', []", 127],
])('a script learns how %s ended', async (call, expected) => {
  const outer = script(`process.exit(await run(${call}));`);
  expect((await once(outer, 'close'))[0]).toBe(expected);
});
