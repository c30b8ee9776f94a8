// One server per data directory: the ledger has one writer. A lock file names the process; it is stale when that process
// is gone, or when its number now belongs to one that began at another time.

import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ServerFault } from './fault.ts';

/** @throws {ServerFault} `ALREADY_RUNNING` */
export async function lockDataDir(dir: string): Promise<() => Promise<void>> {
  const path = join(dir, 'server.lock');
  const mine = await nameOf(process.pid);
  for (;;) {
    const taken = await take(path, mine);
    if (taken) return async () => unlink(path).catch(ignoreAbsent);
    const holder = await readFile(path, 'utf8').catch(ignoreAbsent);
    const pid = Number(holder?.split(' ')[0]);
    if (holder && (await isAlive(pid)) && (await nameOf(pid)) === holder) {
      throw new ServerFault(
        'ALREADY_RUNNING',
        `server: process ${pid} already serves ${dir}; stop it first, or choose another --data`,
        { pid },
      );
    }
    await unlink(path).catch(ignoreAbsent);
  }
}

/** True while a process serves `dir`. */
export async function isServed(dir: string): Promise<boolean> {
  const holder = await readFile(join(dir, 'server.lock'), 'utf8').catch(ignoreAbsent);
  const pid = Number(holder?.split(' ')[0]);
  return holder !== undefined && (await isAlive(pid)) && (await nameOf(pid)) === holder;
}

/** Where the server of `dir` answers on this machine, once it listens. @returns what forgets it. */
export async function announceUrl(dir: string, url: string): Promise<() => Promise<void>> {
  const path = join(dir, 'server.url');
  await writeFile(path, url, { mode: 0o600 });
  return async () => {
    await unlink(path).catch(ignoreAbsent);
  };
}

export function urlIn(dir: string): Promise<string | undefined> {
  return readFile(join(dir, 'server.url'), 'utf8').catch(ignoreAbsent);
}

/** Written beside and linked into place, so that a lock is never seen without its name in it. */
async function take(path: string, text: string): Promise<boolean> {
  const beside = `${path}.${process.pid}`;
  await writeFile(beside, text, { mode: 0o600 });
  try {
    await link(beside, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(beside);
  }
}

/** Number of a process and, where the system tells, the moment it began. */
async function nameOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return `${pid} ${began}`;
}

async function isAlive(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function ignoreAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
