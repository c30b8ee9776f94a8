// What a document says of itself: its title, its main headings, its sensitivity labels. The gate reads them before it
// decides what of the document may be kept.

import type { DocumentMarks } from '../../gate/observation.ts';

const HEADINGS = 'h1,h2,[role=heading]';
const LABELS = '[data-sensitivity],[data-classification]';
const META = 'meta[name~=classification i],meta[name~=sensitivity i]';
/** Headings and labels that are looked at: a document is named at its beginning. */
const MOST = 12;
const LONGEST = 300;

export function marksOf(document: Document): DocumentMarks {
  const first = <E extends Element>(selector: string): E[] =>
    Array.from(document.querySelectorAll<E>(selector)).slice(0, MOST);
  const cut = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, LONGEST);
  const headings = first(HEADINGS).map((heading) => cut(heading.textContent ?? ''));
  const labels = [
    ...first(LABELS).map(
      (element) =>
        element.getAttribute('data-sensitivity') ?? element.getAttribute('data-classification') ?? '',
    ),
    ...first<HTMLMetaElement>(META).map(({ content }) => content),
  ];
  return { title: cut(document.title), headings: headings.filter(Boolean), labels: labels.filter(Boolean) };
}
