// overt office: the small web office by itself; its tasks; whether a task was done, judged by program on the end state.

import { get } from 'node:http';
import { createWorld, goalOf, prepare, requireTask, startOffice, tasks, type World } from '@overt/office';
import type { Command } from 'commander';
import { CliFault, type CommonOptions, conclude, EXIT, type Outcome, say } from '../output.ts';
import { common, wholeNumber } from './command.ts';

interface SeedOptions extends CommonOptions {
  readonly seed: number;
}
interface PortOptions extends SeedOptions {
  readonly port: number;
}

const DEFAULT_PORT = 4860;

const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

async function serve(options: PortOptions): Promise<Outcome> {
  const office = await startOffice({ seed: options.seed, port: options.port });
  say(`The office of seed ${options.seed} is open at ${office.url} (Ctrl-C closes it).`);
  await untilInterrupted();
  await office.close();
  return { text: 'The office is closed.', json: { seed: options.seed, port: office.port } };
}

async function list(options: PortOptions): Promise<Outcome> {
  const world = createWorld(options.seed);
  const all = tasks.map((task) => {
    const slots = task.slots(world);
    return {
      id: task.id,
      goal: task.goal,
      slots,
      said: goalOf(task, slots),
      urls: prepare(task, options.seed, options.port).urls,
    };
  });
  const width = Math.max(...all.map((task) => task.id.length));
  return {
    text: all.map((task) => `${task.id.padEnd(width)}  ${task.said}`).join('\n'),
    json: { seed: options.seed, tasks: all },
  };
}

function stateOf(port: number): Promise<World> {
  return new Promise((resolve, reject) => {
    // The control door wants the desk's host name, which need not resolve outside a browser.
    const call = get(
      { host: '127.0.0.1', port, path: '/__office/state', headers: { host: 'office.localhost' } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(JSON.parse(text) as World);
          else reject(notAnOffice(port));
        });
      },
    );
    call.on('error', () => reject(notAnOffice(port)));
  });
}

const notAnOffice = (port: number): CliFault =>
  new CliFault(
    'CLI_NOT_FOUND',
    `office: no office answers on port ${port} of 127.0.0.1; start one with: overt office --port ${port}`,
    { port },
  );

async function check(id: string, options: PortOptions): Promise<Outcome> {
  const task = requireTask(id);
  const state = await stateOf(options.port);
  const seed = options.seed ?? state.seed;
  const { ok, reason } = task.check(state, task.slots(createWorld(seed)));
  return {
    text: `${id}: ${ok ? 'done' : `not done, ${reason}`}`,
    json: { task: id, seed, ok, reason },
    code: ok ? EXIT.ok : EXIT.problems,
  };
}

/** Adds `office`, `office tasks` and `office check`. */
export function officeCommands(program: Command): void {
  const office = common(
    program
      .command('office')
      .description(
        'a small but real web office to record in: mail, chat, customers, sheet, invoices, people',
      ),
    'overt office --seed 7 --port 4860',
  )
    .option('--seed <n>', 'which invented world', wholeNumber(), 1)
    .option('--port <n>', 'port on 127.0.0.1; 0 takes a free one', wholeNumber(0, 65_535), DEFAULT_PORT)
    .action((options: PortOptions) => conclude(options, () => serve(options)));
  common(
    office.command('tasks').description('the goals, with the slot values of a seed'),
    'overt office tasks --seed 7',
  ).action((_: unknown, command: Command) => {
    const options = command.optsWithGlobals<PortOptions>();
    return conclude(options, () => list(options));
  });
  common(
    office.command('check <task>').description('whether a task is done in the running office'),
    'overt office check office.open-mail --port 4860',
  ).action((id: string, _: unknown, command: Command) => {
    const options = command.optsWithGlobals<PortOptions>();
    return conclude(options, () => check(id, options));
  });
}
