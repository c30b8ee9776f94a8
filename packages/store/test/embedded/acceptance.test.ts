import { join } from 'node:path';
import { directoryTiles } from '@overt/ledger/node';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type EmbeddedStore, openEmbedded } from '../../src/embedded/index.ts';
import { openDayKeks } from '../../src/files/day-keks.ts';
import { openPostgres, type PostgresDatabase } from '../../src/postgres/index.ts';
import {
  blobCases,
  dayKekCases,
  jobCases,
  rootKeyCases,
  sqlCases,
  tileCases,
} from '../../src/testing/index.ts';
import { type Scratch, scratch } from '../support/scratch.ts';

let place: Scratch;
let store: EmbeddedStore;
let remote: PostgresDatabase;

beforeAll(async () => {
  place = await scratch();
  store = await openEmbedded({ dir: join(place.dir, 'store'), keyFile: join(place.dir, 'root.key') });
  const socket = encodeURIComponent(join(place.dir, 'store', 'postgres', 'run'));
  remote = await openPostgres({ url: `postgres://overt@localhost/postgres?host=${socket}` });
});
afterAll(async () => {
  await remote?.close();
  await store?.close();
  await place.remove();
});

describe('embedded Sql', () => {
  test.each(sqlCases)('$name', ({ run }) => run(store.sql));
});
describe('postgres Sql', () => {
  test.each(sqlCases)('$name', ({ run }) => run(remote.sql));
});
describe('embedded Jobs', () => {
  test.each(jobCases)('$name', ({ run }) => run(store));
});
describe('postgres Jobs', () => {
  // Both adapters are one implementation; what can differ is the connection.
  test.each(jobCases.slice(0, 3))('$name', ({ run }) => run(remote));
});
describe('directory BlobStore', () => {
  test.each(blobCases)('$name', ({ run }) => run(store.blobs));
});
describe('directory TileStore', () => {
  test.each(tileCases)('$name', async ({ run }) => run(await directoryTiles(join(place.dir, 'tiles'))));
});
describe('file RootKey', () => {
  test.each(rootKeyCases)('$name', ({ run }) => run(store.rootKey));
});
describe('directory DayKeks', () => {
  test.each(dayKekCases)('$name', async ({ name, run }) => {
    let now = new Date('2026-01-01T00:00:00Z');
    const dir = join(place.dir, `keks-${dayKekCases.findIndex((c) => c.name === name)}`);
    const reopen = () => openDayKeks(dir, store.rootKey, { now: () => now });
    await run({
      keks: await reopen(),
      reopen,
      turnTo: (to) => {
        now = to;
      },
    });
  });
});
