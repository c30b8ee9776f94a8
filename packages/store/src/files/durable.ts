// Files that are there as a whole or not at all, after a kill and after a power cut.
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Marks the temporary files of this process, so that a later one can tell whose they are. */
const OWNER = `${process.pid}-${randomBytes(4).toString('hex')}`;
let serial = 0;

/** A name for a file that is not finished yet; `sweepTemporary` removes those of dead processes. */
export function temporaryName(): string {
  serial += 1;
  return `.tmp-${OWNER}-${serial}`;
}

/** Makes the names in `dir` survive a power cut. */
export async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes `dir` and what is missing above it, each one's name durable in its parent. */
export async function makeDirectory(dir: string, mode: number): Promise<void> {
  const first = await mkdir(dir, { recursive: true, mode });
  if (first === undefined) return;
  for (let made = dir; ; made = dirname(made)) {
    await syncDirectory(dirname(made));
    if (made === first) return;
  }
}

/**
 * Writes `bytes` to `path` through `tmp` (same file system): written, synced, renamed, directory synced.
 * With `exclusive` an existing file stays and the answer is false.
 */
export async function writeDurably(
  path: string,
  bytes: Uint8Array,
  options: { tmpDir?: string; mode?: number; exclusive?: true } = {},
): Promise<boolean> {
  const tmp = join(options.tmpDir ?? dirname(path), temporaryName());
  let moved = false;
  try {
    await writeSynced(tmp, bytes, options.mode ?? 0o600);
    if (!options.exclusive) {
      await rename(tmp, path);
      moved = true;
    } else if (!(await linkNew(tmp, path))) return false;
  } finally {
    if (!moved) await unlink(tmp).catch(ignoreAbsent);
  }
  await syncDirectory(dirname(path));
  return true;
}

async function writeSynced(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes what dead processes left unfinished in `dir`. */
export async function sweepTemporary(dir: string): Promise<void> {
  for (const name of await readdir(dir).catch(() => [] as string[])) {
    const owner = /^\.tmp-((\d+)-[0-9a-f]{8})-\d+$/.exec(name);
    if (!owner?.[1] || owner[1] === OWNER) continue;
    // A process with our own number but another mark is gone: numbers start over in a container.
    if (Number(owner[2]) !== process.pid && isAlive(Number(owner[2]))) continue;
    await unlink(join(dir, name)).catch(ignoreAbsent);
  }
}

/** Whether a process with this number exists (it may be another one by now). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Swallows "no such file"; anything else goes on. */
export function ignoreAbsent(error: unknown): undefined {
  if (errorCode(error) === 'ENOENT') return undefined;
  throw error;
}

/** The system's error name, e.g. `ENOENT`; empty if it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
