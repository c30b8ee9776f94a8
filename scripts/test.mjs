// npm test: set-up if needed, then every test. Arguments go to vitest: npm test -- packages/ledger
import { join } from 'node:path';
import { run } from './run.mjs';
import { root, say, setup } from './setup.mjs';

await setup({ browser: true });
say('running every test (vitest)');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
process.exit(await run(process.execPath, [vitest, 'run', ...process.argv.slice(2)], { cwd: root }));
