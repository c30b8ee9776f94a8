// Supervises one PostgreSQL on a unix socket: adopts the one that is running, else starts it, starts it again when it dies,
// and stops it unless someone else still uses it.
//
// It is started in a session of its own, so that Ctrl-C reaches this process first, and it outlives a kill -9 of this
// process: the next one finds it by connecting to its socket. A postmaster.pid is never deleted here; PostgreSQL itself
// judges whether it is stale, and a dying one may need seconds to let go.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { StoreFault } from '../fault.ts';
import { errorCode, isAlive } from '../files/durable.ts';
import { LEAVING_MS, POSTGRES_LOG_BYTES, POSTGRES_START_MS, STALE_POSTMASTER_MS } from '../limits.ts';
import type { StoreLog } from '../ports.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { toolEnvironment } from './run-tool.ts';

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '80',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_wal_size: '256MB',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  // Its log tells how it fares. Errors go to the caller only: their messages quote statements and values.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
};

export interface Postmaster {
  readonly connection: pg.ClientConfig;
  /** Resolves when PostgreSQL answers; starts it if it is gone. Calls at the same time share one attempt. */
  ensureUp(): Promise<void>;
  /** Fast shutdown, checkpoint included; leaves it running if other processes are connected. */
  stop(): Promise<void>;
}

/** Starts or adopts the PostgreSQL of `cluster`. */
export async function startPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  log: StoreLog,
): Promise<Postmaster> {
  // The name tells our own connections from those of others, also of a second store object in this process.
  const connection: pg.ClientConfig = {
    host: cluster.socketDir,
    port: 5432,
    user: 'overt',
    database: 'postgres',
    application_name: `overt-${randomBytes(6).toString('hex')}`,
  };
  let child: ChildProcess | undefined;
  let attempt: Promise<void> | undefined;
  let stopping = false;

  function launch(): void {
    const args = [
      '-D',
      cluster.data,
      '-k',
      cluster.socketDir,
      ...Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    const fd = openSync(cluster.log, logSize(cluster.log) > POSTGRES_LOG_BYTES ? 'w' : 'a', 0o600);
    const started = spawn(binaries.postgres, args, {
      cwd: cluster.root,
      env: toolEnvironment(binaries, cluster.root),
      stdio: ['ignore', fd, fd],
      detached: true,
      ...cluster.user,
    });
    closeSync(fd);
    child = started;
    started.unref();
    const ended = (): void => {
      if (child === started) child = undefined;
      if (stopping || attempt) return;
      log('PostgreSQL ended; starting it again');
      ensureUp().catch((error: unknown) =>
        log(error instanceof StoreFault ? error.message : 'PostgreSQL did not start again'),
      );
    };
    started.once('error', ended);
    started.once('exit', ended);
  }

  async function bringUp(): Promise<void> {
    const begun = Date.now();
    for (let launches = 0; ; ) {
      const state = await probe(connection);
      if (state === 'up') return;
      if (state === 'absent' && !child && !stopping) {
        if (launches > 0 && Date.now() - begun > STALE_POSTMASTER_MS) throw await didNotStart(cluster);
        if (launches > 0) await pause(100);
        launches += 1;
        launch();
      }
      if (Date.now() - begun > POSTGRES_START_MS) throw await didNotStart(cluster);
      await pause(15);
    }
  }

  function ensureUp(): Promise<void> {
    attempt ??= bringUp().finally(() => {
      attempt = undefined;
    });
    return attempt;
  }

  async function stop(): Promise<void> {
    stopping = true;
    await attempt?.catch(() => undefined);
    if (await staysInUse(connection)) return;
    const pid = child?.pid ?? (await postmasterPid(cluster));
    if (pid) await endProcess(pid, child);
  }

  await ensureUp();
  return { connection, ensureUp, stop };
}

/** Ends the PostgreSQL of a cluster that nobody supervises, if one runs. */
export async function stopOrphan(cluster: Cluster): Promise<void> {
  const connection = { host: cluster.socketDir, port: 5432, user: 'overt', database: 'postgres' };
  // Only a server that answers on this cluster's socket proves that the number in its pid file is not somebody else's by now.
  if ((await probe(connection)) === 'absent') return;
  const pid = await postmasterPid(cluster);
  if (pid) await endProcess(pid, undefined);
}

/** `up`: answers. `busy`: it is there, and starting or stopping. `absent`: nobody listens. */
async function probe(connection: pg.ClientConfig): Promise<'up' | 'busy' | 'absent'> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'up';
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' || code === 'ECONNREFUSED' ? 'absent' : 'busy';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether others stay connected: a process that has just left is still seen for a moment. */
async function staysInUse(connection: pg.ClientConfig): Promise<boolean> {
  for (const end = Date.now() + LEAVING_MS; ; await pause(20)) {
    if ((await othersConnected(connection)) === 0) return false;
    if (Date.now() > end) return true;
  }
}

async function othersConnected(connection: pg.ClientConfig): Promise<number> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ others: string }>(
      `select count(*) as others from pg_stat_activity where backend_type = 'client backend' and application_name <> $1`,
      [connection.application_name],
    );
    return Number(rows[0]?.others ?? 0);
  } catch {
    return 0; // it does not answer: nobody is served by leaving it
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function postmasterPid(cluster: Cluster): Promise<number | undefined> {
  const text = await readFile(join(cluster.data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return pid > 1 && isAlive(pid) ? pid : undefined;
}

async function endProcess(pid: number, child: ChildProcess | undefined): Promise<void> {
  const isGone = (): boolean =>
    child?.pid === pid ? child.exitCode !== null || child.signalCode !== null : !isAlive(pid);
  // SIGINT: fast shutdown. SIGQUIT: at once; the next start recovers from WAL.
  for (const [signal, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    if (isGone()) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (errorCode(error) === 'ESRCH') return;
      throw error;
    }
    for (const until = Date.now() + patience; Date.now() < until && !isGone(); ) await pause(10);
  }
}

async function didNotStart(cluster: Cluster): Promise<StoreFault> {
  const lines = (await readFile(cluster.log, 'utf8').catch(() => ''))
    .trim()
    .split('\n')
    .slice(-4)
    .join(' | ');
  return new StoreFault(
    'POSTGRES_FAILED',
    `PostgreSQL did not start from ${cluster.data}; its log ${cluster.log} ends with: ${lines}`,
    { data: cluster.data, log: cluster.log },
  );
}

function logSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
