// Kills a process at random moments and asks afterwards whether it kept its word.
//
// The process under test prints one line `ack <id>` per promise it made (an answered request, a committed transaction) and
// nothing it has not yet promised. After each kill the plan reopens the same state and tells what is there.
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface KillPlan {
  readonly rounds: number;
  /** The moments are drawn from this number: print it, and a failure can be repeated. */
  readonly seed: number;
  /** Milliseconds from the first acknowledgement of a round to the kill: at least, at most. */
  readonly afterMs: readonly [number, number];
  /** Starts the process under test with stdout piped; it goes on working until it is killed. */
  start(round: number): ChildProcess;
  /** What to kill -9; default: the process that `start` gave. Return the numbers of the victims. */
  victims?(child: ChildProcess): Promise<readonly number[]> | readonly number[];
  /** After the kill: everything acknowledged so far that is still missing, and everything that is there twice. */
  check(
    acknowledged: ReadonlySet<string>,
    round: number,
  ): Promise<{ readonly missing: readonly string[]; readonly doubled: readonly string[] }>;
}

export interface KillReport {
  readonly rounds: number;
  readonly seed: number;
  readonly acknowledged: number;
  readonly missing: readonly string[];
  readonly doubled: readonly string[];
  /** Rounds whose process ended by itself or never acknowledged anything: the test tested nothing there. */
  readonly idle: number;
}

/** Runs the plan to its end; does not judge. A process that survived its victims' death is killed before the check. */
export async function killRounds(plan: KillPlan): Promise<KillReport> {
  const random = generator(plan.seed);
  const acknowledged = new Set<string>();
  const missing = new Set<string>();
  const doubled = new Set<string>();
  let idle = 0;
  for (let round = 0; round < plan.rounds; round += 1) {
    const before = acknowledged.size;
    const [least, most] = plan.afterMs;
    await oneKill(plan, round, { acknowledged, wait: least + random() * (most - least) });
    if (acknowledged.size === before) idle += 1;
    const found = await plan.check(acknowledged, round);
    for (const id of found.missing) missing.add(id);
    for (const id of found.doubled) doubled.add(id);
  }
  return {
    rounds: plan.rounds,
    seed: plan.seed,
    acknowledged: acknowledged.size,
    missing: [...missing],
    doubled: [...doubled],
    idle,
  };
}

async function oneKill(
  plan: KillPlan,
  round: number,
  at: { acknowledged: Set<string>; wait: number },
): Promise<void> {
  const child = plan.start(round);
  assert.ok(child.stdout && child.pid, 'the process under test has no stdout pipe');
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const first = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if (!line.startsWith('ack ')) return;
      at.acknowledged.add(line.slice(4));
      resolve();
    });
  });
  await Promise.race([first, ended]);
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, at.wait))]);
  for (const pid of (await plan.victims?.(child)) ?? [child.pid]) kill(pid);
  if (plan.victims) await new Promise((resolve) => setTimeout(resolve, at.wait));
  kill(child.pid);
  await ended; // all lines it wrote before its death are read
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** mulberry32: small, repeatable, good enough to pick moments. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
