// overt demo: the main job, unattended, on real input, in a folder of its own.

import type { Command } from 'commander';
import { runDemo } from '../demo/run.ts';
import { type CommonOptions, conclude, EXIT } from '../output.ts';
import { common } from './command.ts';

interface DemoOptions extends CommonOptions {
  readonly out?: string;
  readonly headed?: boolean;
}

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
