// overt up: the server on the embedded default, as `npm start` runs it.

import type { Command } from 'commander';

/** Adds `up`. Its options are the server's own, `--help` and `--port` among them; they are passed on as they are. */
export function upCommand(program: Command): void {
  program
    .command('up')
    .description('start the server and the portal on this machine')
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      process.argv.splice(2, 1);
      await import('@overt/server/main');
    });
}
