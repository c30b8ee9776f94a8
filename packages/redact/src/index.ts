export { RedactFault, type RedactFaultCode } from './fault.ts';
export {
  type Canary,
  createLeakScanner,
  type LeakHit,
  type LeakScanner,
  type LeakStream,
} from './leak/scanner.ts';
export type { LeakTransform } from './leak/transforms.ts';
export { splitPlaceholders, type WithheldPart } from './placeholder-words.ts';
export { type Plan, type PlanSpan, render, type Span, type SpanType } from './plan.ts';
export { createRedactor, REDACTOR_VERSION } from './redactor.ts';
export type { Redactor, RedactorLists, RedactorOptions } from './redactor-api.ts';
export { createScanner, scanText, type TextScanner } from './scan-text.ts';
export { createSurrogates, type Surrogates } from './surrogate.ts';
export type { Fidelity, Raw, Redacted, Slot } from './text.ts';
export { dateForms, numberForms } from './values.ts';
