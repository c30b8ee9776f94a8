// A store's directory and its PostgreSQL cluster: which is whose, and where the cluster lies.
import { randomBytes } from 'node:crypto';
import { chmod, chown, readdir, readFile, realpath, rename, rm, stat, unlink } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { StoreFault } from '../fault.ts';
import {
  errorCode,
  ignoreAbsent,
  makeDirectory,
  syncDirectory,
  temporaryName,
  writeDurably,
} from '../files/durable.ts';
import { createRootKeyFile, openRootKeyFile } from '../files/root-key.ts';
import type { RootKey } from '../ports.ts';
import { type Binaries, sweepUnfinished } from './binaries.ts';
import {
  isReachable,
  type PostgresUser,
  postgresUser,
  requireOurs,
  socketDirectory,
  systemPlace,
} from './places.ts';
import { runTool } from './run-tool.ts';

/** What `store.json` says. It is the last file written when a store is made, so a store that has it is whole. */
export interface StoreIdentity {
  readonly version: 1;
  /** 32 hex. */
  readonly id: string;
  readonly rootKeyCheck: string;
  /** Where the cluster lies; undefined means inside the store's directory. */
  readonly cluster?: string;
}

/** Reads or makes the identity of the store in `dir`, with its root key. `dir` exists and is 0700 or wider. */
export async function openIdentity(
  dir: string,
  keyFile: string | undefined,
): Promise<{ identity: StoreIdentity; rootKey: RootKey }> {
  const identity = (await readIdentity(dir)) ?? (await makeIdentity(dir, keyFile));
  const rootKey = await openRootKeyFile(keyFile ?? defaultKeyFile(identity.id));
  if (rootKey.check !== identity.rootKeyCheck) {
    throw new StoreFault(
      'ROOT_KEY_WRONG',
      `root key: the key file belongs to another store (check ${rootKey.check}, expected ${identity.rootKeyCheck})`,
      {
        found: rootKey.check,
        expected: identity.rootKeyCheck,
      },
    );
  }
  return { identity, rootKey };
}

/** Undefined if there is no store in `dir`. */
export async function readIdentity(dir: string): Promise<StoreIdentity | undefined> {
  const text = await readFile(join(dir, 'store.json'), 'utf8').catch(ignoreAbsent);
  return text === undefined ? undefined : (JSON.parse(text) as StoreIdentity);
}

async function makeIdentity(dir: string, keyFile: string | undefined): Promise<StoreIdentity> {
  const id = randomBytes(16).toString('hex');
  const path = keyFile ?? defaultKeyFile(id);
  await createRootKeyFile(path);
  const rootKey = await openRootKeyFile(path);
  const user = postgresUser();
  const outside = user !== undefined && !(await isReachable(dir, user));
  const identity: StoreIdentity = {
    version: 1,
    id,
    rootKeyCheck: rootKey.check,
    ...(outside ? { cluster: join(await systemPlace(), id) } : {}),
  };
  const made = await writeDurably(
    join(dir, 'store.json'),
    Buffer.from(`${JSON.stringify(identity, undefined, 2)}\n`),
    { exclusive: true },
  );
  if (made) return identity;
  if (!keyFile) await unlink(path); // another process made the store at the same time: its identity and key count
  return (await readIdentity(dir))!;
}

/** Root keys lie in the user's configuration, named by their store: moving the store keeps them together, copying the data alone does not copy them. */
export function defaultKeyFile(id: string): string {
  return join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'overt', 'keys', `${id}.root`);
}

export interface Cluster {
  readonly root: string;
  readonly data: string;
  readonly socketDir: string;
  readonly log: string;
  /** Who runs its PostgreSQL; undefined: ourselves. */
  readonly user?: PostgresUser;
}

/** Where the cluster of a store lies; nothing is made or checked. */
export function clusterAt(dir: string, identity: StoreIdentity, user?: PostgresUser): Cluster {
  const root = identity.cluster ?? join(dir, 'postgres');
  return {
    root,
    data: join(root, 'data'),
    socketDir: socketDirectory(join(root, 'run')),
    log: join(root, 'log'),
    ...(user ? { user } : {}),
  };
}

/** The cluster of a store, made by initdb if it does not exist; a killed initdb leaves nothing behind. */
export async function openCluster(
  dir: string,
  identity: StoreIdentity,
  binaries: Binaries,
): Promise<Cluster> {
  const { root } = clusterAt(dir, identity);
  const user = await makeRoot(root);
  const cluster = clusterAt(dir, identity, user);
  if (identity.cluster) await claim(root, dir);
  else if (user && !(await isReachable(dir, user))) {
    throw new StoreFault(
      'PLACE_UNSAFE',
      `${dir}: PostgreSQL runs as uid ${user.uid}, which can no longer walk to it; open the directories above it (chmod o+x) or move it back`,
      { dir, uid: user.uid },
    );
  }
  await makePrivate(cluster.socketDir, user);
  if (!(await stat(cluster.data).catch(ignoreAbsent))) await initialise(cluster, binaries);
  return cluster;
}

/** Makes the cluster's directory if needed. As root, whoever owns an existing one runs its PostgreSQL. */
async function makeRoot(root: string): Promise<PostgresUser | undefined> {
  const asRoot = postgresUser();
  const found = await stat(root).catch(ignoreAbsent);
  if (found && asRoot && found.uid !== 0) return { uid: found.uid, gid: found.gid };
  await makePrivate(root, asRoot);
  return asRoot;
}

async function makePrivate(dir: string, user: PostgresUser | undefined): Promise<void> {
  const found = await stat(dir).catch(ignoreAbsent);
  if (!found) {
    await makeDirectory(dir, 0o700);
    await chmod(dir, 0o700);
    if (user) await chown(dir, user.uid, user.gid);
  } else if (user && found.uid === 0) await chown(dir, user.uid, user.gid); // killed between the two lines above
  await requireOurs(dir, user?.uid);
}

/** A cluster outside its store's directory belongs to one directory: two copies of a store must not share it. */
async function claim(root: string, dir: string): Promise<void> {
  const file = join(root, 'owner');
  const here = await realpath(dir);
  const owner = (await readFile(file, 'utf8').catch(ignoreAbsent))?.trim();
  if (owner === here) return;
  if (owner && (await stat(join(owner, 'store.json')).catch(ignoreAbsent))) {
    throw new StoreFault(
      'STORE_COPIED',
      `${here} is a copy of the store in ${owner}, and its database at ${root} belongs to that one; remove store.json from the copy to begin a new store`,
      { here, owner, root },
    );
  }
  if (!owner) await sweepAbandoned(dirname(root));
  await writeDurably(file, Buffer.from(`${here}\n`));
}

/** Removes clusters whose store lay in the temporary directory and is gone. Others stay: their disk may only be unmounted. */
async function sweepAbandoned(place: string): Promise<void> {
  const temporary = `${await realpath(tmpdir())}${sep}`;
  for (const name of await readdir(place)) {
    const root = join(place, name);
    const owner = (await readFile(join(root, 'owner'), 'utf8').catch(() => '')).trim();
    if (!owner.startsWith(temporary) || (await stat(owner).catch(ignoreAbsent))) continue;
    if (await stat(join(root, 'data', 'postmaster.pid')).catch(ignoreAbsent)) continue; // it ends by itself within a minute
    await rm(root, { recursive: true, force: true });
  }
}

async function initialise(cluster: Cluster, binaries: Binaries): Promise<void> {
  await sweepUnfinished(cluster.root);
  const making = join(cluster.root, temporaryName());
  const options = [
    '-U',
    'overt',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  await runTool(binaries.initdb, ['-D', making, ...options], {
    binaries,
    cwd: cluster.root,
    ...(cluster.user ? { user: cluster.user } : {}),
  });
  await rename(making, cluster.data).catch((error) => {
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error; // made by another process meanwhile
  });
  await syncDirectory(cluster.root);
}
