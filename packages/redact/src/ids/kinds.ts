// All rows of the registers, by the class of their first character and their length.

import { BANK_IDS, DEVICE_IDS } from './bank.ts';
import { EUROPEAN_IDS } from './europe.ts';
import type { IdKind } from './kind.ts';
import { WORLD_IDS } from './world.ts';

export const ID_KINDS: readonly IdKind[] = [...EUROPEAN_IDS, ...WORLD_IDS, ...BANK_IDS, ...DEVICE_IDS];

/** Every word that stands near a number of some register. */
export const ID_CUES: ReadonlySet<string> = new Set(ID_KINDS.flatMap(({ cues }) => [...cues]));

/** What usual grouping adds to a score, and what a score must reach. */
export const GROUPED = 0.25;
export const ENOUGH = 0.5;

export const LENGTH_MAX = 20;
type ByLength = readonly (readonly IdKind[])[];

function byLength(side: 'd' | 'l', kinds: readonly IdKind[]): ByLength {
  const lists: IdKind[][] = Array.from({ length: LENGTH_MAX + 1 }, () => []);
  for (const kind of kinds) {
    const [head] = kind.mask;
    if (head === 'a' || (head === 'd') === (side === 'd')) lists[kind.mask.length]?.push(kind);
  }
  return lists;
}

/** Kinds to try: all of them near a cue, without one only those that their form can prove. */
const provable = ID_KINDS.filter(({ proof }) => proof + GROUPED >= ENOUGH);
const ALL = { d: byLength('d', ID_KINDS), l: byLength('l', ID_KINDS) };
const PROVABLE = { d: byLength('d', provable), l: byLength('l', provable) };

export function kindsOf(side: 'd' | 'l', length: number, cued: boolean): readonly IdKind[] {
  return (cued ? ALL : PROVABLE)[side][length] ?? NONE;
}
const NONE: readonly IdKind[] = [];
