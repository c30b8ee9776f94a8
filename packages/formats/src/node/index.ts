// A directory as a file tree. Files appear whole or not at all: written beside, then renamed.

import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nodePrimitives } from '@overt/events/node';
import { type FileTree, requireInside } from '../file-tree.ts';

export function diskTree(dir: string): FileTree {
  return {
    write: async (path, bytes) => {
      requireInside(path);
      const target = join(dir, path);
      await mkdir(dirname(target), { recursive: true });
      const beside = `${target}.part`;
      await writeFile(beside, bytes);
      await rename(beside, target);
    },
    read: async (path) => {
      requireInside(path);
      try {
        return new Uint8Array(await readFile(join(dir, path)));
      } catch (cause) {
        if (isMissing(cause)) return undefined;
        throw cause;
      }
    },
    list: async (prefix) => {
      const paths = await walk(dir, '');
      return paths.filter((path) => path.startsWith(prefix)).sort();
    },
  };
}

async function walk(root: string, folder: string): Promise<string[]> {
  let entries: Awaited<ReturnType<typeof list>>;
  try {
    entries = await list(join(root, folder));
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw cause;
  }
  const paths: string[] = [];
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await walk(root, path)));
    else if (entry.isFile() && !path.endsWith('.part')) paths.push(path);
  }
  return paths;
}

function list(path: string) {
  return readdir(path, { withFileTypes: true });
}

function isMissing(cause: unknown): boolean {
  const code = (cause as { code?: string } | null)?.code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** zstd for the Parquet exporter's `zstd` option, from the system's or a prebuilt native module. */
export function nodeZstd(): (bytes: Uint8Array) => Uint8Array {
  return nodePrimitives().compress;
}
