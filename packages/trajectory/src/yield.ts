// What is left to learn from: the other side of the scale on which withholding is weighed. Normative: docs/spec/step.md#yield.
//
// Three shares of steps, each by the fidelity of the place where the step was taken: a place that may only show structure
// has no names to give, and must neither spoil nor hide behind the shares of one that may. Where nothing of a fidelity
// was recorded its shares are 0, so that keeping nothing reaches no floor.

import type { Episode } from './episode.ts';
import { FRAME_FRESH_MS } from './limits.ts';
import type { Step, StepType } from './step.ts';

/** Fidelities at which there are steps; the order is from little to much. */
export const YIELD_FIDELITIES = ['structure', 'workflow', 'content'] as const;
export type YieldFidelity = (typeof YIELD_FIDELITIES)[number];

/** Shares from 0 to 1, to a tenth of a per cent. */
export interface YieldShares {
  /** Of the steps that act on an element: those whose target has a name or label that says something, or stands for a known value. */
  readonly named: number;
  /** Of all acts: those with a frame from at most `FRAME_FRESH_MS` before. */
  readonly framed: number;
  /** Of the steps that give a value: those whose value is kept, or known by where it came from. */
  readonly valued: number;
}

export interface YieldCounts extends YieldShares {
  /** Acts counted: every step but gaps and ends of tasks. */
  readonly steps: number;
}

export type Yield = Readonly<Record<YieldFidelity, YieldCounts>>;

/** What has to be reached at `workflow` on the office site (docs/spec/step.md#yield). */
export const YIELD_FLOORS: YieldShares = { named: 0.95, framed: 0.8, valued: 0.9 };

/**
 * The yield of `steps`.
 *
 * @param fidelityOf what may be kept of a place, by its catalogue id and under the policy of the recording; `none` counts nowhere.
 */
export function yieldOf(
  steps: readonly Step[],
  fidelityOf: (place: string) => YieldFidelity | 'none',
): Yield {
  const at = (fidelity: YieldFidelity): YieldCounts =>
    countsOf(steps.filter((step) => isAct(step) && fidelityOf(step.place) === fidelity));
  return { structure: at('structure'), workflow: at('workflow'), content: at('content') };
}

/** The steps whose task the participant declared: what comes between tasks is not taught. */
export function declaredSteps(episodes: readonly Episode[]): readonly Step[] {
  return episodes.filter(({ label_source }) => label_source === 'participant').flatMap(({ steps }) => steps);
}

/** The shares that are below their floor, in words; empty if none is. */
export function belowFloors(shares: YieldShares, floors: YieldShares = YIELD_FLOORS): readonly string[] {
  return (['named', 'framed', 'valued'] as const)
    .filter((share) => shares[share] < floors[share])
    .map((share) => `${share} is ${shares[share]}, at least ${floors[share]} is expected`);
}

function countsOf(acts: readonly Step[]): YieldCounts {
  return {
    steps: acts.length,
    named: shareOf(acts.filter(actsOnElement), isNamed),
    framed: shareOf(acts, isFramed),
    valued: shareOf(acts.filter(givesValue), isValued),
  };
}

/** Rounded down, so that a share never looks as if it had reached a floor that it missed. */
function shareOf(steps: readonly Step[], holds: (step: Step) => boolean): number {
  return steps.length === 0 ? 0 : Math.floor((1000 * steps.filter(holds).length) / steps.length) / 1000;
}

function isAct({ type }: Step): boolean {
  return type !== 'finish' && type !== 'privacy.gap';
}

/** These are always aimed at something; keys and scrolling may be meant for the page, and then have no target. */
const AIMED: ReadonlySet<StepType> = new Set([
  'pointer.click',
  'pointer.drag',
  'text.input',
  'select.option',
  'select.toggle',
  'clipboard.copy',
  'clipboard.cut',
  'clipboard.paste',
]);

function actsOnElement(step: Step): boolean {
  return step.target !== null || AIMED.has(step.type);
}

function isNamed({ target }: Step): boolean {
  return (
    target !== null && (saysSomething(target.name) || saysSomething(target.label) || target.bound !== null)
  );
}

const PLACEHOLDER = /<[A-Z][A-Z0-9]*_[0-9]+(?::[^<>]*)?>/g;

/** Words are left beside the placeholders: a placeholder alone says that there was a name, not which element it was. */
function saysSomething(text: string | null): boolean {
  return text !== null && /[\p{L}\p{N}]/u.test(text.replace(PLACEHOLDER, ''));
}

function isFramed({ frame_before: frame }: Step): boolean {
  return !('none' in frame) && frame.age_ms <= FRAME_FRESH_MS;
}

const VALUE_GIVERS: ReadonlySet<StepType> = new Set(['text.input', 'clipboard.paste', 'select.option']);

/** Clearing a field gives no value. */
function givesValue({ type, text, edits }: Step): boolean {
  if (!VALUE_GIVERS.has(type)) return false;
  const onlyErases =
    edits !== null && edits.length > 0 && edits.every(({ op }) => op === 'delete' || op === 'caret');
  return !(onlyErases && text === null);
}

function isValued({ value_from: from, text }: Step): boolean {
  return (from !== null && from.from !== 'typed') || (text !== null && text.search(PLACEHOLDER) < 0);
}
