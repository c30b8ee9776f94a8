// Runs a program as if it were this one: it gets the terminal and the signals, and if it was told to stop, so are we.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 127 if it could not be started. Does not return if we were told to stop:
 *   then this process ends when the program has, so that nothing runs on behind the back of whoever stopped it.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    let told;
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    // A terminal tells the whole group; a second signal of the same name is harmless to what we start.
    const forward = (signal) => {
      told = told || signal;
      child.kill(signal);
    };
    for (const signal of SIGNALS) process.on(signal, forward);
    const ended = (code) => {
      for (const signal of SIGNALS) process.off(signal, forward);
      if (told) process.exit(128 + constants.signals[told]);
      resolve(code);
    };
    child.once('error', () => ended(127));
    child.once('close', (code, signal) => ended(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
