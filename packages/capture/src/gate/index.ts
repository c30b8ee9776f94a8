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
