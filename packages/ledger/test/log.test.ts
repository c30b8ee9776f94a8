import {
  auditLog,
  createSigner,
  hashLeaf,
  type Log,
  openCheckpoint,
  openLog,
  rootOf,
  toUtf8,
  verifierOf,
  verifyConsistency,
  verifyProof,
} from '@overt/ledger';
import { nativeHash, nativeSigner } from '@overt/ledger/node';
import { afterEach, describe, expect, test } from 'vitest';
import { MemoryTiles } from './memory-tiles.ts';

const signer = nativeSigner('overt.example/audit', new Uint8Array(32).fill(5));
const log = verifierOf(signer);
const entry = (i: number) => toUtf8(`entry ${i}`);
const opened: Log[] = [];
const open = async (store: MemoryTiles) => {
  const found = await openLog({ origin: signer.name, signer, store, hash: nativeHash });
  opened.push(found);
  return found;
};
const fill = (to: Log, count: number) =>
  Promise.all(Array.from({ length: count }, (_, i) => to.append(entry(to.size() + i))));

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

describe('a log', () => {
  test('begins with a signed checkpoint of nothing', async () => {
    const store = new MemoryTiles();
    const empty = await open(store);
    expect(openCheckpoint(await empty.checkpoint(), log).size).toBe(0);
    expect((await auditLog({ store, log })).checkpoint.size).toBe(0);
  });

  test('gives concurrent appends consecutive indices, one durable write and one checkpoint', async () => {
    const store = new MemoryTiles();
    const one = await open(store);
    let published = 0;
    store.fate = (path) => {
      if (path === 'checkpoint') published += 1;
      return true;
    };
    const at = await fill(one, 1000);
    expect(at.map(({ index }) => index)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(published).toBe(1);
    expect(one.size()).toBe(1000);
  });

  test('has the root of its entries', async () => {
    const one = await open(new MemoryTiles());
    await fill(one, 600);
    const leaves = Array.from({ length: 600 }, (_, i) => hashLeaf(entry(i)));
    expect(openCheckpoint(await one.checkpoint(), log).root).toEqual(rootOf(leaves));
  });

  test('proves any entry in a file that verifies alone', async () => {
    const one = await open(new MemoryTiles());
    for (const count of [1, 2, 253, 1, 300, 77]) await fill(one, count);
    for (const index of [0, 1, 255, 256, 511, 512, 557, 633]) {
      const proven = verifyProof(await one.prove(index), { log });
      expect(proven).toMatchObject({ index, entry: await one.entry(index) });
      expect(proven.checkpoint.size).toBe(634);
    }
    await expect(one.prove(634)).rejects.toMatchObject({ code: 'INDEX_OUTSIDE_TREE' });
    await expect(one.entry(-1)).rejects.toMatchObject({ code: 'INDEX_OUTSIDE_TREE' });
  });

  test('proves that each of its checkpoints is a prefix of the newest', async () => {
    const one = await open(new MemoryTiles());
    const older = [];
    for (const count of [1, 5, 250, 1, 300, 256, 900]) {
      await fill(one, count);
      older.push(openCheckpoint(await one.checkpoint(), log));
    }
    const newest = older.at(-1)!;
    for (const head of older) {
      const proof = await one.proveConsistency(head.size);
      verifyConsistency({
        olderSize: head.size,
        newerSize: newest.size,
        olderRoot: head.root,
        newerRoot: newest.root,
        proof,
      });
    }
    await expect(one.proveConsistency(0)).rejects.toMatchObject({ code: 'INDEX_OUTSIDE_TREE' });
    await expect(one.proveConsistency(newest.size + 1)).rejects.toMatchObject({ code: 'INDEX_OUTSIDE_TREE' });
  });

  test('goes on where it stopped, and removes the partial tiles that full ones replace', async () => {
    const store = new MemoryTiles();
    for (const count of [0, 1, 254, 1, 1, 300]) {
      const one = await open(store);
      await fill(one, count);
      await one.close();
    }
    const again = await open(store);
    expect(again.size()).toBe(557);
    const seen: string[] = [];
    for await (const { index, bytes } of again.entries(2))
      seen.push(`${index} ${new TextDecoder().decode(bytes)}`);
    expect(seen).toEqual(Array.from({ length: 555 }, (_, i) => `${i + 2} entry ${i + 2}`));
    expect([...store.files.keys()].filter((path) => path.startsWith('tile/0/000.p/'))).toEqual([]);
  });

  test('takes a snapshot of the bytes it was given', async () => {
    const one = await open(new MemoryTiles());
    const bytes = entry(1);
    const pending = one.append(bytes);
    bytes.fill(0);
    await pending;
    expect(await one.entry(0)).toEqual(entry(1));
  });

  test('refuses an entry that does not fit a bundle, and anything after it was closed', async () => {
    const one = await open(new MemoryTiles());
    await one.append(new Uint8Array(65_535));
    await expect(one.append(new Uint8Array(65_536))).rejects.toMatchObject({ code: 'ENTRY_TOO_LARGE' });
    const last = one.append(entry(1));
    await one.close();
    expect(await last).toEqual({ index: 1 });
    await expect(one.append(entry(2))).rejects.toMatchObject({ code: 'LOG_CLOSED' });
  });
});

describe('a log does not open', () => {
  test('for a signer of another name or another key', async () => {
    const store = new MemoryTiles();
    await open(store);
    const other = createSigner('overt.example/other', new Uint8Array(32));
    await expect(openLog({ origin: signer.name, signer: other, store })).rejects.toMatchObject({
      code: 'CHECKPOINT_ORIGIN',
    });
    const stranger = createSigner(signer.name, new Uint8Array(32));
    await expect(openLog({ origin: signer.name, signer: stranger, store })).rejects.toMatchObject({
      code: 'NOTE_UNVERIFIED',
    });
  });

  test.each([
    ['a changed last tile', 'tile/0/001.p/44', 'STORE_INCONSISTENT'],
    ['a changed last bundle', 'tile/entries/001.p/44', 'STORE_INCONSISTENT'],
    ['a changed tile above', 'tile/1/000.p/1', 'STORE_INCONSISTENT'],
  ])('on %s', async (_, path, code) => {
    const store = new MemoryTiles();
    await fill(await open(store), 300);
    store.files.set(
      path,
      store.files.get(path)!.map((byte, i) => (i === 9 ? byte ^ 1 : byte)),
    );
    await expect(open(store)).rejects.toMatchObject({ code });
  });

  test('without a tile that its checkpoint covers', async () => {
    const store = new MemoryTiles();
    await fill(await open(store), 300);
    store.files.delete('tile/0/001.p/44');
    await expect(open(store)).rejects.toMatchObject({ code: 'TILE_MISSING' });
  });
});

describe('what was changed behind the log’s back', () => {
  test('is found by a proof', async () => {
    const store = new MemoryTiles();
    const one = await open(store);
    await fill(one, 600);
    store.files.get('tile/entries/000')![5]! ^= 1;
    await expect(one.prove(0)).rejects.toMatchObject({ code: 'STORE_INCONSISTENT' });
  });

  test('is found by an audit, now and against earlier checkpoints', async () => {
    const store = new MemoryTiles();
    const one = await open(store);
    await fill(one, 300);
    const kept = await one.checkpoint();
    await fill(one, 300);
    expect((await auditLog({ store, log, hash: nativeHash }, [kept])).consistentWith).toEqual([300]);
    store.files.get('tile/entries/000')![5]! ^= 1;
    await expect(auditLog({ store, log, hash: nativeHash })).rejects.toMatchObject({
      code: 'STORE_INCONSISTENT',
    });

    const rewritten = new MemoryTiles();
    const forged = await open(rewritten);
    await fill(forged, 1);
    await Promise.all(Array.from({ length: 500 }, () => forged.append(toUtf8('another history'))));
    await expect(auditLog({ store: rewritten, log }, [kept])).rejects.toMatchObject({
      code: 'STORE_INCONSISTENT',
    });
    await expect(auditLog({ store: new MemoryTiles(), log })).rejects.toMatchObject({ code: 'TILE_MISSING' });
  });

  test('an audit finds a log that became shorter', async () => {
    const store = new MemoryTiles();
    const one = await open(store);
    await fill(one, 10);
    const before = new Map(store.files);
    await fill(one, 10);
    const newer = await one.checkpoint();
    await expect(auditLog({ store: new MemoryTiles(before), log }, [newer])).rejects.toMatchObject({
      code: 'STORE_INCONSISTENT',
    });
  });

  test('a second writer is noticed before a second history is signed', async () => {
    const store = new MemoryTiles();
    const first = await open(store);
    const second = await open(store);
    await first.append(entry(1));
    await expect(second.append(entry(2))).rejects.toMatchObject({ code: 'LOG_FORKED' });
    await expect(second.append(entry(3))).rejects.toMatchObject({ code: 'LOG_FORKED' });
    await first.append(entry(4));
    expect((await auditLog({ store, log })).checkpoint.size).toBe(2);
  });
});
