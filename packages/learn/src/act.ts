// Follows a programme on a page it has not seen: one low-level action at a time, from the outline alone.

import { LearnFault } from './fault.ts';
import { FOCUS_WAITS, SCROLLS, WAITS } from './limits.ts';
import { knownText, type Located, locate } from './locate.ts';
import type { Descriptor, Instruction, Model, Programme, Value } from './model.ts';
import { type Observation, Scene } from './scene.ts';

/** What an agent may do: the input a person has, nothing else. Points are CSS pixels of the viewport. */
export type AgentAction =
  | {
      readonly do: 'click';
      readonly x: number;
      readonly y: number;
      readonly button: number;
      readonly count: number;
    }
  | { readonly do: 'drag'; readonly x: number; readonly y: number; readonly x2: number; readonly y2: number }
  | { readonly do: 'type'; readonly text: string }
  | { readonly do: 'press'; readonly keys: readonly string[]; readonly modifiers: readonly string[] }
  | {
      readonly do: 'choose';
      readonly x: number;
      readonly y: number;
      readonly index: number;
      readonly label: string | null;
    }
  | { readonly do: 'switch'; readonly place: string }
  | { readonly do: 'scroll'; readonly x: number; readonly y: number; readonly dy: number }
  | { readonly do: 'wait' }
  | { readonly do: 'done' }
  | { readonly do: 'abstain'; readonly reason: string };

export interface Goal {
  readonly task: string;
  readonly slots: Readonly<Record<string, string>>;
}

/** Anything that can be asked what to do next: our programmes, a random walker, a model elsewhere. */
export interface Policy {
  begin(goal: Goal): { next(observation: Observation): AgentAction };
}

const centre = (found: Located): { x: number; y: number } => ({
  x: found.node.box.x + found.node.box.width / 2,
  y: found.node.box.y + found.node.box.height / 2,
});

class Run {
  readonly #programme: Programme;
  readonly #slots: Readonly<Record<string, string>>;
  #at = 0;
  #missing = 0;
  /** The last thing done was a click: the focus is where it was put. */
  #pointed = false;
  /** Actions still to be done for the instruction in hand. */
  #queue: AgentAction[] = [];

  constructor(programme: Programme, slots: Readonly<Record<string, string>>) {
    this.#programme = programme;
    this.#slots = slots;
  }

  next(observation: Observation): AgentAction {
    const queued = this.#queue.shift();
    if (queued) return queued;
    const instruction = this.#programme.instructions[this.#at];
    if (!instruction) return { do: 'done' };
    if (instruction.place !== observation.place && instruction.do !== 'switch')
      return this.#goTo(instruction.place, observation);
    const [first, ...rest] = this.#carryOut(instruction, new Scene(observation));
    if (!first) return this.#lookFurther(instruction, observation);
    this.#at += 1;
    this.#missing = 0;
    this.#pointed = instruction.do === 'click';
    this.#queue = rest;
    return first;
  }

  #goTo(place: string, observation: Observation): AgentAction {
    if (observation.places.includes(place)) return { do: 'switch', place };
    this.#missing += 1;
    return this.#missing <= WAITS
      ? { do: 'wait' }
      : { do: 'abstain', reason: `step ${this.#at}: ${place} is not open` };
  }

  #lookFurther(instruction: Instruction, observation: Observation): AgentAction {
    this.#missing += 1;
    if (this.#missing <= WAITS) return { do: 'wait' };
    if ((this.#programme.support[this.#at] ?? 1) < 1) {
      this.#at += 1; // not every demonstration did this: go on without it
      this.#missing = 0;
      return { do: 'wait' };
    }
    const { width, height } = observation.viewport;
    if (this.#missing <= WAITS + SCROLLS)
      return { do: 'scroll', x: width / 2, y: height / 2, dy: Math.round(height * 0.6) };
    return { do: 'abstain', reason: `step ${this.#at}: no element fits “${instruction.do}”` };
  }

  #text(value: Value | null, clipboard: string | undefined): string | undefined {
    if (value === null || value.from === 'unknown') return undefined;
    return value.from === 'literal' ? value.text : knownText(value, this.#slots, clipboard);
  }

  #find(scene: Scene, target: Descriptor): Located | undefined {
    return locate(scene, target, this.#slots);
  }

  /** The actions for an instruction, or none if its element is not there. */
  #carryOut(instruction: Instruction, scene: Scene): AgentAction[] {
    switch (instruction.do) {
      case 'click': {
        const found = this.#find(scene, instruction.target);
        return found
          ? [{ do: 'click', ...centre(found), button: instruction.button, count: instruction.count }]
          : [];
      }
      case 'drag':
        return this.#drag(instruction, scene);
      case 'type':
        return this.#type(instruction, scene);
      case 'choose': {
        const found = this.#find(scene, instruction.target);
        const label = this.#text(instruction.value, scene.observation.clipboard) ?? null;
        return found ? [{ do: 'choose', ...centre(found), index: instruction.index, label }] : [];
      }
      case 'toggle': {
        const found = this.#find(scene, instruction.target);
        if (!found) return [];
        const done = found.node.states.includes('checked') === instruction.on;
        return [done ? { do: 'wait' } : { do: 'click', ...centre(found), button: 0, count: 1 }];
      }
      case 'key': {
        const press: AgentAction = { do: 'press', keys: instruction.keys, modifiers: instruction.modifiers };
        return Array.from({ length: Math.max(1, instruction.count) }, () => press);
      }
      case 'copy':
        return [{ do: 'press', keys: ['c'], modifiers: ['ctrl'] }];
      case 'paste': {
        const found = instruction.target && this.#find(scene, instruction.target);
        const paste: AgentAction = { do: 'press', keys: ['v'], modifiers: ['ctrl'] };
        if (instruction.target && !found) return [];
        return !found || found.node.states.includes('focused')
          ? [paste]
          : [{ do: 'click', ...centre(found), button: 0, count: 1 }, paste];
      }
      case 'switch':
        return instruction.place === scene.observation.place
          ? [{ do: 'wait' }]
          : [{ do: 'switch', place: instruction.place }];
    }
  }

  #drag(instruction: Extract<Instruction, { do: 'drag' }>, scene: Scene): AgentAction[] {
    const found = this.#find(scene, instruction.target);
    if (!found) return [];
    const { x, y } = centre(found);
    const goal = instruction.to && this.#find(scene, instruction.to);
    if (instruction.to && !goal) return [];
    const end = goal ? centre(goal) : { x: x + instruction.dx, y: y + instruction.dy };
    return [{ do: 'drag', x, y, x2: end.x, y2: end.y }];
  }

  /** The recorded value is the field's value when the person left it, so what stood there before is replaced. */
  #type(instruction: Extract<Instruction, { do: 'type' }>, scene: Scene): AgentAction[] {
    const found = this.#find(scene, instruction.target);
    const text = this.#text(instruction.value, scene.observation.clipboard);
    if (text === undefined) return [];
    // A field that opens as one types is not listed yet: what was clicked before has the focus.
    if (!found) return this.#missing >= FOCUS_WAITS && this.#pointed ? [{ do: 'type', text }] : [];
    const actions: AgentAction[] = [];
    if (!found.node.states.includes('focused'))
      actions.push({ do: 'click', ...centre(found), button: 0, count: 1 });
    if (found.node.value) actions.push({ do: 'press', keys: ['a'], modifiers: ['ctrl'] });
    return [...actions, { do: 'type', text }];
  }
}

/**
 * The model as a policy.
 *
 * `begin` throws {@link LearnFault} `TASK_UNKNOWN` if the model has no programme for the goal's task.
 */
export function policyOf(model: Model): Policy {
  return {
    begin: (goal) => {
      const programme = model.programmes.find((one) => one.task === goal.task);
      if (!programme)
        throw new LearnFault(
          'TASK_UNKNOWN',
          `model: no programme for task "${goal.task}"; it knows ${model.programmes.map((one) => one.task).join(', ') || 'none'}`,
          { task: goal.task },
        );
      return new Run(programme, goal.slots);
    },
  };
}
