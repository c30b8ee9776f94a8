// Which steps refer to each other: what a step takes back, what it pastes, and the same seen from the other end.

import type { Episode, Step } from '@overt/trajectory';

export interface StepLinks {
  /** In-page address of a step, `#s12`. */
  href(step: Step): string;
  /** The steps `step` refers to and is referred to by, as phrase and step. */
  of(
    step: Step,
  ): readonly { readonly kind: 'correction' | 'paste'; readonly phrase: string; readonly to: Step }[];
}

export const anchorOf = (step: Step): string => `s${step.index + 1}`;

export function linkSteps(episodes: readonly Episode[]): StepLinks {
  const steps = episodes.flatMap((episode) => episode.steps);
  const byId = new Map(steps.map((step) => [step.id, step]));
  const takenBack = new Map<string, Step[]>();
  const pasted = new Map<string, Step[]>();
  const note = (into: Map<string, Step[]>, id: string | null, step: Step): void => {
    if (id) into.set(id, [...(into.get(id) ?? []), step]);
  };
  for (const step of steps) {
    note(takenBack, step.corrects, step);
    note(pasted, step.paste_of, step);
  }
  return {
    href: (step) => `#${anchorOf(step)}`,
    of: (step) => {
      const corrected = byId.get(step.corrects ?? '');
      const copied = byId.get(step.paste_of ?? '');
      return [
        ...(corrected ? [{ kind: 'correction', phrase: 'takes back', to: corrected } as const] : []),
        ...(copied ? [{ kind: 'paste', phrase: 'pastes what was copied in', to: copied } as const] : []),
        ...(takenBack.get(step.id) ?? []).map(
          (to) => ({ kind: 'correction', phrase: 'taken back in', to }) as const,
        ),
        ...(pasted.get(step.id) ?? []).map((to) => ({ kind: 'paste', phrase: 'pasted in', to }) as const),
      ];
    },
  };
}
