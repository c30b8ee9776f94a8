import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StoreFault } from '../fault.ts';
import type { TileStore } from '../ports.ts';
import { ignoreAbsent, makeDirectory, sweepTemporary, writeDurably } from './durable.ts';

const PATH = /^(?:[a-zA-Z0-9][a-zA-Z0-9._-]*\/)*[a-zA-Z0-9][a-zA-Z0-9._-]*$/;

/** Ledger files below `dir`, mode 0755/0644: a ledger is public. */
export async function openDirectoryTiles(dir: string): Promise<TileStore> {
  const tmpDir = join(dir, '.tmp');
  await makeDirectory(tmpDir, 0o755);
  await sweepTemporary(tmpDir);
  const made = new Set<string>();

  function locate(path: string): string {
    if (!PATH.test(path))
      throw new StoreFault('PATH_MALFORMED', 'ledger file: expected a relative path of plain names', {
        length: path.length,
      });
    return join(dir, path);
  }

  return {
    read: (path) => readFile(locate(path)).catch(ignoreAbsent),
    async write(path, bytes) {
      const file = locate(path);
      if (!made.has(dirname(file))) {
        await makeDirectory(dirname(file), 0o755);
        made.add(dirname(file));
      }
      await writeDurably(file, bytes, { tmpDir, mode: 0o644 });
    },
  };
}
