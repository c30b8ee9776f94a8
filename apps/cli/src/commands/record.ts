// overt record --browser: one person, her own machine, no server. The keys are hers; nothing leaves.

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { createSoloReceiver, type SoloKeys, type SoloReceiver } from '@overt/capture/solo';
import { JURISDICTION_IDS, type JurisdictionId, LANGUAGES, type Language, type Policy } from '@overt/policy';
import { type Command, Option } from 'commander';
import type { BrowserContext, Page } from 'playwright-core';
import { openDoor } from '../control/channel.ts';
import { hoursFrom } from '../control/duration.ts';
import { type Relayed, relay } from '../control/relay.ts';
import { CliFault, type CommonOptions, conclude, counted, type Outcome, say } from '../output.ts';
import { openBrowser, Recorder } from '../recorder/browser.ts';
import { type SoloPolicy, soloPolicyHere } from '../recorder/solo-policy.ts';
import { configDirectory, openSteps, soloKeys } from '../recording.ts';
import { keepPersonal, personalIn } from '../settings/own.ts';
import { common } from './command.ts';

interface RecordOptions extends CommonOptions {
  readonly browser?: boolean;
  readonly out: string;
  readonly url?: string;
  readonly task?: string;
  readonly yes?: boolean;
  readonly headless?: boolean;
  readonly policy?: string;
  readonly hold?: number;
  readonly language?: Language;
  readonly worksIn?: JurisdictionId;
}

const LOOK_MS = 300;
/** A browser that was killed says nothing any more. */
const CLOSING_MS = 3_000;

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
async function consent(recorder: Recorder, policy: Policy, options: RecordOptions): Promise<void> {
  const language = options.language ?? policy.languages[0] ?? 'en';
  const notice = await recorder.ask({ do: 'notice', language });
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
  await recorder.ask({
    do: 'consent',
    notice: notice.hash,
    ...(options.worksIn ? { jurisdiction: options.worksIn } : {}),
  });
}

const interrupted = (): Promise<'interrupted'> =>
  new Promise((resolve) => {
    // A terminal that is closed ends the recording like Ctrl-C in it.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve('interrupted'));
  });

interface Scene extends Relayed {
  readonly policy: Policy;
  readonly context: BrowserContext;
  readonly options: RecordOptions;
}

/** What stands in the way, in words, if something does. */
async function start(recorder: Recorder): Promise<void> {
  try {
    await recorder.ask({ do: 'start' });
  } catch (error) {
    if (!(error instanceof CliFault) || error.code !== 'CLI_STOPPED') throw error;
    const { stop } = await recorder.ask({ do: 'status' });
    throw stop ? new CliFault('CLI_STOPPED', `record: ${stop.says}`, { reason: stop.reason }) : error;
  }
}

/** Enrols the browser here, has the notice read, and begins. */
async function begin(
  context: BrowserContext,
  receiver: SoloReceiver,
  given: SoloPolicy & { readonly keys: SoloKeys; readonly options: RecordOptions },
): Promise<Scene> {
  const { keys, policy, written, options } = given;
  const recorder = await Recorder.attach(context);
  await recorder.ask({
    do: 'enrol',
    server: receiver.origin,
    code: receiver.enrolmentCode(),
    label: 'this computer',
  });
  await consent(recorder, policy, options);
  await recorder.ask({ do: 'personal', personal: await personalIn(configDirectory()) });
  await start(recorder);
  if (options.task)
    await recorder.ask({ do: 'task', phase: 'start', type: 'solo.task', goal: options.task, slots: {} });
  return { context, recorder, receiver, keys, dir: options.out, policy, written, since: new Date(), options };
}

/** Until the page is closed, the terminal says so, or the browser is gone. */
async function work({ context, options }: Scene): Promise<void> {
  const page: Page = await context.newPage();
  // A page that does not open is the person's to see and to mend; the recording has begun.
  if (options.url)
    await page
      .goto(options.url)
      .catch(() => say(`\n${options.url} did not open; go where you want in the browser.`));
  say('\nRecording. The mark in the page shows it. Close the page, or press Ctrl-C here, to finish.');
  say('From another terminal: overt pause, overt resume, overt forget --last 10m, overt status');
  await Promise.race([
    new Promise((resolve) => page.once('close', resolve)),
    closeOf(context),
    interrupted(),
  ]);
}

const closeOf = (context: BrowserContext): Promise<unknown> =>
  new Promise((resolve) => context.once('close', resolve));

/**
 * The scene to finish in. Whoever closes the window closes the browser, and with it the extension that holds what is
 * not written yet: it is opened once more on the same profile, without a window.
 */
async function withBrowser(scene: Scene, profile: string): Promise<Scene> {
  const closed = closeOf(scene.context);
  try {
    await scene.recorder.ask({ do: 'status' });
    return scene;
  } catch (error) {
    if (error instanceof CliFault) throw error;
  }
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, CLOSING_MS))]);
  const context = await openBrowser({ profile, headed: false, withExtension: true });
  return { ...scene, context, recorder: await Recorder.attach(context) };
}

/** Ends what may still run, and lets go what its participant lets go. */
async function finish(scene: Scene): Promise<void> {
  const { recorder, options } = scene;
  const { state } = await recorder.ask({ do: 'status' });
  if (options.task && state === 'recording')
    await recorder.ask({ do: 'task', phase: 'finish', outcome: 'unknown' });
  // A browser that was closed has ended it already.
  if (state !== 'off') await recorder.ask({ do: 'stop' });
  await keepPersonal(configDirectory(), (await recorder.ask({ do: 'personal' })).personal);
  if (scene.policy.hold_h > 0) return review(scene);
  const { waiting } = await recorder.ask({ do: 'release', id: 'all' });
  if (waiting > 0) say(`Not written: ${counted(waiting, 'piece')}.`);
}

/** What is held waits for its participant's word; a second interruption is one, too: nobody keeps it. */
async function review({ recorder, options }: Scene): Promise<void> {
  const heldNow = async (): Promise<number> => (await recorder.ask({ do: 'held' })).segments.length;
  let held = await heldNow();
  if (held === 0) return;
  say(
    `\nHeld until you decide: ${counted(held, 'piece')}. In another terminal: overt review; overt review --release all; overt review --delete ID`,
  );
  say(`Only what you release is kept in ${options.out}. Ctrl-C here deletes the rest.`);
  let isInterrupted = false;
  void interrupted().then(() => {
    isInterrupted = true;
  });
  while (held > 0 && !isInterrupted) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    held = await heldNow();
  }
  if (held === 0) return;
  const { deleted } = await recorder.ask({ do: 'delete', id: 'all' });
  say(`Deleted: ${counted(deleted, 'piece')}.`);
}

async function record(options: RecordOptions): Promise<Outcome> {
  if (!options.browser) throw new CliFault('CLI_USE', 'record: say what to record: --browser', {});
  const { policy, written } = await soloPolicyHere(options);
  requireLanguage(policy, options.language);
  await personalIn(configDirectory());
  const keys = await soloKeys();
  let scene: Scene | undefined;
  const door = await openDoor(configDirectory(), async (request) => {
    if (scene) return relay(scene, request);
    throw new CliFault('CLI_BUSY', 'the recording is about to begin; ask again in a moment');
  });
  try {
    await requireEmpty(options.out);
    const receiver = await createSoloReceiver({ dir: options.out, keys, policy });
    const profile = await mkdtemp(join(tmpdir(), 'overt-profile-'));
    const context = await openBrowser({ profile, headed: !options.headless, withExtension: true });
    try {
      scene = await begin(context, receiver, { keys, policy, written, options });
      await work(scene);
      scene = await withBrowser(scene, profile);
      await finish(scene);
    } finally {
      await (scene?.context ?? context).close();
      await receiver.close();
      await rm(profile, { recursive: true, force: true });
    }
  } finally {
    await door.close();
  }
  const { recording, episodes } = await openSteps(options.out, keys);
  const steps = episodes.reduce((sum, episode) => sum + episode.steps.length, 0);
  const segments = recording.manifests.length;
  return {
    text: `${counted(steps, 'step')} in ${counted(segments, 'segment')}. Look at them: overt view ${options.out}`,
    json: { dir: options.out, steps, segments },
  };
}

function requireLanguage({ languages }: Policy, asked: Language | undefined): void {
  if (asked === undefined || languages.includes(asked)) return;
  throw new CliFault(
    'CLI_USE',
    `record: the policy offers its notice in ${languages.join(', ')}, not in ${asked}`,
  );
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
    .option('--policy <file>', 'record under this policy (default: the solo policy, see `overt status`)')
    .option(
      '--hold <duration>',
      'keep nothing before you released it, e.g. 24h; see `overt review`',
      hoursFrom,
    )
    .addOption(new Option('--language <language>', 'language of the notice').choices(LANGUAGES))
    .addOption(
      new Option('--works-in <id>', 'where you usually work; without it the strictest law holds').choices(
        JURISDICTION_IDS,
      ),
    )
    .option('--yes', 'you have read the notice before and agree')
    .option('--headless', 'without a window; for scripts')
    .action((options: RecordOptions) => conclude(options, () => record(options)));
}
