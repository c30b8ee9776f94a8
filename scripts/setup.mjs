// Makes a fresh clone ready: dependencies, build, and the system packages that a step needs. Idempotent.
//
// Plain JavaScript on Node built-ins only, because it runs before anything is installed. What was done is
// remembered by digests under node_modules/.overt, so a second run costs milliseconds.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamps = join(root, 'node_modules', '.overt');

const NO_INPUT = ['ignore', 'inherit', 'inherit'];
const MINIMUM = [20, 19];
/** Debian packages by what needs them: a browser to record and to test in, fonts to render, OCR as independent leak auditor. */
const SYSTEM = [
  {
    command: 'chromium',
    debian: ['chromium', 'fonts-dejavu-core'],
    why: 'a browser to record and to test in',
  },
  { command: 'tesseract', debian: ['tesseract-ocr'], why: 'OCR, which searches frames for leaks' },
];

export const say = (line) => process.stderr.write(`overt: ${line}\n`);

function fail(line) {
  say(line);
  process.exit(2);
}

/** What to say about a Node that is too old, or nothing. @param {string} version such as `18.20.4` */
export function complaintAboutNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return undefined;
  return `Node ${version} is too old; Overt needs ${MINIMUM.join('.')} or newer. Install it from your distribution or nodejs.org.`;
}

const digestOf = (text) => createHash('sha256').update(text).digest('hex');
const stampIs = (name, value) =>
  existsSync(join(stamps, name)) && readFileSync(join(stamps, name), 'utf8') === value;
function stamp(name, value) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, name), value);
}

async function installDependencies() {
  const wanted = `${digestOf(readFileSync(join(root, 'package-lock.json')))} ${process.versions.modules}`;
  if (stampIs('dependencies', wanted)) return;
  const started = Date.now();
  say('installing dependencies from the npm registry; the first time this takes a minute');
  // Not `npm ci`: it refuses the lock file when a registry does not carry every optional package of every other platform.
  // Without --save npm keeps to the lock file and leaves it as it is.
  const flags = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  if ((await run('npm', ['install', ...flags], { cwd: root, stdio: NO_INPUT })) !== 0)
    fail(
      'npm install failed (its own message is above). Check the network or the registry settings, then run this again: nothing is half done.',
    );
  stamp('dependencies', wanted);
  say(`dependencies installed in ${seconds(started)}`);
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Digest over path, size and mtime of every source that the build reads. */
function sourcesDigest() {
  const seen = [];
  const walk = (dir) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name === 'test') continue;
      const path = join(dir, entry.name);
      if (entry.isDirectory()) walk(path);
      else {
        const { size, mtimeMs } = statSync(path);
        seen.push(`${path.slice(root.length)} ${size} ${mtimeMs}`);
      }
    }
  };
  for (const dir of ['packages', 'apps', 'scripts']) walk(join(root, dir));
  return digestOf(`${seen.sort().join('\n')}\n${readFileSync(join(root, 'package-lock.json'))}`);
}

async function build() {
  const wanted = sourcesDigest();
  if (stampIs('build', wanted)) return;
  const started = Date.now();
  say('building packages, extension and portal');
  const { buildAll } = await import('./build.mjs');
  await buildAll();
  stamp('build', sourcesDigest());
  say(`built in ${seconds(started)}`);
}

const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;

async function installSystem() {
  const missing = SYSTEM.filter((part) => !has(part.command));
  if (missing.length === 0) return;
  const packages = missing.flatMap((part) => part.debian);
  const mayInstall = process.getuid?.() === 0 && has('apt-get');
  if (!mayInstall) {
    for (const part of missing) say(`missing: ${part.command} (${part.why})`);
    fail(`install them first, on Debian: sudo apt-get install ${packages.join(' ')}`);
  }
  say(`installing Debian packages: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env };
  await run('apt-get', ['update', '-qq'], quiet);
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  if ((await run('apt-get', install, quiet)) !== 0)
    fail(`apt-get could not install ${packages.join(' ')} (its own message is above).`);
}

/**
 * @param {{ browser: boolean, build?: boolean }} needs `browser`: a browser and OCR, which recording, the demo and the tests
 *   need and the server does not; `build: false`: sources are enough.
 */
export async function setup(needs) {
  const complaint = complaintAboutNode(process.versions.node);
  if (complaint) fail(complaint);
  await installDependencies();
  if (needs.browser) await installSystem();
  if (needs.build !== false) await build();
}

// Not awaited at the top: build.mjs imports this module and would wait for it to end.
if (process.argv[1] === fileURLToPath(import.meta.url))
  setup({ browser: true }).then(() =>
    say('ready: npm start runs the server, npx overt demo shows the whole path, npm test runs every test'),
  );
