// Outlines: every node is decided in the document it belongs to, and its text by where it stood. What is on the screen
// is remembered as keyed tokens, so that a value typed from it later has a source.

import type { OutlineNode } from '@overt/events';
import type { Slot } from '@overt/redact';
import { VISIBLE_PER_OUTLINE } from './limits.ts';
import type { ObservedNode } from './observation.ts';
import { isSecretTarget, type Scope } from './scope.ts';
import { knownRole, knownStates, knownStructure } from './vocabulary.ts';

export interface OutlineParts {
  readonly nodes: readonly ObservedNode[];
  readonly tab: number;
  /** The scope of the document a node belongs to. */
  readonly scopeOf: (node: ObservedNode) => Scope;
  readonly hitsNoTrain: (text: string) => boolean;
}

/** The nodes as they may be kept; none are left out, so that parents stay where they were. */
export function keepNodes(parts: OutlineParts): OutlineNode[] {
  // Names in structural places first: a button "Reply to …" may come before the sender it names.
  for (const node of parts.nodes) {
    const scope = parts.scopeOf(node);
    if (node.nameSlot === 'person' && node.name && scope.binds)
      scope.means.redactor.learn(node.name, 'PERSON');
  }
  let seen = 0;
  return parts.nodes.map((node) => {
    const scope = parts.scopeOf(node);
    if (scope.binds && seen < VISIBLE_PER_OUTLINE && see(node, parts, scope)) seen++;
    return keepNode(node, parts, scope);
  });
}

function keepNode(node: ObservedNode, parts: OutlineParts, scope: Scope): OutlineNode {
  const secret = isSecretTarget(node);
  const name = allowed(node.name, node.nameSlot ?? 'content', parts, scope);
  const value = secret ? undefined : allowed(node.value, valueSlot(node), parts, scope);
  if (secret && node.value) scope.means.withheld.text('secret-field');
  return {
    id: node.id,
    parent: node.parent,
    role: knownRole(node.role),
    ...(name === undefined ? {} : { name }),
    ...(value === undefined ? {} : { value }),
    states: knownStates(node.states),
    box: node.box,
    framePath: node.framePath,
    field: secret ? 'secret' : node.field,
    structure: knownStructure(node.structure),
  };
}

function allowed(
  text: string | undefined,
  slot: Slot,
  parts: OutlineParts,
  scope: Scope,
): string | undefined {
  if (text === undefined) return undefined;
  if (parts.hitsNoTrain(text)) {
    scope.means.withheld.text('no-train');
    return undefined;
  }
  return scope.text(text, slot);
}

function valueSlot(node: ObservedNode): Slot {
  return node.valueSlot ?? (node.field === 'none' ? 'content' : 'field');
}

/** Remembers the node's value, or its text unless it is interface without figures; @returns whether it did. */
function see(node: ObservedNode, parts: OutlineParts, scope: Scope): boolean {
  if (isSecretTarget(node)) return false;
  const isField = node.field !== 'none';
  const text = isField ? node.value : node.name;
  if (!text || parts.hitsNoTrain(text)) return false;
  if (!isField && node.nameSlot === 'interface' && !/\d/.test(text)) return false;
  const spot = {
    role: knownRole(node.role),
    structure: knownStructure(node.structure),
    tab: parts.tab,
    isField,
  };
  scope.means.bindings.see(text, spot);
  return true;
}
