// An address becomes a route template: no scheme, host, query or fragment; a path segment stays only if it is made of
// interface words. The host needs no place here: the event names the catalogue's place.

import { scan } from './detect/scan.ts';
import { INTERFACE } from './lexicon/lexicon.ts';
import { type Machinery, placeholderFor } from './machinery.ts';
import type { PlanSpan } from './plan.ts';
import { type Outline, planWhole } from './plan-slot.ts';

const AUTHORITY = /^[a-z][a-z0-9+.-]{0,15}:\/\/[^/?#]{0,300}(?=[/?#]|$)/i;
const OTHER_SCHEME = /^[a-z][a-z0-9+.-]{0,15}:/i;
const SEGMENTS_MAX = 24;

/** `https://crm.example/customers/8812?tab=2` → `/customers/<PATH_n>`. */
export function planUrl(text: string, machinery: Machinery): Outline {
  const authority = AUTHORITY.exec(text)?.[0] ?? '';
  if (authority === '' && OTHER_SCHEME.test(text)) return planWhole(text, machinery);
  if (machinery.issued.has(text.trim())) return { outcome: 'keep' };
  const cut = text.slice(authority.length).search(/[?#]/);
  const pathEnd = cut === -1 ? text.length : authority.length + cut;
  const spans: PlanSpan[] = [];
  if (authority !== '') spans.push(removed(0, authority.length));
  spans.push(...segmentSpans(text, authority.length, pathEnd, machinery));
  if (pathEnd < text.length) spans.push(removed(pathEnd, text.length));
  return spans.length === 0 ? { outcome: 'keep' } : { outcome: 'spans', spans };
}

function removed(start: number, end: number): PlanSpan {
  return { start, end, type: 'URL', evidence: 'slot', placeholder: '' };
}

function segmentSpans(text: string, from: number, to: number, machinery: Machinery): PlanSpan[] {
  const spans: PlanSpan[] = [];
  let count = 0;
  for (let at = from; at < to; ) {
    const slash = text.indexOf('/', at);
    const rest = ++count >= SEGMENTS_MAX;
    const end = rest || slash === -1 || slash > to ? to : slash;
    const segment = text.slice(at, end);
    if (segment !== '' && !isStatic(segment, machinery))
      spans.push({
        start: at,
        end,
        type: 'PATH',
        evidence: 'slot',
        placeholder: placeholderFor(machinery, 'PATH', segment),
      });
    at = end + 1;
  }
  return spans;
}

/** Lower-case interface words joined by `-`, `_` or `.`, none of them a name this recording knows; or a placeholder of ours. */
function isStatic(segment: string, machinery: Machinery): boolean {
  if (machinery.issued.has(segment)) return true;
  if (segment.length > 48 || !/^[A-Za-z]+(?:[-_.][A-Za-z]+)*$/.test(segment)) return false;
  const words = segment.split(/[-_.]/);
  if (!words.every((word) => (machinery.lexicon.flags(word, 0, word.length) & INTERFACE) !== 0)) return false;
  return scan(segment, { lexicon: machinery.lexicon, mode: 'free', known: machinery.known }).length === 0;
}
