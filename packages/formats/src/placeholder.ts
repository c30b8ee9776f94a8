// Placeholders in redacted text, and what stands in for them outside.
//
// A placeholder says that something was withheld. An agent that learns to type one has learned nonsense, so no
// export contains one: a value becomes a reference to where it comes from, any other text a surrogate.
// Grammar: docs/spec/redaction.md#placeholders.

/** `<TYPE_n>` or `<TYPE_n:key=value,…>`. */
export const PLACEHOLDER = /<[A-Z][A-Z0-9]*_[0-9]+(?::[^<>]*)?>/g;

/** What stands in for a placeholder: the same for the same placeholder, never a real person's. */
export type Surrogate = (placeholder: string) => string;

export function hasPlaceholder(text: string): boolean {
  return text.search(PLACEHOLDER) >= 0;
}

/** `text` with a surrogate for every placeholder. */
export function replacePlaceholders(text: string, surrogate: Surrogate): string {
  return text.includes('<') ? text.replace(PLACEHOLDER, (found) => surrogate(found)) : text;
}

const GIVEN = [
  'Alva',
  'Bero',
  'Cilla',
  'Dorin',
  'Elva',
  'Fenno',
  'Gisla',
  'Hanno',
  'Ilka',
  'Joram',
  'Kesia',
  'Levin',
  'Mirel',
  'Nanno',
  'Oda',
  'Piet',
];
const FAMILY = [
  'Amstel',
  'Brook',
  'Calder',
  'Dover',
  'Ebner',
  'Falk',
  'Garn',
  'Holm',
  'Isker',
  'Jarl',
  'Kolb',
  'Lund',
  'Marn',
  'Nord',
  'Ostrow',
  'Pell',
];
const ORG = ['Alder', 'Birk', 'Cedar', 'Dune', 'Ember', 'Fjord', 'Gale', 'Heath'];

/**
 * Invented values of the same kind, seeded: equal placeholders of one episode stay equal, those of two datasets with
 * different seeds cannot be linked. Domains and numbers are from reserved ranges.
 */
export function createSurrogates(seed: string): Surrogate {
  return (placeholder) => {
    const match = /^<([A-Z][A-Z0-9]*)_([0-9]+)/.exec(placeholder);
    const type = match?.[1] ?? 'TEXT';
    const n = hash(`${seed}\n${type}\n${match?.[2] ?? placeholder}`);
    const given = GIVEN[n % GIVEN.length]!;
    const family = FAMILY[(n >>> 8) % FAMILY.length]!;
    switch (type) {
      case 'PERSON':
      case 'CUSTOMER':
      case 'COLLEAGUE':
        return `${given} ${family}`;
      case 'EMAIL':
        return `${given}.${family}${n % 100}@example.com`.toLowerCase();
      case 'PHONE':
        return `+1 202 555 01${String(n % 100).padStart(2, '0')}`;
      case 'ORG':
        return `${ORG[n % ORG.length]} & ${family}`;
      case 'ADDRESS':
        return `${(n % 200) + 1} ${family} Street`;
      case 'IBAN':
        return `XX00 0000 0000 ${String(n % 10_000).padStart(4, '0')}`;
      case 'CARD':
        return `0000 0000 0000 ${String(n % 10_000).padStart(4, '0')}`;
      case 'URL':
        return `https://example.com/${(n % 100_000).toString(36)}`;
      case 'DATE':
        return `2001-${String((n % 12) + 1).padStart(2, '0')}-${String(((n >>> 8) % 28) + 1).padStart(2, '0')}`;
      case 'NUM':
      case 'AMOUNT':
      case 'NUMBER':
        return String((n % 9000) + 1000);
      default:
        return `${type.toLowerCase()} ${(n % 46_656).toString(36).padStart(3, '0')}`;
    }
  };
}

/** FNV-1a, 32 bit: spreads names over short lists; nothing secret depends on it. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 0x01000193) >>> 0;
  }
  return (h ^ (h >>> 15)) >>> 0;
}
