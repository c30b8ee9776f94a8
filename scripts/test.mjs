// npm test: set-up if needed, then every test. Arguments go to vitest: npm test -- packages/ledger
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, say, setup } from './setup.mjs';

await setup({ browser: true });
say('running every test (vitest)');
const vitest = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
process.exit(vitest.status ?? 3);
