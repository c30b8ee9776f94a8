// A model in an office of its own and a fresh browser without the recorder.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Attempt,
  evaluate,
  type Model,
  policyOf,
  randomPolicy,
  shuffledModel,
  tally,
} from '@overt/learn';
import { startOffice } from '@overt/office';
import { openBrowser } from '../recorder/browser.ts';
import { officeEnvironment } from './office-environment.ts';

/** Enough for the longest task with its waits; a lost policy ends soon. */
const MAX_ACTIONS = 60;

export interface OfficeEvaluation {
  readonly tasks: readonly string[];
  readonly seeds: readonly number[];
  readonly control: 'none' | 'shuffled' | 'random';
}

export interface Evaluated {
  readonly learned: Record<string, { ok: number; of: number }>;
  readonly attempts: readonly Attempt[];
}

const policyUnder = (model: Model, control: OfficeEvaluation['control']) =>
  control === 'random'
    ? randomPolicy(model.seed)
    : policyOf(control === 'shuffled' ? shuffledModel(model, model.seed) : model);

/** Tries `tasks` on `seeds`, one office and one browser for all. */
export async function evaluateInOffice(model: Model, work: OfficeEvaluation): Promise<Evaluated> {
  const office = await startOffice({ seed: 0 });
  const profile = await mkdtemp(join(tmpdir(), 'overt-eval-'));
  const context = await openBrowser({ profile, headed: false, withExtension: false });
  try {
    const environment = await officeEnvironment(office, context);
    const attempts = await evaluate(policyUnder(model, work.control), environment, {
      ...work,
      limits: { actions: MAX_ACTIONS },
    });
    return { learned: tally(attempts), attempts };
  } finally {
    await context.close();
    await office.close();
    await rm(profile, { recursive: true, force: true });
  }
}
