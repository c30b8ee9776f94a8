// Builds the extension into dist/: every byte that runs is in there, nothing is loaded later (promise P14).
//
// Output is reproducible: the same sources give the same files. `node apps/extension/build.mjs [OUT]` or import it.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

/** What runs in pages does so by being imported. */
const IN_PAGES = new Set([
  '@overt/capture/browser/content',
  '@overt/capture/browser/media',
  '@overt/capture/browser/media-page',
]);

/** Our packages have no side effects on import: what a page script does not use is left out of it. */
const pureImports = {
  name: 'pure-imports',
  setup(plugin) {
    plugin.onResolve({ filter: /^(@overt\/|\.|zod$)/ }, async (args) => {
      if (args.kind === 'entry-point' || args.pluginData === 'asked') return undefined;
      const found = await plugin.resolve(args.path, {
        kind: args.kind,
        importer: args.importer,
        resolveDir: args.resolveDir,
        pluginData: 'asked',
      });
      if (found.errors.length > 0) return { errors: found.errors };
      return { ...found, sideEffects: IN_PAGES.has(args.path) };
    });
  },
};

/**
 * @param {{ out?: string, minify?: boolean, plugins?: import('esbuild').Plugin[] }} [options]
 * @returns {Promise<string>} the directory to load as an unpacked extension
 */
export async function buildExtension(options = {}) {
  const out = options.out ?? join(here, 'dist');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const common = {
    bundle: true,
    outdir: out,
    target: 'chrome120',
    conditions: ['@overt/source'],
    minify: options.minify ?? true,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    plugins: [...(options.plugins ?? []), pureImports],
  };
  await build({
    ...common,
    format: 'iife',
    entryPoints: {
      content: join(here, 'src/content.ts'),
      media: join(here, 'src/media.ts'),
      'media-page': join(here, 'src/media-page.ts'),
    },
  });
  await build({
    ...common,
    format: 'esm',
    entryPoints: {
      worker: join(here, 'src/worker.ts'),
      popup: join(here, 'src/pages/popup.ts'),
      review: join(here, 'src/pages/review.ts'),
      consent: join(here, 'src/pages/consent.ts'),
      control: join(here, 'src/pages/control.ts'),
      battery: join(here, 'src/pages/battery.ts'),
      rules: join(here, 'src/pages/rules.ts'),
      proposal: join(here, 'src/pages/proposal.ts'),
    },
  });
  const require = createRequire(import.meta.url);
  cpSync(join(dirname(require.resolve('@bokuweb/zstd-wasm')), 'zstd.wasm'), join(out, 'zstd.wasm'));
  cpSync(join(here, 'static'), out, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(here, 'static/manifest.json'), 'utf8'));
  manifest.version = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).version;
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return out;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(await buildExtension(process.argv[2] ? { out: process.argv[2] } : {}));
