// Steps in, episodes out: cut where the participant said so, where something long was withheld, and outside declared
// tasks where she paused or turned to another place with nothing in hand.

import type { Reduction } from './build-steps.ts';
import type { Episode } from './episode.ts';
import { GAP_US, IDLE_US, PLACE_IDLE_US } from './limits.ts';
import type { Outline, Step } from './step.ts';
import type { TaskMark } from './track-reducer.ts';

export interface EpisodeOptions {
  /** Something withheld for longer cuts, µs. */
  readonly gap_us?: number;
  /** Idle time that cuts outside declared tasks, µs. */
  readonly idle_us?: number;
}

interface Open {
  readonly task: TaskMark | null;
  readonly part: number;
  readonly steps: Step[];
  /** Link numbers of values copied here and not pasted yet. */
  readonly carried: Set<number>;
}

/** Cuts a reduction into episodes. Every step belongs to exactly one; a task without steps has none. */
export function buildEpisodes(reduction: Reduction, options: EpisodeOptions = {}): Episode[] {
  const gapUs = options.gap_us ?? GAP_US;
  const idleUs = options.idle_us ?? IDLE_US;
  const episodes: Episode[] = [];
  const starts = reduction.tasks.filter((task) => task.phase === 'start');
  const finishes = reduction.tasks.filter((task) => task.phase === 'finish');
  let open: Open = begin(null, 0);
  const cut = (why: Episode['cut'], outcome: Episode['outcome'], next: Open): void => {
    if (open.steps.length > 0) episodes.push(close(open, episodes.length, why, outcome, reduction.outlines));
    open = next;
  };
  let started = 0;
  let finished = 0;
  for (const step of reduction.steps) {
    for (; started < starts.length && starts[started]!.t_us <= step.t_start_us; started++)
      cut('task', 'unknown', begin(starts[started]!, 0));
    const why = reasonToCut(open, step, gapUs, idleUs);
    if (why !== null) cut(why, 'unknown', why === 'gap' ? begin(open.task, open.part + 1) : begin(null, 0));
    open.steps.push(step);
    follow(open, step);
    if (step.type !== 'finish') continue;
    const mark = finishes[finished++];
    open = named(open, mark);
    cut('task', mark?.outcome ?? 'unknown', begin(null, 0));
  }
  cut('end', 'unknown', begin(null, 0));
  return episodes;
}

function begin(task: TaskMark | null, part: number): Open {
  return { task, part, steps: [], carried: new Set() };
}

/** A task may be named only when it is finished. */
function named(open: Open, finish: TaskMark | undefined): Open {
  if (finish === undefined) return open;
  const task = open.task;
  return {
    ...open,
    task: {
      ...finish,
      type: task?.type || finish.type,
      goal: task?.goal ?? finish.goal,
      slots: task !== null && task.slots.length > 0 ? task.slots : finish.slots,
    },
  };
}

function reasonToCut(open: Open, step: Step, gapUs: number, idleUs: number): 'gap' | 'idle' | 'place' | null {
  const last = open.steps.at(-1);
  if (last === undefined) return null;
  if (last.type === 'privacy.gap') {
    const before = open.steps.findLast((earlier) => earlier.type !== 'privacy.gap');
    if (step.type !== 'privacy.gap' && step.t_start_us - (before ?? last).t_end_us > gapUs) return 'gap';
  }
  if (open.task !== null) return null;
  const idle = step.t_start_us - last.t_end_us;
  if (idle > idleUs) return 'idle';
  const moved = step.place !== last.place && step.type !== 'privacy.gap';
  return moved && idle > PLACE_IDLE_US && open.carried.size === 0 ? 'place' : null;
}

function follow(open: Open, step: Step): void {
  if (step.detail?.of !== 'clipboard' || step.detail.link === 0) return;
  if (step.type === 'clipboard.paste') open.carried.delete(step.detail.link);
  else open.carried.add(step.detail.link);
}

function close(
  open: Open,
  index: number,
  cut: Episode['cut'],
  outcome: Episode['outcome'],
  all: ReadonlyMap<string, Outline>,
): Episode {
  const id = `epi:${open.steps[0]!.id}`;
  const outlines = new Map<string, Outline>();
  const places = new Set<string>();
  const steps = open.steps.map((step) => {
    for (const place of placesOf(step)) places.add(place);
    const ref = step.outline_before;
    const outline = 'none' in ref ? undefined : all.get(ref.id);
    if (outline !== undefined) outlines.set(outline.id, outline);
    return { ...step, episode: id };
  });
  const { task } = open;
  return {
    id,
    index,
    type: task?.type || 'unknown',
    goal: task?.goal ?? null,
    slots: task?.slots ?? [],
    label_source: task !== null && (task.type !== '' || task.goal !== null) ? 'participant' : 'none',
    outcome,
    cut,
    part: open.part,
    t_start_us: steps[0]!.t_start_us,
    t_end_us: Math.max(...steps.map((step) => step.t_end_us)),
    places: [...places],
    steps,
    outlines: [...outlines.values()],
  };
}

/** Places of which the step shows something; an empty tab on the way to a page is not one. */
function placesOf(step: Step): string[] {
  const shows =
    step.target !== null ||
    step.text !== null ||
    !('none' in step.frame_before) ||
    !('none' in step.outline_before);
  const places = shows || step.place !== 'unknown' ? [step.place] : [];
  const { detail } = step;
  const leadsTo = detail?.of === 'switch' || detail?.of === 'navigation' ? detail.place : 'unknown';
  return leadsTo === 'unknown' ? places : [...places, leadsTo];
}
