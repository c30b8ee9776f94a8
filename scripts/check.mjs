// npm run check: format and lint, types, import graph, dead code, licences, house rules. Runs all of them, one per
// processor at a time, then says which failed.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root, setup } from './setup.mjs';

/** The slowest first: the others fit beside it. What `npm` installed is called by name, our own scripts by path. */
const CHECKS = [
  {
    name: 'types',
    command: 'tsc -p tsconfig.json --incremental --tsBuildInfoFile node_modules/.overt/types.json',
  },
  { name: 'import graph', command: 'depcruise packages apps --config .dependency-cruiser.cjs' },
  { name: 'dead code', command: 'knip --no-progress --no-config-hints' },
  { name: 'format and lint', command: 'biome ci --colors=off --error-on-warnings .' },
  { name: 'licences', command: 'node scripts/licences.mjs' },
  { name: 'house rules', command: 'node scripts/house-rules.mjs' },
];

/** Resolves to whether it passed; prints its output only if not. */
function passes({ name, command }) {
  const started = Date.now();
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  const [program, ...args] = command.split(' ');
  const child = spawn(program, args, { cwd: root, env: { ...process.env, PATH: path } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      said += `${error.message}\n`;
    });
    child.on('close', (code) => {
      if (code !== 0) process.stdout.write(said);
      console.log(
        `${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
      );
      resolve(code === 0);
    });
  });
}

await setup({ browser: false, build: false });
const waiting = [...CHECKS];
const failed = [];
async function work() {
  for (let check = waiting.shift(); check; check = waiting.shift())
    if (!(await passes(check))) failed.push(check.name);
}
await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));
console.log(
  `checks: ${CHECKS.length - failed.length} passed, ${failed.length} failed${failed.length ? `: ${failed.join(', ')}` : ''}`,
);
process.exit(failed.length ? 1 : 0);
