// Named classes of substance: what is withheld wherever it shows, at every fidelity (docs/spec/policy.md#substance).
//
// A fidelity says how much of a place may be kept; a substance class says that this part of it never is. A page can put
// itself into a class, never out of one.

/**
 * - `message`: other people's words. `person`: a name in a structural place.
 * - `secret`: never read at all.
 * - `search`: what was searched for. `address`: what stands in an address bar. `autocomplete`: lists of what was or
 *   might be meant, made from earlier input and from other people. `notification`: toasts of whatever application.
 * - `content`: everything that is not known to be something else.
 */
export const SUBSTANCES = [
  'message',
  'person',
  'secret',
  'search',
  'address',
  'autocomplete',
  'notification',
  'content',
] as const;
export type Substance = (typeof SUBSTANCES)[number];

/** Kind of thing a text stands on: the maker's words, or a class of substance. */
export type Surface = 'interface' | Substance;

/** Withheld also at `content`: redaction cannot know what of it is private. */
const ALWAYS: ReadonlySet<Surface> = new Set<Surface>([
  'message',
  'search',
  'address',
  'autocomplete',
  'notification',
]);

export function isAlwaysWithheld(surface: Surface): boolean {
  return ALWAYS.has(surface);
}

// Word boundaries by lookaround, since \b knows no umlauts. Alternatives are literal words: no repetition is nested.
const CONFIDENTIAL = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[
    'confidential',
    'highly restricted',
    'top secret',
    'eyes only',
    'attorney[- ]client',
    'privileged (?:and|&) confidential',
    'board (?:of directors|meeting|paper|papers|pack|deck|minutes|resolution|book)',
    'm ?& ?a',
    'mergers? (?:and|&) acquisitions?',
    'due diligence',
    'term sheet',
    'letter of intent',
    'insider list',
    'strategy (?:paper|memo|deck|offsite)',
    'vertraulich',
    'streng geheim',
    'verschlusssache',
    'nur für den dienstgebrauch',
    'aufsichtsrat(?:ssitzung)?',
    'vorstand(?:ssitzung|svorlage|sbeschluss)',
    'unternehmenskauf',
    'absichtserklärung',
    'strategiepapier',
    'confidentiel(?:le)?s?',
    'très secret',
    'secret des affaires',
    "conseil d['’]administration",
    'comité de direction',
    'fusions?[- ](?:et[- ])?acquisitions?',
    "lettre d['’]intention",
  ].join('|')})(?![\\p{L}\\p{N}])`,
  'u',
);
const LOOKED_AT = 2_000;

/**
 * True if a title, a heading or a sensitivity label marks a document as confidential or strategic (en, de, fr). Such a
 * document is kept at `structure` at most, wherever it is.
 *
 * Not called for words that are the interface's own: a kanban "Board" is no board meeting, "Public" no label.
 */
export function isConfidential(text: string): boolean {
  if (text === '') return false;
  const folded = text.slice(0, LOOKED_AT).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
  return CONFIDENTIAL.test(folded);
}

const PUBLIC_LABEL = /^(?:public|general|personal|öffentlich|allgemein|publi[cq]|général|unclassified|none)$/;

/** True for the value of a sensitivity label (`data-sensitivity`, `<meta name="classification">`) that is not a public one. */
export function isSensitiveLabel(label: string): boolean {
  const folded = label.normalize('NFKC').trim().toLowerCase();
  return folded !== '' && !PUBLIC_LABEL.test(folded);
}
