// overt pause, resume, forget, review: the participant's hand on a recording that another terminal runs.

import type { HeldSegment } from '@overt/capture/browser';
import type { Command } from 'commander';
import { askRunning } from '../control/channel.ts';
import { minutesFrom } from '../control/duration.ts';
import { CliFault, type CommonOptions, conclude, counted, EXIT, type Outcome } from '../output.ts';
import { configDirectory } from '../recording.ts';
import { common } from './command.ts';

interface PauseOptions extends CommonOptions {
  readonly for?: number;
}
interface ForgetOptions extends CommonOptions {
  readonly last: number;
}
interface ReviewOptions extends CommonOptions {
  readonly release?: string;
  readonly delete?: string;
}

async function pause({ for: minutes }: PauseOptions): Promise<Outcome> {
  await askRunning(configDirectory(), { do: 'pause', ...(minutes === undefined ? {} : { minutes }) });
  const until =
    minutes === undefined ? 'until you say: overt resume' : `for ${spoken(minutes)}, or until: overt resume`;
  return { text: `Paused ${until}.`, json: { paused: true, ...(minutes ? { minutes } : {}) } };
}

async function resume(): Promise<Outcome> {
  const { state } = await askRunning(configDirectory(), { do: 'status' });
  if (state === 'recording')
    return { text: 'It records already; there is nothing to resume.', json: { paused: false } };
  await askRunning(configDirectory(), { do: 'resume' });
  return { text: 'Recording again, as a new recording.', json: { paused: false } };
}

async function forget({ last }: ForgetOptions): Promise<Outcome> {
  const { segments, events, frames, left } = await askRunning(configDirectory(), {
    do: 'forget',
    minutes: last,
  });
  const what =
    segments === 0
      ? `Nothing of the last ${spoken(last)} was there to forget.`
      : `Forgotten: ${counted(segments, 'piece')} with ${counted(events, 'event')} and ${counted(frames, 'picture')}, everything that reached into the last ${spoken(last)}.`;
  const remains = left === 0 ? '' : `\nOn the way, and not forgotten: ${counted(left, 'piece')}; ask again.`;
  return {
    text: what + remains,
    json: { segments, events, frames, left },
    code: left === 0 ? EXIT.ok : EXIT.problems,
  };
}

async function review(options: ReviewOptions): Promise<Outcome> {
  if (options.release !== undefined && options.delete !== undefined)
    throw new CliFault('CLI_USE', 'review: say --release or --delete, not both at once');
  if (options.delete !== undefined) {
    const { deleted } = await askRunning(configDirectory(), {
      do: 'delete',
      id: await pieceOf(options.delete),
    });
    return { text: `Deleted: ${deleted}.`, json: { deleted } };
  }
  if (options.release !== undefined) {
    const released = await askRunning(configDirectory(), {
      do: 'release',
      id: await pieceOf(options.release),
    });
    const waiting = released.waiting > 0 ? ` ${released.waiting} could not be written yet.` : '';
    return { text: `Released: ${released.released}.${waiting}`, json: released };
  }
  return list(await held());
}

/** Riskiest first, and of equals the one that takes the shortest look. */
async function held(): Promise<HeldSegment[]> {
  const { segments } = await askRunning(configDirectory(), { do: 'held' });
  return [...segments].sort((a, b) => b.risk.score - a.risk.score || a.look_s - b.look_s);
}

/** The whole id that a person began. */
async function pieceOf(given: string): Promise<string> {
  if (given === 'all') return given;
  const found = (await held()).filter(({ id }) => given !== '' && id.startsWith(given));
  if (found.length === 1) return found[0]!.id;
  throw new CliFault(
    'CLI_NOT_FOUND',
    `review: ${found.length === 0 ? 'no held piece begins' : `${found.length} held pieces begin`} with “${given}”; overt review lists them`,
  );
}

const RISK_IN_WORDS: Readonly<Record<HeldSegment['risk']['reasons'][number], string>> = {
  text: 'text you wrote, names and numbers replaced',
  pictures: 'pictures',
  'near-confidential': 'beside a confidential document',
  'near-customer': 'beside a customer nobody may learn from',
  'near-secret': 'beside a password or payment',
  'near-people': 'beside other people’s words',
  'unknown-place': 'an unknown place',
};

function list(segments: readonly HeldSegment[]): Outcome {
  const look_s = segments.reduce((sum, each) => sum + each.look_s, 0);
  const lines = segments.map(line);
  const total = `Held: ${counted(segments.length, 'piece')}; looking through takes about ${Math.max(1, Math.round(look_s / 60))} min. They are shown in the browser: toolbar, review.`;
  return {
    text: segments.length === 0 ? 'Nothing is held.' : [...lines, total].join('\n'),
    json: { held: segments, look_s },
  };
}

function line({ id, status, startedAt, endedAt, places, events, frames, risk }: HeldSegment): string {
  const clock = (at: number): string => new Date(at).toTimeString().slice(0, 5);
  const why = risk.reasons.map((reason) => RISK_IN_WORDS[reason]).join(', ');
  const where = places.length === 0 ? 'nowhere' : places.join(', ');
  const note = status === 'held' ? '' : status === 'open' ? ', still being written' : ', on its way';
  return `${id.slice(0, 8)}  ${clock(startedAt)}–${clock(endedAt)}  ${where}  ${counted(events, 'event')}, ${counted(frames, 'picture')}${note}${why ? `  [${why}]` : ''}`;
}

function spoken(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440} d`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

/** Adds `pause`, `resume`, `forget` and `review`. */
export function controlCommands(program: Command): void {
  common(
    program.command('pause').description('pause the running recording; no reason, no limit'),
    'overt pause --for 30m',
  )
    .option('--for <duration>', 'go on by itself after this long, e.g. 30m, 2h', minutesFrom)
    .action((options: PauseOptions) => conclude(options, () => pause(options)));
  common(
    program.command('resume').description('go on with a paused recording, as a new recording'),
    'overt resume',
  ).action((options: CommonOptions) => conclude(options, resume));
  common(
    program.command('forget').description('delete what was recorded last, also what is written already'),
    'overt forget --last 10m',
  )
    .requiredOption('--last <duration>', 'how far back, e.g. 10m', minutesFrom)
    .action((options: ForgetOptions) => conclude(options, () => forget(options)));
  common(
    program
      .command('review')
      .description('what the running recording holds, riskiest first; release or delete pieces of it'),
    'overt review --release all',
  )
    .option('--release <id>', 'let a piece go into the recording; the beginning of its id, or “all”')
    .option('--delete <id>', 'delete a piece; the beginning of its id, or “all”')
    .action((options: ReviewOptions) => conclude(options, () => review(options)));
}
