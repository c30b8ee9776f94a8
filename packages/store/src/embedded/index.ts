// Storage for one machine, with nothing installed but npm packages: PostgreSQL under our own supervisor, everything else files.
//
//   <dir>/store.json   which store this is          <dir>/blobs   ciphertext        <dir>/tiles   the ledger
//   <dir>/keks         day keys: never back them up together with the database     <dir>/postgres   the cluster
//
// The root key lies elsewhere (`keyFile`).
import { join, resolve } from 'node:path';
import { directoryTiles } from '@overt/ledger/node';
import { openDayKeks } from '../files/day-keks.ts';
import { openDirectoryBlobs } from '../files/directory-blobs.ts';
import { makeDirectory } from '../files/durable.ts';
import type { Clock, Store, StoreLog } from '../ports.ts';
import { connectPostgres } from '../postgres/connect.ts';
import { findBinaries } from './binaries.ts';
import { openCluster, openIdentity } from './cluster.ts';
import { startPostmaster } from './postmaster.ts';

export interface EmbeddedOptions {
  /** Made if absent, mode 0700. */
  readonly dir: string;
  /** The root key; default `~/.config/overt/keys/<store id>.root`. Made together with the store. */
  readonly keyFile?: string;
  readonly clock?: Clock;
  readonly log?: StoreLog;
}

export interface EmbeddedStore extends Store {
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
  await makeDirectory(dir, 0o700);
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
