// The redactor of one recording: slot policy, scan, identities, plan, text. Synchronous and pure but for what it
// remembers: names met in structural places and the placeholders it gave out.

import { RedactFault } from './fault.ts';
import { SCAN_MAX_UNITS } from './limits.ts';
import { createMachinery, type Machinery, RECENT_MAX } from './machinery.ts';
import { type Normalised, normalise } from './normalise.ts';
import { type Plan, type PlanSpan, render, renderPieces } from './plan.ts';
import { type Outline, planGoal, planInline, planInterface, planPerson, planWhole } from './plan-slot.ts';
import { planUrl } from './plan-url.ts';
import type { Redactor, RedactorOptions } from './redactor-api.ts';
import type { Fidelity, Slot } from './text.ts';

/** Version of slots, detectors and lexicons together; another one may decide otherwise. */
export const REDACTOR_VERSION = 'overt-redact@2';

const KEY_BYTES = 32;
const RANK: Readonly<Record<Fidelity, number>> = { none: 0, structure: 1, workflow: 2, content: 3 };
/** The same for every secret: an index would be a hash of the password. */
const SECRET_FIELD = '<SECRET_0:kind=field>';

/**
 * A redactor for one recording.
 *
 * @throws {RedactFault} `KEY_LENGTH` unless the key has 32 bytes.
 * @see docs/spec/redaction.md
 */
export function createRedactor(options: RedactorOptions): Redactor {
  if (options.key.length !== KEY_BYTES)
    throw new RedactFault(
      'KEY_LENGTH',
      `redactor key: found ${options.key.length} bytes, expected ${KEY_BYTES} random ones; nothing can be redacted without it`,
      {},
    );
  const machinery = createMachinery(options.key, options.lists ?? {});
  machinery.issued.issue(SECRET_FIELD);
  restore(machinery, options.state);
  const ceiling = options.fidelity ?? 'content';
  const plan = (raw: string, slot: Slot, fidelity: Fidelity): Plan =>
    planText(raw, slot, RANK[fidelity] <= RANK[ceiling] ? fidelity : ceiling, machinery);
  return {
    version: REDACTOR_VERSION,
    plan,
    redact: (raw, slot, fidelity) => render(raw, plan(raw, slot, fidelity)),
    redactPieces: (pieces, slot, fidelity) => renderPieces(pieces, plan(pieces.join(''), slot, fidelity)),
    token: (raw) => tokenOf(raw, machinery),
    learn: (name, type) => machinery.seen.learn(name, type),
    state: () => ({
      version: REDACTOR_VERSION,
      issued: machinery.issued.state(),
      seen: machinery.seen.state(),
    }),
  };
}

/** Screens repeat themselves: most values asked for were asked for just before. */
function tokenOf(raw: string, { keyed, tokens }: Machinery): string {
  const known = tokens.get(raw);
  if (known !== undefined) return known;
  const token = keyed.token('value', normalise(raw).text);
  if (tokens.size >= RECENT_MAX) tokens.clear();
  tokens.set(raw, token);
  return token;
}

function restore(machinery: Machinery, state: unknown): void {
  const saved = (state ?? {}) as { version?: string; issued?: unknown; seen?: unknown };
  if (saved.version !== REDACTOR_VERSION) return;
  machinery.issued.restore(saved.issued);
  machinery.seen.restore(saved.seen);
}

function planText(raw: string, slot: Slot, fidelity: Fidelity, machinery: Machinery): Plan {
  const head = { slot, fidelity, version: REDACTOR_VERSION };
  if (RANK[fidelity] <= RANK.structure) return { ...head, outcome: 'absent', spans: [] };
  if (raw === '') return { ...head, outcome: 'keep', spans: [] };
  const text = normalise(raw);
  const outline = outlineOf(text.text, slot, fidelity, machinery);
  if (outline.outcome === 'keep') return { ...head, outcome: 'keep', spans: [] };
  if (outline.outcome === 'whole')
    return { ...head, outcome: 'whole', spans: [{ start: 0, end: raw.length, ...outline.span }] };
  return { ...head, outcome: 'spans', spans: onOriginal(outline.spans, text) };
}

function outlineOf(text: string, slot: Slot, fidelity: Fidelity, machinery: Machinery): Outline {
  if (text.length > SCAN_MAX_UNITS) return planWhole(text, machinery);
  switch (slot) {
    case 'secret':
      return { outcome: 'whole', span: { type: 'SECRET', evidence: 'slot', placeholder: SECRET_FIELD } };
    case 'interface':
      return planInterface(text, machinery);
    case 'goal':
      return planGoal(text, machinery);
    case 'person':
      return planPerson(text, machinery);
    case 'url':
      return planUrl(text, machinery);
    case 'message':
    case 'search':
    case 'autocomplete':
    case 'notification':
      return planWhole(text, machinery);
    case 'title':
    case 'field':
    case 'clipboard':
    case 'content':
      return fidelity === 'content' ? planInline(text, machinery) : planWhole(text, machinery);
  }
}

/** Spans mapped back; one letter may have become several that were hit apart, its place in the original is replaced once. */
function onOriginal(spans: readonly PlanSpan[], text: Normalised): PlanSpan[] {
  const mapped: PlanSpan[] = [];
  for (const span of spans) {
    const start = text.from(span.start);
    const end = text.to(span.end);
    const last = mapped[mapped.length - 1];
    if (last && start < last.end) mapped[mapped.length - 1] = { ...last, end: Math.max(last.end, end) };
    else mapped.push({ ...span, start, end });
  }
  return mapped;
}
