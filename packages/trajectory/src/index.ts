export { buildEpisodes, type EpisodeOptions } from './build-episodes.ts';
export { buildReduction, buildSteps, type Reduction, reduceTracks, type Track } from './build-steps.ts';
export type * from './episode.ts';
export { TrajectoryFault, type TrajectoryFaultCode } from './fault.ts';
export { FRAME_FRESH_MS, RULE_VERSION } from './limits.ts';
export type { EventCounts } from './reducing.ts';
export * from './step.ts';
export { type Entry, type TaskMark, TrackReducer } from './track-reducer.ts';
export {
  belowFloors,
  declaredSteps,
  YIELD_FIDELITIES,
  YIELD_FLOORS,
  type Yield,
  type YieldCounts,
  type YieldFidelity,
  type YieldShares,
  yieldOf,
} from './yield.ts';
