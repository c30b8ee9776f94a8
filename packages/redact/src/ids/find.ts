// Numbers of people and firms: the run of groups that begins here, every row of its length and class, and a score.
//
// Score = what the form proves + 0.25 if grouped as usual + 0.6 if a cue stands near − 0.35 if a word near says it is
// something else (order, version, build…). At least one half is a hit.

import { isWord } from '../classes.ts';
import { type Cues, cuesAround } from '../detect/context.ts';
import type { Hit } from '../detect/hit.ts';
import { isAlphanumeric } from '../secrets/body.ts';
import type { IdKind } from './kind.ts';
import { ENOUGH, GROUPED, kindsOf, LENGTH_MAX } from './kinds.ts';

const LENGTH_MIN = 6;
/** Units of a run, separators included, and its groups. */
const RUN_MAX = 40;
const GROUPS_MAX = 9;

interface Run {
  /** Letters and figures, separators left out. */
  readonly length: number;
  readonly ends: readonly number[];
  readonly sizes: readonly number[];
}

export interface ScoredHit extends Hit {
  readonly score: number;
  /** A word near it names this kind of number. */
  readonly cued: boolean;
}

/**
 * The best number of any register that begins at `start`, with a figure or a letter.
 *
 * @param near a word that may announce one stands near; without it only what form and checksum prove is looked for.
 */
export function idAt(text: string, start: number, near: boolean): ScoredHit | undefined {
  const run = runAt(text, start);
  if (run.length < LENGTH_MIN) return undefined;
  const side = isFigure(text.charCodeAt(start)) ? 'd' : 'l';
  const last = run.ends[run.ends.length - 1]!;
  const cued = near || text.charCodeAt(last + 1) === 40;
  let best: ScoredHit | undefined;
  let cues: Cues | undefined;
  let whole: string | undefined;
  let length = run.length;
  for (
    let group = run.ends.length - 1;
    group >= 0 && length >= LENGTH_MIN;
    length -= run.sizes[group]!, group--
  ) {
    const kinds = kindsOf(side, length, cued);
    if (kinds.length === 0) continue;
    whole ??= compactOf(text.slice(start, last), run.ends.length);
    const compact = whole.slice(0, length);
    for (const kind of kinds) {
      if (!fits(kind.mask, compact) || !kind.holds(compact)) continue;
      cues ??= cuesAround(text, start, last);
      const hit = scored(kind, run, group, start, cues);
      if (hit && (!best || hit.score > best.score)) best = hit;
    }
  }
  return best;
}

function scored(kind: IdKind, run: Run, group: number, start: number, cues: Cues): ScoredHit | undefined {
  const cued = cues.has(kind.cues);
  const isRest = group < run.ends.length - 1;
  const usual = kind.grouping !== undefined && run.sizes.slice(0, group + 1).join(' ') === kind.grouping;
  const score =
    kind.proof +
    (cued ? 0.6 : 0) +
    (usual ? GROUPED : 0) -
    (cues.denies && !cued ? 0.35 : 0) -
    (isRest && !usual ? 0.2 : 0);
  if (score < ENOUGH) return undefined;
  return { start, end: run.ends[group]!, type: typeOf(kind.kind), evidence: `id:${kind.kind}`, score, cued };
}

function typeOf(kind: string): Hit['type'] {
  if (kind.startsWith('bank-')) return 'BANK';
  return kind.startsWith('device-') ? 'DEVICE' : 'ID';
}

/** Groups of letters and figures apart by one space, dash, dot or slash; groups without a figure are short. */
function runAt(text: string, start: number): Run {
  const ends: number[] = [];
  const sizes: number[] = [];
  let length = 0;
  let at = start;
  const limit = Math.min(text.length, start + RUN_MAX);
  while (ends.length < GROUPS_MAX) {
    const from = at;
    let figures = 0;
    for (; at < limit; at++) {
      const code = text.charCodeAt(at);
      if (isFigure(code)) figures++;
      else if (!isAlphanumeric(code)) break;
    }
    const size = at - from;
    const isNone = size === 0 || (figures === 0 && ends.length > 0 && (size > 2 || !isCapital(text, from)));
    if (isNone || isWord(text.charCodeAt(at))) break;
    length += size;
    ends.push(at);
    sizes.push(size);
    if (length >= LENGTH_MAX || !isSeparator(text.charCodeAt(at))) break;
    at++;
  }
  return { length, ends, sizes };
}

function compactOf(run: string, groups: number): string {
  return (groups === 1 ? run : run.replace(/[ ./-]/g, '')).toUpperCase();
}

function fits(mask: string, compact: string): boolean {
  for (let at = 0; at < mask.length; at++) {
    const want = mask.charCodeAt(at);
    const code = compact.charCodeAt(at);
    if (want === 100 ? !isFigure(code) : want === 108 ? isFigure(code) : want !== 97 && want !== code)
      return false;
  }
  return true;
}

function isFigure(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 65 && code <= 90;
}

function isSeparator(code: number): boolean {
  return code === 32 || (code >= 45 && code <= 47);
}
