// What every command has in common: `--json` puts one object on the last line, and the exit code says how it went.

import { Fault } from '@overt/events';

/** 0 all well, 1 problems found, 2 wrong use, 3 a fault of ours or of the world. */
export const EXIT = { ok: 0, problems: 1, use: 2, fault: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export type CliFaultCode =
  | 'CLI_USE'
  | 'CLI_NOT_FOUND'
  | 'CLI_KEY_MISSING'
  | 'CLI_TOOL_MISSING'
  | 'CLI_TIMEOUT'
  | 'CLI_DEMO_FAILED'
  | 'CLI_RECORDER_REFUSED'
  | 'CLI_STOPPED'
  | 'CLI_MANAGED'
  | 'CLI_NOTHING_RUNS'
  | 'CLI_BUSY';

/** Codes that are no fault (3): wrong use, and a state of the world in which what was asked cannot be done. */
const EXIT_OF: Readonly<Partial<Record<string, ExitCode>>> = {
  CLI_USE: EXIT.use,
  CLI_NOT_FOUND: EXIT.use,
  CLI_MANAGED: EXIT.problems,
  CLI_NOTHING_RUNS: EXIT.problems,
  CLI_STOPPED: EXIT.problems,
  CLI_BUSY: EXIT.problems,
};

/** Wrong use or a missing tool, told to the person at the terminal. */
export class CliFault extends Fault<CliFaultCode> {
  override readonly name = 'CliFault';
  constructor(code: CliFaultCode, message: string, detail: object = {}) {
    super(code, message, detail);
  }
}

export interface Outcome {
  /** For people: lines on standard output, left out under `--json`. */
  readonly text?: string;
  /** For machines: the one object on the last line under `--json`. */
  readonly json?: object;
  readonly code?: ExitCode;
}

export interface CommonOptions {
  readonly json?: boolean;
}

/** Progress belongs on standard error, so that standard output stays a result. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** `1 piece`, `2 pieces`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Runs a command's body, prints its outcome and sets the exit code. */
export async function conclude(options: CommonOptions, run: () => Promise<Outcome>): Promise<void> {
  try {
    const outcome = await run();
    if (!options.json && outcome.text !== undefined) print(outcome.text);
    if (options.json) print(JSON.stringify(outcome.json ?? {}));
    process.exitCode = outcome.code ?? EXIT.ok;
  } catch (error) {
    report(error, options);
  }
}

/** Says what went wrong, and sets the exit code by its kind. */
export function report(thrown: unknown, options: CommonOptions): void {
  const error = thrown instanceof Error ? thrown : new TypeError(`thrown: ${typeof thrown}`);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'FAULT';
  say(`overt: ${error.message}`);
  if (code === 'FAULT' && process.env.OVERT_DEBUG) say(String(error.stack));
  if (options.json) print(JSON.stringify({ error: { code, message: error.message } }));
  process.exitCode = EXIT_OF[code] ?? EXIT.fault;
}
