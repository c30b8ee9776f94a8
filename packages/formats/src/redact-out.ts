// Our own records on their way out: every text gets surrogates, values become references.

import type { Locator, OutlineNode } from '@overt/events';
import type { Episode, Outline, Step, StepDetail, StepTarget } from '@overt/trajectory';
import { replacePlaceholders, type Surrogate } from './placeholder.ts';
import { requireNoPlaceholder } from './require-no-placeholder.ts';
import { typedValue } from './typed-value.ts';

/** The episode as it may leave: the same steps, without a placeholder anywhere. */
export function projectEpisode(episode: Episode, surrogate: Surrogate): Episode {
  return {
    ...episode,
    goal: episode.goal === null ? null : replacePlaceholders(episode.goal, surrogate),
    steps: episode.steps.map((step) => projectStep(step, surrogate)),
    outlines: episode.outlines.map((outline) => projectOutline(outline, surrogate)),
  };
}

export function projectStep(step: Step, surrogate: Surrogate): Step {
  const text = isTyped(step) ? typedValue(step, surrogate) : shown(step.text, surrogate);
  if (text !== null) requireNoPlaceholder(text, 'episodes', step.id);
  return {
    ...step,
    text,
    target: step.target === null ? null : projectTarget(step.target, surrogate),
    target2: step.target2 === null ? null : projectTarget(step.target2, surrogate),
    detail: step.detail === null ? null : projectDetail(step.detail, surrogate),
  };
}

function isTyped(step: Step): boolean {
  return step.type === 'text.input' || step.type === 'clipboard.paste' || step.type === 'select.option';
}

function shown(text: string | null, surrogate: Surrogate): string | null {
  return text === null ? null : replacePlaceholders(text, surrogate);
}

function projectTarget(target: StepTarget, surrogate: Surrogate): StepTarget {
  return {
    ...target,
    name: shown(target.name, surrogate),
    label: shown(target.label, surrogate),
    locators: target.locators.map((locator): Locator => {
      return locator.by === 'structure'
        ? locator
        : { ...locator, value: replacePlaceholders(locator.value, surrogate) };
    }),
  };
}

function projectDetail(detail: StepDetail, surrogate: Surrogate): StepDetail {
  switch (detail.of) {
    case 'switch':
      return { ...detail, title: shown(detail.title, surrogate) };
    case 'navigation':
      return { ...detail, route: shown(detail.route, surrogate) };
    default:
      return detail;
  }
}

function projectOutline(outline: Outline, surrogate: Surrogate): Outline {
  return {
    ...outline,
    nodes: outline.nodes.map((node): OutlineNode => {
      const { name, value, ...rest } = node;
      return {
        ...rest,
        ...(name === undefined ? {} : { name: replacePlaceholders(name, surrogate) }),
        ...(value === undefined ? {} : { value: replacePlaceholders(value, surrogate) }),
      };
    }),
  };
}
