// No-train customers at the gate: which raw strings of an observation are looked at, and which pages are marked.
//
// A page whose title or heading names such a customer is about that customer: everything on it is dropped until its
// title and headings no longer do. Elsewhere only the observation that names one goes.

import type { Context } from '@overt/policy';
import type { Redactor } from '@overt/redact';
import { FLAGGED_PAGES_MAX } from './limits.ts';
import type { Observation, ObservedNode, ObservedTarget } from './observation.ts';

const BY_TITLE = 1;
const BY_HEADING = 2;

export class NoTrainPages {
  readonly #redactor: Redactor;
  /** Token of the page's address → why it is marked. */
  readonly #pages = new Map<string, number>();

  constructor(redactor: Redactor, state?: unknown) {
    this.#redactor = redactor;
    for (const [page, why] of (state ?? []) as [string, number][]) this.#pages.set(page, why);
  }

  state(): unknown {
    return [...this.#pages];
  }

  /** The page at this address is about a no-train customer. */
  has(url: string | undefined): boolean {
    return this.#pages.size > 0 && url !== undefined && this.#pages.has(this.#page(url));
  }

  /** Marks or clears pages by what an observation shows of them. */
  learn({ event, facts }: Observation, { noTrain }: Context): void {
    const url = facts.urls[0];
    if (noTrain.isEmpty || url === undefined) return;
    if (event.kind === 'window' && event.title !== undefined)
      this.#set(url, BY_TITLE, noTrain.hitsText(event.title));
    if (event.kind === 'outline')
      this.#set(
        url,
        BY_HEADING,
        event.nodes.some((node) => node.role === 'heading' && noTrain.hitsText(node.name ?? '')),
      );
  }

  #set(url: string, why: number, hit: boolean): void {
    const page = this.#page(url);
    const before = this.#pages.get(page) ?? 0;
    const after = hit ? before | why : before & ~why;
    this.#pages.delete(page);
    if (after !== 0) this.#pages.set(page, after);
    if (this.#pages.size > FLAGGED_PAGES_MAX) this.#pages.delete(this.#pages.keys().next().value as string);
  }

  #page(url: string): string {
    const fragment = url.indexOf('#');
    return this.#redactor.token(fragment === -1 ? url : url.slice(0, fragment));
  }
}

/** True if a raw string of the observation names a customer. An outline's nodes are looked at one by one instead. */
export function namesCustomer({ event, facts }: Observation, { noTrain }: Context): boolean {
  if (noTrain.isEmpty) return false;
  const hits = (text: string | undefined): boolean => text !== undefined && noTrain.hitsText(text);
  if (hits(facts.clipboard) || Object.values(facts.slots ?? {}).some(hits)) return true;
  if ('text' in event && hits(event.text)) return true;
  if ('title' in event && hits(event.title)) return true;
  if ('goal' in event && hits(event.goal)) return true;
  if ('route' in event && event.route !== undefined && noTrain.hitsUrl(event.route)) return true;
  return 'target' in event && event.target !== undefined && targetTexts(event.target).some(hits);
}

function targetTexts(target: ObservedTarget): string[] {
  return [
    target.name ?? '',
    target.label ?? '',
    ...(target.near ?? []),
    ...target.locators.map(({ value }) => value),
  ];
}

/** The documents a node belongs to; a node inside a frame whose documents nobody named belongs to nowhere known. */
export function urlsOfNode(node: ObservedNode, urls: readonly string[]): readonly string[] {
  if (node.urls) return node.urls;
  return node.framePath.length === 0 ? urls : [];
}
