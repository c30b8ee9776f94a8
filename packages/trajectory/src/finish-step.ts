// Turns a finished draft into the step record, and asserts what the record promises: no future in the state before.

import { type FrameEvent, MODIFIER, type OutlineEvent, type Target } from '@overt/events';
import type { Draft } from './draft.ts';
import { findNode, hitTest } from './element.ts';
import { TrajectoryFault } from './fault.ts';
import { OUTLINE_FRESH_US, RULE_VERSION } from './limits.ts';
import {
  BUTTONS,
  type FrameRef,
  type Modifier,
  type None,
  type Outline,
  type OutlineRef,
  type Step,
  type StepTarget,
} from './step.ts';

/** @param offset µs added to the track's times. */
export function finishStep(
  draft: Draft,
  track: string,
  offset: number,
): { step: Step; outline: Outline | null } {
  const id = `${track}:${draft.seq}`;
  const frame = frameBefore(draft, track, id);
  const outline = outlineBefore(draft, track, id);
  const step: Step = {
    id,
    index: 0,
    episode: null,
    track,
    type: draft.type,
    t_start_us: draft.start + offset,
    t_end_us: draft.end + offset,
    x: draft.x,
    y: draft.y,
    x2: draft.x2,
    y2: draft.y2,
    path: draft.path?.map(({ x, y }) => ({ x, y })) ?? null,
    button: BUTTONS[draft.button] ?? null,
    count: draft.count,
    hold_ms: draft.holdMs,
    modifiers: modifiersOf(draft.modifiers),
    keys: draft.keys,
    scroll_dx: draft.dx,
    scroll_dy: draft.dy,
    text: draft.text,
    edits: draft.edits,
    value_from: draft.from,
    target: targetOf(draft, 'none' in outline ? null : draft.outline!.event),
    target2: droppedOn(draft, 'none' in outline ? null : draft.outline!.event),
    detail: draft.detail,
    frame_before: frame,
    frame_after: frameAfter(draft, track),
    outline_before: outline,
    place: draft.place,
    tab: draft.tab.tab,
    window: draft.window,
    viewport: draft.viewport,
    corrects: null,
    correction: draft.correction,
    paste_of: null,
    source_event_ids: sorted(draft.sources),
    rule: draft.rule,
    rule_version: RULE_VERSION,
    fidelity: draft.partial || (draft.type === 'text.input' && !draft.committed) ? 'partial' : 'exact',
    order: 'decided',
  };
  return { step, outline: 'none' in outline ? null : outlineOf(draft.outline!.event, track, offset) };
}

function sorted(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}

export function modifiersOf(bits: number): Modifier[] {
  const names: Modifier[] = [];
  for (const name of ['alt', 'ctrl', 'meta', 'shift'] as const)
    if ((bits & MODIFIER[name]) !== 0) names.push(name);
  return names;
}

/** The last frame whose grab ended before the action began, of the same page at the same size; else why there is none. */
function frameBefore(draft: Draft, track: string, step: string): FrameRef | None {
  const { frame, frameGap } = draft;
  const from = frame?.event.from ?? Number.NEGATIVE_INFINITY;
  if (frame !== null && from >= draft.navigatedAt && from >= draft.resizedAt) {
    requireBefore(frame.event.to, draft, track, step, 'frame_before');
    return frameRef(frame.event, track, draft.start - frame.event.to, draft.ordinal - frame.ordinal);
  }
  const lost = Math.max(draft.navigatedAt, draft.resizedAt, from);
  if (frameGap !== null && frameGap.t >= lost && frameGap.t <= draft.start) return { none: frameGap.reason };
  if (from < draft.navigatedAt && frame !== null) return { none: 'navigated' };
  return { none: frame === null ? 'no-frame' : 'resized' };
}

function frameAfter(draft: Draft, track: string): FrameRef | None {
  const { after } = draft;
  if (after === null || after.from < draft.end) return { none: 'no-frame' };
  return frameRef(after, track, after.from - draft.end, 0);
}

function frameRef(event: FrameEvent, track: string, age_us: number, stepsSince: number): FrameRef {
  return {
    id: `${track}:${event.frame}`,
    pixels: `${track}:${event.pixels}`,
    age_ms: Math.round(age_us / 100) / 10,
    stable: event.stable,
    steps_since: Math.max(0, stepsSince),
    width: event.width,
    height: event.height,
    scale: event.scale,
  };
}

function outlineBefore(draft: Draft, track: string, step: string): OutlineRef | None {
  const { outline } = draft;
  if (outline === null) return { none: 'no-outline' };
  if (outline.event.t < draft.navigatedAt) return { none: 'navigated' };
  requireBefore(outline.event.t, draft, track, step, 'outline_before');
  return {
    id: `${track}:${outline.event.seq}`,
    age_ms: Math.round((draft.start - outline.event.t) / 100) / 10,
    steps_since: Math.max(0, draft.ordinal - outline.ordinal),
  };
}

function requireBefore(t: number, draft: Draft, track: string, step: string, field: string): void {
  if (t <= draft.start) return;
  throw new TrajectoryFault(
    'FRAME_AFTER_ACTION',
    `step ${step}: its ${field} was taken ${t - draft.start} µs after the action began; it must have ended before. The builder chose it wrongly, so nothing it says can be trusted: report this with the segment's id`,
    { track, event: draft.seq, step, field },
  );
}

function outlineOf(event: OutlineEvent, track: string, offset: number): Outline {
  const { tab, place, nodes, truncated } = event;
  return { id: `${track}:${event.seq}`, t_us: event.t + offset, tab, place, nodes, truncated };
}

/** The element, from the recorder's hit-test at the press and the outline before it; they confirm each other. */
function targetOf(draft: Draft, outline: OutlineEvent | null): StepTarget | null {
  return resolve(draft.target, draft.x, draft.y, outline, draft.start);
}

function resolve(
  target: Target | null,
  x: number | null,
  y: number | null,
  outline: OutlineEvent | null,
  start: number,
): StepTarget | null {
  if (target !== null) {
    const node = outline === null ? undefined : findNode(outline.nodes, target);
    return {
      ...fromEvent(target),
      node: node?.id ?? null,
      ...(node ? BOTH : outline === null ? EVENT : MISSING),
    };
  }
  const node = outline === null || x === null || y === null ? undefined : hitTest(outline.nodes, x, y);
  if (outline === null || node === undefined) return null;
  return {
    role: node.role,
    name: node.name ?? null,
    label: null,
    box: node.box,
    locators: [{ by: 'structure', value: node.structure, matches: 1 }],
    field: node.field,
    framePath: node.framePath,
    states: node.states,
    bound: null,
    node: node.id,
    match_method: 'outline',
    confidence: start - outline.t <= OUTLINE_FRESH_US ? 0.8 : 0.5,
  };
}

/** Where a drag ended: resolved by the recorder, or by position in the outline from before it began. */
function droppedOn(draft: Draft, outline: OutlineEvent | null): StepTarget | null {
  if (draft.type !== 'pointer.drag') return null;
  return resolve(draft.target2, draft.x2, draft.y2, outline, draft.start);
}

const BOTH = { match_method: 'both', confidence: 1 } as const;
const EVENT = { match_method: 'event', confidence: 0.9 } as const;
const MISSING = { match_method: 'event', confidence: 0.7 } as const;

function fromEvent(target: Target): Omit<StepTarget, 'node' | 'match_method' | 'confidence'> {
  return {
    role: target.role,
    name: target.name ?? null,
    label: target.label ?? null,
    box: target.box,
    locators: target.locators,
    field: target.field,
    framePath: target.framePath,
    states: target.states,
    bound: target.bound ?? null,
  };
}
