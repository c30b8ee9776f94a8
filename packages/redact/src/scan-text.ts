// Detectors without a policy: what `overt redact --lines` and the quality figures look at.

import { scan } from './detect/scan.ts';
import { createNameList } from './known-names.ts';
import { createLexicon } from './lexicon/lexicon.ts';
import { normalise } from './normalise.ts';
import type { Span } from './plan.ts';
import type { RedactorLists } from './redactor-api.ts';

/** Units scanned at a time, and units of them that are scanned again with the next: memory stays flat on a line of any length. */
const WINDOW = 262_144;
const OVERLAP = 8_192;

/**
 * Spans of everything a detector knows in `text`, in order, without overlap; plain numbers are left out.
 *
 * Offsets are UTF-16 units of `text` as given, whatever normalisation did. Names are found by cues only: without a
 * structural place for names this misses most of them (docs/spec/redaction.md §4).
 */
export function scanText(text: string, lists: RedactorLists = {}): Span[] {
  const options = {
    lexicon: createLexicon(lists.interfaceWords),
    mode: 'free',
    known: [createNameList(lists)],
  } as const;
  const spans: Span[] = [];
  let from = 0;
  while (from < text.length) {
    const to = Math.min(text.length, from + WINDOW);
    const last = to === text.length;
    const window = normalise(from === 0 && last ? text : text.slice(from, to));
    const trusted = last ? to : to - OVERLAP;
    let next = trusted;
    for (const hit of scan(window.text, options)) {
      const start = from + window.from(hit.start);
      const end = from + window.to(hit.end);
      if (start >= trusted) break;
      next = Math.max(next, end);
      if (hit.type === 'NUM' || start < (spans[spans.length - 1]?.end ?? 0)) continue;
      spans.push({ start, end, type: hit.type });
    }
    from = last ? to : Math.min(next, to);
  }
  return spans;
}
