// The budgets of CONTRIBUTING.md that no linter knows: file length, loose types, bare errors, skipped tests.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const HARD_LINES = 500;
const RULES = [
  {
    name: 'a file longer than 500 lines',
    where: () => true,
    found: (text) => text.split('\n').length > HARD_LINES + 1,
  },
  {
    name: 'a bare Error outside tests',
    where: (path) => /^(packages|apps)\/[^/]+\/src\//.test(path),
    found: (text) => /new Error\(/.test(text),
  },
  {
    name: 'a check of types or of `any` that is switched off', // `any` itself is the linter's
    where: (path) => /\.tsx?$/.test(path),
    found: (text) => /@ts-(ignore|nocheck)|biome-ignore\S* [^\n]*noExplicitAny/.test(text),
  },
  {
    name: 'a skipped or exclusive test',
    where: (path) => /\.test\.tsx?$/.test(path),
    found: (text) => /\b(it|test|describe)\.(skip|only|todo)\b/.test(text),
  },
];

const files = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.mjs', '*.js', '*.cjs'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter((path) => path && existsSync(join(root, path)));
const broken = [];
for (const path of files) {
  const text = readFileSync(join(root, path), 'utf8');
  for (const rule of RULES) if (rule.where(path) && rule.found(text)) broken.push(`${path}: ${rule.name}`);
}
for (const line of broken) console.log(line);
console.log(`${files.length} files, ${broken.length} broken rules`);
process.exit(broken.length ? 1 : 0);
