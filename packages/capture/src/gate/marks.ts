// What documents say of themselves: which are about a customer nobody may learn from, which are confidential.
//
// A document whose title, heading or label says so is marked until it no longer does. A page can mark itself, and a
// page that never says anything is not marked: nothing a page says can take back what the address or the catalogue said.

import { type Context, isConfidential, isSensitiveLabel } from '@overt/policy';
import type { Redactor } from '@overt/redact';
import { MARKED_PAGES_MAX } from './limits.ts';
import type { DocumentMarks, Observation, ObservedArea } from './observation.ts';
import type { Marks } from './where.ts';

/** Who said it: each source takes back only its own word. */
const NO_TRAIN = { title: 1, headings: 2, document: 4 } as const;
const CONFIDENTIAL = { title: 8, headings: 16, document: 32 } as const;
const ANY_NO_TRAIN = 7;
const ANY_CONFIDENTIAL = 56;

type Source = keyof typeof NO_TRAIN;

export class MarkedPages implements Marks {
  readonly #redactor: Redactor;
  /** Token of the document's address → who marked it as what. */
  readonly #pages = new Map<string, number>();

  constructor(redactor: Redactor, state?: unknown) {
    this.#redactor = redactor;
    for (const [page, marks] of (state ?? []) as [string, number][]) this.#pages.set(page, marks);
  }

  state(): unknown {
    return [...this.#pages];
  }

  isNoTrain(url: string): boolean {
    return this.#has(url, ANY_NO_TRAIN);
  }

  isConfidential(url: string): boolean {
    return this.#has(url, ANY_CONFIDENTIAL);
  }

  /** Marks or clears documents by what an observation shows of them. */
  learn({ event, facts }: Observation, context: Context): void {
    const top = facts.urls[0];
    if (top === undefined) return;
    if (event.kind === 'window' && event.title !== undefined) this.#say(top, 'title', [event.title], context);
    if (event.kind === 'outline') {
      const headings = event.nodes.flatMap(({ role, name }) => (role === 'heading' && name ? [name] : []));
      this.#say(top, 'headings', headings, context);
    }
    if (facts.marks) this.#learnDocument(facts.urls.at(-1) ?? top, facts.marks, context);
  }

  /** As {@link learn}, for the documents of a screenshot. */
  learnArea({ urls, marks }: ObservedArea, context: Context): void {
    const url = urls.at(-1);
    if (url !== undefined && marks) this.#learnDocument(url, marks, context);
  }

  #learnDocument(url: string, { title, headings, labels }: DocumentMarks, context: Context): void {
    this.#say(url, 'document', [title, ...headings], context, labels.some(isSensitiveLabel));
  }

  #say(url: string, source: Source, texts: readonly string[], { noTrain }: Context, labelled = false): void {
    const marks =
      (texts.some((text) => noTrain.hitsTitle(text)) ? NO_TRAIN[source] : 0) |
      (labelled || texts.some(isConfidential) ? CONFIDENTIAL[source] : 0);
    if (marks === 0 && this.#pages.size === 0) return;
    const page = this.#page(url);
    const others = (this.#pages.get(page) ?? 0) & ~(NO_TRAIN[source] | CONFIDENTIAL[source]);
    this.#pages.delete(page);
    if ((others | marks) !== 0) this.#pages.set(page, others | marks);
    if (this.#pages.size > MARKED_PAGES_MAX) this.#pages.delete(this.#pages.keys().next().value as string);
  }

  #has(url: string, marks: number): boolean {
    return this.#pages.size > 0 && ((this.#pages.get(this.#page(url)) ?? 0) & marks) !== 0;
  }

  #page(url: string): string {
    const fragment = url.indexOf('#');
    return this.#redactor.token(fragment === -1 ? url : url.slice(0, fragment));
  }
}
