// `overt`: composes the packages into commands. Each file under commands/ adds its own; no rule lives here.

import { Command } from 'commander';
import { auditCommand } from './commands/audit-leaks.ts';
import { datasetCommands } from './commands/dataset.ts';
import { demoCommand } from './commands/demo.ts';
import { learnCommands } from './commands/learn.ts';
import { officeCommands } from './commands/office.ts';
import { placesCommand } from './commands/places.ts';
import { recordCommand } from './commands/record.ts';
import { redactCommand } from './commands/redact.ts';
import { stepsCommands } from './commands/steps.ts';
import { upCommand } from './commands/up.ts';
import { verifyCommand } from './commands/verify.ts';

const program = new Command('overt')
  .description(
    'Records how people really work, with their consent and under their control, as training data for computer-use agents.',
  )
  .version('0.1.0')
  .showHelpAfterError('(overt --help lists the commands)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

for (const add of [
  demoCommand,
  recordCommand,
  upCommand,
  officeCommands,
  placesCommand,
  stepsCommands,
  redactCommand,
  datasetCommands,
  learnCommands,
  verifyCommand,
  auditCommand,
])
  add(program);

await program.parseAsync();
