// Which episodes may go in, and why the others may not. Pure; the first reason that applies is the one counted.

import { covers } from '@overt/governance';
import type { Episode } from '@overt/trajectory';
import type { CitedMandate, NoTrain, SourcedEpisode } from './ports.ts';
import type { Recipe } from './recipe.ts';

/** Refused for the participant's or the customers' sake (upper half) or because the recipe does not want it. */
export type RefusalReason =
  | 'no-consent'
  | 'objection'
  | 'embargo'
  | 'mandate-task'
  | 'mandate-place'
  | 'no-train'
  | 'recipe-task'
  | 'recipe-place'
  | 'outcome'
  | 'too-short'
  | 'too-few-frames'
  | 'too-few-names';

const STANDING = { NO_CONSENT: 'no-consent', OBJECTION: 'objection', EMBARGO: 'embargo' } as const;

export interface SelectionContext {
  readonly recipe: Recipe;
  readonly mandate: CitedMandate;
  readonly noTrain: NoTrain;
  categoryOf(place: string): string | undefined;
}

export function refusalOf(source: SourcedEpisode, context: SelectionContext): RefusalReason | null {
  const { episode, lineage } = source;
  const { recipe, mandate, noTrain } = context;
  if (lineage.refused !== undefined) return STANDING[lineage.refused];
  if (lineage.receipts.length === 0) return 'no-consent';
  const places = placesOf(episode);
  const coverage = covers(mandate.terms, {
    task: episode.type,
    places: places.map((id) => {
      const category = context.categoryOf(id);
      return category === undefined ? { id } : { id, category };
    }),
  });
  if (!coverage.covered) return coverage.reason === 'TASK' ? 'mandate-task' : 'mandate-place';
  for (const text of textsOf(episode)) if (noTrain.hitsText(text)) return 'no-train';
  if (recipe.tasks.length > 0 && !recipe.tasks.includes(episode.type)) return 'recipe-task';
  if (recipe.places.length > 0 && !places.every((place) => recipe.places.includes(place)))
    return 'recipe-place';
  return qualityRefusal(episode, recipe.quality);
}

/** A withheld place left nothing but a gap, so there is nothing of it to cover. */
function placesOf(episode: Episode): string[] {
  return episode.places.filter((place) => place !== 'withheld');
}

function qualityRefusal(episode: Episode, wanted: Recipe['quality']): RefusalReason | null {
  if (!wanted.outcomes.includes(episode.outcome)) return 'outcome';
  const acts = episode.steps.filter((step) => step.type !== 'privacy.gap' && step.type !== 'finish');
  if (acts.length < wanted.minSteps) return 'too-short';
  const framed = acts.filter((step) => !('none' in step.frame_before)).length;
  if (framed < wanted.minFramed * acts.length) return 'too-few-frames';
  const targets = acts.flatMap((step) => (step.target === null ? [] : [step.target]));
  const named = targets.filter((target) => target.name !== null || target.label !== null).length;
  return named < wanted.minNamed * targets.length ? 'too-few-names' : null;
}

/** Every text an export of the episode could show. */
export function* textsOf(episode: Episode): Generator<string> {
  if (episode.goal !== null) yield episode.goal;
  for (const step of episode.steps) {
    if (step.text !== null) yield step.text;
    if (step.detail?.of === 'switch' && step.detail.title !== null) yield step.detail.title;
    if (step.detail?.of === 'navigation' && step.detail.route !== null) yield step.detail.route;
    for (const target of [step.target, step.target2]) {
      if (target === null) continue;
      if (target.name !== null) yield target.name;
      if (target.label !== null) yield target.label;
      for (const locator of target.locators) yield locator.value;
    }
  }
  for (const outline of episode.outlines)
    for (const node of outline.nodes) {
      if (node.name !== undefined) yield node.name;
      if (node.value !== undefined) yield node.value;
    }
}
