// Detectors without a policy: what `overt redact --lines` and the quality figures look at. In windows, so that memory
// stays flat on a text of any length.

import { type ScanOptions, scan } from './detect/scan.ts';
import { createNameList } from './known-names.ts';
import { createLexicon } from './lexicon/lexicon.ts';
import { normalise } from './normalise.ts';
import type { Span } from './plan.ts';
import type { RedactorLists } from './redactor-api.ts';

/** Units scanned at a time; units of them that are scanned again with the next; units before it that are read for cues. */
const WINDOW = 262_144;
const OVERLAP = 8_192;
const BEHIND = 256;

/** Spans of a text that comes in pieces. Offsets count from the start of the first piece. */
export interface TextScanner {
  /** Takes the next piece, of any length, cut anywhere; returns the spans that are certain by now, in order. */
  push(piece: string): Span[];
  /** The spans of what is left. The scanner begins anew after it. */
  flush(): Span[];
}

/** A scanner that holds at most two windows and one piece, however long the text is. */
export function createScanner(lists: RedactorLists = {}): TextScanner {
  const options: ScanOptions = {
    lexicon: createLexicon(lists.interfaceWords),
    mode: 'free',
    known: [createNameList(lists)],
    patterns: lists.patterns,
  };
  let held = '';
  /** Offset of `held` in the text, and of the first unit that no span was looked for at yet. */
  let base = 0;
  let from = 0;
  const step = (isLast: boolean, spans: Span[]): void => {
    const end = isLast ? held.length : WINDOW;
    const trusted = base + (isLast ? end : end - OVERLAP);
    from = Math.max(trusted, take(held.slice(0, end), { base, from, trusted, options }, spans));
    const cut = Math.min(Math.max(0, from - BEHIND - base), held.length);
    held = held.slice(cut);
    base += cut;
  };
  return {
    push(piece) {
      held += piece;
      const spans: Span[] = [];
      while (held.length > WINDOW) step(false, spans);
      return spans;
    },
    flush() {
      const spans: Span[] = [];
      step(true, spans);
      held = '';
      base = 0;
      from = 0;
      return spans;
    },
  };
}

/**
 * Spans of everything a detector knows in `text`, in order, without overlap; plain numbers are left out.
 *
 * Offsets are UTF-16 units of `text` as given, whatever normalisation did. What of a name nobody announces is found
 * by lists only: without a structural place for names this misses some (docs/spec/redaction.md §4).
 */
export function scanText(text: string, lists: RedactorLists = {}): Span[] {
  const scanner = createScanner(lists);
  const spans = scanner.push(text);
  spans.push(...scanner.flush());
  return spans;
}

interface WindowPlace {
  readonly base: number;
  readonly from: number;
  readonly trusted: number;
  readonly options: ScanOptions;
}

/** Adds the spans of one window that begin before `trusted`; returns where the last of them ends. */
function take(raw: string, { base, from, trusted, options }: WindowPlace, spans: Span[]): number {
  const window = normalise(raw);
  let next = from;
  for (const hit of scan(window.text, options)) {
    const start = base + window.from(hit.start);
    if (start >= trusted) break;
    const end = base + window.to(hit.end);
    if (hit.type === 'NUM' || start < next) continue;
    next = end;
    spans.push({ start, end, type: hit.type });
  }
  return next;
}
