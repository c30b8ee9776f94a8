// One demonstration as a list of instructions: what was done on purpose, without what was taken back and without what
// the page did by itself.

import type { OutlineNode } from '@overt/events';
import type { Episode, Outline, Step } from '@overt/trajectory';
import { describeNode, describeTarget, keptText, knownValue } from './descriptor.ts';
import { LATE_COMMIT_US, MULTI_CLICK_US } from './limits.ts';
import type { Descriptor, Instruction, Value } from './model.ts';

const BUTTON: Readonly<Record<string, number>> = { left: 0, middle: 1, right: 2, back: 3, forward: 4 };
const SHORTCUTS: ReadonlySet<string> = new Set(['clipboard.copy', 'clipboard.cut']);

function given(step: Step): Value {
  const text = keptText(step.text)[0];
  return knownValue(step.value_from) ?? (text ? { from: 'literal', text } : { from: 'unknown' });
}

/** The instruction of one step, or null if the step is a consequence or noise. */
function instructionOf(step: Step, outlines: ReadonlyMap<string, Outline>): Instruction | null {
  const { place } = step;
  const target = step.target ? describeTarget(step.target) : null;
  if (SHORTCUTS.has(step.type)) return { do: 'copy', place };
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
    case 'pointer.drag': {
      // A press whose release was never seen strayed nowhere that is known: it is what it began as.
      if (step.fidelity === 'partial') return target && { do: 'click', place, target, button: 0, count: 1 };
      const reach = { dx: (step.x2 ?? 0) - (step.x ?? 0), dy: (step.y2 ?? 0) - (step.y ?? 0) };
      return target && { do: 'drag', place, target, to: destinationOf(step, outlines), ...reach };
    }
    case 'text.input':
      return target && { do: 'type', place, target, value: given(step) };
    case 'select.option': {
      const index = step.detail?.of === 'choice' ? step.detail.index : -1;
      const value = given(step);
      return (
        target && {
          do: 'choose',
          place,
          target,
          value: value.from === 'unknown' && index >= 0 ? null : value,
          index,
        }
      );
    }
    case 'select.toggle':
      return (
        target && {
          do: 'toggle',
          place,
          target,
          on: step.detail?.of === 'choice' && step.detail.op === 'check',
        }
      );
    case 'key.press':
    case 'key.chord':
      if ((step.keys ?? []).every((key) => WITHHELD_KEYS.has(key))) return null; // which letter it was is not recorded
      return { do: 'key', place, keys: step.keys ?? [], modifiers: step.modifiers, count: step.count ?? 1 };
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

const holds = (node: OutlineNode, x: number, y: number): boolean =>
  x >= node.box.x && y >= node.box.y && x <= node.box.x + node.box.width && y <= node.box.y + node.box.height;

/** What lay under the pointer when a drag ended: the smallest element there that has a name, else the smallest. */
function destinationOf(step: Step, outlines: ReadonlyMap<string, Outline>): Descriptor | null {
  const outline = 'id' in step.outline_before ? outlines.get(step.outline_before.id) : undefined;
  const { x2, y2 } = step;
  if (!outline || x2 === null || y2 === null) return null;
  const under = outline.nodes
    .filter((node) => holds(node, x2, y2))
    .sort((a, b) => a.box.width * a.box.height - b.box.width * b.box.height);
  const found = under.find((node) => keptText(node.name).length > 0) ?? under[0];
  return found ? describeNode(found) : null;
}

/** Letters, and the halves of letters, that the recorder never names. */
const WITHHELD_KEYS = new Set(['Char', 'Dead', 'Withheld']);

const TAKE_BACK: ReadonlySet<string> = new Set(['Escape', 'Backspace', 'z']);
const structureOf = (step: Step | undefined): string | undefined =>
  step?.target?.locators.find((locator) => locator.by === 'structure')?.value;

/**
 * Steps that later ones took back, and the take-backs themselves (Escape, undo); a retyped value stays. A click that
 * only led to what was taken back goes with it.
 */
function mistakes(steps: readonly Step[]): Set<string> {
  const dropped = new Set<string>();
  for (const step of steps) {
    if (!step.corrects) continue;
    dropped.add(step.corrects);
    const undoes = step.type.startsWith('key.') && (step.keys ?? []).some((key) => TAKE_BACK.has(key));
    if (!undoes && step.type !== 'nav.url') continue;
    dropped.add(step.id);
    const at = steps.findIndex((one) => one.id === step.corrects);
    const [click, wrong] = [steps[at - 1], steps[at]];
    if (
      click?.type === 'pointer.click' &&
      structureOf(click) !== undefined &&
      structureOf(click) === structureOf(wrong)
    )
      dropped.add(click.id);
  }
  return dropped;
}

/** Clicks on one spot in quick succession are one multiple click, whether or not the recorder counted them. */
function joinClicks(steps: readonly Step[]): Step[] {
  const out: Step[] = [];
  for (const step of steps) {
    const last = out.at(-1);
    const again =
      last?.type === 'pointer.click' &&
      step.type === 'pointer.click' &&
      last.x === step.x &&
      last.y === step.y &&
      last.button === step.button &&
      step.t_start_us - last.t_end_us <= MULTI_CLICK_US;
    if (again)
      out[out.length - 1] = {
        ...last,
        count: (last.count ?? 1) + (step.count ?? 1),
        t_end_us: step.t_end_us,
      };
    else out.push(step);
  }
  return out;
}

/**
 * Where only a filled field's end is kept, it is told after the click that left the field. Nobody types in that time:
 * the filling goes before the click.
 */
function typingFirst(steps: readonly Step[]): Step[] {
  const out: Step[] = [];
  for (const step of steps) {
    const last = out.at(-1);
    const late =
      step.type === 'text.input' &&
      last?.type === 'pointer.click' &&
      step.t_start_us - last.t_start_us <= LATE_COMMIT_US &&
      structureOf(last) !== structureOf(step);
    if (late) out.splice(-1, 0, step);
    else out.push(step);
  }
  return out;
}

const sameTarget = (a: Descriptor | null, b: Descriptor | null): boolean =>
  a !== null && b !== null && a.paths.some((path) => b.paths.includes(path));

/** Folds pairs that are one act: the click into a field that is then filled; a drag that selects what is then copied. */
function fold(instructions: readonly Instruction[]): Instruction[] {
  const out: Instruction[] = [];
  for (const [index, instruction] of instructions.entries()) {
    const next = instructions[index + 1];
    if (instruction.do === 'switch' && out.at(-1)?.do === 'switch') out.pop();
    const leadsIn =
      instruction.do === 'click' && instruction.count === 1 && (next?.do === 'type' || next?.do === 'choose');
    if (leadsIn && sameTarget(instruction.target, next.target)) continue;
    if (instruction.do === 'drag' && next?.do === 'copy')
      out.push({ do: 'click', place: instruction.place, target: instruction.target, button: 0, count: 3 });
    else out.push(instruction);
    // Of a secret field a recorder may keep no more than that it was visited; nobody visits it but to fill it.
    if (instruction.do === 'click' && instruction.target.field === 'secret' && next?.do !== 'paste')
      out.push({
        do: 'type',
        place: instruction.place,
        target: instruction.target,
        value: { from: 'unknown' },
      });
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
  const outlines = new Map(episode.outlines.map((outline) => [outline.id, outline]));
  const instructions = joinClicks(typingFirst(episode.steps.filter((step) => !dropped.has(step.id))))
    .map((step) => instructionOf(step, outlines))
    .filter((one) => one !== null);
  const corrections = episode.steps
    .filter((step) => step.corrects !== null || step.correction)
    .map((step) => ({
      mistake: (step.corrects && byId.get(step.corrects)?.type) || step.type,
      recovery: step.type,
    }));
  return { episode: episode.id, instructions: fold(instructions), corrections };
}
