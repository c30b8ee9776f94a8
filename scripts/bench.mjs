// npm run bench [-- NAME…] [--smoke]: bundles each file of bench/ and runs it; --smoke is a short run that proves it works.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { root, say, setup } from './setup.mjs';

const args = process.argv.slice(2);
const flags = args.filter((arg) => arg.startsWith('--'));
const names = args.filter((arg) => !arg.startsWith('--'));

await setup({ browser: true });
const { build } = await import('esbuild'); // there only now, on a fresh clone
const out = join(root, 'node_modules/.overt/bench');
mkdirSync(out, { recursive: true });
const files = readdirSync(join(root, 'bench')).filter(
  (file) => file.endsWith('.ts') && (names.length === 0 || names.includes(file.slice(0, -3))),
);
let failed = 0;
for (const file of files) {
  const target = join(out, file.replace(/\.ts$/, '.mjs'));
  await build({
    entryPoints: [join(root, 'bench', file)],
    outfile: target,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['@overt/source'],
    logLevel: 'warning',
  });
  say(`bench ${file.slice(0, -3)}${flags.length ? ` ${flags.join(' ')}` : ''}`);
  const code = await run(process.execPath, [target, ...flags], {
    cwd: root,
    env: { ...process.env, OVERT_ROOT: root },
  });
  if (code !== 0) {
    failed += 1;
    say(`bench ${file} ended with ${code}`);
  }
}
rmSync(out, { recursive: true, force: true });
console.log(`benches: ${files.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
