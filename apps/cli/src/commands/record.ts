// overt record --browser: one person, her own machine, no server. The keys are hers; nothing leaves.

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { createSoloReceiver } from '@overt/capture/solo';
import type { Command } from 'commander';
import { CliFault, type CommonOptions, conclude, type Outcome, say } from '../output.ts';
import { openBrowser, Recorder } from '../recorder/browser.ts';
import { openSteps, soloKeys } from '../recording.ts';
import { common } from './command.ts';

interface RecordOptions extends CommonOptions {
  readonly browser?: boolean;
  readonly out: string;
  readonly url?: string;
  readonly task?: string;
  readonly yes?: boolean;
  readonly headless?: boolean;
}

async function requireEmpty(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if ((await readdir(dir)).length > 0)
    throw new CliFault(
      'CLI_USE',
      `record: ${dir} is not empty; choose a new directory, a recording is never written over`,
      { dir },
    );
}

/** Shows the notice and takes the answer; `--yes` says the person has read it before. */
async function consent(recorder: Recorder, options: RecordOptions): Promise<void> {
  const notice = await recorder.ask({ do: 'notice' });
  for (const { heading, text } of notice.sections) say(`\n${heading}\n  ${text}`);
  if (!options.yes) {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    // The end of the input is no agreement either.
    const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    const answer = await Promise.race([terminal.question('\nRecord under this notice? [y/N] '), ended]);
    terminal.close();
    if (!/^y(es)?$/i.test(answer.trim()))
      throw new CliFault('CLI_USE', 'record: you declined; nothing was recorded', {});
  }
  await recorder.ask({ do: 'consent', notice: notice.hash });
}

const untilClosed = (closed: Promise<unknown>): Promise<unknown> =>
  Promise.race([
    closed,
    ...(['SIGINT', 'SIGTERM'] as const).map(
      (signal) => new Promise((resolve) => process.once(signal, resolve)),
    ),
  ]);

async function record(options: RecordOptions): Promise<Outcome> {
  if (!options.browser) throw new CliFault('CLI_USE', 'record: say what to record: --browser', {});
  await requireEmpty(options.out);
  const keys = await soloKeys();
  const receiver = await createSoloReceiver({ dir: options.out, keys });
  const profile = await mkdtemp(join(tmpdir(), 'overt-profile-'));
  const context = await openBrowser({ profile, headed: !options.headless, withExtension: true });
  try {
    const recorder = await Recorder.attach(context);
    await recorder.ask({
      do: 'enrol',
      server: receiver.origin,
      code: receiver.enrolmentCode(),
      label: 'this computer',
    });
    await consent(recorder, options);
    await recorder.ask({ do: 'start' });
    if (options.task)
      await recorder.ask({ do: 'task', phase: 'start', type: 'solo.task', goal: options.task, slots: {} });
    const page = await context.newPage();
    // A page that does not open is the person's to see and to mend; the recording has begun.
    if (options.url)
      await page
        .goto(options.url)
        .catch(() => say(`\n${options.url} did not open; go where you want in the browser.`));
    say('\nRecording. The mark in the page shows it. Close the page, or press Ctrl-C here, to finish.');
    await untilClosed(new Promise((resolve) => page.once('close', resolve)));
    if (options.task) await recorder.ask({ do: 'task', phase: 'finish', outcome: 'unknown' });
    await recorder.ask({ do: 'stop' });
    const { released, waiting } = await recorder.ask({ do: 'release', id: 'all' });
    say(`Written: ${released} segments${waiting ? `, ${waiting} still waiting` : ''}.`);
  } finally {
    await context.close();
    await receiver.close();
    await rm(profile, { recursive: true, force: true });
  }
  const { recording, episodes } = await openSteps(options.out, keys);
  const steps = episodes.reduce((sum, episode) => sum + episode.steps.length, 0);
  return {
    text: `${steps} steps in ${recording.manifests.length} segments. Look at them: overt view ${options.out}`,
    json: { dir: options.out, steps, segments: recording.manifests.length },
  };
}

/** Adds `record`. */
export function recordCommand(program: Command): void {
  common(
    program.command('record').description('record your own work: no server, your own keys, nothing leaves'),
    'overt record --browser --out my-recording --url https://example.com',
  )
    .option('--browser', 'record in a browser with the extension')
    .requiredOption('--out <dir>', 'a new or empty directory')
    .option('--url <url>', 'page to open')
    .option('--task <goal>', 'what you are going to do, in your words')
    .option('--yes', 'you have read the notice before and agree')
    .option('--headless', 'without a window; for scripts')
    .action((options: RecordOptions) => conclude(options, () => record(options)));
}
