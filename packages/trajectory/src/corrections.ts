// Which step takes back or replaces an earlier one: Escape after a click, undo, back, a field filled again.
//
// Only what the events show counts: a field that was emptied by the page and filled again is a new use of it, a field
// whose standing value was removed and replaced is a correction.

import { MODIFIER, type Target } from '@overt/events';
import type { Draft } from './draft.ts';
import { isSameElement, isTextField } from './element.ts';
import { BACK_US, ESCAPE_US, STEPS_KEPT } from './limits.ts';
import type { Step, StepType } from './step.ts';

interface Seen {
  readonly id: string;
  readonly type: StepType;
  readonly rule: string;
  readonly tab: number;
  readonly end: number;
  readonly target: Target | null;
  readonly button: number;
  readonly navigated: boolean;
  readonly navigatedAt: number;
  undone: boolean;
}

const UNDOABLE: ReadonlySet<StepType> = new Set([
  'text.input',
  'clipboard.paste',
  'clipboard.cut',
  'select.option',
  'select.toggle',
  'pointer.drag',
  'pointer.click',
  'key.press',
]);
const VALUES: ReadonlySet<StepType> = new Set(['text.input', 'clipboard.paste']);

export class Corrections {
  readonly #seen: Seen[] = [];

  /** The step with `corrects` set, where it takes something back. */
  link(step: Step, draft: Draft): Step {
    const corrected = this.#correctedBy(draft);
    this.#seen.push({
      id: step.id,
      type: draft.type,
      rule: draft.rule,
      tab: draft.tab.tab,
      end: draft.end,
      target: draft.target,
      button: draft.button,
      navigated: draft.navigated,
      navigatedAt: draft.navigatedAt,
      undone: false,
    });
    if (this.#seen.length > STEPS_KEPT) this.#seen.shift();
    if (corrected === null) return step;
    corrected.undone = true;
    return { ...step, corrects: corrected.id };
  }

  #correctedBy(draft: Draft): Seen | null {
    switch (draft.type) {
      case 'key.press':
        return draft.keys?.[0] === 'Escape' ? this.#escaped(draft) : null;
      case 'key.chord':
        return isUndo(draft) ? this.#last(draft, (seen) => UNDOABLE.has(seen.type) && !seen.undone) : null;
      case 'nav.url':
        return draft.detail?.of === 'navigation' && draft.detail.cause === 'history'
          ? this.#leftAgain(draft)
          : null;
      case 'text.input':
      case 'clipboard.paste':
        return draft.replaced ? this.#filled(draft, VALUES) : null;
      case 'select.option':
      case 'select.toggle':
        return draft.rule === 'choice.key' ? null : this.#filled(draft, new Set([draft.type]));
      default:
        return null;
    }
  }

  /** Escape right after a click that opened something: a menu, a list, a dialog. */
  #escaped(draft: Draft): Seen | null {
    const before = this.#last(draft, (seen) => seen.type !== 'scroll');
    if (before === null || before.type !== 'pointer.click' || before.undone) return null;
    return draft.start - before.end <= ESCAPE_US && !isTextField(before.target) ? before : null;
  }

  /** Back before anything was done on the page: the step that led there was a mistake. */
  #leftAgain(draft: Draft): Seen | null {
    const before = this.#last(draft, (seen) => seen.type !== 'scroll');
    if (before === null || !before.navigated || before.undone) return null;
    return draft.start - before.end <= BACK_US ? before : null;
  }

  /** The last value given to the same field of the same page. */
  #filled(draft: Draft, types: ReadonlySet<StepType>): Seen | null {
    return this.#last(
      draft,
      (seen) =>
        types.has(seen.type) &&
        draft.target !== null &&
        seen.navigatedAt === draft.navigatedAt &&
        isSameElement(seen.target, draft.target),
    );
  }

  #last(draft: Draft, matches: (seen: Seen) => boolean): Seen | null {
    for (let i = this.#seen.length - 1; i >= 0; i--) {
      const seen = this.#seen[i]!;
      if (seen.tab === draft.tab.tab && matches(seen)) return seen;
    }
    return null;
  }
}

function isUndo(draft: Draft): boolean {
  const command = (draft.modifiers & (MODIFIER.ctrl | MODIFIER.meta)) !== 0;
  return draft.keys?.[0] === 'z' && command && (draft.modifiers & MODIFIER.shift) === 0;
}
