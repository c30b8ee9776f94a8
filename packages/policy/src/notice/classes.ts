// What a recording can contain, as the closed list that a notice names and a device counts.
//
// A class the notice does not name must not be captured. Every kind of event has one, by type: a new kind that no notice
// speaks of does not compile. Normative: docs/spec/notice.md#classes.

import type { EventKind } from '@overt/events';
import { type Fidelity, isAtLeast } from '../fidelity.ts';
import type { Policy, PolicyClass } from '../schema.ts';

export const CAPTURE_CLASSES = [
  'pointer',
  'keys',
  'edits',
  'choices',
  'scrolling',
  'focus',
  'clipboard-links',
  'navigation',
  'windows',
  'dialogs',
  'files',
  'tasks',
  'outlines',
  'gaps',
  'interface-text',
  'redacted-text',
  'placeholders',
  'bindings',
  'frames',
] as const;
export type CaptureClass = (typeof CAPTURE_CLASSES)[number];

/** A gap has a class of its own: that something was withheld, and how often, is kept, too. */
export const classOfKind: Readonly<Record<EventKind, CaptureClass>> = {
  pointer: 'pointer',
  key: 'keys',
  text: 'edits',
  choice: 'choices',
  scroll: 'scrolling',
  focus: 'focus',
  clipboard: 'clipboard-links',
  navigation: 'navigation',
  window: 'windows',
  dialog: 'dialogs',
  file: 'files',
  task: 'tasks',
  outline: 'outlines',
  frame: 'frames',
  gap: 'gaps',
};

interface Need {
  readonly fidelity: Exclude<Fidelity, 'none'>;
  /** Data class that must be allowed besides `action`, without which nothing is kept. */
  readonly class?: PolicyClass;
}

const ACTION: Need = { fidelity: 'structure' };
const NEEDS: Readonly<Record<CaptureClass, Need>> = {
  pointer: ACTION,
  keys: ACTION,
  edits: ACTION,
  choices: ACTION,
  scrolling: ACTION,
  focus: ACTION,
  'clipboard-links': ACTION,
  navigation: ACTION,
  windows: ACTION,
  dialogs: ACTION,
  files: ACTION,
  tasks: ACTION,
  outlines: ACTION,
  gaps: ACTION,
  'interface-text': { fidelity: 'workflow', class: 'text' },
  'redacted-text': { fidelity: 'content', class: 'text' },
  placeholders: { fidelity: 'workflow', class: 'text' },
  bindings: { fidelity: 'workflow' },
  frames: { fidelity: 'workflow', class: 'pixels' },
};

/** What a policy lets come into being anywhere, in the order of the list; the law of a place can only take from it. */
export function classesOf(policy: Pick<Policy, 'maxFidelity' | 'classes'>): readonly CaptureClass[] {
  if (!policy.classes.includes('action')) return [];
  return CAPTURE_CLASSES.filter((name) => {
    const need = NEEDS[name];
    return (
      isAtLeast(policy.maxFidelity, need.fidelity) &&
      (need.class === undefined || policy.classes.includes(need.class))
    );
  });
}

/** Classes that were counted and that the notice does not name. If there is any, capture must stop. */
export function unnamedClasses(
  notice: { readonly classes: readonly CaptureClass[] },
  counted: Readonly<Partial<Record<CaptureClass, number>>>,
): CaptureClass[] {
  return CAPTURE_CLASSES.filter((name) => (counted[name] ?? 0) > 0 && !notice.classes.includes(name));
}
