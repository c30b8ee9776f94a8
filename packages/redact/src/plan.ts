// The plan: what a redactor decided about one string. Text is a projection of it, and so are its copies elsewhere.

import type { Fidelity, Redacted, Slot } from './text.ts';

/** Kinds of substance; the TYPE of a placeholder. */
export type SpanType =
  | 'PERSON'
  | 'CUSTOMER'
  | 'EMAIL'
  | 'PHONE'
  | 'URL'
  | 'IP'
  | 'CARD'
  | 'IBAN'
  | 'SSN'
  | 'SECRET'
  | 'UUID'
  | 'AMOUNT'
  | 'DATE'
  | 'TIME'
  | 'NUM'
  | 'TEXT'
  | 'UI'
  | 'PATH'
  | 'LITERAL'
  | 'ADDRESS'
  | 'AGE'
  | 'BANK'
  | 'BIRTH'
  | 'BUSINESS'
  | 'CRYPTO'
  | 'DEVICE'
  | 'FILE'
  | 'GEO'
  | 'HANDLE'
  | 'ID'
  | 'ORG'
  | 'PLACE';

/** A stretch of the original: UTF-16 offsets, half-open. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: SpanType;
}

export interface PlanSpan extends Span {
  /** What stands there afterwards; `#` for digits of interface text. */
  readonly placeholder: string;
  /** What made it a span: a detector (`luhn`, `mod97`, `prefix:aws`, `list`, `seen`, `cue`…), `slot` or `digits`. */
  readonly evidence: string;
}

/** Spans on the original, in order, without overlap. Holds offsets, never text of the original. */
export interface Plan {
  readonly slot: Slot;
  readonly fidelity: Fidelity;
  /** `keep`: unchanged. `spans`: in part replaced. `whole`: one placeholder. `absent`: nothing may be kept. */
  readonly outcome: 'keep' | 'spans' | 'whole' | 'absent';
  readonly spans: readonly PlanSpan[];
  /** Version of the detector set that made it. */
  readonly version: string;
}

/** Applies a plan to the text it was made for. */
export function render(raw: string, plan: Plan): Redacted {
  if (plan.outcome === 'absent') return '' as Redacted;
  let text = '';
  let at = 0;
  for (const span of plan.spans) {
    text += raw.slice(at, span.start) + span.placeholder;
    at = span.end;
  }
  return (text + raw.slice(at)) as Redacted;
}

/** Applies a plan to the pieces of the text it was made for: a span that lies across several is replaced in its first. */
export function renderPieces(pieces: readonly string[], plan: Plan): Redacted[] {
  let from = 0;
  return pieces.map((piece) => {
    const to = from + piece.length;
    const spans = plan.spans
      .filter(({ start, end }) => start < to && end > from)
      .map((span) => ({
        ...span,
        start: Math.max(0, span.start - from),
        end: Math.min(piece.length, span.end - from),
        placeholder: span.start >= from ? span.placeholder : '',
      }));
    from = to;
    return render(piece, { ...plan, spans });
  });
}
