// Someone at the paper office: does a task and leaves the episode a recorder would have kept of it.

import type { ValueSource } from '@overt/events';
import type { Episode, Outline, Step, StepTarget } from '@overt/trajectory';
import { Paper } from './paper.ts';

type Change = Partial<Step>;

/** A step with everything absent but what `change` says. */
export function stepOf(change: Change): Step {
  return {
    id: 't:0', index: 0, episode: null, track: 't', type: 'pointer.click', t_start_us: 0, t_end_us: 0, x: null, y: null, x2: null, y2: null,
    path: null, button: null, count: null, hold_ms: null, modifiers: [], keys: null, scroll_dx: null, scroll_dy: null, text: null, edits: null,
    value_from: null, target: null, detail: null, frame_before: { none: 'no-frame' }, frame_after: { none: 'no-frame' }, outline_before: { none: 'no-outline' },
    place: 'paper.list', tab: 1, window: 1, viewport: null, corrects: null, correction: false, paste_of: null, source_event_ids: [], rule: 'test',
    rule_version: 1, fidelity: 'exact', order: 'decided', ...change,
  } as Step; // biome-ignore format: one record
}

export function episodeOf(
  type: string,
  steps: readonly Step[],
  outlines: readonly Outline[],
  slots: readonly string[],
): Episode {
  return {
    id: `epi:${type}:${steps[0]?.id}`, index: 0, type, goal: `do ${type}`, slots, label_source: 'participant', outcome: 'success', cut: 'task', part: 0,
    t_start_us: 0, t_end_us: 1, places: ['paper.list', 'paper.form'], steps, outlines,
  }; // biome-ignore format: one record
}

const SLOT = (slot: string): ValueSource => ({ from: 'slot', slot, transform: 'equal' });

/** Demonstrates `task` on `seed`, with a mistake put right if `corrections`. */
export async function demonstrate(task: string, seed: number, corrections = false): Promise<Episode> {
  const paper = new Paper();
  const goal = await paper.reset(task, seed);
  const steps: Step[] = [];
  const outlines: Outline[] = [];
  const middle = (name: string, row?: string): { x: number; y: number; target: StepTarget } => {
    const parts = paper.parts();
    const at = row === undefined ? undefined : paper.rows.findIndex((one) => one.name === row);
    const part = parts.find((one) =>
      at === undefined
        ? one.name === name
        : one.structure === `main>table>tbody>tr${at ? `:${at + 1}` : ''}>${name}`,
    );
    if (!part) throw new Error(`nothing called ${name}`);
    const bound = row === undefined ? null : SLOT('customer');
    return {
      x: part.box.x + part.box.width / 2, y: part.box.y + part.box.height / 2,
      target: {
        role: part.role, name: part.words === 'interface' ? (part.name ?? null) : '<ORG_1>', label: null, box: part.box, field: part.field ?? 'none', framePath: [],
        states: [], locators: [{ by: 'structure', value: part.structure, matches: 1 }], bound, node: null, match_method: 'event', confidence: 1,
      },
    }; // biome-ignore format: one record
  };
  const step = (change: Change): Step => {
    const n = steps.length;
    const outline = paper.recorded(`t:o${n}`, n);
    outlines.push(outline);
    const made = stepOf({
      id: `t:${seed}-${n}`,
      index: n,
      t_start_us: n * 2_000_000,
      t_end_us: n * 2_000_000 + 1,
      place: paper.place,
      outline_before: { id: outline.id, age_ms: 1, steps_since: 0 },
      ...change,
    });
    steps.push(made);
    return made;
  };
  const click = async (name: string, row?: string, count = 1): Promise<Step> => {
    const on = middle(name, row);
    const made = step({ type: 'pointer.click', button: 'left', count, ...on });
    await paper.perform({ do: 'click', x: on.x, y: on.y, button: 0, count });
    return made;
  };
  const customer = goal.slots.customer as string;
  if (task === 'paper.copy') {
    if (corrections) {
      const wrong = await click('td:2', paper.rows.find((one) => one.name !== customer)?.name);
      step({ type: 'key.press', keys: ['Escape'], corrects: wrong.id });
    }
    await click('td:2', customer, 3);
    step({ type: 'clipboard.copy', keys: ['c'], modifiers: ['ctrl'] });
    await paper.perform({ do: 'press', keys: ['c'], modifiers: ['ctrl'] });
    step({
      type: 'tab.switch',
      detail: { of: 'switch', tab: 2, window: 1, place: 'paper.form', title: null, opened: false },
    });
    paper.place = 'paper.form';
    await click('Amount');
    step({
      type: 'clipboard.paste',
      target: middle('Amount').target,
      value_from: { from: 'copy', link: 1, transform: 'equal' },
    });
    await paper.perform({ do: 'press', keys: ['v'], modifiers: ['ctrl'] });
    await click('Save');
  } else if (task === 'paper.stage') {
    const from = middle('td', customer);
    const to = middle(goal.slots.stage as string);
    step({ type: 'pointer.drag', button: 'left', ...from, x2: to.x, y2: to.y });
    await paper.perform({ do: 'drag', x: from.x, y: from.y, x2: to.x, y2: to.y });
  } else {
    await click('Name');
    step({
      type: 'text.input',
      target: middle('Name').target,
      value_from: SLOT('customer'),
      text: '<ORG_1>',
      correction: corrections,
    });
    await paper.perform({ do: 'type', text: customer });
    await click('PIN');
    await paper.perform({ do: 'type', text: goal.slots.pin as string });
    await click('Save');
  }
  return episodeOf(task, steps, outlines, Object.keys(goal.slots));
}
