// Storage for one machine, with nothing installed but npm packages: PostgreSQL under our own supervisor, everything else files.
//
//   <dir>/store.json   which store this is          <dir>/blobs   ciphertext        <dir>/tiles   the ledger
//   <dir>/keks         day keys: never back them up together with the database     <dir>/postgres   the cluster
//
// The root key lies elsewhere (`keyFile`).
import { chmod, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { directoryTiles } from '@overt/ledger/node';
import { openDayKeks } from '../files/day-keks.ts';
import { openDirectoryBlobs } from '../files/directory-blobs.ts';
import { ignoreAbsent, makeDirectory } from '../files/durable.ts';
import type { Clock, Store, StoreLog } from '../ports.ts';
import { connectPostgres } from '../postgres/connect.ts';
import { findBinaries } from './binaries.ts';
import { clusterAt, defaultKeyFile, openCluster, openIdentity, readIdentity } from './cluster.ts';
import { postgresUser } from './places.ts';
import { startPostmaster, stopOrphan } from './postmaster.ts';

export interface EmbeddedOptions {
  /** Made if absent, mode 0700; for root 0711, so that PostgreSQL's user can walk through. */
  readonly dir: string;
  /** The root key; default `~/.config/overt/keys/<store id>.root`. Made together with the store. */
  readonly keyFile?: string;
  readonly clock?: Clock;
  readonly log?: StoreLog;
}

export interface EmbeddedStore extends Store {
  /** Every directory that holds something of it: what a leak search must read, and a backup must think of. */
  readonly directories: readonly string[];
  /** Stops PostgreSQL unless another process uses it. Stop workers first. */
  close(): Promise<void>;
}

/**
 * Opens the store in `dir`: starts or adopts its PostgreSQL. Several processes may have one store open.
 * A kill -9 of this process leaves PostgreSQL running; the next open adopts it.
 *
 * @throws {StoreFault} `POSTGRES_MISSING`, `POSTGRES_FAILED`, `ROOT_KEY_MISSING`, `ROOT_KEY_WRONG`, `ROOT_KEY_UNSAFE`, `STORE_COPIED`, `PLACE_UNSAFE`.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedStore> {
  const dir = resolve(options.dir);
  const clock = options.clock ?? { now: () => new Date() };
  const log = options.log ?? (() => undefined);
  await makeStoreDirectory(dir);
  const { identity, rootKey } = await openIdentity(dir, options.keyFile);
  const binaries = await findBinaries();
  const cluster = await openCluster(dir, identity, binaries);
  const postmaster = await startPostmaster(cluster, binaries, log);
  try {
    const database = await connectPostgres({
      connection: postmaster.connection,
      recover: postmaster.ensureUp,
      log,
    });
    const blobs = await openDirectoryBlobs(join(dir, 'blobs'));
    const tiles = await directoryTiles(join(dir, 'tiles'));
    const dayKeks = await openDayKeks(join(dir, 'keks'), rootKey, clock);
    return {
      sql: database.sql,
      jobs: database.jobs,
      blobs,
      tiles,
      rootKey,
      dayKeks,
      clock,
      directories: [...new Set([dir, cluster.root])],
      async close() {
        await database.close();
        await postmaster.stop();
      },
    };
  } catch (error) {
    await postmaster.stop();
    throw error;
  }
}

async function makeStoreDirectory(dir: string): Promise<void> {
  if (await stat(dir).catch(ignoreAbsent)) return;
  await makeDirectory(dir, 0o700);
  if (postgresUser()) await chmod(dir, 0o711);
}

/**
 * Removes a store and all that belongs to it, also what lies outside `dir`: its cluster, its root key. Ends a PostgreSQL that
 * a killed process left running. Nothing may have the store open. Absent is fine.
 */
export async function removeEmbedded(options: Pick<EmbeddedOptions, 'dir' | 'keyFile'>): Promise<void> {
  const dir = resolve(options.dir);
  const identity = await readIdentity(dir);
  if (identity) {
    const cluster = clusterAt(dir, identity);
    await stopOrphan(cluster);
    await rm(cluster.socketDir, { recursive: true, force: true });
    await rm(cluster.root, { recursive: true, force: true });
    await rm(options.keyFile ?? defaultKeyFile(identity.id), { force: true });
  }
  await rm(dir, { recursive: true, force: true });
}
