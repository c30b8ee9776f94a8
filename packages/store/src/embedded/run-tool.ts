import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { StoreFault } from '../fault.ts';
import type { Binaries } from './binaries.ts';
import type { PostgresUser } from './places.ts';

/** The whole environment of PostgreSQL's programs: none of ours, in particular no PG* variable. */
export function toolEnvironment(binaries: Binaries, home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: home,
    LC_ALL: 'C',
    TZ: 'UTC',
    LD_LIBRARY_PATH: binaries.lib,
    DYLD_LIBRARY_PATH: binaries.lib,
  };
}

/** Runs one of PostgreSQL's programs to its end. */
export async function runTool(
  program: string,
  args: readonly string[],
  options: { binaries: Binaries; cwd: string; user?: PostgresUser },
): Promise<void> {
  const said: Buffer[] = [];
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: toolEnvironment(options.binaries, options.cwd),
    stdio: ['ignore', 'ignore', 'pipe'],
    ...options.user,
  });
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const outcome = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? '' : `exit ${code ?? signal}`));
  });
  if (outcome === '') return;
  const lines = Buffer.concat(said).toString('utf8').trim().split('\n').slice(-5).join(' | ');
  throw new StoreFault('POSTGRES_FAILED', `${basename(program)} failed (${outcome}): ${lines}`, {
    program: basename(program),
    outcome,
  });
}
