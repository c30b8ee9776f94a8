// Blobs as files: `<dir>/<first two hex>/<sha256>`. The name is the hash, so a put can be repeated by anyone at any time.
import { createHash } from 'node:crypto';
import { access, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobId } from '@overt/events';
import { StoreFault } from '../fault.ts';
import type { BlobStore } from '../ports.ts';
import {
  errorCode,
  ignoreAbsent,
  makeDirectory,
  sweepTemporary,
  syncDirectory,
  writeDurably,
} from './durable.ts';

const NAME = /^[0-9a-f]{64}$/;

/** Opens (and makes) a blob directory, mode 0700; removes what killed writers left. */
export async function openDirectoryBlobs(dir: string): Promise<BlobStore> {
  const tmpDir = join(dir, 'tmp');
  await makeDirectory(tmpDir, 0o700);
  await sweepTemporary(tmpDir);
  const made = new Set<string>();

  function pathOf(id: BlobId): string {
    if (!NAME.test(id))
      throw new StoreFault('ID_MALFORMED', 'blob id: expected 64 lowercase hex characters', {
        length: id.length,
      });
    return join(dir, id.slice(0, 2), id);
  }

  return {
    async put(id, bytes) {
      const path = pathOf(id);
      requireHash(id, bytes);
      const folder = dirname(path);
      if (!made.has(folder)) {
        await makeDirectory(folder, 0o700);
        made.add(folder);
      }
      const present = await stat(path).catch(ignoreAbsent);
      if (present?.size === bytes.length) {
        // Its writer may have been killed between rename and sync: the caller is promised durability either way.
        await syncDirectory(folder);
        return 'present';
      }
      await writeDurably(path, bytes, { tmpDir });
      return 'stored';
    },
    async get(id) {
      const bytes = await readFile(pathOf(id)).catch(ignoreAbsent);
      if (bytes && sha256(bytes) !== id) {
        throw new StoreFault(
          'BLOB_CORRUPT',
          `blob ${id}: the stored bytes hash to something else; restore it from a backup`,
          { blob: id, bytes: bytes.length },
        );
      }
      return bytes;
    },
    async has(id) {
      return access(pathOf(id)).then(
        () => true,
        (error) => ignoreAbsent(error) ?? false,
      );
    },
    async delete(id) {
      const path = pathOf(id);
      const gone = await unlink(path).then(() => true, ignoreAbsent);
      if (gone) await syncDirectory(dirname(path));
    },
    list: () => listBlobs(dir),
  };
}

async function* listBlobs(dir: string): AsyncIterable<BlobId> {
  for (const folder of (await readdir(dir)).sort()) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    const names = await readdir(join(dir, folder)).catch((error) =>
      errorCode(error) === 'ENOENT' ? [] : Promise.reject(error),
    );
    for (const name of names.sort()) if (NAME.test(name)) yield name as BlobId;
  }
}

function requireHash(id: BlobId, bytes: Uint8Array): void {
  const found = sha256(bytes);
  if (found === id) return;
  throw new StoreFault(
    'BLOB_HASH_MISMATCH',
    `blob ${id}: the ${bytes.length} bytes sent hash to ${found}; send them again under the hash of their ciphertext`,
    {
      blob: id,
      found,
      bytes: bytes.length,
    },
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
