// npm run check: format and lint, types, import graph, dead code, licences. Runs all of them, then says which failed.
import { spawnSync } from 'node:child_process';
import { root, setup } from './setup.mjs';

const CHECKS = [
  { name: 'format and lint', command: ['biome', 'ci', '.'] },
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'import graph', command: ['depcruise', 'packages', 'apps', '--config', '.dependency-cruiser.cjs'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  { name: 'licences', command: [process.execPath, 'scripts/licences.mjs'], direct: true },
  { name: 'house rules', command: [process.execPath, 'scripts/house-rules.mjs'], direct: true },
];

await setup({ browser: false });
const failed = [];
for (const check of CHECKS) {
  const started = Date.now();
  const [command, ...args] = check.direct ? check.command : ['npx', '--no-install', ...check.command];
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  const ok = result.status === 0;
  if (!ok) {
    failed.push(check.name);
    process.stdout.write(`${result.stdout}${result.stderr}`);
  }
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${check.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}
console.log(
  `checks: ${CHECKS.length - failed.length} passed, ${failed.length} failed${failed.length ? `: ${failed.join(', ')}` : ''}`,
);
process.exit(failed.length ? 1 : 0);
