// What is wrong with a dataset, one rule each. A rule sees every format the same way, so a new reader or a new rule
// is one entry. Defect classes: desktop research §5 item 14.

import { hasPlaceholder } from '../placeholder.ts';

/** One step, as far as the format says. `undefined`: the format does not carry it. */
export interface LintStep {
  readonly index: number;
  readonly id?: string;
  readonly type: string;
  readonly tStart?: number;
  /** What an agent would be asked to type. */
  readonly typed?: string;
  /** 0 to 1 of the image. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Path of the image before; `null`: the step has none and says so. */
  readonly image?: string | null;
  readonly frameAgeMs?: number | null;
  readonly keys?: readonly string[];
  readonly modifiers?: readonly string[];
  readonly count?: number;
  /** Ids of steps it refers to. */
  readonly refers?: readonly string[];
}
export interface LintEpisode {
  readonly id: string;
  /** File, with line where there are several. */
  readonly place: string;
  readonly steps: readonly LintStep[];
}
export interface LintScope {
  readonly episodes: readonly LintEpisode[];
  readonly images: ReadonlySet<string>;
}
export interface LintRule {
  readonly code: string;
  readonly level: 'error' | 'warning';
  readonly meaning: string;
  readonly remedy: string;
  /** Places where it is broken. */
  check(scope: LintScope): Iterable<string>;
}

const each = function* (
  scope: LintScope,
  broken: (step: LintStep, episode: LintEpisode, i: number) => boolean,
) {
  for (const episode of scope.episodes)
    for (const [i, step] of episode.steps.entries())
      if (broken(step, episode, i)) yield `${episode.place}, step ${step.index}`;
};

export const LINT_RULES: readonly LintRule[] = [
  {
    code: 'placeholder-as-text',
    level: 'error',
    meaning: 'a step types a placeholder, so an agent would learn to type it',
    remedy: 'export again; values must be goal slots, copy references or surrogates',
    check: (scope) => each(scope, ({ typed }) => typed !== undefined && hasPlaceholder(typed)),
  },
  {
    code: 'image-missing',
    level: 'error',
    meaning: 'a step names an image that is not there',
    remedy: 'restore the image, or write that there is none',
    check: (scope) => each(scope, ({ image }) => typeof image === 'string' && !scope.images.has(image)),
  },
  {
    code: 'image-count',
    level: 'warning',
    meaning: 'there is an image that no step names',
    remedy: 'delete it, or restore the step it belonged to',
    *check({ episodes, images }) {
      const named = new Set(episodes.flatMap((episode) => episode.steps.map((step) => step.image)));
      for (const image of images) if (!named.has(image)) yield image;
    },
  },
  {
    code: 'frame-after-action',
    level: 'error',
    meaning: 'the image before a step is younger than its action: the answer is in the picture',
    remedy: 'pair the step with the last frame that ended before the action began',
    check: (scope) => each(scope, ({ frameAgeMs }) => typeof frameAgeMs === 'number' && frameAgeMs < 0),
  },
  {
    code: 'outside-image',
    level: 'error',
    meaning: 'a step points outside its image',
    remedy: 'check the coordinate convention (0 to 1, pixels of the image, logical pixels)',
    check: (scope) =>
      each(scope, ({ points }) => points.some(({ x, y }) => !(x >= 0 && y >= 0 && x <= 1 && y <= 1))),
  },
  {
    code: 'copy-without-selection',
    level: 'warning',
    meaning: 'a copy by keyboard with nothing selected before it in the episode',
    remedy: 'check whether the selecting step was lost',
    check: (scope) =>
      each(scope, (step, episode, i) => isKeyboardCopy(step) && !episode.steps.slice(0, i).some(selects)),
  },
  {
    code: 'order',
    level: 'error',
    meaning: 'steps are not in order: an index or a time goes back',
    remedy: 'sort by time and number anew',
    check: (scope) =>
      each(scope, (step, episode, i) => {
        const before = episode.steps[i - 1];
        if (before === undefined) return false;
        return step.index <= before.index || (step.tStart ?? 0) < (before.tStart ?? Number.NEGATIVE_INFINITY);
      }),
  },
  {
    code: 'id',
    level: 'error',
    meaning: 'an id occurs twice, or a step refers to one that is not before it in the dataset',
    remedy: 'build the dataset again; ids are made from events and cannot collide',
    *check({ episodes }) {
      const seen = new Set<string>();
      for (const episode of episodes) {
        if (seen.has(episode.id)) yield episode.place;
        seen.add(episode.id);
        for (const step of episode.steps) {
          const place = `${episode.place}, step ${step.index}`;
          const own = episode.steps.some(
            (other) =>
              other.id !== undefined && (step.refers ?? []).includes(other.id) && other.index >= step.index,
          );
          if (own) yield place;
          if (step.id === undefined) continue;
          if (seen.has(step.id)) yield place;
          seen.add(step.id);
        }
      }
    },
  },
  {
    code: 'empty',
    level: 'warning',
    meaning: 'an episode without a step',
    remedy: 'leave it out',
    *check({ episodes }) {
      for (const episode of episodes) if (episode.steps.length === 0) yield episode.place;
    },
  },
];

function isKeyboardCopy(step: LintStep): boolean {
  return (step.type === 'clipboard.copy' || step.type === 'clipboard.cut') && step.keys !== undefined;
}

/** A drag, a multi-click, select-all, Shift with a caret key; typing leaves its own selection to the keyboard. */
function selects(step: LintStep): boolean {
  if (step.type === 'pointer.drag') return true;
  if (step.type === 'pointer.click')
    return (step.count ?? 1) > 1 || (step.modifiers?.includes('shift') ?? false);
  if (step.type !== 'key.chord') return false;
  return step.keys?.includes('a') === true || step.modifiers?.includes('shift') === true;
}
