// Two controls that a learner must beat: one that knows nothing, and one whose lessons were mixed up.

import type { AgentAction, Policy } from './act.ts';
import type { Instruction, Model } from './model.ts';
import { randomOf } from './random.ts';

/** Clicks, types slot values and presses Enter at random on what is visible. */
export function randomPolicy(seed: number): Policy {
  return {
    begin: (goal) => {
      const random = randomOf(seed);
      const values = Object.values(goal.slots);
      const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
      return {
        next: (observation): AgentAction => {
          const node = pick(observation.nodes);
          const dice = random();
          if (!node || dice < 0.05)
            return { do: 'switch', place: pick(observation.places) ?? observation.place };
          if (dice < 0.25) return { do: 'type', text: pick(values) ?? '' };
          if (dice < 0.3) return { do: 'press', keys: ['Enter'], modifiers: [] };
          return {
            do: 'click',
            x: node.box.x + node.box.width / 2,
            y: node.box.y + node.box.height / 2,
            button: 0,
            count: 1,
          };
        },
      };
    },
  };
}

/** The same programmes with their targets exchanged at random among the instructions: the label is there, the lesson is not. */
export function shuffledModel(model: Model, seed: number): Model {
  const random = randomOf(seed);
  const shuffle = (instructions: readonly Instruction[]): Instruction[] => {
    const targets = instructions.flatMap((one) => ('target' in one && one.target ? [one.target] : []));
    for (let i = targets.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [targets[i], targets[j]] = [targets[j]!, targets[i]!];
    }
    return instructions.map((one) =>
      'target' in one && one.target ? ({ ...one, target: targets.pop()! } as Instruction) : one,
    );
  };
  return {
    ...model,
    programmes: model.programmes.map((programme) => ({
      ...programme,
      instructions: shuffle(programme.instructions),
    })),
  };
}
