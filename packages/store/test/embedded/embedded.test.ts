import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/embedded/index.ts';
import { scratch } from '../support/scratch.ts';

describe('openEmbedded', () => {
  let place: Awaited<ReturnType<typeof scratch>>;
  beforeAll(async () => {
    place = await scratch();
  });
  afterAll(() => place.remove());

  test('opens, and opens again with what was written, in under a second', async () => {
    const options = { dir: join(place.dir, 'store'), keyFile: join(place.dir, 'root.key'), log: console.log };
    let t = Date.now();
    const first = await openEmbedded(options);
    console.log('cold', Date.now() - t);
    await first.sql.query('create table note (text text)');
    await first.sql.query('insert into note values ($1)', ['kept']);
    t = Date.now();
    await first.close();
    console.log('close', Date.now() - t);
    t = Date.now();
    const second = await openEmbedded(options);
    const took = Date.now() - t;
    console.log('warm', took);
    expect(await second.sql.query('select text from note')).toEqual([{ text: 'kept' }]);
    await second.close();
    expect(took).toBeLessThan(1_000);
  });
});
