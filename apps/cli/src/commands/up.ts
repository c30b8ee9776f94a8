// overt up: the server on the embedded default, as `npm start` runs it.

import type { Command } from 'commander';
import { common } from './command.ts';

/** Adds `up`. */
export function upCommand(program: Command): void {
  common(
    program.command('up').description('start the server and the portal on this machine'),
    'overt up',
  ).action(async () => {
    await import('@overt/server/main');
  });
}
