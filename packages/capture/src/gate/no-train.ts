// No-train customers at the gate: which raw strings of an observation are looked at. Whole documents: marks.ts.

import type { Context } from '@overt/policy';
import type { Observation, ObservedNode, ObservedTarget } from './observation.ts';

/** True if a raw string of the observation names a customer. An outline's nodes are looked at one by one instead. */
export function namesCustomer({ event, facts }: Observation, { noTrain }: Context): boolean {
  if (noTrain.isEmpty) return false;
  const hits = (text: string | undefined): boolean => text !== undefined && noTrain.hitsText(text);
  if (hits(facts.clipboard) || Object.values(facts.slots ?? {}).some(hits)) return true;
  if ('text' in event && hits(event.text)) return true;
  if ('title' in event && event.title !== undefined && noTrain.hitsTitle(event.title)) return true;
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
