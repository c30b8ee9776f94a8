// Secrets of a text: a keyword prefilter over all tables, then the one or two kinds whose word stands there.

import type { Hit } from '../detect/hit.ts';
import { createKeywords, type Keywords } from '../keywords.ts';
import { SECRET_KINDS, type SecretKind, secretOf } from './kinds.ts';

interface Prefilter {
  readonly words: Keywords;
  /** Kinds of each word. */
  readonly kinds: readonly (readonly SecretKind[])[];
}

let prefilter: Prefilter | undefined;

function open(): Prefilter {
  const byWord = new Map<string, SecretKind[]>();
  for (const kind of SECRET_KINDS) {
    const word = kind.word.toLowerCase();
    byWord.set(word, [...(byWord.get(word) ?? []), kind]);
  }
  return { words: createKeywords([...byWord.keys()]), kinds: [...byWord.values()] };
}

/** Keys of every known kind in normalised `text`, in order, without overlap. */
export function secretsIn(text: string): Hit[] {
  prefilter ??= open();
  const { words, kinds } = prefilter;
  const hits: Hit[] = [];
  words.each(text, (end, found) => {
    const last = hits[hits.length - 1];
    if (
      last &&
      end <= last.end &&
      found.length === 1 &&
      kinds[found[0]!]!.length === 1 &&
      kinds[found[0]!]![0]!.by === 'cued'
    )
      return;
    let best: Hit | undefined;
    for (const word of found)
      for (const kind of kinds[word]!) {
        const at = secretOf(kind, text, end);
        if (at && (!best || at.end > best.end))
          best = { ...at, type: 'SECRET', evidence: `prefix:${kind.kind}` };
      }
    if (best) add(hits, best);
  });
  return hits;
}

/** Of two that overlap the longer stays; of two alike the later, whose fixed part is longer. */
function add(hits: Hit[], hit: Hit): void {
  let first = hits.length;
  while (first > 0 && hits[first - 1]!.end > hit.start) {
    first--;
    const other = hits[first]!;
    if (other.end - other.start > hit.end - hit.start) return;
  }
  while (first > 0 && hits[first - 1]!.start >= hit.start) first--;
  hits.length = first;
  hits.push(hit);
}
