// How each slot is treated (docs/spec/redaction.md §2). Detection is the second line: at `workflow` only interface text
// is looked into, everything else becomes one placeholder whatever is in it.

import { isDigit, isLetter, isWord } from './classes.ts';
import { BARRIER, type Hit } from './detect/hit.ts';
import { interfaceShare, scan } from './detect/scan.ts';
import { wordEnd } from './detect/words.ts';
import { GOAL_MAX_UNITS, INTERFACE_MAX_UNITS, INTERFACE_MAX_WORDS, ROUNDS_MAX } from './limits.ts';
import { type Machinery, placeholderFor, spanOf } from './machinery.ts';
import type { PlanSpan, SpanType } from './plan.ts';
import { topicOf } from './topics.ts';

/** Spans on the normalised text; `keep` none, `whole` one over everything. */
export type Outline =
  | { readonly outcome: 'keep' }
  | { readonly outcome: 'whole'; readonly span: Omit<PlanSpan, 'start' | 'end'> }
  | { readonly outcome: 'spans'; readonly spans: readonly PlanSpan[] };

const KEEP: Outline = { outcome: 'keep' };
/** A typed value is short; longer text is not searched for being exactly one. */
const TYPED_MAX = 320;

/** One placeholder for the whole text: typed if the text is exactly one value of a known kind, else TEXT. */
export function planWhole(text: string, machinery: Machinery): Outline {
  const value = text.trim();
  if (value === '') return { outcome: 'whole', span: { type: 'TEXT', evidence: 'empty', placeholder: '' } };
  if (machinery.issued.has(value)) return KEEP;
  const hit = value.length <= TYPED_MAX ? onlyHit(value, machinery) : undefined;
  const type: SpanType = hit?.type ?? 'TEXT';
  const evidence = hit?.evidence ?? 'slot';
  return {
    outcome: 'whole',
    span: { type, evidence, placeholder: placeholderFor(machinery, type, value, evidence) },
  };
}

function onlyHit(value: string, machinery: Machinery): Hit | undefined {
  const hits = scan(value, { lexicon: machinery.lexicon, mode: 'free', known: machinery.known });
  const [hit] = hits;
  return hits.length === 1 && hit!.start === 0 && hit!.end === value.length ? hit : undefined;
}

/** Kinds of hit that stay readable at `content`: the work itself. */
const CONTENT_KEEPS: ReadonlySet<SpanType> = new Set<SpanType>(['AMOUNT', 'DATE', 'TIME', 'NUM']);

/** Text at `content`: everything stays but what a detector finds; a text on a private topic goes as a whole. */
export function planInline(text: string, machinery: Machinery): Outline {
  if (topicOf(text)) return planWhole(text, machinery);
  const found = settle(text, machinery, 'free', (hit) =>
    CONTENT_KEEPS.has(hit.type) ? undefined : spanOf(machinery, text, hit),
  );
  return found ? asOutline(found.spans) : planWhole(text, machinery);
}

/** A name of a control: kept, with values replaced and figures levelled; a sentence becomes UI. */
export function planInterface(text: string, machinery: Machinery): Outline {
  if (machinery.issued.has(text.trim())) return KEEP;
  const found = settle(text, machinery, 'interface', (hit) =>
    hit.type === 'NUM' || hit.type === 'TIME'
      ? { ...hit, evidence: 'digits', placeholder: '#' }
      : spanOf(machinery, text, hit),
  );
  if (!found || !isInterface(found.rest, machinery)) {
    const placeholder = placeholderFor(machinery, 'UI', text.trim());
    return { outcome: 'whole', span: { type: 'UI', evidence: 'slot', placeholder } };
  }
  return asOutline(found.spans);
}

/** A goal as the participant put it: kept, but for what any detector or name cue finds in it. */
export function planGoal(text: string, machinery: Machinery): Outline {
  if (text.length > GOAL_MAX_UNITS) return planWhole(text, machinery);
  const found = settle(text, machinery, 'interface', (hit) => spanOf(machinery, text, hit));
  return found ? asOutline(found.spans) : planWhole(text, machinery);
}

function isInterface(rest: string, machinery: Machinery): boolean {
  let letters = 0;
  for (let at = 0; at < rest.length; at++) if (isLetter(rest.charCodeAt(at))) letters++;
  if (letters > INTERFACE_MAX_UNITS) return false;
  const { words, share } = interfaceShare(rest, machinery.lexicon);
  return words <= INTERFACE_MAX_WORDS && (words < 6 || share >= 0.4);
}

/** A structural place for names: every word belongs to one; addresses beside it keep their own type. */
export function planPerson(text: string, machinery: Machinery): Outline {
  if (machinery.issued.has(text.trim())) return KEEP;
  const hits = scan(text, { lexicon: machinery.lexicon, mode: 'free', known: [] });
  const spans: PlanSpan[] = [];
  let from = 0;
  for (const hit of hits) {
    if (hit.type !== 'EMAIL' && hit.type !== 'URL' && hit.type !== 'LITERAL') continue;
    spans.push(...personSpans(text, from, hit.start, machinery));
    if (!machinery.issued.has(text.slice(hit.start, hit.end))) spans.push(spanOf(machinery, text, hit));
    from = hit.end;
  }
  spans.push(...personSpans(text, from, text.length, machinery));
  return asOutline(spans);
}

function personSpans(text: string, from: number, to: number, machinery: Machinery): PlanSpan[] {
  const spans: PlanSpan[] = [];
  for (let at = from; at < to; ) {
    let stop = at;
    while (stop < to && !';|\n'.includes(text[stop]!)) stop++;
    let start = at;
    let end = stop;
    while (start < end && !isWordAt(text, start)) start++;
    while (end > start && !isWordAt(text, end - 1)) end--;
    if (end > start) {
      const name = text.slice(start, end);
      machinery.seen.learn(name, 'PERSON');
      spans.push({
        start,
        end,
        type: 'PERSON',
        evidence: 'slot',
        placeholder: placeholderFor(machinery, 'PERSON', name),
      });
    }
    at = stop + 1;
  }
  return spans;
}

/** Letters and digits, and whatever lies outside ASCII: an emoji or a lone surrogate may be part of a name. */
function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isWord(code) || code > 127;
}

/**
 * Hits until nothing is left to find: what was found stands as a barrier in the next round, exactly as its placeholder
 * will in the output, so that redacting the output again changes nothing. Undefined if that does not end soon.
 */
function settle(
  text: string,
  machinery: Machinery,
  mode: 'interface' | 'free',
  toSpan: (hit: Hit) => PlanSpan | undefined,
): { spans: PlanSpan[]; rest: string } | undefined {
  const spans: PlanSpan[] = [];
  let rest = text;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const hits = scan(rest, {
      lexicon: machinery.lexicon,
      mode,
      known: machinery.known,
      patterns: machinery.patterns,
    });
    const figures = mode === 'interface' ? figuresIn(rest, hits) : [];
    const taken: { start: number; end: number }[] = [];
    for (const hit of [...hits, ...figures]) {
      const isIssued = hit.type === 'LITERAL' && machinery.issued.has(text.slice(hit.start, hit.end));
      const span = isIssued ? undefined : toSpan(hit);
      if (span) spans.push(span);
      if (span || isIssued) taken.push(hit);
    }
    if (taken.length === 0) return { spans: spans.sort((a, b) => a.start - b.start), rest };
    rest = withBarriers(rest, taken);
  }
  return undefined;
}

/** Figures inside words (`Order12345`), which the scanner reads as one word; short ones (`Q3`, `MP4`) are names of things. */
function figuresIn(text: string, hits: readonly Hit[]): Hit[] {
  const figures: Hit[] = [];
  let next = 0;
  for (let at = 0; at < text.length; ) {
    while (next < hits.length && hits[next]!.end <= at) next++;
    const hit = hits[next];
    if (hit && at >= hit.start) {
      at = hit.end;
      continue;
    }
    if (!isLetter(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const end = Math.min(wordEnd(text, at), hit?.start ?? text.length);
    figures.push(...figuresOfWord(text, at, end));
    at = Math.max(end, at + 1);
  }
  return figures;
}

function figuresOfWord(text: string, start: number, end: number): Hit[] {
  const runs: Hit[] = [];
  let digits = 0;
  for (let at = start; at < end; ) {
    if (!isDigit(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const from = at;
    while (at < end && isDigit(text.charCodeAt(at))) at++;
    digits += at - from;
    runs.push({ start: from, end: at, type: 'NUM', evidence: 'digits' });
  }
  return digits <= 2 && end - start - digits <= 3 ? [] : runs;
}

function withBarriers(text: string, taken: readonly { start: number; end: number }[]): string {
  let out = '';
  let at = 0;
  for (const { start, end } of [...taken].sort((a, b) => a.start - b.start)) {
    out += text.slice(at, start) + BARRIER.repeat(end - start);
    at = end;
  }
  return out + text.slice(at);
}

function asOutline(spans: readonly PlanSpan[]): Outline {
  return spans.length === 0 ? KEEP : { outcome: 'spans', spans };
}
