// Two controls that a learner must beat: one that knows nothing, and one whose lessons were mixed up.

import type { AgentAction, Policy } from './act.ts';
import type { Descriptor, Instruction, Model } from './model.ts';
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

/**
 * The same programmes with every target exchanged for another's, over all tasks: the labels are there, the lessons are
 * not. No instruction keeps a target equal to its own as long as the model holds another.
 */
export function shuffledModel(model: Model, seed: number): Model {
  const random = randomOf(seed);
  const pool = model.programmes.flatMap((programme) => programme.instructions.flatMap(targetsOf));
  const key = (target: Descriptor | null): string => JSON.stringify(target);
  const other = (own: Descriptor): Descriptor => {
    const rest = pool.filter((target) => key(target) !== key(own));
    return rest[Math.floor(random() * rest.length)] ?? own;
  };
  const exchange = (one: Instruction): Instruction =>
    targetsOf(one).length > 0
      ? ({ ...one, target: other(targetsOf(one)[0] as Descriptor) } as Instruction)
      : one;
  const programmes = model.programmes.map((programme) => ({
    ...programme,
    instructions: programme.instructions.map(exchange),
  }));
  return { ...model, programmes };
}

const targetsOf = (one: Instruction): Descriptor[] => ('target' in one && one.target ? [one.target] : []);
