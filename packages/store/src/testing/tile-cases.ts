import assert from 'node:assert/strict';
import type { TileStore } from '@overt/ledger';
import type { Case } from './case.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every `TileStore` does. */
export const tileCases: readonly Case<TileStore>[] = [
  {
    name: 'reads what was last written, and undefined before',
    async run(tiles) {
      assert.equal(await tiles.read('tile/0/x001/067'), undefined);
      await tiles.write('tile/0/x001/067', bytes('one'));
      await tiles.write('tile/0/x001/067', bytes('another'));
      assert.deepEqual(Buffer.from((await tiles.read('tile/0/x001/067'))!), Buffer.from('another'));
    },
  },
  {
    name: 'shows a reader the old bytes or the new ones, never a part',
    async run(tiles) {
      await tiles.write('checkpoint', bytes('a'.repeat(50_000)));
      let writing = true;
      const reader = (async () => {
        while (writing)
          assert.match(Buffer.from((await tiles.read('checkpoint'))!).toString(), /^(a{50000}|b{50000})$/);
      })();
      for (let i = 0; i < 10; i += 1)
        await tiles.write('checkpoint', bytes((i % 2 ? 'a' : 'b').repeat(50_000)));
      writing = false;
      await reader;
    },
  },
  {
    name: 'refuses a path that leads elsewhere',
    async run(tiles) {
      for (const path of ['../escape', '/etc/passwd', 'a//b'])
        await assert.rejects(tiles.write(path, bytes('x')));
    },
  },
];
