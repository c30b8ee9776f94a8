export type {
  FramePermit,
  Gate,
  GateOptions,
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
