// A TileStore in a directory: temporary file, fdatasync, rename, fsync of the directory.
//
// A name appears only when its bytes are on disk; a crash leaves temporary files (`.tmp-…`), which opening removes once
// they are too old to be another process's write.

import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TileFile, TileStore } from '../tiles.ts';

/** Files that are written at the same time: enough for the kernel to merge their flushes, few enough for libuv's four threads. */
const PARALLEL_WRITES = 8;
const TEMPORARY = '.tmp-';
/** No write takes this long. */
const ABANDONED_MS = 600_000;

/**
 * Opens `directory`, creating it with mode 0700 if need be.
 *
 * @throws the errors of `node:fs`, if the directory cannot be made or read.
 */
export async function directoryTiles(directory: string): Promise<TileStore> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await removeTemporary(directory);
  const known = new Set<string>([directory]);
  const location = (path: string) => join(directory, checkPath(path));

  const write = async (path: string, bytes: Uint8Array): Promise<void> => {
    await replace(location(path), bytes, known);
    await syncDirectory(dirname(location(path)));
  };

  return {
    write,
    read: async (path) => {
      try {
        return new Uint8Array(await readFile(location(path)));
      } catch (cause) {
        if (isCode(cause, 'ENOENT') || isCode(cause, 'ENOTDIR')) return undefined;
        throw cause;
      }
    },
    writeAll: async (files: readonly TileFile[]) => {
      await each(files, (file) => replace(location(file.path), file.bytes, known));
      await each([...new Set(files.map((file) => dirname(location(file.path))))], syncDirectory);
    },
    removeBelow: async (prefix) => {
      const target = location(prefix);
      known.delete(target);
      await rm(target, { recursive: true, force: true });
    },
  };
}

async function replace(target: string, bytes: Uint8Array, known: Set<string>): Promise<void> {
  const parent = dirname(target);
  await makeDirectory(parent, known);
  const temporary = join(parent, `${TEMPORARY}${randomBytes(8).toString('hex')}`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}

/** Makes missing directories durable from the top down: a file's name is only as safe as its parents' names. */
async function makeDirectory(path: string, known: Set<string>): Promise<void> {
  if (known.has(path)) return;
  await makeDirectory(dirname(path), known);
  await mkdir(path, { recursive: true, mode: 0o700 });
  await syncDirectory(dirname(path));
  known.add(path);
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function removeTemporary(directory: string): Promise<void> {
  for (const found of await readdir(directory, { withFileTypes: true, recursive: true })) {
    if (found.isFile() && found.name.startsWith(TEMPORARY))
      await removeAbandoned(join(found.parentPath, found.name));
  }
}

async function removeAbandoned(path: string): Promise<void> {
  try {
    if (Date.now() - (await stat(path)).mtimeMs > ABANDONED_MS) await rm(path, { force: true });
  } catch (cause) {
    if (!isCode(cause, 'ENOENT')) throw cause; // its writer has just renamed it
  }
}

async function each<T>(inputs: readonly T[], run: (input: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < inputs.length) await run(inputs[next++]!);
  };
  // allSettled: no lane may still write when a failure is reported, or a later commit would race with it.
  const lanes = await Promise.allSettled(
    Array.from({ length: Math.min(PARALLEL_WRITES, inputs.length) }, lane),
  );
  for (const result of lanes) if (result.status === 'rejected') throw result.reason;
}

function checkPath(path: string): string {
  const ok = path
    .split('/')
    .every(
      (part, i, all) => /^[a-z0-9][a-z0-9.]*$/.test(part) || (part === '' && i > 0 && i === all.length - 1),
    );
  if (!ok) throw new RangeError('tile store: a path has parts other than a-z, 0-9 and dots');
  return path;
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
