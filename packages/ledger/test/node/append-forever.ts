// Appends until it is killed; prints the index of every entry once it is acknowledged. Bundled and started by directory.test.ts.

import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openLog, toUtf8 } from '@overt/ledger';
import { directoryTiles, nativeHash, nativeSigner } from '@overt/ledger/node';

const signer = nativeSigner('overt.example/audit', new Uint8Array(32).fill(9));
const store = await directoryTiles(process.argv[2]!);
const log = await openLog({ origin: signer.name, signer, store, hash: nativeHash });
for (;;) {
  const batch = Array.from({ length: 3 }, () => log.append(toUtf8(randomUUID())));
  for (const { index } of await Promise.all(batch)) writeSync(1, `${index}\n`);
}
