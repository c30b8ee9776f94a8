export { type Plan, type PlanSpan, render, type Span, type SpanType } from './plan.ts';
export type { Redactor, RedactorLists, RedactorOptions } from './redactor-api.ts';
export type { Fidelity, Raw, Redacted, Slot } from './text.ts';
