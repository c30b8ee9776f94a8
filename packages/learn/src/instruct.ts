// One demonstration as a list of instructions: what was done on purpose, without what was taken back and without what
// the page did by itself.

import type { ValueSource } from '@overt/events';
import type { Episode, Step, StepTarget } from '@overt/trajectory';
import type { Descriptor, Instruction, KnownValue, Value } from './model.ts';

/** A redacted string holds a placeholder such as `<PERSON_3>`; such text identifies nothing on another page. */
const isWithheld = (text: string): boolean => /<[A-Z][A-Z0-9_]*_\d+/.test(text);
const kept = (text: string | null | undefined): readonly string[] =>
  text && !isWithheld(text) ? [text] : [];

function known(source: ValueSource | null | undefined): KnownValue | null {
  if (source?.from === 'slot') return { from: 'slot', slot: source.slot };
  return source?.from === 'copy' ? { from: 'copy' } : null;
}

function describe(target: StepTarget): Descriptor {
  const located = (by: string) =>
    target.locators.filter((locator) => locator.by === by).map((locator) => locator.value);
  return {
    role: target.role,
    field: target.field,
    names: kept(target.name),
    labels: kept(target.label),
    testids: located('testid').filter((id) => !isWithheld(id)),
    structures: located('structure'),
    bound: known(target.bound),
  };
}

const BUTTON: Readonly<Record<string, number>> = { left: 0, middle: 1, right: 2, back: 3, forward: 4 };

function typed(step: Step): Value | null {
  const source = known(step.value_from);
  if (source) return source;
  return step.text && !isWithheld(step.text) ? { from: 'literal', text: step.text } : null;
}

/** The instruction of one step, or null if the step is a consequence, noise, or a value nobody can give again. */
function instructionOf(step: Step): Instruction | null {
  const { place } = step;
  const target = step.target ? describe(step.target) : null;
  switch (step.type) {
    case 'pointer.click':
      return (
        target && {
          do: 'click',
          place,
          target,
          button: BUTTON[step.button ?? 'left'] ?? 0,
          count: step.count ?? 1,
        }
      );
    case 'pointer.drag':
      return (
        target && {
          do: 'drag',
          place,
          target,
          to: null,
          dx: (step.x2 ?? 0) - (step.x ?? 0),
          dy: (step.y2 ?? 0) - (step.y ?? 0),
        }
      );
    case 'text.input': {
      const value = typed(step);
      return target && value && { do: 'type', place, target, value };
    }
    case 'select.option':
    case 'select.toggle':
      if (step.type === 'select.toggle' || !target) return null; // the click that toggled it is a step of its own
      return {
        do: 'choose',
        place,
        target,
        value: typed(step),
        index: step.detail?.of === 'choice' ? step.detail.index : -1,
      };
    case 'key.press':
    case 'key.chord':
      return { do: 'key', place, keys: step.keys ?? [], modifiers: step.modifiers, count: step.count ?? 1 };
    case 'clipboard.copy':
    case 'clipboard.cut':
      return { do: 'copy', place };
    case 'clipboard.paste':
      return { do: 'paste', place, target };
    case 'tab.switch':
    case 'app.switch':
    case 'window.focus':
      return step.detail?.of === 'switch' && !step.detail.opened
        ? { do: 'switch', place: step.detail.place }
        : null;
    default:
      return null;
  }
}

const TAKE_BACK = new Set(['Escape', 'Backspace', 'z']);

/** Steps that later ones took back, and the take-backs themselves (Escape, undo); a retyped value stays. */
function mistakes(steps: readonly Step[]): Set<string> {
  const dropped = new Set<string>();
  for (const step of steps) {
    if (!step.corrects) continue;
    dropped.add(step.corrects);
    const undoes = step.type.startsWith('key.') && (step.keys ?? []).some((key) => TAKE_BACK.has(key));
    if (undoes || step.type === 'nav.url') dropped.add(step.id);
  }
  return dropped;
}

const sameTarget = (a: Descriptor | null, b: Descriptor | null): boolean =>
  a !== null && b !== null && a.structures.some((path) => b.structures.includes(path));

/** Folds pairs that are one act: the click into a field that is then typed or pasted into; a drag that selects what is then copied. */
function fold(instructions: readonly Instruction[]): Instruction[] {
  const out: Instruction[] = [];
  for (const [index, instruction] of instructions.entries()) {
    const next = instructions[index + 1];
    const last = out.at(-1);
    if (last && last.do === 'switch' && instruction.do === 'switch') out.pop();
    if (
      instruction.do === 'click' &&
      instruction.count === 1 &&
      next?.do === 'type' &&
      sameTarget(instruction.target, next.target)
    )
      continue;
    if (
      instruction.do === 'click' &&
      instruction.count === 1 &&
      next?.do === 'choose' &&
      sameTarget(instruction.target, next.target)
    )
      continue;
    if (instruction.do === 'drag' && next?.do === 'copy')
      out.push({ do: 'click', place: instruction.place, target: instruction.target, button: 0, count: 3 });
    else out.push(instruction);
  }
  return out;
}

export interface Demonstration {
  readonly episode: string;
  readonly instructions: readonly Instruction[];
  readonly corrections: readonly { readonly mistake: string; readonly recovery: string }[];
}

/** What `episode` shows how to do. */
export function demonstrationOf(episode: Episode): Demonstration {
  const dropped = mistakes(episode.steps);
  const byId = new Map(episode.steps.map((step) => [step.id, step]));
  const instructions = episode.steps
    .filter((step) => !dropped.has(step.id))
    .map(instructionOf)
    .filter((one) => one !== null);
  const corrections = episode.steps
    .filter((step) => step.corrects !== null || step.correction)
    .map((step) => ({
      mistake: (step.corrects && byId.get(step.corrects)?.type) || step.type,
      recovery: step.type,
    }));
  return { episode: episode.id, instructions: fold(instructions), corrections };
}
