// The mint: Observed → Permitted → Redacted → Sealed. A stage is a mark in a set nobody else can reach, so neither a
// cast nor a copy makes one. Only this folder may import this file (dependency rule P2-only-the-gate-mints-stages).

import { GateFault, type GateFaultCode } from './fault.ts';

export type Stage = 'permitted' | 'redacted' | 'sealed';

const MARKS: Readonly<Record<Stage, WeakSet<object>>> = {
  permitted: new WeakSet(),
  redacted: new WeakSet(),
  sealed: new WeakSet(),
};

/** Marks `value` as having reached `stage`, and returns it. */
export function mint<T extends object>(stage: Stage, value: T): T {
  MARKS[stage].add(value);
  return value;
}

const FAULTS: Readonly<Record<Stage, { code: GateFaultCode; made: string }>> = {
  permitted: { code: 'NOT_PERMITTED', made: 'the gate’s permit' },
  redacted: { code: 'NOT_REDACTED', made: 'the gate’s redaction' },
  sealed: { code: 'NOT_SEALED', made: 'the sealer' },
};

/** @throws {GateFault} unless `value` itself (not a copy) was minted at `stage`. */
export function requireStage(stage: Stage, value: object): void {
  if (MARKS[stage].has(value)) return;
  const { code, made } = FAULTS[stage];
  throw new GateFault(
    code,
    `gate: found an object that did not come from ${made}, expected one that did; it was not kept`,
    {},
  );
}
