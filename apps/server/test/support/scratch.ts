// A place for one server's data that leaves nothing behind, wherever PostgreSQL had to be put.

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbedded } from '@overt/store/embedded';

export interface Scratch {
  readonly dataDir: string;
  readonly keyFile: string;
  remove(): Promise<void>;
}

export async function scratch(): Promise<Scratch> {
  const dir = await mkdtemp(join(tmpdir(), 'overt-server-'));
  await chmod(dir, 0o755); // as a clone in a home directory: PostgreSQL's own user can pass
  const place = { dataDir: join(dir, 'data'), keyFile: join(dir, 'root.key') };
  return {
    ...place,
    async remove() {
      await removeEmbedded({ dir: place.dataDir, keyFile: place.keyFile });
      await rm(dir, { recursive: true, force: true });
    },
  };
}
