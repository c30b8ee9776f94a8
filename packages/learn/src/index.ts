export { type AgentAction, type Goal, type Policy, policyOf } from './act.ts';
export { randomPolicy, shuffledModel } from './controls.ts';
export { type Attempt, type Environment, type EvaluationLimits, evaluate, tally } from './evaluate.ts';
export { LearnFault, type LearnFaultCode } from './fault.ts';
export {
  type Descriptor,
  type Instruction,
  type KnownValue,
  type Model,
  type Programme,
  parseModel,
  type Value,
} from './model.ts';
export type { Observation } from './scene.ts';
export { trainModel } from './train.ts';
