export type {
  FramePermit,
  Gate,
  GateOptions,
  GateTerms,
  RedactedEvent,
  RedactedFrame,
  SealedPiece,
  Sealer,
  SealingWriter,
  WithheldCounts,
} from './api.ts';
export { GateFault, type GateFaultCode } from './fault.ts';
export { createGate } from './gate.ts';
export type {
  DocumentMarks,
  Observation,
  ObservedArea,
  ObservedBox,
  ObservedEvent,
  ObservedFacts,
  ObservedFrame,
  ObservedFrameEvent,
  ObservedNode,
  ObservedTarget,
} from './observation.ts';
export { createSealer, requireSealed } from './sealer.ts';
export type { Counted, Counts, Withholding } from './tally.ts';
