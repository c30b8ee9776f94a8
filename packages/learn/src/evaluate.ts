// Does it teach? A policy against an environment, on seeds it has not seen, judged by the environment's own check.

import type { AgentAction, Goal, Policy } from './act.ts';
import type { Observation } from './scene.ts';

/** Where a policy acts. Adapters live in apps; this package opens nothing. */
export interface Environment {
  /** Puts the environment into the start state of `task` under `seed` and says what is to be done. */
  reset(task: string, seed: number): Promise<Goal>;
  observe(): Promise<Observation>;
  perform(action: AgentAction): Promise<void>;
  /** The end state, judged by program. */
  finished(): Promise<{ readonly ok: boolean; readonly reason: string }>;
}

export interface Attempt {
  readonly task: string;
  readonly seed: number;
  readonly ok: boolean;
  /** Why it failed: the check's words, or where the policy gave up. */
  readonly reason: string;
  readonly actions: number;
}

export interface EvaluationLimits {
  /** Actions per attempt, waits included. */
  readonly actions: number;
}

async function attempt(
  policy: Policy,
  environment: Environment,
  task: string,
  seed: number,
  limits: EvaluationLimits,
): Promise<Attempt> {
  const goal = await environment.reset(task, seed);
  const run = policy.begin(goal);
  for (let actions = 0; actions < limits.actions; actions++) {
    const action = run.next(await environment.observe());
    if (action.do === 'done' || action.do === 'abstain') {
      const end = await environment.finished();
      const gaveUp = action.do === 'abstain' && !end.ok;
      return { task, seed, ok: end.ok, reason: gaveUp ? action.reason : end.reason, actions };
    }
    await environment.perform(action);
  }
  const end = await environment.finished();
  return {
    task,
    seed,
    ok: end.ok,
    reason: end.ok ? end.reason : `not done after ${limits.actions} actions; ${end.reason}`,
    actions: limits.actions,
  };
}

/** Tries every task on every seed, one after the other. */
export async function evaluate(
  policy: Policy,
  environment: Environment,
  work: {
    readonly tasks: readonly string[];
    readonly seeds: readonly number[];
    readonly limits: EvaluationLimits;
  },
): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (const task of work.tasks)
    for (const seed of work.seeds) attempts.push(await attempt(policy, environment, task, seed, work.limits));
  return attempts;
}

/** `{task: {ok, of}}`, as the command line prints it. */
export function tally(attempts: readonly Attempt[]): Record<string, { ok: number; of: number }> {
  const counts: Record<string, { ok: number; of: number }> = {};
  for (const one of attempts) {
    counts[one.task] ??= { ok: 0, of: 0 };
    counts[one.task]!.of += 1;
    if (one.ok) counts[one.task]!.ok += 1;
  }
  return counts;
}
