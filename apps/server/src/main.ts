// `npm start`: the server in this process, until Ctrl-C.

import { Fault } from '@overt/events';
import { readConfig } from './config.ts';
import { startServer } from './start.ts';

const say = (line: string) => process.stderr.write(`overt: ${line}\n`);

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  if (typeof config === 'string') {
    process.stdout.write(config);
    return;
  }
  const begun = performance.now();
  const server = await startServer(config, say);
  say(`ready in ${((performance.now() - begun) / 1000).toFixed(1)} s; data in ${config.dataDir}`);
  process.stdout.write(`\n  ${server.url}\n  sign in once:  ${await server.signInLink()}\n\n`);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    say('stopping');
    server.close().then(
      () => process.exit(0),
      (fault: unknown) => fail(fault),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(fault: unknown): never {
  say(
    fault instanceof Fault
      ? `${String(fault.code)}: ${fault.message}`
      : `BUG: ${fault instanceof Error ? fault.stack : String(fault)}`,
  );
  process.exit(3);
}

main().catch(fail);
