import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import type { BlobId } from '@overt/events';
import { StoreFault } from '../fault.ts';
import type { BlobStore } from '../ports.ts';
import type { Case } from './case.ts';

function blob(size: number): { id: BlobId; bytes: Uint8Array } {
  const bytes = new Uint8Array(randomBytes(size));
  return { id: createHash('sha256').update(bytes).digest('hex') as BlobId, bytes };
}

/** What every `BlobStore` does. */
export const blobCases: readonly Case<BlobStore>[] = [
  {
    name: 'gives back what was put, the empty blob and a large one included',
    async run(blobs) {
      for (const size of [0, 1, 300_000, 3_000_000]) {
        const { id, bytes } = blob(size);
        assert.equal(await blobs.put(id, bytes), 'stored');
        assert.ok(await blobs.has(id));
        assert.deepEqual(Buffer.from((await blobs.get(id))!), Buffer.from(bytes));
        await blobs.delete(id);
      }
    },
  },
  {
    name: 'says present when the same bytes come again',
    async run(blobs) {
      const { id, bytes } = blob(1_000);
      await blobs.put(id, bytes);
      assert.equal(await blobs.put(id, bytes), 'present');
      await blobs.delete(id);
      assert.equal(await blobs.put(id, bytes), 'stored');
      await blobs.delete(id);
    },
  },
  {
    name: 'refuses bytes that do not hash to their name, and keeps nothing of them',
    async run(blobs) {
      const { id } = blob(100);
      await assert.rejects(
        blobs.put(id, new Uint8Array(100)),
        (error) => error instanceof StoreFault && error.code === 'BLOB_HASH_MISMATCH',
      );
      assert.equal(await blobs.has(id), false);
    },
  },
  {
    name: 'refuses a name that is no hash, whatever path it tries to be',
    async run(blobs) {
      for (const id of [
        '',
        '../../etc/passwd',
        'A'.repeat(64),
        `${'a'.repeat(63)}/`,
        `${'a'.repeat(64)}\n`,
      ]) {
        await assert.rejects(
          blobs.get(id as BlobId),
          (error) => error instanceof StoreFault && error.code === 'ID_MALFORMED',
        );
        await assert.rejects(blobs.put(id as BlobId, new Uint8Array()), StoreFault);
        await assert.rejects(blobs.delete(id as BlobId), StoreFault);
      }
    },
  },
  {
    name: 'answers undefined for an absent blob, and deletes it without complaint',
    async run(blobs) {
      const { id } = blob(10);
      assert.equal(await blobs.get(id), undefined);
      await blobs.delete(id);
    },
  },
  {
    name: 'keeps one whole copy when many put the same blob at once',
    async run(blobs) {
      const { id, bytes } = blob(200_000);
      await Promise.all(Array.from({ length: 12 }, () => blobs.put(id, bytes)));
      assert.deepEqual(Buffer.from((await blobs.get(id))!), Buffer.from(bytes));
      await blobs.delete(id);
    },
  },
  {
    name: 'lists what it holds, each once, and nothing else',
    async run(blobs) {
      const put = Array.from({ length: 20 }, () => blob(50));
      await Promise.all(put.map(({ id, bytes }) => blobs.put(id, bytes)));
      const listed: BlobId[] = [];
      for await (const id of blobs.list()) listed.push(id);
      assert.equal(new Set(listed).size, listed.length);
      for (const { id } of put) assert.ok(listed.includes(id));
      for (const { id } of put) await blobs.delete(id);
    },
  },
];
