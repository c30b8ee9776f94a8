// The no-train register on the device: customers nobody may learn from. A hit drops the observation; it is counted,
// never named. Names are compared as sequences of whole words after folding case, width and punctuation.

/** A compiled register. Both questions are cheap enough for every string of every event. */
export interface NoTrainRegister {
  readonly isEmpty: boolean;
  /** The URL's host is, or lies under, a registered domain, or its text names a registered name or domain. */
  hitsUrl(url: string): boolean;
  /** The text contains a registered name, or a registered domain (also as part of a mail address). */
  hitsText(text: string): boolean;
}

const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;

export function createNoTrain(register: {
  domains: readonly string[];
  names: readonly string[];
}): NoTrainRegister {
  // A domain is found as its sequence of labels: `contoso.example` also inside `anna@mail.contoso.example`.
  const phrases = new Map<string, string[][]>();
  for (const entry of [...register.names, ...register.domains]) {
    const words = wordsOf(entry);
    const first = words[0];
    if (first === undefined) continue;
    const rest = phrases.get(first) ?? [];
    rest.push(words);
    phrases.set(first, rest);
  }
  const isEmpty = phrases.size === 0;
  const hitsText = (text: string): boolean =>
    !isEmpty && text !== '' && containsPhrase(wordsOf(text), phrases);
  return {
    isEmpty,
    hitsText,
    hitsUrl: (url) => hitsText(url) || (!isEmpty && url.includes('%') && hitsText(decode(url))),
  };
}

function wordsOf(text: string): string[] {
  const folded = text.replace(INVISIBLE, '').normalize('NFKD').replace(MARKS, '').toLowerCase();
  return folded.split(NOT_WORD).filter((word) => word !== '');
}

function containsPhrase(words: readonly string[], phrases: ReadonlyMap<string, string[][]>): boolean {
  for (let at = 0; at < words.length; at++) {
    const candidates = phrases.get(words[at]!);
    if (candidates?.some((phrase) => phrase.every((word, offset) => words[at + offset] === word)))
      return true;
  }
  return false;
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch (cause) {
    if (cause instanceof URIError) return url;
    throw cause;
  }
}
