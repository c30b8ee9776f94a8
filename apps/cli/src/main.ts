// `overt`: composes the packages into commands. Each file under commands/ adds its own; no rule lives here.
//
// Only the file of the command that was asked for is loaded: server, browser and learner together take a second.

import { Command } from 'commander';
import { EXIT, report } from './output.ts';

type Add = (program: Command) => void;
/** Files by the commands they add, in the order of the help. */
const FILES: readonly { readonly names: readonly string[]; load(): Promise<Add> }[] = [
  { names: ['demo'], load: async () => (await import('./commands/demo.ts')).demoCommand },
  { names: ['record'], load: async () => (await import('./commands/record.ts')).recordCommand },
  {
    names: ['pause', 'resume', 'forget', 'review'],
    load: async () => (await import('./commands/control.ts')).controlCommands,
  },
  { names: ['status'], load: async () => (await import('./commands/status.ts')).statusCommand },
  { names: ['policy'], load: async () => (await import('./commands/policy.ts')).policyCommands },
  {
    names: ['jurisdictions'],
    load: async () => (await import('./commands/jurisdictions.ts')).jurisdictionsCommands,
  },
  { names: ['up'], load: async () => (await import('./commands/up.ts')).upCommand },
  { names: ['office'], load: async () => (await import('./commands/office.ts')).officeCommands },
  { names: ['places'], load: async () => (await import('./commands/places.ts')).placesCommand },
  { names: ['cat', 'steps', 'view'], load: async () => (await import('./commands/steps.ts')).stepsCommands },
  { names: ['redact'], load: async () => (await import('./commands/redact.ts')).redactCommand },
  {
    names: ['dataset', 'export', 'lint'],
    load: async () => (await import('./commands/dataset.ts')).datasetCommands,
  },
  { names: ['learn', 'eval'], load: async () => (await import('./commands/learn.ts')).learnCommands },
  { names: ['verify'], load: async () => (await import('./commands/verify.ts')).verifyCommand },
  { names: ['audit-leaks'], load: async () => (await import('./commands/audit-leaks.ts')).auditCommand },
];

// A reader that has seen enough (`overt steps DIR | head`) is no fault; a bug must not look like a problem found.
process.stdout.on('error', () => process.exit(EXIT.ok));
process.stderr.on('error', () => undefined);
process.on('uncaughtException', (error) => {
  report(error, { json: process.argv.includes('--json') });
  process.exit();
});

const program = new Command('overt')
  .description(
    'Records how people really work, with their consent and under their control, as training data for computer-use agents.',
  )
  .version('0.1.0')
  .showHelpAfterError('(overt --help lists the commands)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.ok : EXIT.use));

const asked = FILES.filter(({ names }) => names.includes(process.argv[2] ?? ''));
for (const { load } of asked.length > 0 ? asked : FILES) (await load())(program);

await program.parseAsync();
