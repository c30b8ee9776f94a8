// Opens a store, says so, and either closes it (`once`) or stays until killed.
import { openEmbedded } from '../../src/embedded/index.ts';

const [dir, keyFile, mode] = process.argv.slice(2) as [string, string, string];
const begun = Date.now();
const store = await openEmbedded({ dir, ...(keyFile === '-' ? {} : { keyFile }) });
await store.sql.query('create table if not exists mark (at timestamptz default now())');
await store.sql.query('insert into mark default values');
console.log(`open ${Date.now() - begun}`);
if (mode === 'once') await store.close();
else setInterval(() => undefined, 1_000);
