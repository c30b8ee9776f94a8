// Every package that npm would install for us must carry a licence we may redistribute under.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const ALLOWED = new Set([
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MPL-2.0',
  '0BSD',
  'Unlicense',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'PostgreSQL',
  'Python-2.0',
  'CC-BY-4.0',
  'MIT-0',
  'Zlib',
]);
/** Reviewed by hand: why each may stay. */
const LIBVIPS =
  'LGPL-3.0-or-later: the libvips shared library, loaded dynamically by sharp and replaceable; never linked into our code';
const REVIEWED = {
  '@img/sharp-libvips': LIBVIPS,
  // On these platforms sharp ships its own code and the library in one package.
  '@img/sharp-win32': LIBVIPS,
  '@img/sharp-wasm32': LIBVIPS,
};

const allows = (expression) =>
  expression
    .replace(/[()]/g, '')
    .split(/\s+OR\s+/i)
    .some((option) => option.split(/\s+AND\s+/i).every((name) => ALLOWED.has(name.trim())));

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const refused = [];
let seen = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  if (!path.includes('node_modules/') || entry.link) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  if (Object.keys(REVIEWED).some((prefix) => name.startsWith(prefix))) continue;
  const manifest = join(root, path, 'package.json');
  const declared =
    entry.license ?? (existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).license : undefined);
  seen += 1;
  if (typeof declared !== 'string' || !allows(declared))
    refused.push(`${name}@${entry.version}: ${JSON.stringify(declared)}`);
}
for (const line of refused) console.log(`licence not allowed: ${line}`);
console.log(`${seen} packages, ${refused.length} refused`);
process.exit(refused.length ? 1 : 0);
