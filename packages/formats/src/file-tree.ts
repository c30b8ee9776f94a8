// The only thing exporters and lint know of storage.

import { FormatFault } from './fault.ts';

/** Files under one root; paths are relative, with `/`, and never leave it. */
export interface FileTree {
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** `undefined` if there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Paths that begin with `prefix`, sorted by code unit. */
  list(prefix: string): Promise<string[]>;
}

/** @throws {FormatFault} `PATH_INVALID` if `path` is absolute, empty, or has an empty, `.` or `..` part. */
export function requireInside(path: string): void {
  const bad =
    path.includes('\\') ||
    path.includes('\0') ||
    path.split('/').some((part) => part === '' || part === '.' || part === '..');
  if (bad)
    throw new FormatFault(
      'PATH_INVALID',
      `file tree: a path must be relative, with "/" and without "." or ".." parts; this one of ${path.length} characters is not`,
      {},
    );
}

/** A tree in memory. */
export function memoryTree(): FileTree & { readonly files: ReadonlyMap<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    write: async (path, bytes) => {
      requireInside(path);
      files.set(path, bytes.slice());
    },
    read: async (path) => files.get(path)?.slice(),
    list: async (prefix) => [...files.keys()].filter((path) => path.startsWith(prefix)).sort(),
  };
}

/** The part of a tree below `folder`, as a tree of its own. */
export function subtree(tree: FileTree, folder: string): FileTree {
  requireInside(folder);
  const inside = `${folder}/`;
  return {
    write: (path, bytes) => {
      requireInside(path);
      return tree.write(inside + path, bytes);
    },
    read: (path) => tree.read(inside + path),
    list: async (prefix) => (await tree.list(inside + prefix)).map((path) => path.slice(inside.length)),
  };
}
