// Where PostgreSQL's files can lie. As root it runs as uid 65534, which must be able to walk to its binaries and its data;
// below a directory of mode 0700 it cannot, so both then get a place of their own under a system path.
import { createHash } from 'node:crypto';
import { lstat, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { StoreFault } from '../fault.ts';
import { makeDirectory } from '../files/durable.ts';
import { SOCKET_PATH_BYTES } from '../limits.ts';

/** Who runs PostgreSQL: it refuses root, so root gives it to `nobody`. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

/** Undefined means: as ourselves. */
export function postgresUser(): PostgresUser | undefined {
  return process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
}

/** Whether `user` can walk from the root to `path` and read it, judged by mode bits. Missing parts do not count against it. */
export async function isReachable(path: string, user: PostgresUser): Promise<boolean> {
  for (let at = resolve(path); ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found) {
      const shift = found.uid === user.uid ? 6 : found.gid === user.gid ? 3 : 0;
      const needed = found.isDirectory() ? 1 : 4;
      if (((found.mode >> shift) & needed) !== needed) return false;
    }
    if (at === dirname(at)) return true;
  }
}

/** The directory for what must lie outside the clone: `/var/lib/overt` for root, the user's cache otherwise. */
export async function systemPlace(): Promise<string> {
  const user = postgresUser();
  const candidates = user
    ? ['/var/lib/overt', join(tmpdir(), 'overt')]
    : [join(process.env.XDG_CACHE_HOME ?? join(process.env.HOME ?? tmpdir(), '.cache'), 'overt')];
  let last: unknown;
  for (const place of candidates) {
    try {
      await makeDirectory(place, user ? 0o755 : 0o700);
      await requireOurs(place);
      if (!user || (await isReachable(place, user))) return place;
    } catch (error) {
      last = error;
    }
  }
  throw new StoreFault(
    'PLACE_UNSAFE',
    `none of ${candidates.join(', ')} can hold PostgreSQL's files: each must be writable by us and passable for uid ${user?.uid ?? process.getuid?.()}`,
    {},
    { cause: last },
  );
}

/** A directory for the unix socket: `preferred` if the socket's path fits the system's limit, else a short one under the temporary directory. */
export function socketDirectory(preferred: string): string {
  if (fits(preferred)) return preferred;
  const name = `overt-${createHash('sha256').update(preferred).digest('hex').slice(0, 16)}`;
  const short = join(tmpdir(), name);
  return fits(short) ? short : join('/tmp', name);
}

function fits(dir: string): boolean {
  return Buffer.byteLength(join(dir, '.s.PGSQL.5432')) <= SOCKET_PATH_BYTES;
}

/** @throws {StoreFault} `PLACE_UNSAFE` if someone else owns `dir` or could change it: a planted library there would run with our keys. */
export async function requireOurs(
  dir: string,
  owner: number | undefined = process.getuid?.(),
): Promise<void> {
  const found = await lstat(dir);
  if (found.isDirectory() && found.uid === owner && (found.mode & 0o022) === 0) return;
  throw new StoreFault(
    'PLACE_UNSAFE',
    `${dir}: expected a directory owned by uid ${owner} that nobody else can write to; remove it`,
    { dir, uid: found.uid, mode: (found.mode & 0o777).toString(8) },
  );
}
