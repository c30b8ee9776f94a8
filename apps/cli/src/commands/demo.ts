// overt demo: the main job, unattended, on real input, in a folder of its own.

import { YIELD_FLOORS } from '@overt/trajectory';
import type { Command } from 'commander';
import { runDemo } from '../demo/run.ts';
import { type CommonOptions, conclude, EXIT } from '../output.ts';
import { common } from './command.ts';

interface DemoOptions extends CommonOptions {
  readonly out?: string;
  readonly headed?: boolean;
}

const { named, framed, valued } = YIELD_FLOORS;
const YIELD_HELP = `
yield: shares of the steps in declared tasks. named: the target has a name, or stands for a value of the goal; framed: a
frame at most 2 s older; valued: the value is kept, or known by where it came from. The three are at fidelity workflow,
the one that is taught from; yield.structure, yield.workflow and yield.content hold them for each fidelity. The demo fails
below ${100 * named}, ${100 * framed} and ${100 * valued} % at workflow.`;

/** Adds `demo`. */
export function demoCommand(program: Command): void {
  common(
    program
      .command('demo')
      .description(
        'the whole path on real input: record, decide, redact, seal, release, steps, dataset, verify, learn',
      ),
    'overt demo --out my-demo',
  )
    .option('--out <dir>', 'a new or empty directory (default: a temporary one)')
    .option('--headed', 'show the browser')
    .addHelpText('after', YIELD_HELP)
    .action((options: DemoOptions) =>
      conclude(options, async () => {
        const { report, text, failures } = await runDemo({
          headed: options.headed ?? false,
          ...(options.out ? { out: options.out } : {}),
        });
        return { text, json: { ...report, failures }, code: failures.length === 0 ? EXIT.ok : EXIT.problems };
      }),
    );
}
