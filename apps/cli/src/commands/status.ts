// overt status: what runs, what bounds it, and with --explain why a place is kept as it is.

import { type Explanation, type Personal, reasonInWords, soloPolicy } from '@overt/policy';
import type { Command } from 'commander';
import { askIfRunning } from '../control/channel.ts';
import type { Answered } from '../control/protocol.ts';
import { type Bounds, explainPlace } from '../explain/place.ts';
import { type CommonOptions, conclude, counted, type Outcome } from '../output.ts';
import { configDirectory } from '../recording.ts';
import { managedHere, personalIn } from '../settings/own.ts';
import { readPolicyFile } from '../settings/policy-file.ts';
import { common } from './command.ts';

interface StatusOptions extends CommonOptions {
  readonly explain?: string;
  readonly policy?: string;
}

/** A file's policy; else what the running recording goes by; else what one would go by. */
async function boundsOf(options: StatusOptions): Promise<Bounds> {
  const managed = await managedHere();
  if (options.policy !== undefined)
    return {
      policy: await readPolicyFile(options.policy),
      personal: await personalIn(configDirectory()),
      managed,
    };
  const running = await askIfRunning(configDirectory(), { do: 'bounds' });
  return running
    ? { ...running, managed }
    : { policy: soloPolicy(new Date()), personal: await personalIn(configDirectory()), managed };
}

async function status(options: StatusOptions): Promise<Outcome> {
  const bounds = await boundsOf(options);
  if (options.explain !== undefined) {
    const explanation = explainPlace(options.explain, bounds, new Date());
    return { text: explained(explanation), json: explanation };
  }
  const running = await askIfRunning(configDirectory(), { do: 'status' });
  return {
    text: [
      ...(running ? ran(running) : ['No recording is running on this computer.']),
      ...bound(bounds),
    ].join('\n'),
    json: {
      running: running !== undefined,
      ...(running ? { recording: running } : {}),
      policy: {
        id: bounds.policy.id,
        maxFidelity: bounds.policy.maxFidelity,
        notAfter: bounds.policy.notAfter,
      },
      personal: bounds.personal,
      managed: bounds.managed,
    },
  };
}

const STATE_IN_WORDS: Readonly<Record<Answered['status']['state'], string>> = {
  recording: 'Recording',
  paused: 'Paused',
  waiting: 'Waiting',
  off: 'Not recording',
  'no-consent': 'Not recording: nobody agreed to the notice yet',
  'not-enrolled': 'Not recording: the browser is still starting',
};

type Reason = Parameters<typeof reasonInWords>[0];

function ran(running: Answered['status']): string[] {
  const { state, stop, resumesAt, held, written, task, withheld } = running;
  const until = resumesAt === undefined ? '' : ` until ${new Date(resumesAt).toTimeString().slice(0, 5)}`;
  const reasons = Object.entries(withheld)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} ${reasonInWords(reason as Reason)}`);
  return [
    `${STATE_IN_WORDS[state]}${until}${stop ? `: ${stop.says}` : ''}.`,
    ...(task ? [`Task: ${task.goal}`] : []),
    `Held: ${counted(held.segments, 'piece')}, ${counted(held.events, 'event')}, ${counted(held.frames, 'picture')}. Written: ${counted(written, 'piece')}.`,
    `Withheld: ${reasons.length === 0 ? 'nothing yet' : reasons.join(', ')}.`,
    ...(running.policyFault
      ? [
          `A policy that was offered is refused (${running.policyFault}); the one before holds until its time is over.`,
        ]
      : []),
    ...(running.managedFault
      ? [`Nothing is recorded: ${running.managedFault} in the managed configuration.`]
      : []),
    ...(running.noticeDue ? ['The law here asks for the notice every day, and it was not shown today.'] : []),
    ...(running.uploadFault ? [`Writing failed last: ${running.uploadFault}.`] : []),
  ];
}

function bound({ policy, personal, managed }: Bounds): string[] {
  return [
    `Policy: ${policy.programme}; ${policy.maxFidelity} at most anywhere; ends ${policy.notAfter.slice(0, 10)}.`,
    `Your settings: ${ownInWords(personal)}.`,
    ...managed.map(
      ({ path, managed: { maxFidelity, rules, server } }) =>
        `Managed (${path}): ${[
          maxFidelity ? `${maxFidelity} at most anywhere` : '',
          rules.length > 0 ? `${counted(rules.length, 'rule')} for places and hosts` : '',
          server ? `enrolment at ${server} only` : '',
        ]
          .filter((part) => part !== '')
          .join('; ')}.`,
    ),
    'Why is a place kept as it is? overt status --explain PLACE',
  ];
}

function ownInWords({ rules, pauses, quiet }: Personal): string {
  const parts = [
    rules.length > 0 ? counted(rules.length, 'rule') : '',
    pauses.length > 0 ? counted(pauses.length, 'paused place') : '',
    ...quiet.map(({ from, to }) => `quiet ${from}–${to}`),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'none' : parts.join(', ');
}

/** One line a part: what it allows, who says so. */
export function explained({ place, parts, fidelity, stop }: Explanation): string {
  const rows = parts.map(({ from, fidelity: of, says }) => [from, of, says] as const);
  const width = Math.max(...rows.map(([from]) => from.length));
  return [
    `${place.name}${place.known ? ` (${place.id}, ${place.category})` : ''}: ${fidelity}`,
    ...rows.map(([from, of, says]) => `  ${from.padEnd(width)}  ${of.padEnd(9)}  ${says}`),
    'The strictest holds.',
    ...(stop ? [stop.says] : []),
  ].join('\n');
}

/** Adds `status`. */
export function statusCommand(program: Command): void {
  common(
    program
      .command('status')
      .description(
        'what runs on this computer and what bounds it; with --explain why a place is kept as it is',
      ),
    'overt status --explain mail.google.com',
  )
    .option('--explain <place>', 'an id of `overt places`, a host or an address')
    .option('--policy <file>', 'explain under this policy instead of the one in force')
    .action((options: StatusOptions) => conclude(options, () => status(options)));
}
