// `npm start`: the server in this process, until Ctrl-C.

import { Fault } from '@overt/events';
import { readConfig } from './config.ts';
import { type RunningServer, startServer } from './start.ts';

const say = (line: string) => process.stderr.write(`overt: ${line}\n`);

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  if (typeof config === 'string') {
    process.stdout.write(config);
    return;
  }
  const begun = performance.now();
  let server: RunningServer | undefined;
  let stopping = false;
  // From the first moment on: the database starts in a session of its own, and would stay behind.
  const stop = () => {
    if (stopping) return;
    stopping = true;
    say('stopping');
    if (server) end(server);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  // A terminal that was closed, or a pipe nobody reads any more, is no reason to end without stopping the database.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  server = await startServer(config, say);
  if (stopping) return end(server);
  say(`ready in ${((performance.now() - begun) / 1000).toFixed(1)} s; data in ${config.dataDir}`);
  process.stdout.write(`\n  ${server.url}\n  sign in once:  ${await server.signInLink()}\n\n`);
}

function end(server: RunningServer): void {
  server.close().then(() => process.exit(0), fail);
}

function fail(fault: unknown): never {
  say(
    fault instanceof Fault
      ? `${String(fault.code)}: ${fault.message}`
      : `BUG: ${fault instanceof Error ? fault.stack : String(fault)}`,
  );
  // 2: called wrongly, 3: a fault of ours or of the world.
  process.exit(fault instanceof Fault && fault.code === 'CONFIG_INVALID' ? 2 : 3);
}

main().catch(fail);
