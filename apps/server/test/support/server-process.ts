// Starts support/serve.ts in its own process, bundled once from source, and kills it.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

/** Where the bundle finds the packages it leaves out, and no build removes it meanwhile. */
const OUT = join(import.meta.dirname, '../../../../node_modules/.overt', `server-test-${process.pid}`);

export interface ServerProcess {
  readonly url: string;
  readonly signIn: string;
  readonly code: string;
  readonly exited: Promise<unknown>;
  /** Milliseconds from the start of the process until it served. */
  readonly started_ms: number;
  kill(signal: 'SIGKILL' | 'SIGTERM'): void;
}

export async function bundleServer(): Promise<{ file: string; remove(): Promise<void> }> {
  await mkdir(OUT, { recursive: true });
  const file = join(OUT, 'serve.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'serve.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    conditions: ['@overt/source'],
    external: [
      'pg',
      'graphile-worker',
      'fastify',
      'pino',
      'prom-client',
      'zod',
      '@noble/*',
      '@toondepauw/*',
      '@bokuweb/*',
      'sharp',
    ],
    logLevel: 'error',
  });
  return { file, remove: () => rm(OUT, { recursive: true, force: true }) };
}

export async function startServerProcess(
  file: string,
  args: { readonly dataDir: string; readonly keyFile: string; readonly port: number },
): Promise<ServerProcess> {
  const begun = performance.now();
  const child: ChildProcess = spawn(process.execPath, [file, args.dataDir, args.keyFile, String(args.port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout! });
  const ready = new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => line.startsWith('ready ') && resolve(line.slice(6)));
    child.once('exit', (code, signal) =>
      reject(new RangeError(`the server ended with ${code ?? signal} before it served`)),
    );
  });
  const said = JSON.parse(await ready) as { url: string; signIn: string; code: string };
  return { ...said, exited, started_ms: performance.now() - begun, kill: (signal) => child.kill(signal) };
}
