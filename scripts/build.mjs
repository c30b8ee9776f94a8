// Builds every package's entry points to dist/ with esbuild (types are checked elsewhere: npm run check),
// then the extension and the portal. Entries are what package.json exports under `@overt/source`.

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';
import { root } from './setup.mjs';

function entriesOf(dir) {
  const manifest = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const sources = Object.values(manifest.exports ?? {}).map((target) => target['@overt/source']);
  sources.push('./src/main.ts'); // a program's own entry, where there is one
  return [...new Set(sources)].filter((source) => source && existsSync(join(dir, source)));
}

async function buildWorkspace(dir) {
  const entryPoints = entriesOf(dir).map((source) => join(dir, source));
  if (entryPoints.length === 0) return;
  rmSync(join(dir, 'dist'), { recursive: true, force: true });
  await build({
    entryPoints,
    outdir: join(dir, 'dist'),
    outbase: join(dir, 'src'),
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: true,
    logLevel: 'warning',
  });
}

async function buildPortal() {
  const dir = join(root, 'apps/portal');
  if (!existsSync(join(dir, 'index.html'))) return;
  const vite = await import('vite');
  await vite.build({ root: dir, logLevel: 'warn' });
}

async function buildExtension() {
  const script = join(root, 'apps/extension/build.mjs');
  if (!existsSync(script)) return;
  const { buildExtension: run } = await import(script);
  await run();
}

/** The recorder's outline code as one script, which evaluation puts into pages. */
async function buildPageOutline() {
  await build({
    entryPoints: [join(root, 'apps/cli/src/evaluation/page-outline.ts')],
    outfile: join(root, 'apps/cli/dist/page-outline.js'),
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'chrome120',
    conditions: ['@overt/source'],
    logLevel: 'warning',
  });
}

export async function buildAll() {
  const workspaces = ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  );
  const special = new Set(['portal', 'extension'].map((name) => join(root, 'apps', name)));
  for (const dir of workspaces)
    if (!special.has(dir) && existsSync(join(dir, 'package.json'))) await buildWorkspace(dir);
  await buildPageOutline();
  await buildExtension();
  await buildPortal();
  await stop(); // its helper process would live on inside the server that npm start becomes
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll();
