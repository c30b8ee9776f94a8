// What may begin with a figure, most certain first.

import { isDigit, isWord } from '../classes.ts';
import { idAt, type ScoredHit } from '../ids/find.ts';
import { AGE_CUE, CARD_CUE, ID_CUE, type Lexicon, PHONE_CUE, SSN_CUE } from '../lexicon/lexicon.ts';
import { addressFromNumber } from './addresses.ts';
import { ipAt } from './contact.ts';
import type { Hit } from './hit.ts';
import { cardDetailAt, walletAt } from './money.ts';
import { ipv6At, macAt, positionAt } from './network.ts';
import { cardAt, dateAt, type Groups, groupsAt, numberAt, ssnAt, timeAt, uuidAt } from './numbers.ts';
import { ageAt } from './person-facts.ts';
import { phoneAt } from './phone.ts';

const COLON = 58;
const HYPHEN = 45;
const DOT = 46;
const SPACE = 32;
const COMMA = 44;
const SLASH = 47;

export interface NumberContext {
  readonly lexicon: Lexicon;
  /** Flags of the cue words that stand near. */
  readonly cues: number;
}

/** The best reading of what begins with the figure at `start`; at least a plain number. */
export function readNumber(text: string, start: number, context: NumberContext): Hit {
  const groups = groupsAt(text, start);
  const first = groups.ends[0]!;
  const isShort = groups.digits.length < 6 && text.charCodeAt(first) !== COLON;
  return (
    (isShort ? dateAt(text, start, groups, context.lexicon) : longNumberAt(text, start, groups, context)) ??
    timeAt(text, start) ??
    ((context.cues & CARD_CUE) !== 0 && first - start <= 4 ? cardDetailAt(text, start) : undefined) ??
    shortNumberAt(text, start, first, context) ??
    numberAt(text, start)
  );
}

/** Up to five figures: a house, an age, the front of something mixed. */
function shortNumberAt(text: string, start: number, first: number, context: NumberContext): Hit | undefined {
  if (first - start > 5) return undefined;
  const next = text.charCodeAt(first);
  if (isWord(next)) {
    const mixed = mixedAt(text, start, context);
    if (mixed) return mixed;
  } else if (
    (next === HYPHEN || next === DOT) &&
    isWord(text.charCodeAt(first + 1)) &&
    !isDigit(text.charCodeAt(first + 1))
  ) {
    const mixed = mixedAt(text, start, context);
    if (mixed) return mixed;
  }
  const age = first - start <= 3 ? ageAt(text, start, first, (context.cues & AGE_CUE) !== 0) : undefined;
  if (age) return age;
  if (next !== SPACE && next !== COMMA && next !== HYPHEN && next !== SLASH && !isWord(next))
    return undefined;
  return addressFromNumber(text, start);
}

/** Six figures and more, or a colon behind the first group. */
function longNumberAt(text: string, start: number, groups: Groups, context: NumberContext): Hit | undefined {
  const { lexicon, cues } = context;
  const first = groups.ends[0]!;
  const isMixed =
    isWord(text.charCodeAt(first)) || text.charCodeAt(first) === COLON || text.charCodeAt(first) === HYPHEN;
  return (
    (groups.digits.length >= 12 ? cardAt(start, groups) : undefined) ??
    (text.charCodeAt(first) === DOT
      ? (ipAt(text, start) ?? (isDigit(text.charCodeAt(first + 3)) ? positionAt(text, start) : undefined))
      : undefined) ??
    (isMixed ? mixedHexAt(text, start) : undefined) ??
    (first - start >= 26 ? walletAt(text, start) : undefined) ??
    registered(text, start, groups, context) ??
    dateAt(text, start, groups, lexicon) ??
    ssnAt(text, start, groups, (cues & SSN_CUE) !== 0) ??
    (first - start <= 5 ? addressFromNumber(text, start) : undefined) ??
    (groups.ends.length > 1 || groups.digits.startsWith('0') || (cues & PHONE_CUE) !== 0
      ? phoneAt(text, start, groups, (cues & PHONE_CUE) !== 0)
      : undefined)
  );
}

function mixedHexAt(text: string, start: number): Hit | undefined {
  return macAt(text, start) ?? ipv6At(text, start) ?? walletAt(text, start) ?? uuidAt(text, start);
}

/** A number of some register, unless date, security number or telephone explains it better. */
function registered(text: string, start: number, groups: Groups, context: NumberContext): Hit | undefined {
  const id = idAt(text, start, (context.cues & ID_CUE) !== 0);
  if (!id || id.cued) return id;
  if ((context.cues & (PHONE_CUE | SSN_CUE)) !== 0) return undefined;
  if (dateAt(text, start, groups, context.lexicon) || ssnAt(text, start, groups, false)) return undefined;
  return isPhoneFirst(text, start, groups, id) ? undefined : id;
}

function isPhoneFirst(text: string, start: number, groups: Groups, id: ScoredHit): boolean {
  if (id.score >= 0.8) return false;
  return groups.digits.startsWith('0') && phoneAt(text, start, groups, false) !== undefined;
}

/** `1EG4-TE5-MK73`: figures and letters mixed, few figures in front. */
function mixedAt(text: string, start: number, context: NumberContext): Hit | undefined {
  return mixedHexAt(text, start) ?? idAt(text, start, (context.cues & ID_CUE) !== 0);
}
