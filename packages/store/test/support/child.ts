// Runs a script of ours in a Node process of its own: bundled once, from source, as Node 20 does not load TypeScript.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Under the package, so that the bundle finds the packages it leaves out; git ignores `dist`. */
const OUT = join(import.meta.dirname, '..', '..', 'dist', `test-${process.pid}`);

export async function bundle(name: string): Promise<string> {
  await mkdir(OUT, { recursive: true });
  const outfile = join(OUT, `${name}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@overt/source'],
    external: ['pg', 'graphile-worker', '@noble/*', '@toondepauw/*', '@bokuweb/*'],
    logLevel: 'error',
  });
  return outfile;
}

export function removeBundles(): Promise<void> {
  return rm(OUT, { recursive: true, force: true });
}

/** As root, `asUser` runs it as uid 65534 in its own empty home. */
export function startChild(
  script: string,
  args: readonly string[],
  options: { home?: string } = {},
): ChildProcess {
  const { home } = options;
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    ...(home ? { HOME: home } : { HOME: process.env.HOME ?? '/' }),
  };
  return spawn(process.execPath, [script, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(home && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}),
  });
}

/** The rest of the line that begins with `word`, when the child prints it. */
export function said(child: ChildProcess, word: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const line = text
        .split('\n')
        .slice(0, -1)
        .find((l) => l.startsWith(`${word} `) || l === word);
      if (line !== undefined) resolve(line.slice(word.length + 1));
    });
    child.once('exit', (code, signal) =>
      reject(new RangeError(`the child ended (${code ?? signal}) before it said ${word}`)),
    );
  });
}

export function ended(child: ChildProcess): Promise<number | null> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}
