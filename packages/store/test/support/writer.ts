// Promises as fast as it can: a blob put, then its row and its job in one transaction, then the acknowledgement.
// Jobs write the row of what they have done, once per id if they are run once.
import { createHash, randomBytes } from 'node:crypto';
import type { BlobId } from '@overt/events';
import { openEmbedded } from '../../src/embedded/index.ts';
import { StoreFault } from '../../src/index.ts';

const [dir, keyFile] = process.argv.slice(2) as [string, string];
const store = await openEmbedded({ dir, keyFile });
await store.jobs.run({
  work: async ({ blob }) => {
    await store.sql.query('insert into done (blob) values ($1) on conflict do nothing', [blob]);
  },
});

async function promise(): Promise<void> {
  const bytes = randomBytes(4_000);
  const blob = createHash('sha256').update(bytes).digest('hex') as BlobId;
  await store.blobs.put(blob, bytes);
  await store.sql.transaction(async (tx) => {
    await tx.query('insert into promised (blob) values ($1)', [blob]);
    await store.jobs.enqueue(tx, 'work', { blob });
  });
  process.stdout.write(`ack ${blob}\n`);
}

async function lane(): Promise<never> {
  for (;;) {
    await promise().catch((error: unknown) => {
      if (!(error instanceof StoreFault && error.code === 'SQL_UNAVAILABLE')) throw error;
    });
  }
}
await Promise.all([lane(), lane(), lane()]);
